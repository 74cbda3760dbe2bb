"""The closed set of what wakes the engine: nothing else makes it do anything."""

from dataclasses import dataclass

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
class Stop:
    """The app ends, or another ERP was chosen."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """`sent` operations went out, and the first `answered` of them have their final result.

    `sent` is 0 where the journal had nothing to send; then nobody was asked.
    """

    sent: int
    answered: int
    took_ms: int


@dataclass(frozen=True, slots=True)
class PushFailed:
    """The ERP could not be asked, or what it said could not be used."""

    sent: int
    failure: Failure


@dataclass(frozen=True, slots=True)
class Pulled:
    """A page was absorbed; `with_sums` where the ERP was given the checksums of the mirror."""

    more: bool
    with_sums: bool
    done_rows: int
    total_rows: int | None


@dataclass(frozen=True, slots=True)
class PullFailed:
    """The ERP could not be asked, or what it said could not be used."""

    with_sums: bool
    failure: Failure


@dataclass(frozen=True, slots=True)
class PullMisfit:
    """A page did not begin where the mirror ends: stale or twice. Nothing was absorbed."""


@dataclass(frozen=True, slots=True)
class Broke:
    """A step ended in a bug or in broken IO. It is in the log."""


Wake = Written | NetworkBack | AppForeground | Stop
"""What may be told to the engine from outside."""

Event = Tick | Wake | Pushed | PushFailed | Pulled | PullFailed | PullMisfit | Broke
