"""What the engine knows after something went wrong: how often, why, and when it is tried again."""

from dataclasses import replace

from sync.engine.backoff import wait_after_ms, wait_ms
from sync.engine.state import EngineState, Turn, Way
from sync.wire.failures import Failure, FailureKind

SILENT = frozenset({FailureKind.UNREACHABLE, FailureKind.ANSWER_LOST, FailureKind.NOT_AN_ERP})
"""Kinds in which the ERP itself said nothing."""
BOTH_WAYS = frozenset({FailureKind.UNREACHABLE, FailureKind.EPOCH_FENCED})
"""Kinds that stop the other direction as well: it would meet the same."""


def failed(
    state: EngineState, turn: Turn, failure: Failure, now_ms: int, chance: float
) -> EngineState:
    """Note a failure of one direction, or of both where it stops both."""
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


def later(way: Way, now_ms: int, chance: float) -> Way:
    """Trouble of our own: as for what passes by itself."""
    return Way(way.attempt + 1, now_ms + wait_ms(None, way.attempt, chance))


def road_open(way: Way) -> Way:
    """Where anything came through, a missing connection is no reason to wait any more."""
    return Way() if way.failure is FailureKind.UNREACHABLE else way
