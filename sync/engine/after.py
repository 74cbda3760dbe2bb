"""What the engine knows after each event: the bookkeeping behind `next_step`."""

from dataclasses import replace
from typing import assert_never

from sync.engine.backoff import wait_after_ms, wait_ms
from sync.engine.batch import BATCH_MIN, size_after, size_after_loss
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
    Pushed,
    PushFailed,
    StartedAnew,
    Stop,
    Tick,
    Written,
)
from sync.engine.sanity import DOUBTED_MAX, SUMS_EVERY_MS, sums_put_off
from sync.engine.state import EngineState, Loading, Turn, Way
from sync.wire.failures import Failure, FailureKind

PULL_EVERY_MS = 15_000
HELD_EVERY_MS = 60_000
"""How often operations that wait for another device's are asked after."""
GUARDED_EVERY_MS = 30_000
"""How often a pull is tried again while a person has not agreed to what it takes away."""
UNCERTAIN = frozenset({FailureKind.ANSWER_LOST, FailureKind.ANSWER_UNREADABLE})
"""Kinds after which the operations may be in the ERP: they are sent again as they were."""
SILENT = frozenset({FailureKind.UNREACHABLE, FailureKind.ANSWER_LOST, FailureKind.NOT_AN_ERP})
"""Kinds in which the ERP itself said nothing."""
BOTH_WAYS = frozenset({FailureKind.UNREACHABLE, FailureKind.EPOCH_FENCED})
"""Kinds that stop the other direction as well: it would meet the same."""


def after(state: EngineState, event: Event, now_ms: int, chance: float) -> EngineState:
    """Return what is known once the event has happened."""
    match event:
        case Tick() | Written():
            return replace(state, unsent=True)
        case NetworkBack() | AppForeground():
            return _refreshed(state, now_ms)
        case DeletionsAgreed():
            asked = replace(_refreshed(state, now_ms), guarded=None)
            return replace(asked, sums_due_ms=min(state.sums_due_ms, now_ms))
        case Stop():
            return replace(state, stopped=True)
        case Pushed() | PushFailed() | HeldAsked():
            return _after_sending(state, event, now_ms, chance)
        case Pulled() | PullFailed() | PullMisfit() | PullGuarded():
            return _after_pulling(state, event, now_ms, chance)
        case StartedAnew():
            return replace(state, misfits=0)
        case EpochBegun():
            return _after_epoch(state, now_ms)
        case Broke():
            push, pull = _later(state.push, now_ms, chance), _later(state.pull, now_ms, chance)
            return replace(sums_put_off(state, now_ms), unsent=True, push=push, pull=pull)
        case _:
            assert_never(event)


def _refreshed(state: EngineState, now_ms: int) -> EngineState:
    # What a person must put right stays said until an answer shows that it is.
    push = replace(state.push, attempt=0, not_before_ms=now_ms)
    pull = replace(state.pull, attempt=0, not_before_ms=now_ms)
    return replace(state, unsent=True, push=push, pull=pull, pull_due_ms=now_ms)


# ---------------------------------------------------------------------- sending


def _after_sending(
    state: EngineState, event: Pushed | PushFailed | HeldAsked, now_ms: int, chance: float
) -> EngineState:
    match event:
        case Pushed(sent=0):
            return replace(state, unsent=False, resend_from=0)
        case Pushed(answered=0, resend_from=seq) if seq not in (0, state.resend_from):
            return replace(state, resend_from=seq, again=0, losses=0)
        case Pushed(answered=0):
            # Nothing moved on, so this was no success: the ERP wants time for the first of them.
            calm = replace(state, again=0, losses=0)
            return _failed(calm, Turn.PUSH, Failure(FailureKind.BUSY), now_ms, chance)
        case Pushed():
            return _after_push(state, event, now_ms)
        case PushFailed(failure=failure):
            # Who it is that answers next is to show again whether it refuses gaps.
            lost = replace(_after_loss(state, event), refuses_gaps=False)
            return _failed(lost, Turn.PUSH, failure, now_ms, chance)
        case HeldAsked(failure=failure):
            asked = replace(state, held_due_ms=now_ms + HELD_EVERY_MS)
            return _failed(asked, Turn.PUSH, failure, now_ms, chance) if failure else asked


def _after_push(state: EngineState, pushed: Pushed, now_ms: int) -> EngineState:
    # The effects come back with the next page, so that page is due at once, and goes first even
    # where more is waiting: a device that never stops writing still sees the work of others.
    return replace(
        state,
        push=Way(),
        pull=_road_open(state.pull),
        turn=Turn.PULL,
        batch=size_after(state.batch, pushed.answered, pushed.took_ms),
        again=0,
        losses=0,
        refuses_gaps=pushed.refuses_gaps,
        resend_from=state.resend_from and state.resend_from + pushed.answered,
        pull_due_ms=now_ms,
        reachable=True,
    )


