"""What the engine does next: a pure function of what it knows, what happened, time and chance."""

from dataclasses import dataclass

from sync.core.page import Bucket
from sync.engine.after import after
from sync.engine.batch import IN_FLIGHT_MAX
from sync.engine.events import Event
from sync.engine.sanity import DOUBTED_MAX, wants_sums
from sync.engine.state import EngineState, Turn

TICK_MS_MAX = 30_000
"""The longest wait there is: whatever was missed, it is looked for again by then."""
MISFITS_MAX = 3
"""So many pages in a row that do not fit are no accident: the mirror begins anew."""


@dataclass(frozen=True, slots=True)
class Push:
    """Send the oldest operations in at most `in_flight` pushes, at most so many in each.

    With `from_seq` those from that number on instead, whether they were answered or not.
    """

    operations_max: int
    in_flight: int = 1
    from_seq: int = 0


@dataclass(frozen=True, slots=True)
class AskHeld:
    """Ask after operations that wait for another device's."""


@dataclass(frozen=True, slots=True)
class Pull:
    """Fetch and absorb one page; with `doubt`, one that heals these buckets."""

    with_sums: bool
    doubt: tuple[Bucket, ...] = ()
    swept: bool = False


@dataclass(frozen=True, slots=True)
class StartAnew:
    """Let the mirror forget how far it is; the journal is not touched."""


@dataclass(frozen=True, slots=True)
class BeginEpoch:
    """Let the journal go on under numbers that are nobody else's.

    With `everything` that this device ever did, answered or not, out of older journals too.
    """

    everything: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """Do nothing until then, or until woken."""

    until_ms: int


@dataclass(frozen=True, slots=True)
class Halt:
    """End the loop."""


Step = Push | AskHeld | Pull | StartAnew | BeginEpoch | Wait | Halt


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
    tick_at_ms = now_ms + TICK_MS_MAX
    if state.fenced:
        # Whatever is asked before the new epoch is asked under a wrong name.
        at_ms = state.push.not_before_ms
        return BeginEpoch(state.lost) if at_ms <= now_ms else Wait(min(at_ms, tick_at_ms))
    push_at_ms = state.push.not_before_ms if state.unsent else tick_at_ms
    pull_at_ms = max(state.pull_due_ms, state.pull.not_before_ms)
    held_at_ms = max(state.held_due_ms, state.push.not_before_ms)
    pull_first = state.turn is Turn.PULL and pull_at_ms <= now_ms
    if push_at_ms <= now_ms and not pull_first:
        return _push(state)
    if pull_at_ms <= now_ms:
        return StartAnew() if state.misfits >= MISFITS_MAX else _pull(state, now_ms)
    if held_at_ms <= now_ms:
        return AskHeld()
    return Wait(min(push_at_ms, pull_at_ms, held_at_ms, tick_at_ms))


def _pull(state: EngineState, now_ms: int) -> Pull:
    if state.doubt and not state.mid_cycle:
        return Pull(with_sums=False, doubt=state.doubt[:DOUBTED_MAX], swept=state.swept)
    return Pull(wants_sums(state, now_ms), swept=state.swept)


def _push(state: EngineState) -> Push:
    if state.again:
        return Push(state.again, from_seq=state.resend_from)
    in_flight = IN_FLIGHT_MAX if state.refuses_gaps else 1
    return Push(state.batch, in_flight, state.resend_from)
