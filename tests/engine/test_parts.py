"""Backoff, batch size and the badge, each as a table."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.envelope import GENESIS, Envelope, Seen, When, Who, sealed
from sync.core.operations import ReceiveLine
from sync.core.slices import Unsent
from sync.engine.backoff import CURVES, SLOWLY, wait_ms
from sync.engine.batch import size_after, size_after_loss, without_gaps
from sync.engine.state import EngineState, Loading, Way
from sync.engine.status import Mark, status_of, with_one_more
from sync.wire.failures import TRANSIENT, FailureKind

K = FailureKind
ALMOST_ONE = 1 - 2**-53
DEED = ReceiveLine(1, 2, 3, Decimal(1), Decimal(1), None, None, None, 4)
FIRST = sealed(
    Envelope(
        "00", "d1", 1, 1, GENESIS, "", DEED, Who("ana", "", 1, 1), When(0, 0, ""),
        Seen("", "", ""), "",
    )
)  # fmt: skip


def test_every_kind_has_a_curve() -> None:
    assert CURVES.keys() == set(FailureKind)
    assert all(curve.cap_ms <= 30_000 for curve in CURVES.values())
    assert not any(CURVES[kind] is SLOWLY for kind in TRANSIENT)


@pytest.mark.parametrize(
    ("kind", "attempt", "least", "most"),
    [
        (K.UNREACHABLE, 0, 0, 500),
        (K.UNREACHABLE, 1, 0, 1_000),
        (K.ANSWER_LOST, 5, 0, 16_000),
        (K.UNREACHABLE, 6, 0, 30_000),
        (K.UNREACHABLE, 10_000, 0, 30_000),
        (K.BUSY, 0, 500, 2_000),
        (K.KEY_REFUSED, 0, 15_000, 30_000),
        (K.KEY_REFUSED, 50, 15_000, 30_000),
        (None, 0, 0, 500),
    ],
)
def test_waits(kind: FailureKind | None, attempt: int, least: int, most: int) -> None:
    assert wait_ms(kind, attempt, 0.0) == least
    assert most - 1 <= wait_ms(kind, attempt, ALMOST_ONE) <= most


@pytest.mark.parametrize(
    ("size", "answered", "took_ms", "after"),
    [
        (50, 50, 1_000, 50),
        (50, 50, 2_000, 25),
        (50, 50, 500, 100),
        (50, 50, 0, 100),  # at most double
        (400, 400, 10, 500),  # the wire's maximum
        (50, 50, 60_000, 10),
        (50, 9, 9_000, 50),  # a handful says nothing
    ],
)
def test_batch_size(size: int, answered: int, took_ms: int, after: int) -> None:
    assert size_after(size, answered, took_ms) == after


def test_a_batch_that_is_always_lost_shrinks_to_one() -> None:
    sent = 500
    for losses in range(1, 20):
        sent = size_after_loss(sent, losses)
        assert losses >= 3 or sent == 500
    assert sent == 1


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        ([], 0),
        ([(1, 4)], 1),
        ([(1, 4), (1, 5), (1, 6)], 3),
        ([(1, 4), (1, 6)], 1),
        ([(1, 4), (2, 5)], 1),
        ([(1, 4), (1, 5), (2, 1)], 2),
    ],
)
def test_a_push_has_no_gaps(numbers: list[tuple[int, int]], kept: int) -> None:
    chain = tuple(replace(FIRST, epoch=epoch, seq=seq) for epoch, seq in numbers)
    assert without_gaps(chain) == chain[:kept]


def test_badge() -> None:
    clean = status_of(EngineState(reachable=True), Unsent(0, None, 2), 5_000)
    assert (clean.mark, clean.waiting, clean.oldest_s, clean.parked) == (Mark.IN_ERP, 0, None, 2)
    waiting = status_of(EngineState(reachable=False), Unsent(3, 1_000, 0), 62_500)
    assert (waiting.mark, waiting.oldest_s, waiting.reachable) == (Mark.HERE_ONLY, 61, False)
    # The wall clock went backwards.
    assert status_of(EngineState(), Unsent(3, 9_000, 0), 1_000).oldest_s == 0
    assert status_of(EngineState(loading=Loading(4, 9)), Unsent(0, None, 0), 0).loading


def test_what_was_just_written_counts_at_once() -> None:
    one = with_one_more(status_of(EngineState(), Unsent(0, None, 1), 5_000))
    assert (one.mark, one.waiting, one.oldest_s, one.parked) == (Mark.HERE_ONLY, 1, 0, 1)
    more = with_one_more(status_of(EngineState(), Unsent(3, 1_000, 0), 62_500))
    assert (more.waiting, more.oldest_s) == (4, 61)


@pytest.mark.parametrize(
    ("attempt", "kind", "shown"),
    [
        (99, K.UNREACHABLE, None),
        (99, K.ANSWER_LOST, None),
        (99, K.BUSY, None),
        (99, None, None),
        (1, K.KEY_REFUSED, K.KEY_REFUSED),
        (3, K.NOT_AN_ERP, None),
        (4, K.NOT_AN_ERP, K.NOT_AN_ERP),
    ],
)
def test_trouble(attempt: int, kind: FailureKind | None, shown: FailureKind | None) -> None:
    way = Way(attempt, 0, kind)
    for state in (EngineState(push=way), EngineState(pull=way)):
        assert status_of(state, Unsent(0, None, 0), 0).trouble is shown