def _after_loss(state: EngineState, failed: PushFailed) -> EngineState:
    if failed.failure.kind not in UNCERTAIN or not failed.sent:
        return state
    losses = state.losses + 1
    again = size_after_loss(failed.sent, losses)
    batch = state.batch if again == failed.sent else max(BATCH_MIN, again)
    return replace(state, again=again, losses=losses, batch=batch)


def _after_epoch(state: EngineState, now_ms: int) -> EngineState:
    # Attempts go on counting until an answer comes: epochs must not follow each other in a storm.
    return replace(
        state,
        fenced=False,
        unsent=True,
        push=replace(state.push, not_before_ms=now_ms),
        pull=replace(state.pull, not_before_ms=now_ms),
        again=0,
        losses=0,
        refuses_gaps=False,
        resend_from=0,
        pull_due_ms=now_ms,
        mid_cycle=False,
        doubt=(),
        loading=None,
    )


# ---------------------------------------------------------------------- pulling


def _after_pulling(
    state: EngineState,
    event: Pulled | PullFailed | PullMisfit | PullGuarded,
    now_ms: int,
    chance: float,
) -> EngineState:
    match event:
        case Pulled():
            return _after_pull(state, event, now_ms)
        case PullFailed(failure=failure):
            asked = event.with_sums and failure.kind is not FailureKind.UNREACHABLE
            # What is in doubt is found again by the next sums, should it be why this one failed.
            known = replace(sums_put_off(state, now_ms) if asked else state, doubt=())
            return _failed(known, Turn.PULL, failure, now_ms, chance)
        case PullMisfit():
            pull = _later(state.pull, now_ms, chance)
            return _cycle_over(replace(state, pull=pull, misfits=state.misfits + 1))
        case PullGuarded(gone=gone):
            calm = sums_put_off(replace(state, guarded=gone, pull=Way(), doubt=()), now_ms)
            waiting = replace(calm, pull_due_ms=now_ms + GUARDED_EVERY_MS, reachable=True)
            return _cycle_over(waiting)


def _after_pull(state: EngineState, pulled: Pulled, now_ms: int) -> EngineState:
    # An ERP that only finds what went by the sums has nothing to say of it without them.
    agreed = pulled.with_sums and not pulled.more
    # Only a pull that was not amid a cycle has compared the first of them.
    compared = 0 if state.mid_cycle else DOUBTED_MAX
    doubt = (*state.doubt[compared:], *pulled.doubt)
    return replace(
        state,
        push=_road_open(state.push),
        pull=Way(),
        turn=Turn.PUSH,
        pull_due_ms=now_ms if pulled.more or doubt else now_ms + PULL_EVERY_MS,
        mid_cycle=pulled.more,
        doubt=doubt,
        misfits=0,
        # Amid a cycle that was cut off before, an ERP does not compare: then it is asked again.
        sums_due_ms=now_ms + SUMS_EVERY_MS if agreed else state.sums_due_ms,
        guarded=None if agreed else state.guarded,
        unsent=state.unsent or pulled.resend_from > 0,
        resend_from=state.resend_from or pulled.resend_from,
        loading=Loading(pulled.done_rows, pulled.total_rows) if pulled.more else None,
        reachable=True,
    )


def _cycle_over(state: EngineState) -> EngineState:
    return replace(state, turn=Turn.PUSH, mid_cycle=False, loading=None)


# ---------------------------------------------------------------------- trouble


def _failed(
    state: EngineState, turn: Turn, failure: Failure, now_ms: int, chance: float
) -> EngineState:
    way = state.push if turn is Turn.PUSH else state.pull
    not_before_ms = now_ms + wait_after_ms(failure, way.attempt, chance)
    worse = Way(way.attempt + 1, not_before_ms, failure.kind)
    # Without a connection there is nothing to try the other way round.
    both = failure.kind in BOTH_WAYS
    return replace(
        state,
        push=worse if both or turn is Turn.PUSH else state.push,
        pull=worse if both or turn is Turn.PULL else state.pull,
        turn=Turn.PUSH if turn is Turn.PULL else state.turn,
        fenced=state.fenced or failure.kind is FailureKind.EPOCH_FENCED,
        reachable=failure.kind not in SILENT,
    )


def _later(way: Way, now_ms: int, chance: float) -> Way:
    """Trouble of our own: as for what passes by itself."""
    return Way(way.attempt + 1, now_ms + wait_ms(None, way.attempt, chance))


def _road_open(way: Way) -> Way:
    return Way() if way.failure is FailureKind.UNREACHABLE else way
