"""A label of either class, ours or a customer's own ZPL: written the one way for who wants it."""

from collections.abc import Mapping

from scanners.labels import foreign
from scanners.labels.fault import Fault, Wrong
from scanners.labels.foreign import Foreign
from scanners.labels.letters.fonts import Fonts
from scanners.labels.render import render
from scanners.labels.template import Template
from scanners.labels.wish import To, Wish

Sheet = Template | Foreign


def write(
    sheet: Sheet, given: Mapping[str, object], wish: Wish, fonts: Fonts | Fault
) -> bytes | tuple[Fault, ...]:
    """Write it, or say everything that speaks against it."""
    if isinstance(sheet, Template):
        return render(sheet, given, wish, fonts)
    if wish.to is not To.ZPL:
        return (Fault(Wrong.ONLY_ZPL, "", wish.to),)
    return foreign.write(sheet, given, wish.dpi)


def fitting(sheet: Sheet, given: Mapping[str, object]) -> Mapping[str, object]:
    """Leave out what a label does not ask for: one of the house's own need not hold all."""
    asked = {one.name for one in sheet.fields}
    return {name: value for name, value in given.items() if name in asked}
