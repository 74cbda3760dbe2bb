"""Devices set back, copied or carried over, with the shipping engine: each scan counts once."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from sync.core.slices import Scope
from sync.core.touched import Touched
from sync.engine.engine import Ends, Engine
from sync.engine.events import PullPutOff
from sync.engine.pull import Ask, Scopes, pull
from sync.erp.training.books import Books
from sync.erp.training.opening import FILE_NAME, open_books
from sync.erp.training.remote import TrainingRemote
from sync.store.lanes import Inline, Lanes
from sync.store.store import Store
from sync.store.told import Committed, OpenNoteKind, ReceiveWanted
from sync.wire.messages import PushRequest
from tests.engine.shop import (
    TODAY,
    WAREHOUSE,
    Clerk,
    books,
    each_counted_once,
    plain_deeds,
    planned,
    receipts,
)
from tests.engine.test_training import DRAINED_MS
from tests.engine.virtual import VirtualTime

__all__ = ["books", "planned"]


class Desk:
    """A device's folder with somebody scanning at it."""

    def __init__(self, folder: Path, books: Books, seed: int) -> None:
        self.folder = folder
        self.books = books
        self.time = VirtualTime(seed)
        self.deeds = plain_deeds(books)
        self.scope = Scope(receipts(books)[0].document.company, WAREHOUSE)
        self.scopes = Scopes((self.scope.company,), (WAREHOUSE,))
        self.remote = TrainingRemote(books, Inline(), lambda: TODAY)
        self.done: list[Committed] = []
        self.open()

    def open(self) -> None:
        opened = Store.open(self.folder, self.folder.name, Lanes(Inline(), Inline()))
        assert isinstance(opened, Store), opened
        self.store = opened

    def scan(self, number: int) -> None:
        clerk = Clerk(self.store, self.time, self.deeds, self.scope)
        while len(clerk.written) < number:
            asyncio.run(clerk.write())
        self.done += clerk.written

    def drain(self) -> None:
        """Let the engine work for a while."""
        ends = Ends(self.store, self.remote, self.scopes)
        engine = Engine(ends, self.time.world(), lambda *_: None)

        async def stop() -> None:
            engine.stop()

        self.time.at(self.time.now_ms + DRAINED_MS, stop)
        asyncio.run(engine.run())
        assert asyncio.run(self.store.outbox(1_000, 0)).rows == ()

    def shown(self) -> dict[int, Decimal]:
        """What the screen of each receipt says is done on it."""
        listed = asyncio.run(self.store.receipts(self.scope, (), TODAY))
        return {row.document.id: self._done(row.document.id) for row in listed.rows}

    def _done(self, document: int) -> Decimal:
        wanted = ReceiveWanted(document, None, None, None, (), TODAY)
        return asyncio.run(self.store.receive(self.scope, wanted)).progress.done

    def copied(self, to: Path) -> Path:
        self.store.close()
        shutil.copytree(self.folder, to)
        self.open()
        return to


def in_books_once(books: Books, written: list[Committed]) -> None:
    filed = [row["op_id"] for row in books.file.rows("SELECT op_id FROM operations")]
    assert len(filed) == len(set(filed))
    assert set(filed) == {one.envelope.op_id for one in written}


def test_a_device_set_back_whole_goes_on_and_nothing_is_done_twice(books: Books, tmp_path: Path):
    """Folder and all: nothing here remembers, so it is the ERP that sees it."""
    before, desk = receipts(books), Desk(tmp_path / "device", books, 1)
    desk.drain()
    desk.scan(20)
    image = desk.copied(tmp_path / "image")
    desk.scan(15)
    desk.drain()
    desk.store.close()
    shutil.rmtree(desk.folder)
    image.rename(desk.folder)
    desk.open()
    assert desk.store.opened.epoch == 1
    desk.time.dice.seed(99)
    desk.scan(10)
    desk.drain()
    assert desk.store.opened.epoch == 2
    assert desk.store.opened.notes[-1].kind is OpenNoteKind.JOURNAL_RESTORED
    in_books_once(books, desk.done)
    each_counted_once(books, before, desk.done)
    desk.store.close()


def test_two_copies_of_a_device_both_go_on(books: Books, tmp_path: Path):
    before, first = receipts(books), Desk(tmp_path / "first", books, 2)
    first.drain()
    first.scan(20)
    second = Desk(first.copied(tmp_path / "second"), books, 3)
    for _ in range(3):
        for desk in (first, second):
            desk.scan(6)
            desk.drain()
    both = [*first.done, *second.done]
    assert first.store.opened.epoch != second.store.opened.epoch
    in_books_once(books, both)
    each_counted_once(books, before, both)
    first.store.close()
    second.store.close()


