"""What the engine knows after each event: the bookkeeping behind `next_step`."""

from dataclasses import replace
from typing import assert_never

from sync.engine.backoff import wait_ms
from sync.engine.batch import BATCH_MIN, size_after, size_after_loss
from sync.engine.events import (
    AppForeground,
    Broke,
    Event,
    NetworkBack,
    Pulled,
    PullFailed,
    PullMisfit,
    Pushed,
    PushFailed,
    Stop,
    Tick,
    Written,
)
from sync.engine.sanity import SUMS_EVERY_MS, sums_put_off
from sync.engine.state import EngineState, Loading, Turn, Way
from sync.wire.failures import FailureKind

PULL_EVERY_MS = 15_000
UNCERTAIN = frozenset({FailureKind.ANSWER_LOST, FailureKind.ANSWER_UNREADABLE})
"""Kinds after which the operations may be in the ERP: they are sent again as they were."""
SILENT = frozenset({FailureKind.UNREACHABLE, FailureKind.ANSWER_LOST, FailureKind.NOT_AN_ERP})
"""Kinds in which the ERP itself said nothing."""


def after(state: EngineState, event: Event, now_ms: int, chance: float) -> EngineState:
    """Return what is known once the event has happened."""
    match event:
        case Tick() | Written():
            return replace(state, unsent=True)
        case NetworkBack() | AppForeground():
            return _refreshed(state, now_ms)
        case Stop():
            return replace(state, stopped=True)
        case Pushed(sent=0):
            return replace(state, unsent=False)
        case Pushed(answered=0):
            # Nothing moved on, so this was no success: the ERP wants time for the first of them.
            worse = _worse(state.push, FailureKind.BUSY, now_ms, chance)
            return _failed(replace(state, again=0, losses=0), Turn.PUSH, worse)
        case Pushed():
            return _after_push(state, event, now_ms)
        case PushFailed(failure=failure):
            worse = _worse(state.push, failure.kind, now_ms, chance)
            return _failed(_after_loss(state, event), Turn.PUSH, worse)
        case Pulled():
            return _after_pull(state, event, now_ms)
        case PullFailed(failure=failure):
            worse = _worse(state.pull, failure.kind, now_ms, chance)
            asked = event.with_sums and failure.kind is not FailureKind.UNREACHABLE
            known = sums_put_off(state, now_ms) if asked else state
            return _failed(known, Turn.PULL, worse)
        case PullMisfit():
            pull = _worse(state.pull, None, now_ms, chance)
            return replace(state, pull=pull, turn=Turn.PUSH, mid_cycle=False, loading=None)
        case Broke():
            push = _worse(state.push, None, now_ms, chance)
            pull = _worse(state.pull, None, now_ms, chance)
            return replace(sums_put_off(state, now_ms), unsent=True, push=push, pull=pull)
        case _:
            assert_never(event)


def _refreshed(state: EngineState, now_ms: int) -> EngineState:
    # What a person must put right stays said until an answer shows that it is.
    push = replace(state.push, attempt=0, not_before_ms=now_ms)
    pull = replace(state.pull, attempt=0, not_before_ms=now_ms)
    return replace(state, unsent=True, push=push, pull=pull, pull_due_ms=now_ms)


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


def _after_pull(state: EngineState, pulled: Pulled, now_ms: int) -> EngineState:
    return replace(
        state,
        push=_road_open(state.push),
        pull=Way(),
        turn=Turn.PUSH,
        pull_due_ms=now_ms if pulled.more else now_ms + PULL_EVERY_MS,
        mid_cycle=pulled.more,
        sums_due_ms=now_ms + SUMS_EVERY_MS if pulled.with_sums else state.sums_due_ms,
        loading=Loading(pulled.done_rows, pulled.total_rows) if pulled.more else None,
        reachable=True,
    )


def _failed(state: EngineState, way: Turn, worse: Way) -> EngineState:
    assert worse.failure is not None
    # Without a connection there is nothing to try the other way round.
    both = worse.failure is FailureKind.UNREACHABLE
    return replace(
        state,
        push=worse if both or way is Turn.PUSH else state.push,
        pull=worse if both or way is Turn.PULL else state.pull,
        turn=Turn.PUSH if way is Turn.PULL else state.turn,
        reachable=worse.failure not in SILENT,
    )


def _worse(way: Way, kind: FailureKind | None, now_ms: int, chance: float) -> Way:
    return Way(way.attempt + 1, now_ms + wait_ms(kind, way.attempt, chance), kind)


def _road_open(way: Way) -> Way:
    return Way() if way.failure is FailureKind.UNREACHABLE else way
