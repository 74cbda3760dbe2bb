"""THE TABLE of how long to leave an ERP alone after each kind of failure, with full jitter."""

from dataclasses import dataclass

from sync.wire.failures import FailureKind

DOUBLINGS_MAX = 16


@dataclass(frozen=True, slots=True)
class Curve:
    """A wait is from `least_ms` up to a bound: `first_ms` at first, doubling, at most `cap_ms`."""

    least_ms: int
    first_ms: int
    cap_ms: int


SOON = Curve(least_ms=0, first_ms=500, cap_ms=30_000)
"""It passes by itself. A device alone comes back at once, a hundred of them spread out."""
LATER = Curve(least_ms=500, first_ms=2_000, cap_ms=30_000)
"""The ERP asked for time, so it gets some."""
SLOWLY = Curve(least_ms=15_000, first_ms=30_000, cap_ms=30_000)
"""A person must do something first; asking often would only lock the key or fill a log."""

K = FailureKind
CURVES: dict[FailureKind, Curve] = {
    K.UNREACHABLE: SOON,
    K.ANSWER_LOST: SOON,
    K.BUSY: LATER,
    K.KEY_REFUSED: SLOWLY,
    K.DATABASE_MISSING: SLOWLY,
    K.NOT_AN_ERP: SOON,  # most often a guest network's log-in page, which goes away
    K.INVENTORY_MISSING: SLOWLY,
    K.COMPANY_FORBIDDEN: SLOWLY,
    K.NO_RIGHTS: SLOWLY,
    K.VERSION_UNKNOWN: SLOWLY,
    K.ANSWER_UNREADABLE: SOON,  # most often a proxy's error page, or an answer cut short
}
"""Every kind; a missing one fails the build."""


def wait_ms(kind: FailureKind | None, attempt: int, chance: float) -> int:
    """How long to wait after failure number `attempt` (from 0); `chance` is in [0, 1).

    No kind is trouble of our own (a misfit, a bug): as for what passes by itself.
    """
    assert attempt >= 0
    assert 0 <= chance < 1
    curve = SOON if kind is None else CURVES[kind]
    bound_ms = min(curve.cap_ms, curve.first_ms << min(attempt, DOUBLINGS_MAX))
    return curve.least_ms + int(chance * (bound_ms - curve.least_ms))
