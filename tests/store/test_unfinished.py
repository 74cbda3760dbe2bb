"""A new lot whose receipt is open: said to be there, and not to be moved yet."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sync.core.apply import apply
from sync.store.told import PutawayWanted
from tests.store.floor import (
    AREA,
    CATALOGUE,
    SCOPE,
    TODAY,
    Floor,
    finish,
    goods,
    place,
    receipt,
    run,
)

PAGE = replace(
    CATALOGUE,
    locations=(*CATALOGUE.locations[1:], place(AREA, parent=9, name="WH/Stock")),
)


@pytest.fixture(params=[True, False], ids=["replayed", "in the tail"])
def floor(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Floor]:
    floor = Floor(tmp_path, rests=request.param)
    run(floor.store.absorb(PAGE))
    yield floor
    floor.store.close()


def waiting(floor: Floor) -> dict[str | None, str]:
    rows = run(floor.store.moving.putaway(SCOPE, PutawayWanted(None, None, (), TODAY))).rows
    return {row.lot: row.unfinished for row in rows}


def test_until_its_receipt_is_finished_here_or_elsewhere(floor: Floor):
    work = receipt(1)
    theirs = apply(receipt(2), goods(receipt(2), 1, 2, bin=AREA, lot="L-THEIRS"))
    floor.absorb(work, theirs)
    floor.did(goods(work, 0, 3, bin=AREA))
    floor.did(goods(work, 1, 5, bin=AREA, lot="L-NEW"))
    floor.did(goods(work, 1, 1, bin=AREA, lot="L1"))
    if floor.rests:
        assert waiting(floor) == {
            None: "", "L-NEW": "WH/IN/00001", "L1": "", "L-THEIRS": "WH/IN/00002"
        }  # fmt: skip
    floor.did(finish(work))
    assert waiting(floor) == {None: "", "L-NEW": "", "L1": "", "L-THEIRS": "WH/IN/00002"}