def test_what_a_new_epoch_takes_over_is_never_shown_twice(books: Books, tmp_path: Path):
    """Its answers were lost: the ERP has it under old numbers, and a page cannot say so."""
    desk = Desk(tmp_path / "device", books, 6)
    desk.drain()
    desk.scan(9)
    lost = asyncio.run(desk.store.batch(100))
    request = PushRequest(device=lost[0].device, epoch=lost[0].epoch, operations=lost)
    asyncio.run(desk.remote.push(request))
    asyncio.run(desk.store.begin_epoch())
    shown = desk.shown()
    ends = desk.store, desk.remote, Ask(desk.scopes, with_sums=False), 0
    assert asyncio.run(pull(*ends)) == (PullPutOff(), Touched())
    assert desk.shown() == shown
    desk.drain()
    assert desk.shown() == shown
    desk.store.close()


def test_work_carried_to_another_device_is_done_once_by_both(books: Books, tmp_path: Path):
    """The dead device comes back to life, after another took its work over."""
    before, dead = receipts(books), Desk(tmp_path / "dead", books, 4)
    dead.drain()
    dead.scan(25)
    path = tmp_path / "carried"
    asyncio.run(dead.store.rescue.export(path, "training"))
    other = Desk(tmp_path / "other", books, 5)
    other.drain()
    other.scan(5)
    for _ in range(2):
        asyncio.run(other.store.rescue.take_in(path, "training"))
        other.drain()
    dead.scan(5)
    dead.drain()
    in_books_once(books, [*dead.done, *other.done])
    each_counted_once(books, before, [*dead.done, *other.done])
    dead.store.close()
    other.store.close()


def put_back(books: Books, kept: Path) -> Books:
    """The ERP's books of an earlier day in place of today's; a server is started on them."""
    place = Path(books.file.value("SELECT file FROM pragma_database_list WHERE name = 'main'"))
    books.file.close()
    for end in ("", "-wal", "-shm"):
        place.with_name(f"{place.name}{end}").unlink(missing_ok=True)
    shutil.copy(kept / FILE_NAME, place)
    return open_books(place.parent, TODAY)


def kept_books(books: Books, to: Path) -> Path:
    to.mkdir()
    with closing(sqlite3.connect(to / FILE_NAME)) as copy:
        books.file.database.conn.backup(copy)
    return to


def test_what_only_an_older_journal_holds_comes_again_to_books_that_lost_it(
    books: Books, tmp_path: Path
):
    """A new epoch drops what is answered; then the ERP is put back to before that answer."""
    before, desk = receipts(books), Desk(tmp_path / "device", books, 7)
    desk.drain()
    desk.scan(4)
    desk.drain()
    kept = kept_books(books, tmp_path / "kept")
    desk.scan(6)
    desk.drain()
    for _ in range(2):
        asyncio.run(desk.store.begin_epoch())
        desk.drain()
    shown = desk.shown()
    books = put_back(books, kept)
    desk.remote = TrainingRemote(books, Inline(), lambda: TODAY)
    desk.drain()
    in_books_once(books, desk.done)
    each_counted_once(books, before, desk.done)
    assert desk.shown() == shown
    epoch = desk.store.opened.epoch
    desk.scan(3)
    desk.drain()
    in_books_once(books, desk.done)
    assert desk.store.opened.epoch == epoch, "once is enough"
    desk.store.close()
    books.file.close()


def test_a_copy_filed_under_the_numbers_that_books_lost(books: Books, tmp_path: Path):
    """What was answered under a number is gone with the lost days, and another's has it now."""
    before, first = receipts(books), Desk(tmp_path / "first", books, 8)
    first.drain()
    kept = kept_books(books, tmp_path / "kept")
    second = Desk(first.copied(tmp_path / "second"), books, 9)
    first.scan(3)
    first.drain()
    books = put_back(books, kept)
    for desk in (second, first):
        desk.remote = TrainingRemote(books, Inline(), lambda: TODAY)
    second.scan(5)
    second.drain()
    first.drain()
    both = [*first.done, *second.done]
    in_books_once(books, both)
    each_counted_once(books, before, both)
    first.store.close()
    second.store.close()
    books.file.close()
