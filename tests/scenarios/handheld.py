"""A handheld that works offline and comes home: the shipping store and engine parts on a real Odoo.

Offline it is by not being told to go online: nothing here sends by itself.
"""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from sync.core.envelope import Envelope, When, Who
from sync.core.ids import op_id
from sync.core.lifecycle import Outcome, Result
from sync.core.moved_slices import LyingRow
from sync.core.operations import (
    Choice,
    Deed,
    Filing,
    FinishReceipt,
    ReceiveLine,
    Rest,
    Settle,
    Undo,
)
from sync.core.page import Page
from sync.core.pick_slices import PickSlice
from sync.core.problems import Problem
from sync.core.records import Location
from sync.core.scenarios import SCENARIOS, Scenario
from sync.core.slices import LineRow, OutboxRow, Place, Scope, SettleRow
from sync.core.touched import Touched
from sync.store.lanes import Inline, Lanes
from sync.store.stamp import Stamp
from sync.store.store import Store
from sync.store.told import Committed, MoveWanted, PickWanted, ReceiveWanted
from sync.wire.messages import PullRequest, PushReply, PushRequest
from sync.wire.remote import Remote
from tests.scenarios.reads import reads

BIN, OTHER_BIN = "A-01-03", "B-02-04"
ROWS_MAX = 50
PAGES_MAX = 200
NOW_MS = 1_800_000_000_000
T = TypeVar("T")


