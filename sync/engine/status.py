"""What the badge may say: facts without words."""

from dataclasses import dataclass, replace
from enum import StrEnum

from sync.core.slices import Unsent
from sync.engine.state import EngineState, Loading, Way
from sync.store.told import TooManyGone
from sync.wire.failures import TRANSIENT, FailureKind


class Mark(StrEnum):
    """How far the work of this device has come."""

    HERE_ONLY = "here_only"
    SAFE_ON_SITE = "safe_on_site"
    IN_ERP = "in_erp"


DOUBTFUL = frozenset(
    {FailureKind.NOT_AN_ERP, FailureKind.ANSWER_UNREADABLE, FailureKind.EPOCH_FENCED}
)
"""Kinds that mostly pass: a guest network or a proxy can cause them, and a wrong address for ever;
and a fenced device begins a new epoch by itself."""
DOUBTED_MAX = 3
"""How often in a row a doubtful kind is taken for the network's."""


@dataclass(frozen=True, slots=True)
class Status:
    """The badge: `waiting` operations are not in the ERP, the oldest for `oldest_s` seconds.

    `reachable` is None until the ERP was asked for the first time. `trouble` is what does not
    pass by itself, and wants a person; what does pass is never shown. `guarded` is what a pull
    would have taken away: so much that a person must agree first. `pictures` of written deeds are
    not in the ERP yet.
    """

    mark: Mark
    waiting: int
    oldest_s: int | None
    parked: int
    loading: Loading | None
    reachable: bool | None
    trouble: FailureKind | None
    guarded: TooManyGone | None = None
    pictures: int = 0


def status_of(state: EngineState, unsent: Unsent, wall_ms: int) -> Status:
    """Put the badge together; `wall_ms` is only for the age, and may be wrong."""
    return Status(
        mark=Mark.HERE_ONLY if unsent.waiting else Mark.IN_ERP,
        waiting=unsent.waiting,
        oldest_s=_age_s(unsent, wall_ms),
        parked=unsent.parked,
        loading=state.loading,
        reachable=state.reachable,
        trouble=_trouble(state.push) or _trouble(state.pull),
        guarded=state.guarded,
    )


def with_one_more(status: Status) -> Status:
    """Count an operation that was written just now: the engine may be waiting for an answer."""
    return replace(
        status,
        mark=Mark.HERE_ONLY,
        waiting=status.waiting + 1,
        oldest_s=0 if status.oldest_s is None else status.oldest_s,
    )


def _age_s(unsent: Unsent, wall_ms: int) -> int | None:
    if not unsent.waiting or unsent.oldest_wall_ms is None:
        return None
    return max(0, wall_ms - unsent.oldest_wall_ms) // 1000


def _trouble(way: Way) -> FailureKind | None:
    if way.failure is None or way.failure in TRANSIENT:
        return None
    if way.failure in DOUBTFUL and way.attempt <= DOUBTED_MAX:
        return None
    return way.failure
