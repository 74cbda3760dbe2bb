"""One push: the oldest operations to the ERP, its results into the journal."""

from collections.abc import Callable

from sync.core.envelope import Envelope
from sync.core.lifecycle import STEP_OF, Result
from sync.core.touched import Touched
from sync.engine.batch import without_gaps
from sync.engine.events import Pushed, PushFailed
from sync.engine.patience import in_time
from sync.engine.world import Outbox
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import PUSH_OPERATIONS_MAX, PushRequest
from sync.wire.remote import Remote


async def push(
    outbox: Outbox, remote: Remote, operations_max: int, monotonic_ms: Callable[[], int]
) -> tuple[Pushed | PushFailed, Touched]:
    """Send what is oldest, at most `operations_max`, and record what became of it."""
    assert 0 < operations_max <= PUSH_OPERATIONS_MAX
    operations = without_gaps(await outbox.batch(operations_max))
    if not operations:
        return Pushed(sent=0, answered=0, took_ms=0), Touched()
    request = PushRequest(
        device=operations[0].device, epoch=operations[0].epoch, operations=operations
    )
    began_ms = monotonic_ms()
    reply = await in_time(remote.push(request))
    took_ms = monotonic_ms() - began_ms
    if isinstance(reply, Failure):
        return PushFailed(len(operations), reply), Touched()
    if not _answers(reply.results, operations):
        failure = Failure(FailureKind.ANSWER_UNREADABLE, "results are not those of the push")
        return PushFailed(len(operations), failure), Touched()
    touched = await outbox.record(reply.results)
    answered = sum(STEP_OF[result.outcome] is not None for result in reply.results)
    return Pushed(len(operations), answered, took_ms), touched


def _answers(results: tuple[Result, ...], operations: tuple[Envelope, ...]) -> bool:
    # A result filed under another operation would settle what never happened.
    asked = [(one.op_id, one.seq) for one in operations[: len(results)]]
    return asked == [(result.op_id, result.seq) for result in results]
