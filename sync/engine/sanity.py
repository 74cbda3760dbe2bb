"""When the ERP is given the mirror's checksums, so that it finds and heals what drifted."""

from dataclasses import replace

from sync.engine.state import EngineState

SUMS_EVERY_MS = 3_600_000
SUMS_OVERDUE_MS = 600_000
"""How long a busy device may put them off, and how long they rest after they did harm."""
DOUBTED_MAX = 4
"""Buckets compared row by row in one pull."""


def wants_sums(state: EngineState, now_ms: int) -> bool:
    """On the first idle pull of a session, then hourly; never between two pages of a cycle.

    Idle because a sum taken while operations are on their way would differ for a good reason.
    """
    if state.mid_cycle or now_ms < state.sums_due_ms:
        return False
    return not state.unsent or now_ms >= state.sums_due_ms + SUMS_OVERDUE_MS


def sums_put_off(state: EngineState, now_ms: int) -> EngineState:
    """Leave them out for a while, lest a pull that fails because of them fails for ever."""
    due_ms = max(state.sums_due_ms, now_ms + SUMS_OVERDUE_MS)
    return replace(state, sums_due_ms=due_ms)
