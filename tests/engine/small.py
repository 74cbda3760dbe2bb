"""The least store and the least ERP that keep the engine's contract."""

import asyncio
from dataclasses import dataclass, replace
from decimal import Decimal

from sync.core.envelope import GENESIS, Envelope, Seen, When, Who, sealed
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import ReceiveLine
from sync.core.page import Bucket, Drift, Page, Table
from sync.core.records import Lot
from sync.core.slices import Unsent
from sync.core.sums import Mixes, Sums, add_up, mix
from sync.core.touched import Touched
from sync.store.told import PageMisfit
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import Hello, PullRequest, PushReply, PushRequest, Tier

DEED = ReceiveLine(1, 2, 3, Decimal(1), Decimal(1), None, None, None, 4)
WHO = Who("ana", "", 1, 1)
CHANGED = Touched(outbox=True)
ROWS = 3


@dataclass(frozen=True)
class At:
    device: str
    epoch: int
    cursor: str
    answered_seq: int
    head_seq: int
    taken_over: int = 0
    remembered: str = ""
    head_hash: str = ""
    answered_hash: str = ""
    asides: bool = False
    unsent_documents: tuple[int, ...] = ()
    unsent_bins: tuple[int, ...] = ()
    stands: str = ""


class SmallStore:
    """Journal and mirror in memory; the effect of an operation is a lot named after it."""

    def __init__(self) -> None:
        self.journal: list[Envelope] = []
        self.written: list[str] = []
        self.results: dict[int, Result] = {}
        self.base: dict[int, str] = {}
        self.settled = 0
        self.cursor = ""
        self.sums_asked = 0
        self.drift: tuple[Drift, ...] = ()
        self.waiting: set[int] = set()
        self.epoch = 1
        self.anew = self.taken_over = 0

    def commit(self, wall_ms: int) -> None:
        seq = len(self.journal) + 1
        blank = Envelope(
            f"op-{len(self.written) + 1}", "d1", self.epoch, seq, GENESIS, "", DEED, WHO,
            When(wall_ms, 0, ""), Seen("", "", self.cursor), "",
        )  # fmt: skip
        prev = self.journal[-1].hash if self.journal else GENESIS
        self.journal.append(sealed(replace(blank, prev_hash=prev)))
        self.written.append(blank.op_id)

    def live(self) -> set[str]:
        pending = {one.op_id for one in self.journal[self.settled :]}
        return set(self.base.values()) | pending

    async def batch(self, limit: int) -> tuple[Envelope, ...]:
        answered = self.results.keys() | self.waiting
        return tuple(one for one in self.journal if one.seq not in answered)[:limit]

    async def batch_from(self, seq: int, limit: int) -> tuple[Envelope, ...]:
        return tuple(self.journal[seq - 1 : seq - 1 + limit])

    async def held(self, limit: int) -> tuple[Envelope, ...]:
        held = (one for one in self.journal if one.seq in self.waiting)
        return tuple(held)[:limit]

    async def record(self, results: tuple[Result, ...]) -> Touched:
        for result in results:
            if result.outcome is Outcome.WAITING:
                self.waiting.add(result.seq)
            elif result.outcome is not Outcome.RETRY:
                self.waiting.discard(result.seq)
                self.results.setdefault(result.seq, result)
        return CHANGED

    async def unsent(self) -> Unsent:
        waiting = [one for one in self.journal if one.seq not in self.results]
        return Unsent(len(waiting), waiting[0].when.wall_ms if waiting else None, 0)

    async def pull_state(self) -> At:
        answered = next(n for n in range(len(self.journal) + 1) if n + 1 not in self.results)
        return At("d1", self.epoch, self.cursor, answered, len(self.journal), self.taken_over)

    async def forget_cursor(self) -> None:
        self.anew += 1
        self.cursor = ""

    async def agree_to_deletions(self) -> None:
        """Nothing is ever held back here."""

    async def begin_epoch(self, *, everything: bool = False) -> None:
        self.epoch += 1
        unsettled = [one for one in self.journal if everything or one.seq not in self.results]
        self.journal, self.results, self.waiting = [], {}, set()
        self.settled, self.cursor = 0, ""
        for seq, one in enumerate(unsettled, 1):
            prev = self.journal[-1].hash if self.journal else GENESIS
            self.journal.append(sealed(replace(one, epoch=self.epoch, seq=seq, prev_hash=prev)))
        self.taken_over = len(self.journal)

    async def sums(self) -> dict[Table, Sums]:
        self.sums_asked += 1
        return {Table.LOTS: add_up((id, mix(name)) for id, name in self.base.items())}

    async def doubted(self, buckets: tuple[Bucket, ...]) -> dict[Table, dict[int, Mixes]]:
        rows = {id: mix(name) for id, name in self.base.items()}
        return {Table.LOTS: {one.number: rows for one in buckets}}

    async def keep_drift(self, drift: tuple[Drift, ...], wall_ms: int) -> None:
        self.drift += drift

    async def absorb(self, page: Page) -> Touched | PageMisfit:
        if page.from_cursor != self.cursor:
            return PageMisfit(self.cursor, page.from_cursor)
        self.base |= {lot.id: lot.name for lot in page.lots}
        self.cursor = page.to_cursor
        if not page.more:
            known = (await self.pull_state()).answered_seq
            self.settled = max(self.settled, min(page.applied_seq, known))
        return Touched(catalogue=True)


class SmallErp:
    """Files each operation once, in order; refuses gaps; pages of a few rows."""

    def __init__(self) -> None:
        self.effects: list[str] = []
        self.hashes: dict[tuple[int, int], str] = {}
        self.epochs: dict[int, int] = {}
        self.in_flight = self.in_flight_most = 0

    async def hello(self) -> Hello:
        return Hello(server="small", tier=Tier.TRAINING, user="ana", companies=(), warehouses=())

    async def push(self, request: PushRequest) -> PushReply | Failure:
        self.in_flight += 1
        self.in_flight_most = max(self.in_flight, self.in_flight_most)
        await asyncio.sleep(0)
        self.in_flight -= 1
        results: list[Result] = []
        for one in request.operations:
            last = self.epochs.get(one.epoch, 0)
            if one.seq > last + 1:
                return PushReply(results=tuple(results), refuses_gaps=True, resend_from=last + 1)
            if self.hashes.get((one.epoch, one.seq), one.hash) != one.hash:
                return Failure(FailureKind.EPOCH_FENCED)
            results.append(self._file(one))
        return PushReply(results=tuple(results), refuses_gaps=True)

    async def pull(self, request: PullRequest) -> Page | Failure:
        begin = int(request.cursor or 0)
        end = min(begin + ROWS, len(self.effects))
        lots = tuple(
            Lot(n + 1, None, 3, self.effects[n], None) for n in range(begin, end)
        )  # fmt: skip
        more = end < len(self.effects)
        applied_seq = 0 if more else self.epochs.get(request.epoch, 0)
        return Page(request.cursor, str(end), more, applied_seq, lots=lots)

    async def close(self) -> None:
        """Nothing to let go of."""

    def _file(self, one: Envelope) -> Result:
        self.epochs[one.epoch] = max(one.seq, self.epochs.get(one.epoch, 0))
        self.hashes[(one.epoch, one.seq)] = one.hash
        if one.op_id in self.effects:
            return Result(one.op_id, one.seq, Outcome.DUPLICATE)
        self.effects.append(one.op_id)
        return Result(one.op_id, one.seq, Outcome.APPLIED)
