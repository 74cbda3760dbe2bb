"""Labels that flows ask for, each made in one place from what it is of.

A flow answers `AtPrinter(session, label)` where somebody asked for it, or lets it go along with a
deed as `Do(..., labels=(label,))`: then it is printed once the deed is written.
"""

from dataclasses import replace
from datetime import date

from app.base.printing import LabelWanted, Occasion
from scanners.codes import gtin
from sync.core.pack_slices import PackedRow
from sync.core.quantity import total
from sync.core.records import Location, Product

NAME_MAX = 80
SSCC_DIGITS = 18
REASON_MAX = 120
RECEIVER_MAX = 120
COUNT_MAX = 10**8


def goods_label(
    product: Product, lot: str | None, expiry: date | None, occasion: Occasion = Occasion.ASKED
) -> LabelWanted:
    """Make a case's label where there is an article number for its barcode, else a lot's."""
    told = {
        "lot": lot,
        "expiry": expiry.isoformat() if expiry else None,
        "name": product.name[:NAME_MAX],
    }
    code = product.barcode or ""
    about = f"{product.name} · {lot}" if lot else product.name
    if gtin.is_digits(code) and len(code) in gtin.LENGTHS and gtin.checks_out(code):
        return _wanted("case", about, {"gtin": code, **told}, occasion)
    article = {"article": product.code or code or str(product.id)}
    return _wanted("lot", about, {**article, **told}, occasion)


def bin_label(bin: Location, check: str) -> LabelWanted:
    """Make a bin's label; `check` is what somebody reads back there."""
    data = {"bin": bin.barcode or bin.label, "check": check or None}
    return _wanted("location", bin.label, data, Occasion.ASKED)


def pack_label(
    name: str,
    receiver: str = "",
    inside: tuple[PackedRow, ...] = (),
    occasion: Occasion = Occasion.PACK,
) -> LabelWanted:
    """Make a pack's label: the logistic one for an SSCC, a licence plate for a name of ours.

    It is the receiver's own, where the house has one of theirs.
    """
    to = {"receiver": receiver[:RECEIVER_MAX] or None}
    wanted = _wanted("package", name, {"number": name, **to}, occasion)
    if gtin.is_digits(name) and len(name) == SSCC_DIGITS and gtin.checks_out(name):
        told = {"sscc": name, **_content(inside), "sender": None, **to}
        wanted = _wanted("sscc", name, told, occasion)
    return replace(wanted, customer=receiver)


def _content(inside: tuple[PackedRow, ...]) -> dict[str, str | None]:
    """Name what is in a pack, as GS1 can: so many of one article, and their lot, or nothing."""
    nothing: dict[str, str | None] = dict.fromkeys(("content", "count", "lot"))
    if len({row.product.id for row in inside}) != 1:
        return nothing
    product, amount = inside[0].product, total(row.quantity for row in inside)
    code = product.barcode or ""
    is_gtin = gtin.is_digits(code) and len(code) in gtin.LENGTHS and gtin.checks_out(code)
    # The number is that of one in the article's own unit, and GS1 counts whole ones.
    alike = all(row.unit.id == product.unit for row in inside)
    if not is_gtin or not alike or amount != int(amount) or amount >= COUNT_MAX:
        return nothing
    lots = {row.lot for row in inside}
    lot = next(iter(lots)) if len(lots) == 1 else None
    return {"content": code, "count": str(int(amount)), "lot": lot}


def hold_label(
    product: Product, lot: str | None, why: tuple[str, str], who: str, since: date
) -> LabelWanted:
    """Make the label that keeps people off goods; `why` is the reason, and the paper it is on."""
    told = {
        "name": product.name[:NAME_MAX],
        "lot": lot,
        "reason": why[0][:REASON_MAX],
        "number": why[1],
        "since": since.isoformat(),
        "by": who,
    }
    about = f"{product.name} · {lot}" if lot else product.name
    return _wanted("hold", about, told, Occasion.HOLD)


def _wanted(label: str, about: str, data: dict[str, str | None], occasion: Occasion) -> LabelWanted:
    return LabelWanted(label, about, tuple(data.items()), occasion)
