"""The ERP of a run: real books in a real file, a process that dies, and a memory of what was so."""

import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random

from sqlite_utils import Database

from sync.core.counting import is_note
from sync.core.envelope import Envelope, from_json
from sync.core.lifecycle import Outcome
from sync.core.operations import (
    Count,
    Deed,
    FinishReceipt,
    Move,
    MoveLine,
    ReceiveLine,
    RecordCheck,
    Rest,
    Settle,
    Undo,
    effect_of,
)
from sync.core.page import Page
from sync.core.quality import Disposition, Verdict
from sync.core.records import Line
from sync.erp.training.books import Books
from sync.erp.training.claims import Lease
from sync.erp.training.database import File, open_whole
from sync.erp.training.opening import FILE_NAME
from sync.erp.training.remote import TrainingRemote
from sync.store.lanes import Inline
from sync.wire.failures import Failure
from sync.wire.messages import (
    Claim,
    ClaimRequest,
    PullRequest,
    PushReply,
    PushRequest,
    ReleaseRequest,
)
from tests.sim import ground
from tests.sim.damage import copy_of, remove
from tests.sim.disk import CrashNow, Power, image, peek, powered
from tests.sim.leases import Leases, Row, now_s
from tests.sim.office import NotToday, Office
from tests.sim.trace import hold

Effect = tuple[int, Decimal]
Leasing = ClaimRequest | ReleaseRequest
LotKey = tuple[int, int, str | None]
"""Company, article, lot."""
FREES = {Verdict.PASSED, Verdict.WITHDRAWN}


def effects(deed: Deed) -> list[Effect]:
    """The lines that a deed changes, and by how much."""
    match deed:
        case ReceiveLine() | MoveLine():
            return [(deed.line, deed.quantity)]
        case Undo(taken_back=goods):
            return [(line, -amount) for line, amount in effects(goods)]
        case Settle(deed=inner):
            return effects(inner) if inner else []
        case FinishReceipt() | RecordCheck() | Move() | Count():
            return []


@dataclass
class Filed:
    """One operation as the books hold it."""

    envelope: Envelope
    outcome: Outcome


@dataclass
class Memory:
    """What was filed so far, and how much of it each version of a document holds.

    `lost` are versions that somebody may have seen before the books were put back, each with what
    it held then; the same number may have come again since, for another version. `forgotten` are
    operations that were filed in the lost days. `bad` are lots that failed on a line there is,
    and `orphaned` those whose paper went with the verdict on it: nobody found them good since.
    """

    filed: dict[str, Filed] = field(default_factory=dict)
    applied: dict[int, list[str]] = field(default_factory=dict)
    versions: dict[tuple[int, str], int] = field(default_factory=dict)
    sums: dict[int, Decimal] = field(default_factory=dict)
    heads: dict[tuple[str, int], int] = field(default_factory=dict)
    named: dict[tuple[str, str], str] = field(default_factory=dict)
    lost: dict[tuple[int, str], list[set[str]]] = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)
    bad: set[LotKey] = field(default_factory=set)
    orphaned: set[LotKey] = field(default_factory=set)
    last_row: int = 0
    last_revision: int = 0

    def in_version(self, document: int, version: str) -> list[set[str]]:
        """The operations that a version of a document holds, or held before a restore."""
        held = self.versions.get((document, version))
        now = [] if held is None else [set(self.applied.get(document, ())[:held])]
        return now + self.lost.get((document, version), [])


class Down(Exception):
    """The ERP does not answer."""


class LookedAfter(Inline):
    """Work is done at once, and what it did can be looked at before anything else is done."""

    then: Callable[[], None] | None = None

    def submit(self, fn, /, *args, **kwargs):
        look, self.then = self.then, None
        done = super().submit(fn, *args, **kwargs)
        if look and not done.exception():
            look()
        return done


