"""What the engine knows between two steps: a frozen value, lost with the process and no harm done.

All times are of the monotonic clock: a handheld's wall clock may jump a year either way.
"""

from dataclasses import dataclass
from enum import StrEnum

from sync.core.page import Bucket
from sync.engine.batch import BATCH_START
from sync.store.told import TooManyGone
from sync.wire.failures import FailureKind


class Turn(StrEnum):
    """Who goes first when a push and a pull are both due."""

    PUSH = "push"
    PULL = "pull"


@dataclass(frozen=True, slots=True)
class Way:
    """One direction: how often it failed in a row, why, and when it may be tried again."""

    attempt: int = 0
    not_before_ms: int = 0
    failure: FailureKind | None = None


@dataclass(frozen=True, slots=True)
class Loading:
    """A pull of several pages under way: rows taken, of how many where the ERP knows."""

    done_rows: int
    total_rows: int | None


@dataclass(frozen=True, slots=True)
class EngineState:
    """Where the engine stands.

    `unsent` is true while there may be something to send: only an empty journal proves the
    contrary. `again` is how many operations the lost push held (0: none was lost), `resend_from`
    the number from which an ERP that was put back lacks them (0: none). `fenced` until a new epoch
    has begun, with everything in it where something was `lost`; `swept` from then on until a page
    was taken in. `misfits` are pages in a row that did not fit; `guarded` waits for a person;
    `doubt` are buckets to be compared row by row.
    """

    unsent: bool = True
    push: Way = Way()
    pull: Way = Way()
    turn: Turn = Turn.PUSH
    batch: int = BATCH_START
    again: int = 0
    losses: int = 0
    refuses_gaps: bool = False
    resend_from: int = 0
    fenced: bool = False
    lost: bool = False
    swept: bool = False
    held_due_ms: int = 0
    pull_due_ms: int = 0
    mid_cycle: bool = False
    misfits: int = 0
    sums_due_ms: int = 0
    doubt: tuple[Bucket, ...] = ()
    guarded: TooManyGone | None = None
    loading: Loading | None = None
    reachable: bool | None = None
    stopped: bool = False
