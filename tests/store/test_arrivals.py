"""Goods that nobody ordered are in their bin from the beep on, and a piece comes in only once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sync.core.operations import Move, Undo
from sync.core.problems import Problem
from sync.store.told import MoveWanted
from tests.store.floor import (
    BIN,
    CATALOGUE,
    DATED,
    LOTTED,
    OTHER_BIN,
    PLAIN,
    SCOPE,
    SERIAL,
    SUPPLIER,
    TODAY,
    Floor,
    run,
)

D = Decimal


@pytest.fixture(params=[True, False], ids=["replayed", "in the tail"])
def floor(tmp_path, request) -> Iterator[Floor]:
    floor = Floor(tmp_path, rests=request.param)
    run(floor.store.absorb(CATALOGUE))
    yield floor
    floor.store.close()


def came(amount: int, product: int = PLAIN, lot: str | None = None, **over) -> Move:
    deed = Move(product, D(amount), D(amount), None, lot, SUPPLIER, BIN, 1, paper="LS-1")
    return replace(deed, **over)


def lies(floor: Floor, product: int) -> dict[tuple[int, str | None], int]:
    wanted = MoveWanted(None, product, None, None, (), TODAY)
    seen = run(floor.store.moving.move(SCOPE, wanted))
    assert seen.outside is not None
    assert seen.outside.id == SUPPLIER
    return {(row.place.id, row.lot): int(row.quantity) for row in seen.places}


def test_it_is_in_the_bin_at_once_and_goes_on_from_there(floor: Floor):
    floor.did(came(5, LOTTED, "NEW"))
    assert lies(floor, LOTTED) == {(BIN, "NEW"): 5}
    floor.did(Move(LOTTED, D(2), D(2), None, "NEW", BIN, OTHER_BIN, 1))
    assert lies(floor, LOTTED) == {(BIN, "NEW"): 3, (OTHER_BIN, "NEW"): 2}


def test_what_is_taken_back_is_not_there(floor: Floor):
    done = floor.did(came(5))
    floor.did(Undo(done.envelope.op_id, done.envelope.deed))
    assert lies(floor, PLAIN) == {}


def test_a_piece_that_is_here_does_not_come_in_again(floor: Floor):
    assert floor.do(came(1, SERIAL, "SN-STOCK")) is Problem.SERIAL_TWICE
    done = floor.did(came(1, SERIAL, "SN-9"))
    assert floor.do(came(1, SERIAL, "SN-9")) is Problem.SERIAL_TWICE
    floor.did(Undo(done.envelope.op_id, done.envelope.deed))
    floor.did(came(1, SERIAL, "SN-9"))


@pytest.mark.parametrize(
    ("deed", "problem"),
    [
        (came(0), Problem.QUANTITY_NOT_POSITIVE),
        (came(1, LOTTED), Problem.LOT_MISSING),
        (came(1, DATED, "L"), Problem.EXPIRY_MISSING),
        (came(1, DATED, "L", expiry=date(2020, 1, 1)), Problem.EXPIRY_PAST),
        (came(1, expiry=TODAY), Problem.EXPIRY_NOT_WANTED),
        (came(1, bin=999), Problem.BIN_MISSING),
        (came(1, bin=SUPPLIER), Problem.BIN_ELSEWHERE),
        (came(1, source=999), Problem.SOURCE_MISSING),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(floor: Floor, deed, problem):
    assert floor.do(deed) is problem
    assert lies(floor, deed.product) == ({} if deed.product != SERIAL else {(BIN, "SN-STOCK"): 1})