class Server:
    """The training ERP as a process on a machine of its own."""

    def __init__(self, folder: Path, room: Path, dice: Random, leases: Leases) -> None:
        self.folder, self.dice, self.trace = folder, dice, leases.trace
        self.leases = leases
        self.office = Office(dice)
        self.memory = Memory()
        self.up = True
        self.lives = 0
        self.home = folder / "0"
        ground.new_books(room, self.home)
        self._open()
        self.note()

    def _open(self) -> None:
        self.power = Power(self.home, self._image)
        with powered(self.power):
            opened = open_whole(self.home / FILE_NAME)
        assert opened is not None
        file, _ = opened
        self.books = Books(file)
        lease = Lease(now_s, self.leases.lease_s)
        self.lane = LookedAfter()
        self.remote = TrainingRemote(self.books, self.lane, lambda: ground.TODAY, lease)
        looked = Database(peek(self.home / FILE_NAME), execute_plugins=False)
        self.seen = Books(File(looked))

    def _image(self) -> None:
        self.lives += 1
        self.next_home = self.folder / str(self.lives)
        image(self.home, self.next_home)

    # ------------------------------------------------------------------ asked by devices

    async def push(self, request: PushRequest) -> PushReply | Failure:
        return await self._asked(lambda: self.remote.push(request))

    async def pull(self, request: PullRequest) -> Page | Failure:
        return await self._asked(lambda: self.remote.pull(request))

    async def claim(self, request: ClaimRequest) -> Claim | Failure:
        self._look_after(request, self.leases.after_claim)
        return await self._asked(lambda: self.remote.claim(request))

    async def release(self, request: ReleaseRequest) -> Failure | None:
        self._look_after(request, self.leases.after_release)
        return await self._asked(lambda: self.remote.release(request))

    def _look_after(self, request: Leasing, look: Callable[..., None]) -> None:
        if self.up:
            before = self.leased().get(request.document)
            self.lane.then = lambda: look(before, self.leased().get(request.document), request)

    def leased(self) -> dict[int, Row]:
        """The leases in the books."""
        file = self.seen.file
        if not file.rows("SELECT 1 FROM sqlite_master WHERE name = 'claims'"):
            return {}
        rows = file.rows("SELECT document, device, token, until FROM claims")
        return {row["document"]: Row(**row) for row in rows}

    async def _asked(self, work: Callable):
        if not self.up:
            raise Down
        try:
            return await work()
        except CrashNow:
            self.fall()
            raise Down from None
        finally:
            if self.up:
                self.note()

    # ------------------------------------------------------------------ life and death

    def fall(self) -> None:
        """The process is gone, in the midst of whatever it did."""
        if not self.up:
            return
        self.trace("erp", "server-crash")
        if not self.power.dead:
            self.power.cut()
        self.power.close()
        self.seen.file.close()
        self.up = False

    def rise(self) -> None:
        """Start again on what the disk holds."""
        if not self.up:
            self.home, self.up = self.next_home, True
            self._open()
            self.note()

    # ------------------------------------------------------------------ the office

    def does(self, act: Callable[[Books], str]) -> None:
        """One act of the office; the machine does not die in it."""
        if not self.up:
            return
        left, self.power.left = self.power.left, None
        hand = dict(self.office.hand)
        try:
            with self.books.file.transaction():
                said = act(self.books)
            self.trace("office", "office", said)
            self.trace.counts[f"office {said.split()[0]}"] += 1
            self.trace.counts["office splits"] += said.endswith(Rest.STAYS_OPEN)
        except NotToday:
            self.office.hand = hand
        self.power.left = left
        bad = self.memory.bad
        self.note()
        self.memory.orphaned |= {one for one in bad - self.memory.bad if self._is_blocked(one)}

    def _is_blocked(self, lot: LotKey) -> bool:
        sql = "SELECT 1 FROM lots WHERE company = ? AND product = ? AND name IS ? AND blocked"
        return self.seen.file.value(sql, lot) is not None

    # ------------------------------------------------------------------ what is so now

    def note(self) -> None:
        """Remember what changed; and that it changed as it must."""
        memory, books = self.memory, self.seen
        rows = books.file.rows(
            "SELECT rowid AS row, envelope, outcome FROM operations WHERE rowid > ? ORDER BY rowid",
            (memory.last_row,),
        )
        for row in rows:
            self._remember(from_json(row["envelope"]), Outcome(row["outcome"]))
            memory.last_row = row["row"]
        self.leases.look(self.leased())
        revision = books.revision()
        if revision == memory.last_revision:
            return
        changed = books.file.rows(
            "SELECT id, version FROM documents WHERE rev > ?", (memory.last_revision,)
        )
        for row in changed:
            held = len(memory.applied.get(row["id"], ()))
            memory.versions[row["id"], row["version"]] = held
        memory.last_revision = revision
        self._note_bad()
        self._each_once([row["id"] for row in changed])

    def _remember(self, envelope: Envelope, outcome: Outcome) -> None:
        memory, op_id = self.memory, envelope.op_id
        hold("I2 one effect", op_id not in memory.filed, op_id, "was filed twice")
        chain = (envelope.device, envelope.epoch)
        before = memory.heads.get(chain, 0)
        hold("I4 order", envelope.seq > before, op_id, envelope.seq, "after", before)
        memory.heads[chain] = envelope.seq
        memory.filed[op_id] = Filed(envelope, outcome)
        self.trace.counts[f"outcome {outcome}"] += 1
        self.trace("erp", "filed", envelope.device, envelope.epoch, envelope.seq, outcome)
        if outcome in {Outcome.APPLIED, Outcome.APPLIED_CHANGED}:
            self._named_once(envelope)
            self._judged(envelope)
            memory.applied.setdefault(envelope.deed.document, []).append(op_id)
            for line, amount in effects(envelope.deed):
                memory.sums[line] = memory.sums.get(line, Decimal(0)) + amount

    def _judged(self, envelope: Envelope) -> None:
        match effect_of(envelope.deed):
            case RecordCheck(product=product, lot=lot, verdict=verdict, disposition=what):
                if verdict in FREES or what is Disposition.ACCEPT:
                    self.memory.orphaned.discard((envelope.who.company, product, lot))
            case _:
                pass

    def _note_bad(self) -> None:
        bad = {
            (row["company"], line.product, one.lot)
            for row in self.seen.file.rows(
                "SELECT l.id, d.company FROM lines l JOIN documents d ON d.id = l.document"
                " WHERE l.checks LIKE '%\"%'"
            )
            for line in (self.seen.must(Line, row["id"]),)
            for one in line.checks
            if one.blocks
        }
        self.memory.bad = bad

    def _named_once(self, envelope: Envelope) -> None:
        """I2: an operation is taken back once, and decided about once."""
        deed = effect_of(envelope.deed)
        for what, one in (("undone", deed), ("settled", envelope.deed)):
            if not isinstance(one, Undo if what == "undone" else Settle):
                continue
            if what == "undone" and is_note(one) and one.target not in self.memory.filed:
                continue  # Its note went with a broken journal: this one took nothing back.
            before = self.memory.named.setdefault((what, one.target), envelope.op_id)
            hold("I2 once", before == envelope.op_id, one.target, what, "by", before, "and again")

    def keep(self) -> None:
        """A backup of the books."""
        self.kept = self.folder / "kept"
        shutil.rmtree(self.kept, ignore_errors=True)
        self.kept.mkdir(parents=True)
        copy_of(self.home, FILE_NAME, self.kept / FILE_NAME)
        self.kept_memory = (deepcopy(self.memory), dict(self.office.hand))

    def put_back(self) -> None:
        """The books are what they were at the backup; nobody here knows what came since."""
        self.fall()
        self.trace("erp", "server-put-back")
        remove(self.next_home, FILE_NAME)
        shutil.copyfile(self.kept / FILE_NAME, self.next_home / FILE_NAME)
        before = self.memory
        self.memory, self.office.hand = deepcopy(self.kept_memory[0]), dict(self.kept_memory[1])
        self.memory.lost = {
            key: before.in_version(*key)
            for key in before.versions.keys() | before.lost.keys()
            if key not in self.memory.versions or key in before.lost
        }
        self.leases.put_back()
        self.memory.forgotten = before.forgotten | before.filed.keys() - self.memory.filed.keys()

    def _each_once(self, documents: list[int]) -> None:
        """F2 at every moment: what is done on a line is what was filed on it, each once."""
        for document in documents:
            for row in self.seen.file.rows(
                "SELECT id, done FROM lines WHERE document = ?", (document,)
            ):
                filed = self.memory.sums.get(row["id"], Decimal(0))
                wanted = filed + self.office.hand.get(row["id"], Decimal(0))
                done = Decimal(row["done"])
                hold("F2 each effect once", done == wanted, "line", row["id"], done, "not", wanted)
