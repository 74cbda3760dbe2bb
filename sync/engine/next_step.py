"""What the engine does next: a pure function of what it knows, what happened, time and chance."""

from dataclasses import dataclass

from sync.engine.after import after
from sync.engine.events import Event
from sync.engine.sanity import wants_sums
from sync.engine.state import EngineState, Turn

TICK_MS_MAX = 30_000
"""The longest wait there is: whatever was missed, it is looked for again by then."""


@dataclass(frozen=True, slots=True)
class Push:
    """Send the oldest operations, at most so many."""

    operations_max: int


@dataclass(frozen=True, slots=True)
class Pull:
    """Fetch and absorb one page."""

    with_sums: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """Do nothing until then, or until woken."""

    until_ms: int


@dataclass(frozen=True, slots=True)
class Halt:
    """End the loop."""


Step = Push | Pull | Wait | Halt


def next_step(
    state: EngineState, event: Event, now_ms: int, chance: float
) -> tuple[EngineState, Step]:
    """Return what is known after the event, and what to do about it.

    Events that came together may be given one by one: only the last step is to be carried out.
    """
    known = after(state, event, now_ms, chance)
    return known, _choose(known, now_ms)


def _choose(state: EngineState, now_ms: int) -> Step:
    if state.stopped:
        return Halt()
    push_at_ms = state.push.not_before_ms if state.unsent else now_ms + TICK_MS_MAX
    pull_at_ms = max(state.pull_due_ms, state.pull.not_before_ms)
    pull_first = state.turn is Turn.PULL and pull_at_ms <= now_ms
    if push_at_ms <= now_ms and not pull_first:
        return Push(state.again or state.batch)
    if pull_at_ms <= now_ms:
        return Pull(wants_sums(state, now_ms))
    return Wait(min(push_at_ms, pull_at_ms, now_ms + TICK_MS_MAX))
