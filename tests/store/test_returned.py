"""What comes back, goes back or is thrown away is so in stock from the beep on, and no more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sync.core.lookup_slices import About, Subject
from sync.core.operations import Move, Undo
from sync.core.problems import Problem
from sync.core.records import DocumentKind, DocumentState, Entry, LocationKind
from sync.core.returning import Fate, Grade, Reason
from sync.store.told import LookupWanted, MoveWanted
from tests.store.floor import (
    BIN,
    CATALOGUE,
    DATED,
    LOTTED,
    PLAIN,
    SCOPE,
    SERIAL,
    SUPPLIER,
    TODAY,
    Floor,
    place,
    receipt,
    run,
)

D = Decimal
CUSTOMER, LOSS, HOLD, FOREIGN = 21, 22, 23, 24
LINE = 90_000


def beyond(id: int, kind: LocationKind, **over):
    return place(id, kind=kind, **({"warehouse": None, "company": None} | over))


PLACES = (
    beyond(CUSTOMER, LocationKind.CUSTOMER),
    beyond(LOSS, LocationKind.LOSS, company=1),
    place(HOLD, kind=LocationKind.HOLD),
    beyond(FOREIGN, LocationKind.LOSS, company=2),
)
PAGE = replace(CATALOGUE, locations=(*CATALOGUE.locations, *PLACES))


def delivery():
    """Two plain pieces and three of a lot, sent."""
    work = receipt(
        9, 2, kind=DocumentKind.DELIVERY, state=DocumentState.DONE, source=BIN, destination=CUSTOMER
    )
    amounts = (D(2), D(3))
    lots = (None, "L1")
    lines = tuple(
        replace(line, done=amount, entries=(Entry(lot, None, CUSTOMER, amount, BIN),))
        for line, amount, lot in zip(work.lines, amounts, lots, strict=True)
    )
    return replace(work, lines=lines)


@pytest.fixture(params=[True, False], ids=["replayed", "in the tail"])
def floor(tmp_path, request) -> Iterator[Floor]:
    floor = Floor(tmp_path, rests=request.param)
    run(floor.store.absorb(replace(PAGE, works=(delivery(),))))
    yield floor
    floor.store.close()


def back(amount: int, product: int = PLAIN, lot: str | None = None, **over) -> Move:
    deed = Move(
        *(product, D(amount), D(amount), None, lot, CUSTOMER, BIN, 1),
        grade=Grade.USED,
        fate=Fate.REFURBISH,
    )
    return replace(deed, **over)


def out(amount: int, product: int = PLAIN, lot: str | None = None, **over) -> Move:
    deed = Move(*(product, D(amount), D(amount), None, lot, BIN, LOSS, 1), reason=Reason.BROKEN)
    return replace(deed, **over)


def seen(floor: Floor, product: int | None = PLAIN, delivery: int | None = None):
    wanted = MoveWanted(None, product, None, None, (), TODAY, delivery)
    return run(floor.store.moving.move(SCOPE, wanted))


def lies(floor: Floor, product: int = PLAIN) -> dict[tuple[int, str | None], int]:
    return {(row.place.id, row.lot): int(row.quantity) for row in seen(floor, product).places}


def test_the_places_beyond_ours_are_the_companys_own(floor: Floor):
    slice_ = seen(floor)
    assert [one and one.id for one in (slice_.outside, slice_.customers, slice_.losses)] == [
        SUPPLIER, CUSTOMER, LOSS,
    ]  # fmt: skip


def test_what_came_back_can_leave_and_no_more_than_that(floor: Floor):
    floor.did(back(3))
    assert lies(floor) == {(BIN, None): 3}
    assert floor.do(out(4)) is Problem.MORE_THAN_THERE
    assert floor.do(out(4, bin=SUPPLIER)) is Problem.MORE_THAN_THERE
    gone = floor.did(out(2))
    assert lies(floor) == {(BIN, None): 1}
    assert floor.do(out(2)) is Problem.MORE_THAN_THERE
    floor.did(Undo(gone.envelope.op_id, gone.envelope.deed))
    floor.did(out(3, bin=SUPPLIER))
    assert lies(floor) == {}


def test_a_piece_that_was_thrown_away_is_not_there(floor: Floor):
    floor.did(out(1, SERIAL, "SN-STOCK"))
    assert floor.do(out(1, SERIAL, "SN-STOCK")) is Problem.SERIAL_ELSEWHERE
    floor.did(back(1, SERIAL, "SN-STOCK"))
    assert floor.do(back(1, SERIAL, "SN-STOCK")) is Problem.SERIAL_TWICE


def test_what_a_delivery_sent_is_told_less_what_came_back_of_it(floor: Floor):
    sent = seen(floor, delivery=9)
    assert sent.delivery is not None
    assert [(one.product.id, one.quantity, one.lots) for one in sent.sent] == [
        (PLAIN, 2, ()),
        (LOTTED, 3, ("L1",)),
    ]
    done = floor.did(back(2, LOTTED, "L1", returned=LINE + 1))
    assert [one.left for one in seen(floor, delivery=9).sent] == [2, 1]
    floor.did(Undo(done.envelope.op_id, done.envelope.deed))
    assert [one.left for one in seen(floor, delivery=9).sent] == [2, 3]
    assert seen(floor, delivery=404).sent == ()


@pytest.mark.parametrize(
    ("deed", "problem"),
    [
        (back(1, fate=None), Problem.REASON_MISSING),
        (back(0), Problem.QUANTITY_NOT_POSITIVE),
        (back(1, LOTTED), Problem.LOT_MISSING),
        (back(1, bin=404), Problem.BIN_MISSING),
        (back(1, bin=LOSS), Problem.BIN_ELSEWHERE),
        (back(1, fate=Fate.SCRAP), Problem.BIN_ELSEWHERE),
        (back(1, fate=Fate.SCRAP, bin=FOREIGN), Problem.COMPANY_MISMATCH),
        (back(1, fate=Fate.SCRAP, bin=LOSS), None),
        (back(1, DATED, "L", expiry=date(2020, 1, 1)), None),
        (
            back(1, DATED, "L", expiry=date(2020, 1, 1), fate=Fate.RESTOCK),
            Problem.EXPIRY_PAST,
        ),
        (out(1, SERIAL, "SN-STOCK", reason=None), Problem.REASON_MISSING),
        (out(1, SERIAL, "SN-STOCK", source=SUPPLIER, bin=LOSS), Problem.SERIAL_TWICE),
        (out(1, SERIAL, "SN-STOCK", source=404), Problem.SOURCE_MISSING),
        (out(1, SERIAL, "SN-STOCK", bin=FOREIGN), Problem.COMPANY_MISMATCH),
        (out(1, LOTTED, "NEVER"), Problem.LOT_UNKNOWN),
        (out(1, LOTTED, "L1", source=HOLD), Problem.MORE_THAN_THERE),
        (out(1, LOTTED, "L1", source=LOSS, bin=SUPPLIER), Problem.SOURCE_ELSEWHERE),
    ],
)
def test_what_makes_no_sense_is_refused_before_the_goods_move(
    floor: Floor, deed: Move, problem: Problem | None
):
    said = floor.do(deed)
    assert (said if isinstance(said, Problem) else None) is problem


SHARED, OWN = 25, 26


@pytest.fixture
def houses(floor: Floor) -> Floor:
    """With a place between the company's houses, and one between all companies."""
    places = (
        beyond(SHARED, LocationKind.TRANSIT),
        beyond(OWN, LocationKind.TRANSIT, company=1),
        beyond(27, LocationKind.TRANSIT, company=2),
    )
    run(floor.store.absorb(replace(PAGE, from_cursor="c1", to_cursor="c2", locations=places)))
    return floor


