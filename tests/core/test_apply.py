"""The algebra of deeds: receiving commutes, undo cancels, nothing else changes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import given

from sync.core.apply import apply
from sync.core.operations import (
    Choice,
    Deed,
    Filing,
    FinishReceipt,
    Goods,
    Settle,
    Undo,
    effect_of,
    line_of,
)
from sync.core.problems import Problem
from sync.core.quantity import total
from sync.core.rebase import Advice, Rebased, rebase
from sync.core.records import DocumentState, Entry, Work
from tests.core.given import (
    BACK,
    DOCUMENT,
    FILED,
    FINISH,
    GOODS,
    LET_GO,
    LINES,
    WORK,
    deeds,
    deeds_on_lines,
    filings,
    moved_lines,
)

lots_keep_their_expiry = deeds_on_lines.map(lambda deed: replace(deed, expiry=None))


def applied(work: Work, *order: Deed) -> Work:
    for deed in order:
        work = apply(work, deed)
    return work


def amounts(work: Work) -> dict:
    """What lies where: the order of entries says nothing."""
    return {
        (
            *(line.id, entry.lot, None if entry.lot else entry.expiry),
            *(entry.bin, entry.source, entry.package),
        ): entry.quantity
        for line in work.lines
        for entry in line.entries
    }


@given(
    st.lists(deeds_on_lines | moved_lines, max_size=6).flatmap(
        lambda d: st.tuples(st.just(d), st.permutations(d))
    )
)
def test_receiving_and_moving_commute(both: tuple[list[Goods], list[Goods]]):
    one, other = applied(WORK, *both[0]), applied(WORK, *both[1])
    assert amounts(one) == amounts(other)
    assert [line.done for line in one.lines] == [line.done for line in other.lines]


@given(st.lists(lots_keep_their_expiry | moved_lines, max_size=4), deeds_on_lines | moved_lines)
def test_undo_cancels_exactly(before: list[Goods], deed: Goods):
    work = applied(WORK, *before)
    assert amounts(applied(work, deed, Undo("x", deed))) == amounts(work)
    assert amounts(applied(work, Undo("x", deed), deed)) == amounts(work)


@given(st.lists(deeds, max_size=8))
def test_done_is_the_sum_of_entries_and_no_entry_is_empty(some: list[Deed]):
    for line in applied(WORK, *some).lines:
        assert line.done == total(entry.quantity for entry in line.entries)
        assert all(entry.quantity != 0 for entry in line.entries)


@given(deeds)
def test_nothing_but_the_named_line_changes(deed: Deed):
    now = apply(WORK, deed)
    line = line_of(deed)
    assert [one for one in now.lines if one.id != line] == [
        one for one in WORK.lines if one.id != line
    ]
    if not isinstance(effect_of(deed), FinishReceipt):
        assert now.document == WORK.document


@given(st.lists(deeds, max_size=6), st.sets(st.integers(0, 2)))
def test_some_lines_can_be_replayed_without_the_others(some: list[Deed], ids: set[int]):
    part = Work(WORK.document, tuple(line for line in LINES if line.id in ids))
    whole = applied(WORK, *some)
    expected = tuple(line for line in whole.lines if line.id in ids)
    assert applied(part, *some) == Work(whole.document, expected)


@given(filings)
def test_what_is_filed_after_all_has_the_effect_it_would_have_had(deed: Filing):
    settle = Settle("x", deed.document, Choice.FILE, deed)
    assert apply(WORK, settle) == apply(WORK, deed)


@pytest.mark.parametrize("choice", [Choice.LET_GO, Choice.OFFICE])
def test_what_is_not_filed_has_no_effect(choice: Choice):
    assert apply(WORK, Settle("x", 1, choice, None)) == WORK


@pytest.mark.parametrize(
    ("choice", "document", "deed"),
    [(Choice.FILE, 1, None), (Choice.LET_GO, 1, GOODS), (Choice.FILE, 2, GOODS)],
)
def test_a_decision_holds_together(choice: Choice, document: int, deed: Filing | None):
    with pytest.raises(AssertionError):
        Settle("x", document, choice, deed)


def test_a_lot_is_told_by_its_name_alone():
    first = replace(GOODS, lot="L", expiry=date(2027, 1, 1))
    second = replace(GOODS, lot="L", expiry=date(2027, 2, 2))
    line = applied(WORK, first, second).lines[1]
    assert line.entries == (Entry("L", date(2027, 1, 1), 11, Decimal(6)),)


def test_without_lots_dates_are_told_apart():
    first, second = (replace(GOODS, expiry=date(2027, month, 1)) for month in (1, 2))
    assert len(applied(WORK, first, second).lines[1].entries) == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (DocumentState.READY, DocumentState.DONE),
        (DocumentState.WAITING, DocumentState.DONE),
        (DocumentState.DONE, DocumentState.DONE),
        (DocumentState.CANCELLED, DocumentState.CANCELLED),
    ],
)
def test_finishing(before: DocumentState, after: DocumentState):
    work = replace(WORK, document=replace(DOCUMENT, state=before))
    assert apply(work, FINISH).document.state is after


# ------------------------------------------------------------------ rebase

CLOSED = {state: replace(WORK, document=replace(DOCUMENT, state=state)) for state in DocumentState}
SHORT = replace(WORK, lines=LINES[:1])
REBASED = {
    "it fits": (WORK, GOODS, None),
    "cancelled": (CLOSED[DocumentState.CANCELLED], GOODS, Problem.DOCUMENT_CANCELLED),
    "cancelled, finish": (CLOSED[DocumentState.CANCELLED], FINISH, Problem.DOCUMENT_CANCELLED),
    "done": (CLOSED[DocumentState.DONE], GOODS, Problem.DOCUMENT_DONE),
    "done, undo": (CLOSED[DocumentState.DONE], BACK, Problem.DOCUMENT_DONE),
    "done, finish": (CLOSED[DocumentState.DONE], FINISH, None),
    "line gone": (SHORT, GOODS, Problem.LINE_MISSING),
    "line gone, undo": (SHORT, BACK, Problem.LINE_MISSING),
    "line gone, finish": (SHORT, FINISH, None),
    "another unit": (WORK, replace(GOODS, unit=2), Problem.UNIT_MISMATCH),
    "the same unit": (WORK, replace(GOODS, unit=1), None),
    "line gone, filed": (SHORT, FILED, Problem.LINE_MISSING),
    "done, let go": (CLOSED[DocumentState.DONE], LET_GO, None),
    "cancelled, filed": (CLOSED[DocumentState.CANCELLED], FILED, Problem.DOCUMENT_CANCELLED),
}


@pytest.mark.parametrize(("base", "deed", "problem"), REBASED.values(), ids=REBASED)
def test_rebase_drops_nothing_and_says_what_does_not_fit(base, deed, problem):
    advice = (Advice("a", problem),) if problem else ()
    assert rebase(base, [("a", deed)]) == Rebased(apply(base, deed), advice)


@given(st.lists(deeds, max_size=6))
def test_rebase_is_a_fold(some: list[Deed]):
    assert rebase(WORK, enumerate(some)).live == applied(WORK, *some)
