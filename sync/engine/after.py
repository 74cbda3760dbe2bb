"""What the engine knows after each event: the bookkeeping behind `next_step`."""

from dataclasses import replace
from typing import assert_never

from sync.engine.after_pulling import after_pulling
from sync.engine.after_sending import after_sending
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
from sync.engine.sanity import sums_put_off
from sync.engine.setback import later
from sync.engine.state import EngineState


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
            return after_sending(state, event, now_ms, chance)
        case Pulled() | PullFailed() | PullMisfit() | PullGuarded() | PullPutOff():
            return after_pulling(state, event, now_ms, chance)
        case StartedAnew():
            return replace(state, misfits=0)
        case EpochBegun():
            return _after_epoch(state, now_ms)
        case Broke():
            push, pull = later(state.push, now_ms, chance), later(state.pull, now_ms, chance)
            return replace(sums_put_off(state, now_ms), unsent=True, push=push, pull=pull)
        case _:
            assert_never(event)


def _refreshed(state: EngineState, now_ms: int) -> EngineState:
    # What a person must put right stays said until an answer shows that it is.
    push = replace(state.push, attempt=0, not_before_ms=now_ms)
    pull = replace(state.pull, attempt=0, not_before_ms=now_ms)
    return replace(state, unsent=True, push=push, pull=pull, pull_due_ms=now_ms)


def _after_epoch(state: EngineState, now_ms: int) -> EngineState:
    # Attempts go on counting until an answer comes: epochs must not follow each other in a storm.
    return replace(
        state,
        fenced=False,
        lost=False,
        swept=state.swept or state.lost,
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
