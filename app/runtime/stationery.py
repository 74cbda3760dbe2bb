"""From a label that is wanted to bytes for a printer, by the templates of whom it is for."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.base.printing import USUAL, LabelRules, LabelWanted
from scanners.labels.fault import Fault, Wrong
from scanners.labels.letters.fonts import Fonts
from scanners.labels.sheet import Sheet, fitting, write
from scanners.labels.wish import Wish
from scanners.printers.printer import Speaks
from scanners.printers.stationery import BadTemplate, read_fonts, read_sheets


@dataclass(frozen=True)
class Stationery:
    """Templates: the house's own stand before the app's, and a customer's before both."""

    rules: LabelRules = USUAL
    folder: Path | None = None
    company: int | None = None

    def sheets(self, customer: str = "") -> tuple[dict[str, Sheet], tuple[BadTemplate, ...]]:
        """Read the labels that hold for a customer, and what is wrong with others."""
        return read_sheets(*self._folders(customer))

    def write(self, wanted: LabelWanted, speaks: Speaks) -> bytes | Fault:
        """Write a label before it is wanted: what cannot be is said at once."""
        sheet = self.sheets(wanted.customer)[0].get(wanted.label)
        if sheet is None:
            return Fault(Wrong.NO_TEMPLATE, wanted.label)
        language = self.rules.language_for(wanted.customer)
        wish = Wish(speaks.to, speaks.dpi, language, paper_mm=speaks.paper_mm)
        written = write(sheet, fitting(sheet, dict(wanted.data)), wish, self.fonts)
        return written[0] if isinstance(written, tuple) else written

    @cached_property
    def fonts(self) -> Fonts | Fault:
        return read_fonts()

    def _folders(self, customer: str) -> list[Path]:
        if self.folder is None:
            return []
        folders = [self.folder, self.folder / f"company-{self.company}"]
        # Only a folder right there is a customer's, whatever a name holds.
        own = self.folder / "customers"
        named = [path for path in own.glob("*") if customer and path.name == customer]
        return [*folders, *named]


APPS_OWN = Stationery()
"""What there is in a house that has none of its own."""
