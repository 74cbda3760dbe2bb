"""One push: the oldest operations to the ERP, its results into the journal."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sync.core.envelope import Envelope
from sync.core.lifecycle import STEP_OF, Result
from sync.core.touched import Touched
from sync.engine.batch import cut, without_gaps
from sync.engine.events import HeldAsked, Pushed, PushFailed
from sync.engine.patience import in_time
from sync.engine.world import Outbox
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import PUSH_OPERATIONS_MAX, PushReply, PushRequest
from sync.wire.remote import Remote

Batch = tuple[Envelope, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What to send: at most `size` operations in each of `in_flight` pushes; see the step Push."""

    size: int
    in_flight: int = 1
    from_seq: int = 0


@dataclass
class _Heard:
    """What the replies to some batches say together."""

    results: list[Result] = field(default_factory=list)
    failure: Failure | None = None
    refuses_gaps: bool = False
    resend_from: int = 0
    strange: bool = False

    @property
    def answered(self) -> int:
        return sum(STEP_OF[result.outcome] is not None for result in self.results)

    def take(self, batch: Batch, reply: PushReply | Failure) -> None:
        if isinstance(reply, Failure):
            self.failure = self.failure or reply
        elif not _answers(reply.results, batch):
            unreadable = Failure(FailureKind.ANSWER_UNREADABLE, "results are not those of the push")
            self.failure = self.failure or unreadable
        else:
            self.results += reply.results
            self.refuses_gaps = reply.refuses_gaps
            self.resend_from = self.resend_from or reply.resend_from
            self.strange = self.strange or reply.strange


async def push(
    outbox: Outbox, remote: Remote, order: Order, monotonic_ms: Callable[[], int]
) -> tuple[Pushed | PushFailed, Touched]:
    """Send what is oldest, and record what became of it."""
    assert 0 < order.size <= PUSH_OPERATIONS_MAX
    operations = await _oldest(outbox, order)
    if not operations:
        return Pushed(sent=0, answered=0, took_ms=0), Touched()
    batches = cut(operations, order.size)
    began_ms = monotonic_ms()
    heard = await _send(remote, batches)
    took_ms = monotonic_ms() - began_ms
    touched = await outbox.record(tuple(heard.results)) if heard.results else Touched()
    if heard.strange and not heard.answered:
        taken = Failure(FailureKind.EPOCH_FENCED, f"another one stands before {operations[0].seq}")
        return PushFailed(len(batches[0]), taken, lost=True), touched
    if heard.failure and not heard.answered:
        return PushFailed(len(batches[0]), heard.failure), touched
    # A push that overtook another lacks only what is on its way.
    lacking = heard.resend_from if heard.resend_from < operations[0].seq else 0
    pushed = Pushed(len(operations), heard.answered, took_ms, heard.refuses_gaps, lacking)
    return pushed, touched


async def ask_held(outbox: Outbox, remote: Remote) -> tuple[HeldAsked, Touched]:
    """Send the operations that wait in the ERP once more: their time may have come."""
    held = await outbox.held(PUSH_OPERATIONS_MAX)
    heard = _Heard()
    while held and not heard.failure:
        batch, held = without_gaps(held), held[len(without_gaps(held)) :]
        heard.take(batch, await in_time(remote.push(_request(batch))))
    touched = await outbox.record(tuple(heard.results)) if heard.results else Touched()
    return HeldAsked(heard.failure), touched


async def _oldest(outbox: Outbox, order: Order) -> Batch:
    limit = order.size * order.in_flight
    if order.from_seq:
        return without_gaps(await outbox.batch_from(order.from_seq, limit))
    return without_gaps(await outbox.batch(limit))


async def _send(remote: Remote, batches: Sequence[Batch]) -> _Heard:
    async with asyncio.TaskGroup() as sending:
        tasks = [sending.create_task(in_time(remote.push(_request(batch)))) for batch in batches]
    heard = _Heard()
    for batch, task in zip(batches, tasks, strict=True):
        heard.take(batch, task.result())
    return heard


def _request(batch: Batch) -> PushRequest:
    return PushRequest(device=batch[0].device, epoch=batch[0].epoch, operations=batch)


def _answers(results: tuple[Result, ...], operations: Batch) -> bool:
    # A result filed under another operation would settle what never happened.
    asked = [(one.op_id, one.seq) for one in operations[: len(results)]]
    return asked == [(result.op_id, result.seq) for result in results]
