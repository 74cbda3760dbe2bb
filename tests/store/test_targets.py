"""Where goods on the dock are to go: by the putaway rules, on what lies there with all pending."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.moved_slices import PutawaySlice, Why
from sync.core.operations import Move
from sync.core.records import Entry, Line, Stock, Work
from sync.core.slices import Scope
from sync.core.storage import Fills, Mixing, PutawayRule, StorageCategory, rooms_text
from sync.store.told import PutawayWanted
from tests.store.floor import (
    AREA,
    CATALOGUE,
    LOTTED,
    PLAIN,
    SERIAL,
    TODAY,
    Floor,
    article,
    place,
    receipt,
    run,
)
from tests.store.test_moved import transfer

D = Decimal
SCOPE = Scope(1, 1)
RACK = StorageCategory(5, 1, "Rack", Mixing.SAME, D(100), rooms_text({PLAIN: D(10)}, {}))
BINS = (41, 42, 43)
RULE = PutawayRule(1, 1, 1, AREA, AREA, None, None, "", "", Fills.CLOSEST, RACK.id)
PAGE = replace(
    CATALOGUE,
    # What comes in stands in the stock area itself, until it is in one of its bins.
    locations=(
        *CATALOGUE.locations[1:],
        place(AREA, parent=9, name="WH/Stock"),
        *(place(id, storage=RACK.id) for id in BINS),
    ),
    products=(*CATALOGUE.products[1:], article(PLAIN, weight=D(1))),
    storage_categories=(RACK,),
    putaway_rules=(RULE,),
    stock=(
        Stock(1, 1, PLAIN, AREA, None, D(6), D(0)),
        Stock(2, 1, LOTTED, AREA, 1, D(2), D(0)),
        Stock(3, 1, LOTTED, 41, 1, D(1), D(0)),
    ),
)


@pytest.fixture(params=[True, False], ids=["replayed", "in the tail"])
def floor(tmp_path, request) -> Iterator[Floor]:
    floor = Floor(tmp_path, rests=request.param)
    run(floor.store.absorb(PAGE))
    floor.absorb(receipt())
    yield floor
    floor.store.close()


def dock(floor: Floor, *full: int) -> PutawaySlice:
    wanted = PutawayWanted(None, None, (), TODAY, full=frozenset(full))
    return run(floor.store.moving.putaway(SCOPE, wanted))


def sent_to(floor: Floor, product: int = PLAIN, *full: int) -> tuple[int, Why] | None:
    row = next(one for one in dock(floor, *full).rows if one.product.id == product)
    return (row.target.bin.id, row.target.why) if row.target else None


def put(amount: int, bin: int, product: int = PLAIN, lot: str | None = None) -> Move:
    return Move(product, D(amount), D(amount), None, lot, AREA, bin, 1)


def test_a_rule_sends_goods_to_a_bin_that_may_take_them(floor: Floor):
    assert sent_to(floor) == (42, Why.RULE), "the first has another article in it"
    assert sent_to(floor, LOTTED) == (41, Why.RULE)


def test_what_this_device_has_put_away_counts(floor: Floor):
    floor.did(put(3, 43))
    assert sent_to(floor) == (43, Why.RULE), "three more fit to the three"
    floor.did(put(1, 43, LOTTED, "L1"))
    assert sent_to(floor) == (42, Why.RULE), "and none to another article"


def test_a_bin_that_was_emptied_here_is_open_again(floor: Floor):
    floor.did(Move(LOTTED, D(1), D(1), None, "L1", 41, 42, 1))
    assert sent_to(floor) == (41, Why.RULE)
    assert sent_to(floor, LOTTED) == (42, Why.RULE)


def test_what_is_on_its_way_to_a_bin_counts(floor: Floor):
    one = transfer()
    asked = replace(one.lines[0], planned=(Entry(None, None, 42, D(5), 12),), demand=D(5))
    floor.absorb(Work(one.document, (asked,)))
    assert sent_to(floor) == (43, Why.RULE), "five and six are more than ten"


def test_a_bin_that_was_found_full_gives_way_to_the_next_and_then_to_none(floor: Floor):
    assert sent_to(floor, PLAIN, 42) == (43, Why.RULE)
    assert sent_to(floor, PLAIN, 42, 43) is None
    assert sent_to(floor, LOTTED, 41) == (42, Why.RULE)


def test_a_bin_that_is_out_of_use_gives_way(floor: Floor):
    floor.absorb(locations=(place(42, storage=RACK.id, active=False),))
    assert sent_to(floor) == (43, Why.RULE)


def test_a_planned_bin_that_is_out_of_use_or_full_gives_way(floor: Floor):
    document = replace(transfer().document, source=AREA)
    planned = (Entry(None, None, 43, D(6), AREA),)
    line = Line(7000, 7, 1, PLAIN, 1, D(6), D(0), (), planned)
    floor.absorb(Work(document, (line,)))
    assert sent_to(floor) == (43, Why.PLANNED)
    assert sent_to(floor, PLAIN, 43) == (42, Why.RULE)
    floor.absorb(locations=(place(43, storage=RACK.id, active=False),))
    assert sent_to(floor) == (42, Why.RULE)


def test_without_a_rule_it_goes_to_where_the_same_lies(floor: Floor):
    floor.absorb(locations=tuple(place(id) for id in BINS))
    assert sent_to(floor) is None
    assert sent_to(floor, LOTTED) == (41, Why.SAME)
    assert sent_to(floor, LOTTED, 41) is None


def test_a_rule_that_names_an_area_means_a_bin_in_it(floor: Floor):
    area = place(50, parent=AREA, name="WH/Stock/Z")
    inside = tuple(place(id, parent=50, name=f"WH/Stock/Z/{id}") for id in (51, 52))
    rule = replace(RULE, area=50, fills=Fills.AREA, storage=None)
    floor.absorb(locations=(area, *inside), putaway_rules=(rule,))
    assert sent_to(floor) == (51, Why.RULE)
    floor.did(put(1, 51, LOTTED, "L1"))
    assert sent_to(floor) == (52, Why.RULE), "the first is not empty any more"
    assert sent_to(floor, LOTTED) == (51, Why.RULE), "but has the same lot"


def test_an_article_with_thousands_of_serial_numbers_is_added_up_where_it_lies(floor: Floor):
    serials = tuple(Stock(id, 1, SERIAL, 41 + id % 3, None, D(1), D(0)) for id in range(100, 3_100))
    floor.absorb(
        stock=(*serials, Stock(5_000, 1, SERIAL, AREA, None, D(1), D(0))),
        locations=tuple(place(id) for id in BINS),
    )
    seen: list[str] = []
    floor.store._work.files.mirror_read.set_trace_callback(seen.append)
    assert sent_to(floor, SERIAL) == (41, Why.SAME)
    floor.store._work.files.mirror_read.set_trace_callback(None)
    whole = [sql for sql in seen if "FROM stock" in sql and "product" in sql and "sum(" not in sql]
    assert not [sql for sql in whole if "s.product = " in sql], whole
