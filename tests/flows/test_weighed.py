"""A scale's label, an article number with a weight in it, counts as what was weighed."""

from decimal import Decimal

from app.base.messages import Scanned
from app.receive.flow import decide
from scanners.codes import gtin
from scanners.codes.known import Known
from scanners.codes.nomenclature import Conversion, Rule, prepared
from scanners.codes.parse import parse
from scanners.codes.scan import Frame
from tests.flows import floor
from tests.flows.floor import DRILL, NAILS, session_with, slice_of

SCALE = Rule("scale", "weight", "ean13", "21.....{NNDDD}")
KNOWN = Known(rules=prepared((SCALE,), Conversion.ALWAYS))


def label(article: str, grams: int) -> Scanned:
    body = f"21{article}{grams:05}"
    return Scanned(parse(Frame(f"]E0{body}{gtin.check_digit(body)}"), 2026, KNOWN))


def test_it_is_looked_up_by_its_article_and_counts_its_weight() -> None:
    scan = label("12345", 1_250)
    base = "211234500000"
    assert base + gtin.check_digit(base) in scan.scan.keys
    done = decide(session_with(), scan, slice_of(found=floor.found(NAILS)))
    assert (done.deed.quantity, done.raw) == (Decimal("1.25"), scan.scan.raw)


def test_pieces_that_a_scale_labelled_are_pieces() -> None:
    done = decide(session_with(), label("12345", 1_250), slice_of(found=floor.found(DRILL)))
    assert done.deed.quantity == 1