@dataclass
class Handheld:
    """One device in a folder; it may mirror more than the scope its person works in."""

    store: Store
    remote: Remote
    runner: asyncio.Runner
    scope: Scope
    companies: tuple[int, ...]
    warehouses: tuple[int, ...]
    today: date
    number: int = 0

    # ---- the way to the office

    def pull(self) -> None:
        """Fetch until there is no more."""
        for _ in range(PAGES_MAX):
            state = self._run(self.store.pull_state())
            request = PullRequest(
                device=state.device,
                epoch=state.epoch,
                companies=self.companies,
                warehouses=self.warehouses,
                cursor=state.cursor,
                answered_seq=state.answered_seq,
                head_seq=state.head_seq,
                head_hash=state.head_hash,
                unsent_documents=state.unsent_documents,
                unsent_bins=state.unsent_bins,
            )
            page = self._run(self.remote.pull(request))
            assert isinstance(page, Page), page
            assert isinstance(self._run(self.store.absorb(page)), Touched)
            if not page.more:
                return
        raise AssertionError("there was always more")

    def push(self) -> None:
        """Send all that was done offline, and keep the answers."""
        while batch := self._run(self.store.batch(ROWS_MAX)):
            results = self.send(batch)
            assert results, "nothing was dealt with"
            self._run(self.store.record(results))

    def send(self, batch: tuple[Envelope, ...]) -> tuple[Result, ...]:
        """Send operations as they are written."""
        device, epoch = batch[0].device, batch[0].epoch
        request = PushRequest(device=device, epoch=epoch, operations=batch)
        reply = self._run(self.remote.push(request))
        assert isinstance(reply, PushReply), reply
        return reply.results

    def unsent(self) -> tuple[Envelope, ...]:
        """What is written and not sent."""
        return self._run(self.store.batch(ROWS_MAX))

    def come_home(self) -> None:
        """Send, and fetch what came of it."""
        self.push()
        self.pull()

    # ---- the floor

    def do(self, deed: Deed, today: date | None = None) -> Committed | Problem:
        """Do it, as of a day."""
        self.number += 1
        who = Who("Ana", "grant", self.scope.company, self.scope.warehouse)
        when = When(NOW_MS + self.number, self.number, "boot")
        stamp = Stamp(op_id(NOW_MS + self.number, id(self) + self.number), who, when, "scan")
        done = self._run(self.store.commit(deed, stamp, today or self.today))
        assert isinstance(done, Committed | Problem), done
        return done

    def did(self, deed: Deed, today: date | None = None) -> Committed:
        """Do what nothing speaks against: the beep was heard."""
        done = self.do(deed, today)
        assert isinstance(done, Committed), done
        return done

    def receive(self, document: str, code: str, amount: str, **over: Any) -> ReceiveLine:
        """So many of an article, into a bin."""
        row = self.line(document, code)
        counted = Decimal(amount)
        deed = ReceiveLine(
            document=row.line.document,
            line=row.line.id,
            product=row.product.id,
            quantity=counted,
            scanned=counted,
            packaging=None,
            lot=None,
            expiry=None,
            bin=over.pop("bin", 0) or self.place(BIN),
            unit=row.line.unit,
        )
        return replace(deed, **over)

    def placed(self, place: Place, goods: ReceiveLine) -> ReceiveLine:
        """The same goods on a line that the desk offers."""
        line = place.line
        return replace(goods, document=line.document, line=line.id, unit=line.unit)

    def finish(self, document: str, rest: Rest = Rest.DROPPED) -> FinishReceipt:
        """Close a receipt."""
        return FinishReceipt(self.document(document), rest)

    # ---- what is seen

    def document(self, name: str) -> int:
        """A receipt by its name."""
        found = self._run(self.store.home(self.scope, (name,), self.today)).found.documents
        assert len(found) == 1, f"{name} is not on the device"
        return found[0].id

    def line(self, document: str, code: str) -> LineRow:
        """The line of an article."""
        wanted = ReceiveWanted(self.document(document), None, None, None, (), self.today)
        rows = self._run(self.store.receive(self.scope, wanted)).rows
        return next(row for row in rows if row.product.code == code)

    def destination(self, document: str) -> Location:
        """Where goods of a receipt go if nothing else is said."""
        wanted = ReceiveWanted(self.document(document), None, None, None, (), self.today)
        found = self._run(self.store.receive(self.scope, wanted)).destination
        assert found is not None
        return found

    def walk(self, *names: str) -> PickSlice:
        """The way through the bins for some orders."""
        documents = tuple(self.document(name) for name in names)
        wanted = PickWanted(documents, None, (), None, None, (), self.today)
        return self._run(self.store.moving.pick(self.scope, wanted))

    def in_bin(self, barcode: str) -> tuple[LyingRow, ...]:
        """What lies in a bin, as this device says."""
        wanted = MoveWanted(self.place(barcode), None, None, None, (), self.today)
        return self._run(self.store.moving.move(self.scope, wanted)).in_bin

    def place(self, barcode: str) -> int:
        """A bin by its barcode."""
        found = self._run(self.store.home(self.scope, (barcode,), self.today)).found.bins
        assert len(found) == 1, f"{barcode} is not on the device"
        return found[0].id

    def outbox(self) -> tuple[OutboxRow, ...]:
        """What is not over."""
        return self._run(self.store.outbox(ROWS_MAX, NOW_MS)).rows

    # ---- the desk

    def desk(self) -> tuple[SettleRow, ...]:
        """What waits for a decision."""
        slice_ = self._run(self.store.settle_desk(self.scope, ROWS_MAX, NOW_MS))
        return tuple(row for row in slice_.rows if not row.handed)

    def told(self, scenario: Scenario, problem: Problem) -> SettleRow:
        """The one thing on the desk, which must be this, and offer what the table says."""
        [row] = self.desk()
        self.reads(row, scenario, problem)
        assert row.choices == SCENARIOS[scenario].choices
        return row

    def reads(self, row: SettleRow, scenario: Scenario, problem: Problem) -> None:
        """It is this, and a person reads the very words for it, and for each choice."""
        assert (row.scenario, row.problem) == (scenario, problem), row.result
        assert Outcome.EXCEPTION in SCENARIOS[scenario].outcomes
        reads(self._run(self.store.settle_desk(self.scope, ROWS_MAX, NOW_MS)), row)

    def choose(self, row: SettleRow, choice: Choice, deed: Filing | None = None) -> None:
        """Tap a choice, and let it reach the office: the desk is empty then."""
        document = deed.document if deed else row.envelope.deed.document
        self.did(Settle(row.envelope.op_id, document, choice, deed))
        self.come_home()
        assert self.desk() == ()

    def nothing_to_settle(self) -> None:
        """Everything is in the office, and no person is asked."""
        assert (self.desk(), self.outbox()) == ((), ())

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)


def undo(done: Committed) -> Undo:
    """Take back what was received."""
    assert isinstance(done.envelope.deed, ReceiveLine)
    return Undo(done.envelope.op_id, done.envelope.deed)


@contextmanager
def handheld(
    folder: Path, remote: Remote, scopes: tuple[Scope, ...], today: date
) -> Iterator[Handheld]:
    """A handheld that has pulled everything there was; its person works in the first scope."""
    folder.mkdir(exist_ok=True)
    store = Store.open(folder, folder.name, Lanes(Inline(), Inline()))
    assert isinstance(store, Store), store
    companies = tuple(one.company for one in scopes)
    warehouses = tuple(one.warehouse for one in scopes)
    with asyncio.Runner() as runner:
        device = Handheld(store, remote, runner, scopes[0], companies, warehouses, today)
        device.pull()
        yield device
        store.close()
        runner.run(remote.close())
