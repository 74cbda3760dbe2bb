"""How many operations go out in one push: about one second of the ERP's time."""

from sync.core.envelope import Envelope
from sync.wire.messages import PUSH_OPERATIONS_MAX

BATCH_START = 50
BATCH_MIN = 10
IN_FLIGHT_MAX = 3
"""Pushes on their way at once, where an ERP refuses gaps: enough to hide the way there."""
SERVER_TIME_MS = 1_000
LOST_AS_IT_WAS_MAX = 3
"""Answers lost in a row after which the batch itself is suspected of being too big."""


def size_after(size: int, answered: int, took_ms: int) -> int:
    """The next size, from how long each operation of the last batch took.

    A handful says nothing about many, and a batch that was done before passes in no time: so
    few change nothing, and the size at most doubles.
    """
    if answered < BATCH_MIN:
        return size
    fitting = SERVER_TIME_MS * answered // max(took_ms, 1)
    return max(BATCH_MIN, min(fitting, 2 * size, PUSH_OPERATIONS_MAX))


def size_after_loss(sent: int, losses: int) -> int:
    """What to send again: the same operations, and after some losses in a row half of them.

    A batch that the ERP never finishes in time would otherwise hold up the lane for ever.
    """
    assert sent > 0
    return sent if losses < LOST_AS_IT_WAS_MAX else max(1, sent // 2)


def cut(envelopes: tuple[Envelope, ...], size: int) -> list[tuple[Envelope, ...]]:
    """Cut operations into pushes, none larger than `size`."""
    return [envelopes[start : start + size] for start in range(0, len(envelopes), size)]


def without_gaps(envelopes: tuple[Envelope, ...]) -> tuple[Envelope, ...]:
    """The longest beginning that is of one device and epoch, numbered without gaps."""
    for end in range(1, len(envelopes)):
        if not _follows(envelopes[end - 1], envelopes[end]):
            return envelopes[:end]
    return envelopes


def _follows(one: Envelope, other: Envelope) -> bool:
    same_chain = (one.device, one.epoch) == (other.device, other.epoch)
    return same_chain and other.seq == one.seq + 1
