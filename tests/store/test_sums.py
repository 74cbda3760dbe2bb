"""The mirror's checksums, what a new snapshot leaves behind, and what the guard holds back."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sync.core.page import Bucket, Drift, Gone, Page, Sum, Table
from sync.core.records import DocumentState, Entry, Lot, Stock
from sync.core.sums import add_up, amiss, bucket_of, differing, ids_of, record_mix
from sync.store.told import TooManyGone
from tests.store.floor import BIN, CATALOGUE, PLAIN, Floor, article, goods, receipt, run

HANDLED = receipt(lines=4)
HANDLED = replace(
    HANDLED,
    lines=(
        replace(
            HANDLED.lines[1],
            done=Decimal("3.50"),
            entries=(Entry("L\u00fc", date(2027, 1, 31), BIN, Decimal("3.5")),),
        ),
        *HANDLED.lines[2:],
    ),
)
RECORDS = (*CATALOGUE.products, article(5_000, name="", code="", barcode=None, active=False))


def mirror_of(floor: Floor) -> sqlite3.Connection:
    return sqlite3.connect(floor.folder / "mirror.db", isolation_level=None)


def test_both_sides_make_the_same_number_of_every_record(floor: Floor):
    floor.absorb(
        HANDLED, receipt(2_000), products=RECORDS, lots=(Lot(9, 1, 3, "X", date(2027, 1, 1)),)
    )
    held = run(floor.store.sums())
    page = replace(
        CATALOGUE, products=RECORDS, lots=(*CATALOGUE.lots, Lot(9, 1, 3, "X", date(2027, 1, 1)))
    )
    for table in Table:
        records = (HANDLED, receipt(2_000)) if table is Table.DOCUMENTS else getattr(page, table)
        ids = [one.document.id if table is Table.DOCUMENTS else one.id for one in records]
        assert held[table] == add_up(zip(ids, map(record_mix, records), strict=True)), table
    assert held[Table.PRODUCTS].keys() == {0, bucket_of(5_000)}


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE stock SET quantity = '2'",
        "UPDATE products SET barcode = NULL WHERE id = 101",
        "UPDATE base_documents SET state = 'done'",
        "UPDATE base_lines SET demand = '11' WHERE sequence = 2",
        "DELETE FROM base_lines WHERE sequence = 2",
        "DELETE FROM lots WHERE id = 1",
        "INSERT INTO units SELECT 99, name, family, factor, step FROM units",
    ],
)
def test_whatever_is_wrong_in_a_row_shows(floor: Floor, wrong: str):
    floor.absorb(HANDLED)
    before = run(floor.store.sums())
    with closing(mirror_of(floor)) as mirror:
        mirror.execute(wrong)
    after = run(floor.store.sums())
    tables = {table for table in Table if differing(before[table], after[table])}
    assert len(tables) == 1


def test_the_rows_of_a_bucket_say_which_it_is(floor: Floor):
    floor.absorb(HANDLED, receipt(2_000))
    asked = (Bucket(Table.DOCUMENTS, 0), Bucket(Table.LOTS, 0), Bucket(Table.LOTS, 7))
    found = run(floor.store.doubted(asked))
    assert found == {
        Table.DOCUMENTS: {0: {1: record_mix(HANDLED)}},
        Table.LOTS: {0: {lot.id: record_mix(lot) for lot in CATALOGUE.lots}, 7: {}},
    }
    assert amiss({1: 5, 2: 6}, {2: 7, 3: 8}) == ((1,), (2, 3))
    assert (ids_of(2)[0], ids_of(2)[-1]) == (2_048, 3_071)


def test_what_was_healed_is_kept_for_the_support_bundle(floor: Floor):
    drift = Drift(Bucket(Table.LOTS, 3), Sum(1, 2**64 - 1), Sum(2, 9), 0, 1)
    for number in range(1_005):
        run(floor.store.keep_drift((drift,), number))
    with closing(mirror_of(floor)) as mirror:
        rows = mirror.execute("SELECT * FROM drift ORDER BY id").fetchall()
    assert len(rows) == 1_000
    assert run(floor.store.kept_drift(2)) == ((1_004, drift), (1_003, drift))
    assert rows[-1][1:] == (1_004, "lots", 3, 1, "f" * 16, 2, f"{9:016x}", 0, 1)


# ---------------------------------------------------------------------- a new snapshot


def snapshot(floor: Floor, *pages: Page) -> list[object]:
    """Pages of a snapshot, one after the other, from the cursor the mirror stands at."""
    told = []
    for number, page in enumerate(pages):
        cursor = run(floor.store.pull_state()).cursor
        more = number < len(pages) - 1
        told.append(
            run(
                floor.store.absorb(
                    replace(
                        page,
                        from_cursor=cursor,
                        to_cursor=f"s{number}",
                        more=more,
                        anew=number == 0,
                    )
                )
            )
        )
    return told


EMPTY = Page("", "", more=False, applied_seq=0)


def test_a_new_snapshot_blanks_nothing_and_takes_away_what_did_not_come(floor: Floor):
    floor.absorb(receipt(1), receipt(2), receipt(3))
    floor.did(goods(receipt(1), quantity=3))
    floor.did(goods(receipt(2)))
    run(floor.store.forget_cursor())
    first = replace(EMPTY, products=CATALOGUE.products[:3], units=CATALOGUE.units)
    changed = replace(receipt(1), document=replace(receipt(1).document, version="v9"))
    run(floor.store.absorb(replace(first, to_cursor="s0", more=True, anew=True)))
    assert floor.done() == {0: 3, 1: 0, 2: 0}, "still shown while it is on its way"
    floor.reopen()
    assert floor.receive(3).document is not None
    last = replace(EMPTY, from_cursor="s0", to_cursor="s1", works=(changed,), kept=(2,))
    run(floor.store.absorb(last))
    assert floor.done() == {0: 3, 1: 0, 2: 0}
    assert floor.done(2) == {0: 1, 1: 0, 2: 0}, "held back by the ERP, so it stays"
    assert floor.receive(3).document is None
    sums = run(floor.store.sums())
    assert sums[Table.PRODUCTS] == add_up((one.id, record_mix(one)) for one in first.products)
    assert sums[Table.LOTS] == {}
    # What came later does not count as left over by the next page.
    cursor = run(floor.store.pull_state()).cursor
    run(floor.store.absorb(replace(EMPTY, from_cursor=cursor, to_cursor="x")))
    assert run(floor.store.sums()) == sums


def test_a_snapshot_that_is_cut_off_begins_again(floor: Floor):
    floor.absorb(receipt(1), receipt(2))
    run(floor.store.absorb(replace(EMPTY, from_cursor="c2", to_cursor="s0", more=True, anew=True)))
    run(floor.store.forget_cursor())
    snapshot(floor, replace(CATALOGUE, works=(receipt(2),)))
    assert floor.receive(1).document is None
    assert floor.receive(2).document is not None
    assert run(floor.store.sums())[Table.LOTS]


# ---------------------------------------------------------------------- the guard


def many(count: int, first: int = 10_000) -> tuple[Stock, ...]:
    one = CATALOGUE.stock[0]
    return tuple(replace(one, id=first + n, product=PLAIN, lot=None) for n in range(count))


def lose(floor: Floor, ids: range, **over) -> object:
    return floor.absorb(gone=(Gone(Table.STOCK, tuple(ids)),), **over)


def held(floor: Floor) -> int:
    return sum(one.count for one in run(floor.store.sums())[Table.STOCK].values())


def test_a_third_gone_waits_for_a_person_and_is_agreed_once(floor: Floor):
    floor.absorb(stock=many(299))
    before = run(floor.store.pull_state()), run(floor.store.sums())
    refused = lose(floor, range(10_000, 10_100))
    assert refused == TooManyGone(Table.STOCK, 100, 300)
    assert (run(floor.store.pull_state()), run(floor.store.sums())) == before
    run(floor.store.agree_to_deletions())
    assert not isinstance(lose(floor, range(10_000, 10_100)), TooManyGone)
    assert held(floor) == 200
    assert lose(floor, range(10_100, 10_200)) == TooManyGone(Table.STOCK, 100, 200)


def test_a_cycle_of_small_pages_is_held_back_as_well(floor: Floor):
    floor.absorb(stock=many(299))
    assert not isinstance(lose(floor, range(10_000, 10_060), more=True), TooManyGone)
    assert lose(floor, range(10_060, 10_120), more=True) == TooManyGone(Table.STOCK, 120, 300)
    assert held(floor) == 240


def test_few_rows_and_unknown_ids_are_nobodys_trouble(floor: Floor):
    floor.absorb(stock=many(49))
    assert not isinstance(lose(floor, range(10_000, 20_000)), TooManyGone)
    assert held(floor) == 1


def test_old_closed_documents_go_by_themselves_and_open_ones_do_not(floor: Floor):
    closed = [receipt(id, lines=1, state=DocumentState.DONE) for id in range(100, 300)]
    floor.absorb(*closed, *(receipt(id, lines=1) for id in range(300, 400)))
    gone = (Gone(Table.DOCUMENTS, tuple(range(100, 300))),)
    assert not isinstance(floor.absorb(gone=gone), TooManyGone)
    gone = (Gone(Table.DOCUMENTS, tuple(range(300, 360))),)
    assert floor.absorb(gone=gone) == TooManyGone(Table.DOCUMENTS, 60, 100)


def test_a_snapshot_of_an_empty_erp_empties_nothing(floor: Floor):
    floor.absorb(stock=many(299))
    floor.absorb(receipt(1))
    assert snapshot(floor, EMPTY) == [TooManyGone(Table.STOCK, 300, 300)]
    assert held(floor) == 300
    assert floor.receive().document is not None
