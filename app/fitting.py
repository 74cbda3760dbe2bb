"""What a workplace is fitted with: its printers and labels, and the numbers it may give."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from app.base.notice import Notice
from app.base.session import Session
from app.base.setup import Erp, Form, LabelSetup, PrinterLine
from app.base.wording import text
from app.runtime.carriage import FOLDER
from app.runtime.device import Clock
from app.runtime.printing import Office, Printing
from app.runtime.reporting import About, LogLines, parts_of
from app.runtime.stationery import Stationery
from app.runtime.trail import Trail
from app.runtime.weighing import Weighed
from app.settings.kept import Settings
from app.settings.labels import TEMPLATES, keep_language, labels_in
from app.settings.packs import next_pack
from app.settings.printers import FILE as PRINTERS
from app.settings.printers import load_printers, printers_in, unusable_text
from app.settings.report import secrets_of, write_report
from app.settings.secret import kept
from app.settings.weighed import keep_weighed, weighed_in
from app.settings.words import of_this_computer
from scanners.printers.journal import Journal
from sync.core.ids import RANDOM_BITS, op_id
from sync.core.numbering import NumberKind, Purpose, Taken
from sync.engine import world as engine
from sync.engine.pull import Scopes
from sync.engine.status import Status
from sync.engine.supply import Asker, Supply
from sync.erp.choose import Choice, Odoo, Training
from sync.store.lanes import Lanes
from sync.store.numbers import Numbers
from sync.store.store import Store
from sync.wire.remote import Remote

OWN_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
OWN_LENGTH = 8
"""Of the prefix of numbers that a device makes without an ERP: one in 2 to the 40th."""


SWITCH_S = 0.001
"""So long one thread goes on while another waits: bulk work must not be felt at a scan."""


def threaded_lanes() -> Lanes:
    """A thread for the scan path and one for the mirror, so that neither waits for the other."""
    sys.setswitchinterval(SWITCH_S)
    return Lanes(
        scan=ThreadPoolExecutor(1, thread_name_prefix="scan"),
        mirror=ThreadPoolExecutor(1, thread_name_prefix="mirror"),
    )


def weighed_at(place: Path) -> Weighed:
    """What packs of this ERP were weighed at here, and not told it yet."""
    return Weighed(weighed_in(place), partial(keep_weighed, place))


class World(NamedTuple):
    """Time, ids and ears, from whoever may ask for them."""

    wall_ms: Callable[[], int]
    new_id: Callable[[], str]
    tell: Callable[[Notice], None]


def choice_of(
    folder: Path, settings: Settings, key: str, office: Executor, today: Callable[[], date]
) -> Choice:
    """Name the ERP of the settings, with the key that was entered or else is kept."""
    if settings.erp is Erp.TRAINING:
        return Training(folder / "training-server", office, today)
    secret = key or kept(folder, settings.site) or ""
    return Odoo(settings.url, settings.database, secret, office)


def scopes_of(settings: Settings) -> Scopes:
    """Say what is to be pulled; nothing where no place was chosen yet."""
    scope = settings.scope
    return Scopes((scope.company,), (scope.warehouse,)) if scope else Scopes((), ())


def form_of(folder: Path, settings: Settings, carried: tuple[str, ...]) -> Form:
    """Fill in the form of the setup desk as it was last saved, without the secret."""
    return Form(
        erp=settings.erp,
        user=settings.user,
        url=settings.url,
        database=settings.database,
        key_kept=kept(folder, settings.site) is not None,
        company=settings.company,
        warehouse=settings.warehouse,
        carried=carried,
        carried_to=str(folder / FOLDER),
        language=settings.language or of_this_computer(),
        labels=label_setup(folder, settings),
    )


def printing_in(
    folder: Path, settings: Settings, world: World, store: Store
) -> tuple[Printing, Notice | None]:
    """Make this workplace's printing, and say what in its files cannot be read."""
    set_up = printers_in(folder, training=settings.erp is Erp.TRAINING)
    rules, trouble = labels_in(folder, settings.company, _spoken(settings))
    paper = Stationery(rules, folder / TEMPLATES, settings.company)
    office = Office(*world, paper, lambda: store.looking.company_name(settings.company))
    printing = Printing(Journal(folder), set_up.printers, set_up.here, set_up.keep, office)
    return printing, set_up.trouble or trouble


