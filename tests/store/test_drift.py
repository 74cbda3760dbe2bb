"""Live is always base plus pending: any interleaving against a fold from nothing."""

import tempfile
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sync.core.apply import apply
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import Deed, FinishReceipt, Rest, Undo
from sync.core.records import OPEN_STATES, Line, Work
from sync.core.slices import DocumentRow
from sync.store.told import Committed
from tests.store.floor import (
    BIN,
    CATALOGUE,
    OTHER_BIN,
    SCOPE,
    TODAY,
    Floor,
    goods,
    receipt,
    run,
)

DOCUMENTS = (1, 2)
START = {id: receipt(id, lines=4) for id in DOCUMENTS}
LOTS = {0: (None,), 1: ("L1", "L2"), 2: ("S1", "S2", "S3"), 3: ("D1",)}


@dataclass
class Erp:
    """The whole truth: works, the deeds in them, and what was answered."""

    works: dict[int, Work] = field(default_factory=lambda: dict(START))
    inside: set[int] = field(default_factory=set)
    parked: set[int] = field(default_factory=set)
    seq: int = 0
    answers: list[Result] = field(default_factory=list)


class Drift(RuleBasedStateMachine):
    """Deeds, answers, pages, restarts and a lagging mirror in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.floor = Floor(Path(self.folder.name))
        run(self.floor.store.absorb(CATALOGUE))
        self.erp = Erp()
        self.deeds: list[tuple[str, Deed]] = []
        self.refused: set[int] = set()
        self.base: dict[int, Work] = {}
        self.in_base: dict[int, set[int]] = {}

    def teardown(self) -> None:
        self.floor.mirror_lane.let_go()
        self.floor.store.close()
        self.folder.cleanup()

    # -------------------------------------------------------------- the device

    @rule(document=st.sampled_from(DOCUMENTS), line=st.integers(0, 3), data=st.data())
    def receive(self, document: int, line: int, data: st.DataObject) -> None:
        quantity = 1 if line == 2 else data.draw(st.integers(1, 12))
        expiry = TODAY if line == 3 else None
        lot = data.draw(st.sampled_from(LOTS[line]))
        bin = data.draw(st.sampled_from((BIN, OTHER_BIN)))
        self.do(goods(START[document], line, quantity, lot=lot, bin=bin, expiry=expiry))

    @rule(document=st.sampled_from(DOCUMENTS))
    def take_back(self, document: int) -> None:
        undoable = self.floor.receive(document).undoable
        if undoable is not None:
            self.do(Undo(undoable.op_id, undoable.deed), must=True)

    @rule(document=st.sampled_from(DOCUMENTS), rest=st.sampled_from(Rest))
    def finish(self, document: int, rest: Rest) -> None:
        self.do(FinishReceipt(document, rest))

    def do(self, deed: Deed, *, must: bool = False) -> None:
        done = self.floor.do(deed)
        assert isinstance(done, Committed) or not must, done
        if isinstance(done, Committed):
            self.deeds.append((done.envelope.op_id, deed))
            assert done.envelope.seq == len(self.deeds)

    @rule()
    def hold(self) -> None:
        self.floor.mirror_lane.holding = True

    @rule()
    def let_go(self) -> None:
        self.floor.mirror_lane.let_go()

    @rule()
    def restart(self) -> None:
        self.floor.reopen()

    # -------------------------------------------------------------- the ERP

    @rule(many=st.integers(1, 4), data=st.data())
    def file(self, many: int, data: st.DataObject) -> None:
        """The ERP files some operations; the answers may come much later."""
        for _, deed in self.deeds[self.erp.seq : self.erp.seq + many]:
            self.erp.seq += 1
            outcome = data.draw(
                st.sampled_from((Outcome.APPLIED, Outcome.EXCEPTION, Outcome.REJECTED))
            )
            if outcome is Outcome.APPLIED:
                self.erp.inside.add(self.erp.seq)
                work = self.erp.works[deed.document]
                self.erp.works[deed.document] = apply(work, deed)
            op_id = self.deeds[self.erp.seq - 1][0]
            self.erp.answers.append(Result(op_id, self.erp.seq, outcome))
            if outcome is not Outcome.APPLIED:
                # Only an answer says that it is in no page: it is not lost in this story.
                self.answer(len(self.erp.answers))

    @precondition(lambda self: self.erp.answers)
    @rule(many=st.integers(1, 4))
    def answer(self, many: int) -> None:
        """Some answers arrive; a lost one is asked for again."""
        self.floor.mirror_lane.let_go()
        answers = tuple(self.erp.answers[:many])
        run(self.floor.store.record(answers))
        self.erp.answers = self.erp.answers[many:]
        for result in answers:
            if result.outcome is Outcome.REJECTED:
                self.refused.add(result.seq)

    @rule(documents=st.sets(st.sampled_from(DOCUMENTS)), more=st.booleans())
    def pull(self, documents: set[int], more: bool) -> None:
        self.floor.mirror_lane.let_go()
        if not more:
            # Where no more follows, every document that changed was on a page.
            documents = documents | {id for id in DOCUMENTS if self.is_behind(id)}
        for id in documents:
            self.base[id] = self.erp.works[id]
            self.in_base[id] = set(self.erp.inside)
        works = (self.erp.works[id] for id in sorted(documents))
        self.floor.absorb(*works, applied_seq=self.erp.seq, more=more)

    def is_behind(self, id: int) -> bool:
        return id not in self.base or self.base[id] != self.erp.works[id]

    @rule(document=st.sampled_from(DOCUMENTS), amount=st.integers(1, 20))
    def someone_else(self, document: int, amount: int) -> None:
        """The office orders more or less of the first line."""
        work = self.erp.works[document]
        first = replace(work.lines[0], demand=Decimal(amount))
        self.erp.works[document] = replace(work, lines=(first, *work.lines[1:]))

    @rule(document=st.sampled_from(DOCUMENTS), line=st.integers(0, 3), amount=st.integers(-3, 3))
    def another_device(self, document: int, line: int, amount: int) -> None:
        """Somebody else receives on the same line, or takes it back."""
        deed = goods(START[document], line, amount, lot=LOTS[line][0])
        self.erp.works[document] = apply(self.erp.works[document], deed)

    @rule(document=st.sampled_from(DOCUMENTS))
    def forget(self, document: int) -> None:
        self.floor.mirror_lane.let_go()
        run(self.floor.store.forget_mirror())
        run(self.floor.store.absorb(replace(CATALOGUE, more=True)))
        self.base, self.in_base = {}, {}

    # -------------------------------------------------------------- what must be so

    def expected(self, id: int) -> Work | None:
        if id not in self.base:
            return None
        work = self.base[id]
        for seq, (_, deed) in enumerate(self.deeds, start=1):
            mine = deed.document == id
            if mine and seq not in self.in_base[id] and seq not in self.refused:
                work = apply(work, deed)
        return work

    @invariant()
    def live_is_base_plus_pending(self) -> None:
        rows = {row.document.id: row for row in self.receipts()}
        for id in DOCUMENTS:
            work, now = self.expected(id), self.floor.receive(id)
            if work is None:
                assert now.document is None
                continue
            assert now.document == work.document
            assert {row.line.id: plain(row.line) for row in now.rows} == {
                line.id: plain(line) for line in work.lines
            }
            done = [line for line in work.lines if line.done >= line.demand]
            assert (now.progress.lines, now.progress.lines_done) == (len(work.lines), len(done))
            assert now.progress.done == sum(line.done for line in work.lines)
            assert now.progress.demand == sum(line.demand for line in work.lines)
            is_open = work.document.state in OPEN_STATES
            assert (id in rows) == is_open
            if is_open:
                assert (rows[id].lines, rows[id].lines_done) == (len(work.lines), len(done))

    @invariant()
    def tiles_and_list_agree(self) -> None:
        tiles = run(self.floor.store.home(SCOPE, (), TODAY)).tiles
        rows = self.receipts()
        assert sum(tile.waiting for tile in tiles) == len(rows)
        assert sum(tile.begun for tile in tiles) == sum(row.begun for row in rows)

    @precondition(lambda self: not self.floor.mirror_lane.holding)
    @invariant()
    def what_is_unsent_is_sent_in_order(self) -> None:
        batch = run(self.floor.store.batch(100))
        answered = self.erp.seq - len(self.erp.answers)
        assert [one.seq for one in batch] == [*range(answered + 1, len(self.deeds) + 1)]

    def receipts(self) -> tuple[DocumentRow, ...]:
        return run(self.floor.store.receipts(SCOPE, (), TODAY)).rows


def plain(line: Line) -> tuple:
    """A line without the order of its entries, which says nothing."""
    return (line.demand, line.done, sorted(map(repr, line.entries)))


Drift.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=40,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestDrift = Drift.TestCase
