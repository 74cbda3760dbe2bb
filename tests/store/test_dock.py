"""What the dock expects, and the receipts that an article may be for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from sync.core.apply import apply
from sync.core.dock import DockPart
from sync.core.records import DocumentKind, DocumentState
from tests.store.floor import (
    PLAIN,
    SCOPE,
    SERIAL,
    TODAY,
    Floor,
    finish,
    goods,
    receipt,
    run,
)

YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
LAGS = pytest.mark.parametrize("lags", [False, True], ids=["replayed", "in the tail"])
CODE = f"400000000{PLAIN:04}"


@pytest.fixture(autouse=True)
def _held(floor: Floor, request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    floor.mirror_lane.let_go()


def hold(floor: Floor, lags: bool) -> None:
    floor.mirror_lane.holding = lags


@LAGS
def test_every_receipt_is_counted_where_it_belongs(floor: Floor, lags: bool):
    floor.absorb(
        receipt(1, due=YESTERDAY),
        receipt(2, due=YESTERDAY),
        receipt(3),
        receipt(4),
        receipt(5, due=TOMORROW),
        receipt(6, due=None),
        receipt(7, state=DocumentState.DONE),
        receipt(8, state=DocumentState.DONE, due=YESTERDAY),
        receipt(9, warehouse=2),
        receipt(10, kind=DocumentKind.DELIVERY),
        apply(receipt(11, due=TOMORROW), goods(receipt(11))),
    )
    hold(floor, lags)
    floor.did(goods(receipt(1)))
    floor.did(goods(receipt(3)))
    floor.did(finish(receipt(3)))
    assert run(floor.store.receipts(SCOPE, (), TODAY)).dock == {
        DockPart.IN_WORK: 2,
        DockPart.LATE: 1,
        DockPart.TODAY: 1,
        DockPart.LATER: 2,
        DockPart.ARRIVED: 2,
    }


def offered(floor: Floor, article: int = PLAIN) -> list[int]:
    found = run(floor.store.receipts(SCOPE, (), TODAY, article)).offers
    assert all(one.product.id == article for one in found)
    return [one.document.id for one in found]


@LAGS
def test_who_waits_for_an_article_is_named_oldest_first(floor: Floor, lags: bool):
    floor.absorb(
        receipt(1, due=None),
        receipt(2),
        receipt(3, due=YESTERDAY),
        receipt(4, state=DocumentState.DONE),
        receipt(5, company=2),
        receipt(6, kind=DocumentKind.DELIVERY),
        receipt(7, due=YESTERDAY),
    )
    hold(floor, lags)
    assert offered(floor) == [3, 7, 2, 1]
    assert [
        one.document.id for one in run(floor.store.home(SCOPE, (CODE,), TODAY)).found.offers
    ] == [
        3,
        7,
        2,
        1,
    ]
    floor.did(goods(receipt(3), quantity=10))
    floor.did(goods(receipt(7)))
    floor.did(finish(receipt(7)))
    assert offered(floor) == [2, 1]
    assert offered(floor, SERIAL) == [3, 2, 1]


@LAGS
def test_on_a_receipt_only_the_same_suppliers_others_count(floor: Floor, lags: bool):
    floor.absorb(receipt(1), receipt(2, party="Dairy"), receipt(3, due=YESTERDAY), receipt(4))
    hold(floor, lags)
    assert floor.receive(1, keys=(CODE,)).found.offers == ()
    floor.did(goods(receipt(1), quantity=10))
    others = floor.receive(1, keys=(CODE,)).found.offers
    assert [one.document.id for one in others] == [3, 4]
    assert others[0].line == replace(receipt(3).lines[0])
