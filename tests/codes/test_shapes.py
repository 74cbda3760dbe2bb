"""How lots look is learnt from the lots there are, and tells a lost separator."""

import pytest

from scanners.codes.known import Known
from scanners.codes.parse import parse
from scanners.codes.regex import Budget, match
from scanners.codes.scan import CodeProblem, Frame
from scanners.codes.shapes import LOTS_MIN, SHAPES_MAX, lot_patterns

GTIN = "09506000134352"


def numbered(pattern: str, count: int) -> list[str]:
    return [pattern.format(number) for number in range(count)]


def fit(patterns, text: str) -> bool:
    return any(
        (found := match(one, text, Budget())) is not None and found.end == len(text)
        for one in patterns
    )


@pytest.mark.parametrize(
    ("lots", "like", "unlike"),
    [
        (numbered("L-{:06}", 40), "L-999999", "L-99999"),
        (numbered("AB{:04}c", 40), "XY1234z", "XY1234Z"),
        (numbered("{:03}/26", 40), "777/26", "777-26"),
        (numbered("A.{:02}", 40), "Z.99", "ZQ99"),
    ],
)
def test_what_many_lots_have_in_common(lots, like, unlike) -> None:
    patterns = lot_patterns(lots)
    assert fit(patterns, like)
    assert not fit(patterns, unlike)


def test_few_lots_are_no_rule() -> None:
    assert lot_patterns(numbered("L{}", LOTS_MIN - 3)) == ()
    assert lot_patterns([]) == ()
    rare = numbered("R-{:03}", LOTS_MIN) + numbered("{:08}", 20 * LOTS_MIN)
    assert not fit(lot_patterns(rare), "R-123")
    assert fit(lot_patterns(rare), "20261231")


def test_what_no_pattern_can_hold_is_left_out() -> None:
    odd = ["ключ", "", "x" * 500, "a_b", "a b", "(1)", "\x1d"] * 50
    assert lot_patterns(odd) == ()
    many = [lot for n in range(1, 30) for lot in numbered("A" * n + "{:05}", 100)]
    assert len(lot_patterns(many)) <= SHAPES_MAX


def test_a_lot_that_looks_like_ours_ends_where_ours_do() -> None:
    known = Known(lot_patterns=lot_patterns(numbered("AB{:04}", 50)))
    scan = parse(Frame(f"01{GTIN}10AB777717261231"), 2026, known)
    assert CodeProblem.SEPARATOR_MAYBE_LOST in scan.problems
    assert [r.lot for r in scan.readings if hasattr(r, "lot")] == ["AB777717261231", "AB7777"]
    # One that is ours from end to end is in no doubt, although an AI could be read into it.
    whole = Known(lot_patterns=lot_patterns(numbered("AB{:012}", 50)))
    scan = parse(Frame(f"01{GTIN}10AB777717261231"), 2026, whole)
    assert CodeProblem.SEPARATOR_MAYBE_LOST not in scan.problems
