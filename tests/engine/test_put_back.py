"""An ERP is put back to an older day while a device has nobody to ask what it knew of that ERP."""

import asyncio
from dataclasses import replace
from pathlib import Path

from sync.core.lifecycle import Life, Outcome
from sync.core.records import DocumentState
from sync.erp.training.books import Books
from sync.erp.training.remote import TrainingRemote
from sync.store.lanes import Inline
from sync.wire.messages import PushReply, PushRequest
from tests.engine.shop import TODAY, books, each_counted_once, planned, receipts
from tests.engine.test_copies import Desk, in_books_once, kept_books, put_back

__all__ = ["books", "planned"]


def pushed(desk: Desk, request: PushRequest) -> PushReply:
    reply = asyncio.run(desk.remote.push(request))
    assert isinstance(reply, PushReply), reply
    return reply


def unsent(desk: Desk) -> PushRequest:
    batch = asyncio.run(desk.store.batch(100))
    return PushRequest(device=batch[0].device, epoch=batch[0].epoch, operations=batch)


def test_a_new_epoch_remembers_which_erp_it_was_with_though_nothing_was_pulled_since(
    books: Books, tmp_path: Path
):
    before, desk = receipts(books), Desk(tmp_path / "device", books, 11)
    desk.drain()
    kept = kept_books(books, tmp_path / "kept")
    desk.scan(4)
    desk.drain()
    asyncio.run(desk.store.begin_epoch())
    desk.drain()
    asyncio.run(desk.store.forget_cursor())
    desk.scan(3)
    asyncio.run(desk.store.record(pushed(desk, unsent(desk)).results))
    books = put_back(books, kept)
    desk.remote = TrainingRemote(books, Inline(), lambda: TODAY)
    desk.drain()
    in_books_once(books, desk.done)
    each_counted_once(books, before, desk.done)
    desk.store.close()
    books.file.close()


def test_what_came_twice_and_was_filed_otherwise_is_heard_of(books: Books, tmp_path: Path):
    """It was set aside, the ERP was put back, and a second copy of the request was filed."""
    desk = Desk(tmp_path / "device", books, 12)
    desk.drain()
    desk.scan(2)
    desk.drain()
    kept = kept_books(books, tmp_path / "kept")
    desk.scan(1)
    work = books.work(desk.done[-1].envelope.deed.document)
    assert work
    with books.file.transaction():
        cancelled = replace(work.document, state=DocumentState.CANCELLED)
        books.put_works([replace(work, document=cancelled)])
    request = unsent(desk)
    first = pushed(desk, request).results
    assert [one.outcome for one in first] == [Outcome.EXCEPTION]
    asyncio.run(desk.store.record(first))
    books = put_back(books, kept)
    desk.remote = TrainingRemote(books, Inline(), lambda: TODAY)
    assert [one.outcome for one in pushed(desk, request).results] == [Outcome.APPLIED]
    before = desk.shown()
    desk.drain()
    [life] = desk.store._files.journal.execute(
        "SELECT life FROM standing ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    assert life == Life.ANSWERED
    assert desk.shown() == before
    desk.store.close()
    books.file.close()
