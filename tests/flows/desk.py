"""A settle desk with stories on it."""

from dataclasses import replace
from datetime import date

from app.base.decision import Do
from app.base.messages import Action, Scanned, Tapped
from sync.core.operations import Settle as Decided
from sync.core.problems import Problem
from tests.flows.floor import BIN, DRILL, MILK, scan
from tests.flows.parked import (
    CANCELLED,
    counted,
    desk,
    finished,
    row,
)

P = Problem
SHELF = replace(BIN, id=12, name="WH/Stock/B-01", label="B-01", barcode="B-01")
CANCELLED_ROWS = (
    row("a", counted(DRILL), P.DOCUMENT_CANCELLED, document=CANCELLED),
    row("b", counted(MILK, lot="L-1"), P.DOCUMENT_CANCELLED, document=CANCELLED),
    row("c", finished(), P.DOCUMENT_CANCELLED, document=CANCELLED),
)


def tapped(action: Action, value: str = "") -> Tapped:
    return Tapped(action, value)


def scanned(text: str, by_hand: bool = False) -> Scanned:
    return Scanned(scan(text, "keyboard" if by_hand else "wedge"), by_hand=by_hand)


def deeds(decision: object) -> list[Decided]:
    assert isinstance(decision, Do), decision
    every = [decision.deed, *decision.also]
    assert all(isinstance(deed, Decided) for deed in every)
    return every


LOT_STORY = desk(row("a", counted(MILK, expiry=date(2027, 1, 1)), P.LOT_MISSING))


def cancelled(*places, op_id: str = "a", product=DRILL):
    return row(op_id, counted(product), P.DOCUMENT_CANCELLED, document=CANCELLED, places=places)
