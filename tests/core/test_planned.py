"""What is planned for a line shrinks as it is done, nearest first, and comes back with an undo."""

from dataclasses import replace
from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import given

from sync.core.apply import apply
from sync.core.operations import MoveLine, Undo
from sync.core.planned import less, merged
from sync.core.quantity import total
from sync.core.records import DocumentKind, Entry, Work
from tests.core.given import DOCUMENT, LINES, MOVED_LINE, moved_lines

D = Decimal
PLAN = (
    Entry(None, None, 11, D(4), 12),
    Entry("L", None, 11, D(2), 12),
    Entry(None, None, 11, D(4), 13),
)
TRANSFER = replace(DOCUMENT, kind=DocumentKind.TRANSFER)
WORK = Work(TRANSFER, (LINES[0], replace(LINES[1], planned=PLAN)))


def moved(amount: int, source: int = 12, lot: str | None = None, bin: int = 11) -> MoveLine:
    return replace(MOVED_LINE, quantity=D(amount), source=source, lot=lot, bin=bin)


CASES = {
    "as it was planned": (moved(3), {(12, None): 1, (12, "L"): 2, (13, None): 4}),
    "into another bin": (moved(3, bin=14), {(12, None): 1, (12, "L"): 2, (13, None): 4}),
    "from the other bin": (moved(4, source=13), {(12, None): 4, (12, "L"): 2}),
    "more than lies there": (moved(5), {(12, "L"): 1, (13, None): 4}),
    "another lot": (moved(3, lot="M"), {(12, None): 1, (12, "L"): 2, (13, None): 4}),
    "from anywhere else": (moved(5, source=99), {(12, "L"): 1, (13, None): 4}),
    "more than is planned": (moved(99), {}),
}


@pytest.mark.parametrize(("deed", "left"), CASES.values(), ids=CASES)
def test_what_is_done_is_planned_no_more(deed: MoveLine, left: dict):
    found = less(PLAN, deed)
    assert {(one.source, one.lot): int(one.quantity) for one in found} == left


@given(st.lists(moved_lines, max_size=6))
def test_what_is_planned_is_never_more_than_what_is_left(some: list[MoveLine]):
    for line in _after(*some).lines:
        assert all(one.quantity > 0 for one in line.planned)
        planned = total(one.quantity for one in line.planned)
        assert not planned or line.done + planned <= line.demand


@given(st.lists(moved_lines, max_size=3), moved_lines)
def test_what_is_taken_back_is_planned_again(before: list[MoveLine], deed: MoveLine):
    work = _after(*before)
    again = apply(apply(work, deed), Undo("x", deed))
    for line, now in zip(work.lines, again.lines, strict=True):
        assert total(one.quantity for one in now.planned) >= total(
            one.quantity for one in line.planned
        )
        assert now.done == line.done


def test_goods_of_one_kind_are_one_proposal():
    assert merged((*PLAN, *PLAN)) == tuple(replace(one, quantity=one.quantity * 2) for one in PLAN)


def _after(*some: MoveLine) -> Work:
    work = WORK
    for deed in some:
        work = apply(work, deed)
    return work
