"""What the engine knows after it has sent operations, or tried to."""

from dataclasses import replace

from sync.engine.batch import BATCH_MIN, size_after, size_after_loss
from sync.engine.events import HeldAsked, Pushed, PushFailed
from sync.engine.setback import failed, road_open
from sync.engine.state import EngineState, Turn, Way
from sync.wire.failures import Failure, FailureKind

HELD_EVERY_MS = 60_000
"""How often operations that wait for another device's are asked after."""
UNCERTAIN = frozenset({FailureKind.ANSWER_LOST, FailureKind.ANSWER_UNREADABLE})
"""Kinds after which the operations may be in the ERP: they are sent again as they were."""


def after_sending(
    state: EngineState, event: Pushed | PushFailed | HeldAsked, now_ms: int, chance: float
) -> EngineState:
    """Return what is known once operations were sent, or could not be."""
    match event:
        case Pushed(sent=0):
            return replace(state, unsent=False, resend_from=0)
        case Pushed(answered=0, resend_from=seq) if seq not in (0, state.resend_from):
            return replace(state, resend_from=seq, again=0, losses=0)
        case Pushed(answered=0):
            # Nothing moved on, so this was no success: the ERP wants time for the first of them.
            calm = replace(state, again=0, losses=0)
            return failed(calm, Turn.PUSH, Failure(FailureKind.BUSY), now_ms, chance)
        case Pushed():
            return _after_push(state, event, now_ms)
        case PushFailed(failure=failure, lost=everything):
            # Who it is that answers next is to show again whether it refuses gaps.
            lost = replace(_after_loss(state, event), refuses_gaps=False)
            lost = replace(lost, lost=state.lost or everything)
            return failed(lost, Turn.PUSH, failure, now_ms, chance)
        case HeldAsked(failure=failure):
            asked = replace(state, held_due_ms=now_ms + HELD_EVERY_MS)
            return failed(asked, Turn.PUSH, failure, now_ms, chance) if failure else asked


def _after_push(state: EngineState, pushed: Pushed, now_ms: int) -> EngineState:
    # The effects come back with the next page, so that page is due at once, and goes first even
    # where more is waiting: a device that never stops writing still sees the work of others.
    return replace(
        state,
        push=Way(),
        pull=road_open(state.pull),
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
