"""All that is in a bin, however much of it a screen shows."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from sync.core.moved_slices import LYING_SHOWN_MAX
from sync.core.records import Lot, Stock
from sync.store.told import MoveWanted
from tests.store.floor import BIN, CATALOGUE, SCOPE, SERIAL, TODAY, Floor, run

PIECES = LYING_SHOWN_MAX + 20


def test_whoever_takes_a_whole_bin_is_given_every_piece(tmp_path: Path):
    floor = Floor(tmp_path)
    ids = range(1_000, 1_000 + PIECES)
    lots = tuple(Lot(id, None, SERIAL, f"SN-{id}", None) for id in ids)
    lying = tuple(Stock(id, 1, SERIAL, BIN, id, Decimal(1), Decimal(0)) for id in ids)
    run(floor.store.absorb(replace(CATALOGUE, lots=lots, stock=lying)))
    wanted = MoveWanted(BIN, None, None, None, (), TODAY)
    slice_ = run(floor.store.moving.move(SCOPE, wanted))
    assert len(slice_.in_bin) == PIECES
    floor.store.close()
