"""Labels that flows ask for, each made in one place from what it is of.

A flow answers `AtPrinter(session, label)` where somebody asked for it, or lets it go along with a
deed as `Do(..., labels=(label,))`: then it is printed once the deed is written.
"""

from datetime import date

from app.base.printing import LabelWanted, Occasion
from scanners.codes import gtin
from sync.core.records import Location, Product

NAME_MAX = 80
SSCC_DIGITS = 18
REASON_MAX = 120


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


def pack_label(name: str) -> LabelWanted:
    """Make a pack's label: the logistic one for an SSCC, a licence plate for a name of ours."""
    if gtin.is_digits(name) and len(name) == SSCC_DIGITS and gtin.checks_out(name):
        inside = dict.fromkeys(("content", "count", "lot", "sender", "receiver"))
        return _wanted("sscc", name, {"sscc": name, **inside}, Occasion.PACK)
    return _wanted("package", name, {"number": name}, Occasion.PACK)


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
