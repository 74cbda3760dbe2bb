"""The least store and the least ERP that keep the engine's contract."""

from dataclasses import dataclass, replace
from decimal import Decimal

from sync.core.envelope import GENESIS, Envelope, Seen, When, Who, sealed
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import ReceiveLine
from sync.core.page import Page, Sum, Table
from sync.core.records import Lot
from sync.core.slices import Unsent
from sync.core.touched import Touched
from sync.store.told import PageMisfit
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


class SmallStore:
    """Journal and mirror in memory; the effect of an operation is a lot named after it."""

    def __init__(self) -> None:
        self.journal: list[Envelope] = []
        self.results: dict[int, Result] = {}
        self.base: dict[int, str] = {}
        self.settled = 0
        self.cursor = ""
        self.sums_asked = 0

    def commit(self, wall_ms: int) -> None:
        seq = len(self.journal) + 1
        blank = Envelope(
            f"op-{seq}", "d1", 1, seq, GENESIS, "", DEED, WHO,
            When(wall_ms, 0, ""), Seen("", "", self.cursor), "",
        )  # fmt: skip
        prev = self.journal[-1].hash if self.journal else GENESIS
        self.journal.append(sealed(replace(blank, prev_hash=prev)))

    def live(self) -> set[str]:
        pending = {one.op_id for one in self.journal[self.settled :]}
        return set(self.base.values()) | pending

    async def batch(self, limit: int) -> tuple[Envelope, ...]:
        return tuple(one for one in self.journal if one.seq not in self.results)[:limit]

    async def record(self, results: tuple[Result, ...]) -> Touched:
        for result in results:
            if result.outcome is not Outcome.RETRY:
                self.results.setdefault(result.seq, result)
        return CHANGED

    async def unsent(self) -> Unsent:
        waiting = [one for one in self.journal if one.seq not in self.results]
        return Unsent(len(waiting), waiting[0].when.wall_ms if waiting else None, 0)

    async def pull_state(self) -> At:
        answered = next(n for n in range(len(self.journal) + 1) if n + 1 not in self.results)
        return At("d1", 1, self.cursor, answered)

    async def sums(self) -> dict[Table, Sum]:
        self.sums_asked += 1
        return {Table.LOTS: Sum(len(self.base), sum(self.base))}

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
    """Files each operation once, in order; pages of a few rows."""

    def __init__(self) -> None:
        self.filed: list[Envelope] = []
        self.effects: list[str] = []

    async def hello(self) -> Hello:
        return Hello(server="small", tier=Tier.TRAINING, user="ana", companies=(), warehouses=())

    async def push(self, request: PushRequest) -> PushReply:
        return PushReply(results=tuple(self._file(one) for one in request.operations))

    async def pull(self, request: PullRequest) -> Page:
        begin = int(request.cursor or 0)
        end = min(begin + ROWS, len(self.effects))
        lots = tuple(
            Lot(n + 1, None, 3, self.effects[n], None) for n in range(begin, end)
        )  # fmt: skip
        more = end < len(self.effects)
        return Page(
            request.cursor, str(end), more, applied_seq=0 if more else len(self.filed), lots=lots
        )

    async def close(self) -> None:
        """Nothing to let go of."""

    def _file(self, one: Envelope) -> Result:
        if one.seq <= len(self.filed):
            assert self.filed[one.seq - 1] == one
            return Result(one.op_id, one.seq, Outcome.DUPLICATE)
        assert one.seq == len(self.filed) + 1
        self.filed.append(one)
        self.effects.append(one.op_id)
        return Result(one.op_id, one.seq, Outcome.APPLIED)