def test_what_is_sent_is_on_its_way_until_it_is_taken_in(houses: Floor):
    houses.did(back(3))
    assert [one.id for one in seen(houses).between] == [OWN, SHARED]
    many = replace(out(4), bin=OWN, reason=None)
    assert houses.do(many) is Problem.MORE_THAN_THERE
    gone = houses.did(replace(many, quantity=D(2)))
    assert lies(houses) == {(BIN, None): 1}
    assert [(row.place.id, row.quantity) for row in seen(houses).on_way] == [(OWN, 2)]
    assert [row.place.id for row in seen(houses, None).on_way] == [OWN], "with nothing in the hand"
    houses.did(replace(many, source=OWN, bin=BIN, quantity=D(2)))
    assert lies(houses) == {(BIN, None): 3}
    assert seen(houses).on_way == ()
    # The other house has it: it cannot be in both, and nothing lies between below zero.
    back_again = Undo(gone.envelope.op_id, gone.envelope.deed)
    assert houses.do(back_again) is Problem.TAKEN_IN


def test_a_shipment_that_nobody_took_in_is_taken_back(houses: Floor):
    houses.did(back(3))
    gone = houses.did(replace(out(2), bin=OWN, reason=None))
    houses.did(Undo(gone.envelope.op_id, gone.envelope.deed))
    assert lies(houses) == {(BIN, None): 3}
    assert seen(houses).on_way == ()


def test_no_more_comes_back_by_a_paper_than_it_sent(floor: Floor):
    assert floor.do(back(3, returned=LINE)) is Problem.MORE_THAN_PAPER
    assert floor.do(back(1, LOTTED, "L2", returned=LINE + 1)) is Problem.LOT_NOT_ON_PAPER
    done = floor.did(back(2, LOTTED, "L1", returned=LINE + 1))
    assert floor.do(back(2, LOTTED, "L1", returned=LINE + 1)) is Problem.MORE_THAN_PAPER
    floor.did(Undo(done.envelope.op_id, done.envelope.deed))
    floor.did(back(3, LOTTED, "L1", returned=LINE + 1))
    # By no paper there is no such bound, and a line of another article bounds nothing.
    floor.did(back(3, LOTTED, "L1"))
    floor.did(back(9, returned=LINE + 1))
    sent = {one.product.id: one for one in seen(floor, delivery=9).sent}
    assert (sent[LOTTED].left_of("L1"), sent[PLAIN].left_of(None)) == (0, 2)


def test_who_takes_in_need_not_have_heard_of_it(houses: Floor):
    came = replace(out(2), source=SHARED, bin=BIN, reason=None)
    assert houses.do(replace(came, bin=404)) is Problem.BIN_MISSING
    assert houses.do(replace(came, bin=OWN)) is Problem.SAME_PLACE
    assert houses.do(replace(came, source=27)) is Problem.COMPANY_MISMATCH
    houses.did(came)
    assert lies(houses) == {(BIN, None): 2}


def test_a_look_up_says_what_is_on_its_way_and_counts_it_apart(houses: Floor):
    houses.did(back(3))
    houses.did(replace(out(2), bin=OWN, reason=None))
    wanted = LookupWanted(About(Subject.ARTICLE, PLAIN), (), "", TODAY, 0)
    looked = run(houses.store.looking.lookup(SCOPE, wanted))
    assert (looked.sums.there, looked.sums.between) == (1, 2)
    assert [(row.lying.place.id, row.unsent) for row in looked.rows] == [(BIN, True), (OWN, True)]
    assert looked.past[0].bin is not None
    assert looked.past[0].bin.id == OWN
