"""A part of a list: what is begun, late, due today or without goods, also before it is replayed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sync.core.only import Only
from sync.core.records import DocumentState
from tests.store.floor import SCOPE, TODAY, Floor, goods, receipt, run
from tests.store.test_pick import floor as floor  # noqa: PLC0414 - the floor itself
from tests.store.test_pick import order

YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


def receipts_of(floor: Floor, only: Only) -> list[int]:
    found = run(floor.store.receipts(SCOPE, (), TODAY, only=only))
    assert found.total >= len(found.rows)
    return [row.document.id for row in found.rows]


def picks_of(floor: Floor, only: Only) -> list[int]:
    return [
        row.document.id for row in run(floor.store.moving.picks(SCOPE, (), TODAY, only=only)).rows
    ]


@pytest.mark.parametrize("lags", [False, True], ids=["replayed", "in the tail"])
def test_a_list_of_receipts_is_kept_to_one_part(floor: Floor, lags: bool):
    floor.absorb(receipt(1, due=YESTERDAY), receipt(2), receipt(3, due=TOMORROW), receipt(4))
    floor.mirror_lane.holding = lags
    floor.did(goods(receipt(4)))
    assert receipts_of(floor, Only.BEGUN) == [4]
    assert receipts_of(floor, Only.LATE) == [1]
    assert set(receipts_of(floor, Only.TODAY)) == {2, 4}
    assert set(receipts_of(floor, Only.ALL)) == {1, 2, 3, 4}
    floor.mirror_lane.let_go()


def test_a_list_of_picks_tells_what_waits_for_goods(floor: Floor):
    late = order(6)
    late = replace(late, document=replace(late.document, due=YESTERDAY))
    waits = order(7)
    waits = replace(waits, document=replace(waits.document, state=DocumentState.WAITING))
    floor.absorb(order(5), late, waits)
    assert picks_of(floor, Only.BLOCKED) == [7]
    assert picks_of(floor, Only.LATE) == [6]
    assert picks_of(floor, Only.BEGUN) == []
    assert set(picks_of(floor, Only.ALL)) == {5, 6, 7}


def test_a_document_of_another_building_is_in_no_part(floor: Floor):
    here = receipt(1, due=YESTERDAY)
    away = receipt(2, due=YESTERDAY)
    away = replace(away, document=replace(away.document, warehouse=SCOPE.warehouse + 1))
    floor.absorb(here, away)
    assert receipts_of(floor, Only.LATE) == [1]
