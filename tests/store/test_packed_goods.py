"""A pack or a pallet on the dock, found by its number: what of it stands there."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sync.core.apply import apply
from sync.core.operations import Move
from sync.core.records import DocumentState
from sync.store.told import PutawayWanted
from tests.store.floor import (
    AREA,
    BIN,
    CATALOGUE,
    LOTTED,
    PLAIN,
    SCOPE,
    TODAY,
    Floor,
    goods,
    place,
    receipt,
    run,
)

PACK, OTHER, PALLET = "340123450000000017", "340123450000000024", "340123450000000031"


PAGE = replace(
    CATALOGUE,
    # What comes in stands in the stock area itself, until it is in one of its bins.
    locations=(*CATALOGUE.locations[1:], place(AREA, parent=9, name="WH/Stock")),
)


@pytest.fixture(params=[True, False], ids=["replayed", "in the tail"])
def floor(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Floor]:
    floor = Floor(tmp_path, rests=request.param)
    run(floor.store.absorb(PAGE))
    yield floor
    floor.store.close()


@pytest.fixture
def dock(floor: Floor) -> Floor:
    """Twelve of one article in two packs on a pallet, and five of another in the first pack."""
    work = receipt(1)
    floor.absorb(work)
    on = {"bin": AREA, "pallet": PALLET}
    floor.did(goods(work, 0, 7, package=PACK, **on))
    floor.did(goods(work, 1, 5, package=PACK, lot="L1", **on))
    floor.did(goods(work, 0, 5, package=OTHER, **on))
    return floor


def stand(floor: Floor, key: str = "", pack: str | None = None):
    wanted = PutawayWanted(None, None, (key,) if key else (), TODAY, pack=pack)
    return run(floor.store.moving.putaway(SCOPE, wanted)).carried


def held(floor: Floor, key: str = "", pack: str | None = None) -> dict[tuple[int, str | None], int]:
    found = stand(floor, key, pack)
    assert found is not None
    return {(row.product.id, row.lot): int(row.quantity) for row in found.rows}


def test_a_pack_is_found_by_its_number_and_a_pallet_by_its_own(dock: Floor):
    assert held(dock, PACK) == {(PLAIN, None): 7, (LOTTED, "L1"): 5}
    assert held(dock, OTHER) == {(PLAIN, None): 5}
    assert held(dock, PALLET) == {(PLAIN, None): 12, (LOTTED, "L1"): 5}
    assert held(dock, pack=PALLET) == held(dock, PALLET), "it stays in the hand"
    assert stand(dock, "340123450000000048") is None
    assert stand(dock) is None


def test_of_what_was_taken_away_no_more_is_taken(dock: Floor):
    dock.did(Move(PLAIN, Decimal(8), Decimal(8), None, None, AREA, BIN, 1))
    assert held(dock, PACK) == {(PLAIN, None): 4, (LOTTED, "L1"): 5}
    dock.did(Move(LOTTED, Decimal(5), Decimal(5), None, "L1", AREA, BIN, 1))
    dock.did(Move(PLAIN, Decimal(4), Decimal(4), None, None, AREA, BIN, 1))
    assert held(dock, PACK) == {}, "it is known, and nothing of it stands there"


def test_a_pack_that_somebody_else_received_is_known_by_the_receipt(floor: Floor):
    work = receipt(2)
    entry = goods(work, 0, 3, bin=AREA, package=PACK)
    done = apply(work, entry)
    floor.absorb(replace(done, document=replace(done.document, state=DocumentState.READY)))
    assert held(floor, PACK) == {(PLAIN, None): 3}
