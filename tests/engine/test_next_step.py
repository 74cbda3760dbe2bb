"""The engine's decisions as a table: what is known and what happened -> what is known and done."""

from dataclasses import dataclass, replace

import pytest

from sync.core.page import Table
from sync.engine.events import (
    AppForeground,
    Broke,
    DeletionsAgreed,
    EpochBegun,
    Event,
    HeldAsked,
    NetworkBack,
    Pulled,
    PullFailed,
    PullGuarded,
    PullMisfit,
    PullPutOff,
    Pushed,
    PushFailed,
    StartedAnew,
    Stop,
    Tick,
    Written,
)
from sync.engine.next_step import (
    AskHeld,
    BeginEpoch,
    Halt,
    Pull,
    Push,
    StartAnew,
    Step,
    Wait,
    next_step,
)
from sync.engine.state import EngineState, Loading, Turn, Way
from sync.store.told import TooManyGone
from sync.wire.failures import Failure, FailureKind

NOW = 1_000_000
HALF = 0.5
IDLE = EngineState(
    unsent=False, pull_due_ms=NOW + 9_000, sums_due_ms=NOW + 3_000_000, reachable=True,
    held_due_ms=NOW + 50_000,
)  # fmt: skip
BUSY_OUTBOX = replace(IDLE, unsent=True)
HELD_BACK = Way(4, NOW + 7_000, FailureKind.UNREACHABLE)
OFFLINE = replace(BUSY_OUTBOX, push=HELD_BACK, pull=HELD_BACK, reachable=False)
MANY = TooManyGone(Table.PRODUCTS, 40, 100)
REFUSED = Way(2, NOW + 7_000, FailureKind.KEY_REFUSED)


def page(*, more: bool = False, with_sums: bool = False) -> Pulled:
    return Pulled(more, with_sums, 40, 100)


def push_failed(kind: FailureKind, sent: int = 20) -> PushFailed:
    return PushFailed(sent, Failure(kind))


def push_lost(sent: int = 20) -> PushFailed:
    return push_failed(FailureKind.ANSWER_LOST, sent)


def pull_failed(kind: FailureKind, *, with_sums: bool = False) -> PullFailed:
    return PullFailed(with_sums, Failure(kind))


@dataclass(frozen=True)
class Row:
    says: str
    state: EngineState
    event: Event
    step: Step
    known: dict[str, object]


