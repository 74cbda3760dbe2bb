"""What a workplace is fitted with by its settings' files: today its printers and their labels."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from app.base.notice import Notice
from app.base.setup import Erp
from app.runtime.printing import Office, Printing
from app.runtime.stationery import Stationery
from app.settings.kept import Settings
from app.settings.labels import TEMPLATES, labels_in
from app.settings.printers import printers_in
from scanners.printers.journal import Journal


class World(NamedTuple):
    """Time, ids and ears, from whoever may ask for them."""

    wall_ms: Callable[[], int]
    new_id: Callable[[], str]
    tell: Callable[[Notice], None]


def printing_in(folder: Path, settings: Settings, world: World) -> tuple[Printing, Notice | None]:
    """Make this workplace's printing, and say what in its files cannot be read."""
    set_up = printers_in(folder, training=settings.erp is Erp.TRAINING)
    rules, trouble = labels_in(folder, settings.company)
    paper = Stationery(rules, folder / TEMPLATES, settings.company)
    office = Office(*world, paper)
    printing = Printing(Journal(folder), set_up.printers, set_up.here, set_up.keep, office)
    return printing, set_up.trouble or trouble
