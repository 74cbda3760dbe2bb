"""The change log: only what changed, nothing missed while pages are read, any cursor understood."""

from dataclasses import replace

import pytest

from sync.core.lifecycle import Outcome
from sync.core.page import Table
from sync.core.records import Lot
from sync.erp.training.books import Books
from sync.erp.training.cursor import Cursor, read_cursor
from tests.contract.device import Device

FIRST = "CEN/IN/00001"


def test_only_changes_are_sent(device: Device):
    name = device.erp.office.make_receipt([("TL-0001", "3")])
    [page] = device.pull()
    assert [work.document.name for work in page.works] == [name]
    assert page.done_rows == 2
    assert not any(getattr(page, table) for table in Table if table is not Table.DOCUMENTS)
    [nothing] = device.pull()
    assert nothing.done_rows == 0
    assert nothing.to_cursor == nothing.from_cursor


def test_a_first_pull_says_how_far_it_is(device: Device):
    pages = device.another().pull()
    assert [page.done_rows for page in pages] == sorted({page.done_rows for page in pages})
    assert {page.total_rows for page in pages} == {pages[-1].done_rows}
    seen = [
        table
        for page in pages
        for table in Table
        if getattr(page, "works" if table is Table.DOCUMENTS else table)
    ]
    assert seen == sorted(seen, key=list(Table).index)


def test_what_changes_while_pages_are_read_is_not_missed(device: Device):
    slow = device.another()
    slow.absorb(slow.ask(rows_max=500))
    device.push(device.receive(FIRST, "TL-0001", "24"), device.finish(FIRST))
    office = device.erp.office
    name = office.make_receipt([("TL-0002", "1")])
    doomed = office.make_receipt([("TL-0002", "1")])
    for _ in range(12):
        slow.absorb(slow.ask(rows_max=500))
    office.cancel(doomed)
    office.remove(doomed)
    slow.pull(rows_max=500)
    assert slow.find_work(name)
    assert slow.find_work(doomed) is None
    device.pull()
    assert slow.mirror == device.mirror


def test_all_is_not_said_to_be_there_before_it_is(device: Device):
    slow = device.another()
    while not slow.mirror[Table.DOCUMENTS]:
        page = slow.ask(rows_max=100)
        slow.absorb(page)
    # Stock has been read by now, and changes once more before the last page.
    assert page.more
    device.push(device.receive(FIRST, "TL-0001", "24"), device.finish(FIRST))
    slow.pull(rows_max=100)
    device.pull()
    assert slow.mirror == device.mirror


def test_another_warehouse_of_the_company_is_not_seen(device: Device):
    other = device.another()
    other.erp = replace(device.erp, scope=replace(device.erp.scope, warehouse=2))
    other.pull()
    assert not other.mirror[Table.DOCUMENTS]
    assert not other.mirror[Table.STOCK]
    assert {place.warehouse for place in other.mirror[Table.LOCATIONS].values()} == {None}


def test_a_large_document_comes_whole_on_a_small_page(device: Device):
    small = device.another()
    pages = small.pull(rows_max=20)
    assert max(len(work.lines) for page in pages for work in page.works) >= 200
    assert small.mirror == device.mirror


def test_sums_under_way_are_no_difference(device: Device):
    device.erp.office.make_receipt([("TL-0001", "3")])
    news, healing = device.pull(sums=True)
    assert news.done_rows == 2
    assert (healing.works, healing.gone, healing.drift) == ((), (), ())
    assert healing.to_cursor == news.to_cursor
    assert [page.doubt for page in device.pull(sums=True)] == [()]


def test_what_should_not_be_there_goes(device: Device, books: Books):
    before = device.another()
    before.pull()
    [foreign] = books.find(Lot, "company = 3")[:1]
    device.mirror[Table.LOTS][foreign.id] = foreign
    device.pull(sums=True)
    assert device.mirror == before.mirror


def test_a_row_that_is_wrong_missing_or_too_many_is_put_right_alone(device: Device):
    before = device.another()
    before.pull()
    stock, works = device.mirror[Table.STOCK], device.mirror[Table.DOCUMENTS]
    first, second = sorted(stock)[:2]
    stock[first] = replace(stock[first], quantity=stock[first].quantity + 1)
    del stock[second]
    work = device.work(FIRST)
    line = replace(work.lines[0], demand=work.lines[0].demand + 1)
    works[work.document.id] = replace(work, lines=(line, *work.lines[1:]))
    news, healing = device.pull(sums=True)
    assert [one.table for one in news.doubt] == [Table.STOCK, Table.DOCUMENTS]
    assert len(healing.stock) == 2
    assert len(healing.works) == 1
    assert [(one.gone, one.wrong) for one in healing.drift] == [(0, 2), (0, 1)]
    assert all(one.held != one.there for one in healing.drift)
    assert device.mirror == before.mirror


def test_a_device_that_is_too_far_back_begins_anew(device: Device, books: Books):
    office = device.erp.office
    doomed = office.make_receipt([("TL-0002", "1")])
    device.pull()
    away = replace(device, mirror={table: dict(rows) for table, rows in device.mirror.items()})
    office.cancel(doomed)
    office.remove(doomed)
    with books.file.transaction():
        books.forget_before(books.revision())
    office.make_receipt([("TL-0002", "1")])
    first = away.pull(rows_max=500)[0]
    assert first.anew
    assert away.find_work(doomed) is None
    fresh = device.another()
    fresh.pull()
    assert away.mirror == fresh.mirror


def test_books_that_were_put_back_are_read_anew(device: Device):
    parts = device.cursor.split(";")
    device.cursor = ";".join([*parts[:7], str(int(parts[7]) + 7), *parts[8:]])
    [*_, last] = pages = device.pull()
    assert pages[0].anew
    assert not last.anew


def test_another_scope_is_read_anew(device: Device):
    scope = replace(device.erp.scope, company=3, warehouse=2)
    device.erp = replace(device.erp, scope=scope)
    device.pull()
    device.pull(sums=True)
    assert {work.document.company for work in device.mirror[Table.DOCUMENTS].values()} == {3}
    assert {place.warehouse for place in device.mirror[Table.LOCATIONS].values()} == {None, 2}


@pytest.mark.parametrize("text", ["", "x", ";;;;;;", "a;1;1;b;;0;0", "a;1;1;5;stork;0;0"])
def test_an_unknown_cursor_starts_over(device: Device, text: str):
    assert read_cursor(text) is None
    lost = device.another()
    lost.cursor = text
    lost.pull()
    assert lost.mirror == device.mirror


@pytest.mark.parametrize(
    "cursor",
    [
        Cursor("b", (2,), (1,), 5),
        Cursor("b", (), (), 5, (Table.LOTS, Table.STOCK), after=7, sent=9),
    ],
)
def test_a_cursor_is_read_as_written(cursor: Cursor):
    assert read_cursor(str(cursor)) == cursor


def test_answers_that_were_lost_come_with_the_page(device: Device):
    """Among them what is parked: it is in no document, though the watermark is behind it."""
    device.send([device.write(device.receive(FIRST, "TL-0001", "1"))])
    closed = device.receive(FIRST, "TL-0001", "1", bin="CEN/Dock")
    nowhere = replace(closed, bin=10**6)
    device.send([device.write(nowhere)])
    page = device.ask()
    assert [one.outcome for one in page.answers] == [Outcome.APPLIED, Outcome.EXCEPTION]
    assert page.applied_seq == 2
    device.answered_seq = 2
    assert device.ask().answers == ()
