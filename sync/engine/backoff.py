"""THE TABLE of how long to leave an ERP alone after each kind of failure, with full jitter."""

from dataclasses import dataclass

from sync.wire.failures import Failure, FailureKind

DOUBLINGS_MAX = 16
ASKED_FOR_MS_MAX = 300_000
"""An ERP that asks for longer is asked again all the same: it may be a proxy's mistake."""


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
    K.EPOCH_FENCED: SOON,  # a new epoch puts it right; should it not, it is no storm
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


def wait_after_ms(failure: Failure, attempt: int, chance: float) -> int:
    """As `wait_ms`, and not sooner than the ERP asked for."""
    asked_ms = min(failure.retry_after_ms, ASKED_FOR_MS_MAX)
    return max(asked_ms, wait_ms(failure.kind, attempt, chance))
