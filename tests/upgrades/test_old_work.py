"""Five hundred operations that an app of the first release wrote offline: this app sends them."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sync.core.envelope import Envelope, from_json, is_sealed
from sync.core.operations import Kind, ReceiveLine, Undo
from sync.core.page import Page
from sync.erp.training.books import Books
from sync.erp.training.opening import FILE_NAME, open_books
from sync.erp.training.remote import TrainingRemote
from sync.store.lanes import Inline, Lanes
from sync.store.store import Store
from sync.wire.messages import PullRequest, PushReply, PushRequest
from tests.upgrades.released import unpack

RELEASE = "0.1.0"
WRITTEN = 500
BATCH = 60
DAY = date(2026, 11, 23)
WAREHOUSE = 1


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    """The training warehouse as the old app left it."""
    unpack(f"{RELEASE}/training.db.gz", tmp_path / "server" / FILE_NAME)
    opened = open_books(tmp_path / "server", DAY)
    yield opened
    opened.file.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The device as the old app left it; its mirror is not kept, for it is only a copy."""
    unpack(f"{RELEASE}/journal.db.gz", tmp_path / "device" / "journal.db")
    opened = Store.open(tmp_path / "device", "another", Lanes(Inline(), Inline()))
    assert isinstance(opened, Store), opened
    yield opened
    opened.close()


def test_old_work_is_sent_whole_and_once(books: Books, store: Store, tmp_path: Path):
    assert store.opened.device == "old-device"
    remote = TrainingRemote(books, Inline(), lambda: DAY)
    before = done_by_line(books)
    written = asyncio.run(drain(store, remote))
    assert len(written) == WRITTEN
    assert all(is_sealed(one) for one in written)
    assert {Kind.RECEIVE_LINE, Kind.UNDO, Kind.FINISH_RECEIPT} == {one.kind for one in written}
    outcomes = final_answers(tmp_path / "device" / "journal.db")
    assert len(outcomes) == WRITTEN
    assert Counter(outcomes.values())["applied"] > WRITTEN * 9 // 10
    filed = Counter[int]()
    for one in written:
        if outcomes[one.op_id] != "applied":
            continue
        match one.deed:
            case ReceiveLine(line=line, quantity=quantity):
                filed[line] += quantity
            case Undo(taken_back=ReceiveLine(line=line, quantity=quantity)):
                filed[line] -= quantity
    after = done_by_line(books)
    assert {line: after[line] - before[line] for line in before if after[line] != before[line]} == {
        line: amount for line, amount in filed.items() if amount
    }


async def drain(store: Store, remote: TrainingRemote) -> list[Envelope]:
    """Send and fetch until nothing waits; give what was sent."""
    sent: list[Envelope] = []
    while operations := await store.batch(BATCH):
        request = PushRequest(
            device=operations[0].device, epoch=operations[0].epoch, operations=operations
        )
        reply = await remote.push(request)
        assert isinstance(reply, PushReply), reply
        await store.record(reply.results)
        sent += operations[: len(reply.results)]
    more = True
    while more:
        at = await store.pull_state()
        request = PullRequest(
            device=at.device,
            epoch=at.epoch,
            companies=(sent[0].who.company,),
            warehouses=(WAREHOUSE,),
            cursor=at.cursor,
            answered_seq=at.answered_seq,
        )
        page = await remote.pull(request)
        assert isinstance(page, Page), page
        await store.absorb(page)
        more = page.more
    assert (await store.unsent()).waiting == 0
    return sent


def final_answers(journal: Path) -> dict[str, str]:
    """What the device has written down, read without the app."""
    with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "SELECT o.op_id, a.outcome FROM operations o JOIN answers a ON a.seq = o.seq"
        ).fetchall()
    assert len(rows) == len({op for op, _ in rows}), "two answers to one operation"
    return dict(rows)


def done_by_line(books: Books) -> dict[int, Decimal]:
    """How much every line of the warehouse has, by the books."""
    ids = books.file.rows("SELECT id FROM documents WHERE warehouse = ?", (WAREHOUSE,))
    works = [books.work(row["id"]) for row in ids]
    return {line.id: line.done for work in works if work for line in work.lines}


def test_an_old_payload_is_exactly_what_it_was(tmp_path: Path):
    unpack(f"{RELEASE}/journal.db.gz", tmp_path / "journal.db")
    with closing(sqlite3.connect(tmp_path / "journal.db")) as connection:
        rows = connection.execute("SELECT hash, payload FROM operations ORDER BY seq").fetchall()
    previous = "0" * 32
    for seal, payload in rows:
        envelope = from_json(payload)
        assert (envelope.hash, envelope.prev_hash) == (seal, previous)
        assert is_sealed(envelope)
        previous = seal