ROWS = (
    Row("at start the outbox comes first", EngineState(), Tick(), Push(50), {"unsent": True}),
    Row("a scan is sent at once", IDLE, Written(), Push(50), {"unsent": True}),
    Row("a tick looks into the journal", IDLE, Tick(), Push(50), {"unsent": True}),
    Row(
        "nothing unsent: wait for the next pull",
        BUSY_OUTBOX, Pushed(0, 0, 0), Wait(NOW + 9_000), {"unsent": False},
    ),
    Row(
        "at start, nothing unsent: pull, with sums",
        EngineState(), Pushed(0, 0, 0), Pull(with_sums=True), {},
    ),
    Row(
        "answered: pull at once, even with more to send",
        BUSY_OUTBOX, Pushed(20, 20, 400), Pull(with_sums=False),
        {"turn": Turn.PULL, "batch": 50, "unsent": True},
    ),
    Row("after the page the outbox again", replace(BUSY_OUTBOX, turn=Turn.PULL), page(),
        Push(50), {"turn": Turn.PUSH, "pull_due_ms": NOW + 15_000}),
    Row("a part answered is a success", BUSY_OUTBOX, Pushed(20, 7, 400), Pull(with_sums=False), {}),
    Row(
        "none answered is a request for time",
        BUSY_OUTBOX, Pushed(20, 0, 400), Wait(NOW + 1_250),
        {"push": Way(1, NOW + 1_250, FailureKind.BUSY), "reachable": True},
    ),
    Row(
        "an answer got lost: the same again",
        BUSY_OUTBOX, push_lost(), Wait(NOW + 250),
        {"again": 20, "losses": 1, "batch": 50, "reachable": False},
    ),
    Row("... as it was", replace(BUSY_OUTBOX, again=20, losses=1), Tick(), Push(20), {}),
    Row(
        "... and after three times half of it",
        replace(BUSY_OUTBOX, again=40, losses=2), push_lost(40), Wait(NOW + 250),
        {"again": 20, "losses": 3, "batch": 20},
    ),
    Row(
        "... until it is answered",
        replace(BUSY_OUTBOX, again=20, losses=1), Pushed(20, 20, 400), Pull(with_sums=False),
        {"again": 0, "losses": 0},
    ),
    Row(
        "an unreadable answer is a lost one",
        BUSY_OUTBOX, PushFailed(5, Failure(FailureKind.ANSWER_UNREADABLE)), Wait(NOW + 250),
        {"again": 5, "reachable": True},
    ),
    Row(
        "no connection holds both ways back",
        replace(BUSY_OUTBOX, pull_due_ms=0), PushFailed(5, Failure(FailureKind.UNREACHABLE)),
        Wait(NOW + 250),
        {"again": 0, "pull": Way(1, NOW + 250, FailureKind.UNREACHABLE), "reachable": False},
    ),
    Row("offline, a scan changes nothing", OFFLINE, Written(), Wait(NOW + 7_000), {}),
    Row(
        "the network is back: at once", OFFLINE, NetworkBack(), Push(50),
        {"push": Way(0, NOW, FailureKind.UNREACHABLE)},
    ),
    Row("a person looks: at once", OFFLINE, AppForeground(), Push(50), {"pull_due_ms": NOW}),
    Row(
        "a pull that works opens the road for the push",
        replace(OFFLINE, turn=Turn.PULL), page(), Push(50), {"push": Way(), "reachable": True},
    ),
    Row(
        "a pull that works does not unlock a refused push",
        replace(BUSY_OUTBOX, push=REFUSED), page(), Wait(NOW + 7_000), {"push": REFUSED},
    ),
    Row(
        "a refused key is tried slowly",
        BUSY_OUTBOX, PushFailed(5, Failure(FailureKind.KEY_REFUSED)), Wait(NOW + 9_000),
        {"push": Way(1, NOW + 22_500, FailureKind.KEY_REFUSED), "reachable": True},
    ),
    Row(
        "a refused push does not stop the pull",
        replace(BUSY_OUTBOX, push=REFUSED, pull_due_ms=NOW), Tick(), Pull(with_sums=False), {},
    ),
    Row(
        "a refused pull does not stop the push",
        replace(BUSY_OUTBOX, pull=REFUSED, turn=Turn.PULL, pull_due_ms=NOW), Tick(), Push(50), {},
    ),
    Row(
        "the next page at once",
        IDLE, page(more=True), Pull(with_sums=False),
        {"mid_cycle": True, "loading": Loading(40, 100)},
    ),
    Row(
        "a scan goes between two pages",
        replace(IDLE, mid_cycle=True), Written(), Push(50), {},
    ),
    Row(
        "the last page ends the cycle",
        replace(IDLE, mid_cycle=True, loading=Loading(20, 100)), page(), Wait(NOW + 15_000),
        {"mid_cycle": False, "loading": None},
    ),
    Row(
        "sums are asked when due and idle",
        replace(IDLE, pull_due_ms=NOW, sums_due_ms=NOW), Pushed(0, 0, 0), Pull(with_sums=True), {},
    ),
    Row(
        "never between two pages",
        replace(IDLE, sums_due_ms=0), page(more=True), Pull(with_sums=False), {},
    ),
    Row(
        "then hourly", IDLE, page(with_sums=True), Wait(NOW + 15_000),
        {"sums_due_ms": NOW + 3_600_000},
    ),
    Row(
        "a pull that failed with sums is tried without",
        replace(IDLE, pull_due_ms=NOW, sums_due_ms=NOW),
        pull_failed(FailureKind.ANSWER_LOST, with_sums=True), Wait(NOW + 250),
        {"sums_due_ms": NOW + 600_000},
    ),
    Row(
        "a misfit starts the cycle again, soon",
        replace(IDLE, mid_cycle=True, loading=Loading(20, 100), pull_due_ms=NOW), PullMisfit(),
        Wait(NOW + 250), {"mid_cycle": False, "loading": None, "reachable": True},
    ),
    Row(
        "three misfits in a row: the mirror begins anew",
        replace(IDLE, misfits=2, pull=Way(2, NOW), pull_due_ms=NOW), PullMisfit(),
        Wait(NOW + 1_000), {"misfits": 3},
    ),
    Row("... when its time has come", replace(IDLE, misfits=3, pull_due_ms=NOW), Pushed(0, 0, 0),
        StartAnew(), {}),
    Row("... and pulls at once", replace(IDLE, misfits=3, pull_due_ms=NOW), StartedAnew(),
        Pull(with_sums=False), {"misfits": 0}),
    Row("a page that fits ends the row of misfits", replace(IDLE, misfits=2), page(),
        Wait(NOW + 15_000), {"misfits": 0}),
    Row(
        "numbers that are taken: a new epoch at once",
        replace(BUSY_OUTBOX, again=20, losses=1, refuses_gaps=True),
        push_failed(FailureKind.EPOCH_FENCED, 20), Wait(NOW + 250),
        {"fenced": True, "pull": Way(1, NOW + 250, FailureKind.EPOCH_FENCED)},
    ),
    Row("... first of all", replace(BUSY_OUTBOX, fenced=True, pull_due_ms=0), Tick(),
        BeginEpoch(), {}),
    Row("... and before any scan is sent", replace(BUSY_OUTBOX, fenced=True, push=REFUSED),
        Written(), Wait(NOW + 7_000), {}),
    Row("a pull may find it out, too", replace(IDLE, pull_due_ms=NOW),
        pull_failed(FailureKind.EPOCH_FENCED), Wait(NOW + 250), {"fenced": True}),
    Row("... which is no fault of the sums that it was asked with",
        replace(IDLE, pull_due_ms=NOW, sums_due_ms=NOW),
        PullFailed(with_sums=True, failure=Failure(FailureKind.EPOCH_FENCED)), Wait(NOW + 250),
        {"sums_due_ms": NOW}),
    Row("what another journal handed on is sent before anything is pulled",
        replace(IDLE, pull_due_ms=NOW), PullPutOff(), Push(50),
        {"unsent": True, "pull_due_ms": NOW + 15_000}),
    Row(
        "in the new epoch all is sent from its beginning",
        replace(BUSY_OUTBOX, fenced=True, again=20, refuses_gaps=True, resend_from=7),
        EpochBegun(), Push(50), {"fenced": False, "again": 0, "refuses_gaps": False},
    ),
    Row("an epoch does not follow an epoch in a storm",
        replace(BUSY_OUTBOX, push=Way(6, NOW, FailureKind.EPOCH_FENCED)),
        push_failed(FailureKind.EPOCH_FENCED, 20), Wait(NOW + 15_000), {"fenced": True}),
    Row("an ERP that wants time gets it",
        BUSY_OUTBOX, PushFailed(5, Failure(FailureKind.BUSY, "", 20_000)), Wait(NOW + 9_000),
        {"push": Way(1, NOW + 20_000, FailureKind.BUSY)}),
    Row("... but not for ever",
        BUSY_OUTBOX, PushFailed(5, Failure(FailureKind.BUSY, "", 10**9)), Wait(NOW + 9_000),
        {"push": Way(1, NOW + 300_000, FailureKind.BUSY)}),
    Row("where gaps are refused, several pushes are on their way",
        replace(BUSY_OUTBOX, turn=Turn.PUSH, refuses_gaps=True), Tick(), Push(50, in_flight=3), {}),
    Row("... which an answer shows", BUSY_OUTBOX, Pushed(20, 20, 400, refuses_gaps=True),
        Pull(with_sums=False), {"refuses_gaps": True}),
    Row("... until one is lost", replace(BUSY_OUTBOX, refuses_gaps=True, again=20), Tick(),
        Push(20), {}),
    Row("an ERP that was put back is sent what it lacks",
        BUSY_OUTBOX, Pushed(20, 0, 40, refuses_gaps=True, resend_from=7), Push(50, from_seq=7),
        {"resend_from": 7, "push": Way()}),
    Row("... on and on", replace(BUSY_OUTBOX, resend_from=7, turn=Turn.PULL),
        Pushed(20, 20, 400), Pull(with_sums=False), {"resend_from": 27}),
    Row("... to the end", replace(BUSY_OUTBOX, resend_from=27), Pushed(0, 0, 0),
        Wait(NOW + 9_000), {"resend_from": 0, "unsent": False}),
    Row("... and is not asked for the same twice", replace(BUSY_OUTBOX, resend_from=7),
        Pushed(20, 0, 40, resend_from=7), Wait(NOW + 1_250), {}),
    Row("what waits for another device is asked after",
        replace(IDLE, held_due_ms=NOW), Pushed(0, 0, 0), AskHeld(), {}),
    Row("... each minute", replace(IDLE, held_due_ms=NOW), HeldAsked(), Wait(NOW + 9_000),
        {"held_due_ms": NOW + 60_000}),
    Row("too much gone: a person is asked, and the outbox goes on",
        replace(BUSY_OUTBOX, mid_cycle=True), PullGuarded(MANY), Push(50),
        {"guarded": MANY, "pull_due_ms": NOW + 30_000, "mid_cycle": False}),
    Row("... which stays said while other pages come", replace(IDLE, guarded=MANY), page(),
        Wait(NOW + 15_000), {"guarded": MANY}),
    Row("... until the sums agree", replace(IDLE, guarded=MANY), page(with_sums=True),
        Wait(NOW + 15_000), {"guarded": None}),
    Row("... or the person does", replace(IDLE, guarded=MANY), DeletionsAgreed(), Push(50),
        {"guarded": None, "pull_due_ms": NOW, "sums_due_ms": NOW}),
    Row(
        "a bug is left alone for a moment",
        replace(BUSY_OUTBOX, pull_due_ms=NOW), Broke(), Wait(NOW + 250), {"unsent": True},
    ),
    Row("stop", BUSY_OUTBOX, Stop(), Halt(), {"stopped": True}),
    Row("stopped stays stopped", replace(IDLE, stopped=True), Written(), Halt(), {}),
    Row(
        "no wait is longer than the tick",
        replace(BUSY_OUTBOX, push=Way(9, NOW + 99_000), pull_due_ms=NOW + 99_000), Tick(),
        Wait(NOW + 30_000), {},
    ),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_row(row: Row) -> None:
    known, step = next_step(row.state, row.event, NOW, HALF)
    assert step == row.step
    assert {name: getattr(known, name) for name in row.known} == row.known


def test_the_same_question_has_the_same_answer() -> None:
    for row in ROWS:
        assert next_step(row.state, row.event, NOW, HALF) == next_step(
            row.state, row.event, NOW, HALF
        )