def label_setup(folder: Path, settings: Settings) -> LabelSetup:
    """Read for the setup desk what the files of printers and labels say, and what is wrong."""
    rules, trouble = labels_in(folder, settings.company, _spoken(settings))
    told = [trouble.text] if trouble and trouble.text else []
    kept = load_printers(folder, training=settings.erp is Erp.TRAINING)
    if isinstance(kept, str):
        words = text("printers_unreadable", path=PRINTERS, why=kept)
        return LabelSetup(rules.language, (), (words, *told))
    _, bad = kept.addresses()
    lines = tuple(
        PrinterLine(
            name, said, name == kept.here, unusable_text(name, bad[name]) if name in bad else None
        )
        for name, said in kept.printers.items()
    )
    return LabelSetup(rules.language, lines, tuple(told))


def label_in(printing: Printing | None, folder: Path, settings: Settings, language: str) -> bool:
    """Have labels in this language from now on; False where that cannot be kept."""
    if not keep_language(folder, language, settings.company):
        return False
    if printing:
        printing.follow(labels_in(folder, settings.company)[0])
    return True


def _spoken(settings: Settings) -> str:
    """Where nobody said otherwise, labels are in the language of the app."""
    return settings.language or of_this_computer()


class Heard(NamedTuple):
    """What a report is told besides the store: how sending goes, screens and lines of the log."""

    status: Callable[[], Status]
    clock: Clock
    trail: Trail
    log: LogLines


def reporter(
    folder: Path, settings: Settings, store: Store, heard: Heard
) -> Callable[[Session, str], Awaitable[str]]:
    """Make what writes a reported problem to a file, and says where; "" where it cannot be."""

    async def report(session: Session, note: str) -> str:
        now_ms = heard.clock.wall_ms()
        who, scope = session.user or settings.user, session.scope
        about = About(note, who, session.role, scope, heard.status(), now_ms)
        parts = await parts_of(store, about, heard.trail, heard.log.text)
        secrets = await asyncio.to_thread(secrets_of, folder, settings.site)
        name = f"report-{store.opened.device}-{now_ms}.zip"
        try:
            return str(await asyncio.to_thread(write_report, folder, name, parts, secrets))
        except OSError:
            return ""

    return report


class Numbering(NamedTuple):
    """The numbers of a device, and what keeps it in them."""

    take: Callable[[Purpose], Taken]
    supply: Supply


def numbering_in(
    folder: Path,
    settings: Settings,
    store: Store,
    remote: Remote,
    world: engine.World,
) -> Numbering:
    """Take numbers from what the ERP gave; those of packs from the file `packs.json`, if any."""

    def identity() -> tuple[str, int]:
        return store.opened.device, store.opened.epoch

    def new_prefix() -> str:
        drawn = (int(world.chance() * len(OWN_LETTERS)) for _ in range(OWN_LENGTH))
        return "".join(OWN_LETTERS[one] for one in drawn)

    def new_id() -> str:
        return op_id(world.wall_ms(), int(world.chance() * (1 << RANDOM_BITS)))

    numbers = Numbers(folder / settings.site, identity, new_prefix)
    place = (settings.company or 0, settings.warehouse or 0)
    asker = Asker(identity, *place, new_id, store.looking.used_names)
    supply = Supply(numbers, remote, world, asker)
    loop = asyncio.get_running_loop()

    def take(purpose: Purpose) -> Taken:
        # A range that somebody gave by hand comes first: it was meant.
        by_hand = next_pack(folder, numbers.owner) if purpose.kind is NumberKind.PACK else None
        taken = by_hand if by_hand and by_hand.name else numbers.take(purpose)
        if taken.is_low or not taken.size:
            loop.call_soon_threadsafe(supply.low)
        return taken

    return Numbering(take, supply)
