"""The closed set of what wakes the engine: nothing else makes it do anything."""

from dataclasses import dataclass

from sync.core.page import Bucket
from sync.store.told import TooManyGone
from sync.wire.failures import Failure


@dataclass(frozen=True, slots=True)
class Tick:
    """A wait has ended."""


@dataclass(frozen=True, slots=True)
class Written:
    """An operation was written to the journal."""


@dataclass(frozen=True, slots=True)
class NetworkBack:
    """There is a connection again, or another one."""


@dataclass(frozen=True, slots=True)
class AppForeground:
    """A person looks at the app again."""


@dataclass(frozen=True, slots=True)
class DeletionsAgreed:
    """A person agreed that so much is gone; the store was told before."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The app ends, or another ERP was chosen."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """`sent` operations went out, and `answered` of them have their final result.

    `sent` is 0 where the journal had nothing to send; then nobody was asked. `resend_from` is set
    where the ERP lacks earlier ones: it was put back to an older day.
    """

    sent: int
    answered: int
    took_ms: int
    refuses_gaps: bool = False
    resend_from: int = 0


@dataclass(frozen=True, slots=True)
class PushFailed:
    """The ERP could not be asked, or what it said could not be used.

    Where anything that was answered may be `lost`, the next epoch has everything in it.
    """

    sent: int
    failure: Failure
    lost: bool = False


@dataclass(frozen=True, slots=True)
class HeldAsked:
    """Operations that wait for another device's were asked after; `failure` if they could not."""

    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Pulled:
    """A page was absorbed; `with_sums` where the ERP was given the checksums of the mirror.

    `doubt` are buckets whose rows the ERP wants to compare.
    """

    more: bool
    with_sums: bool
    done_rows: int
    total_rows: int | None
    doubt: tuple[Bucket, ...] = ()


@dataclass(frozen=True, slots=True)
class PullFailed:
    """The ERP could not be asked, or what it said could not be used."""

    with_sums: bool
    failure: Failure


@dataclass(frozen=True, slots=True)
class PullMisfit:
    """A page did not begin where the mirror ends: stale or twice. Nothing was absorbed."""


@dataclass(frozen=True, slots=True)
class PullGuarded:
    """A page would have taken away so much that a person must agree. Nothing was absorbed."""

    gone: TooManyGone


@dataclass(frozen=True, slots=True)
class PullPutOff:
    """Nothing was absorbed: first the ERP must say what it knows of this device's operations.

    Of those that an older journal handed on, or, with `resend_from`, of those that it lacks from
    that number on although it answered them once: it was put back to an older day. Where what is
    `lost` may be anything that this device ever did, it begins an epoch with all of that in it.
    """

    resend_from: int = 0
    lost: bool = False


@dataclass(frozen=True, slots=True)
class StartedAnew:
    """The mirror forgot how far it is; what it holds stays on the screens."""


@dataclass(frozen=True, slots=True)
class EpochBegun:
    """The journal goes on under a new epoch, with all that is unsettled in it."""


@dataclass(frozen=True, slots=True)
class Broke:
    """A step ended in a bug or in broken IO. It is in the log."""


Wake = Written | NetworkBack | AppForeground | DeletionsAgreed | Stop
"""What may be told to the engine from outside."""

Event = (
    Tick
    | Wake
    | Pushed
    | PushFailed
    | HeldAsked
    | Pulled
    | PullFailed
    | PullMisfit
    | PullGuarded
    | PullPutOff
    | StartedAnew
    | EpochBegun
    | Broke
)
