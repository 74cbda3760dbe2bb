"""A small settle desk to decide on: counts of the floor's receipt that were set aside."""

from dataclasses import replace
from decimal import Decimal

from app.base.session import Hand, Session, Settle
from app.base.story import DeskSlice
from sync.core.envelope import Envelope, Seen, When, Who
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import (
    Deed,
    FinishReceipt,
    ReceiveLine,
    Rest,
    Undo,
    goods_of,
    kind_of,
)
from sync.core.policies import policy
from sync.core.problems import Problem
from sync.core.records import Document, DocumentState, Product
from sync.core.slices import Did, Found, Place, SettleRow, SettleSlice
from tests.flows import floor
from tests.flows.floor import BIN, DRILL, RECEIPT, SCOPE, TODAY

NOW_MS = 10_000_000
ARTICLES = {one.id: one for one in (*floor.ARTICLES, floor.STRANGER)}
OTHER = replace(RECEIPT, id=200, name="WH/IN/00009", origin="P00031", party="Azure")
THIRD = replace(RECEIPT, id=300, name="WH/IN/00010", origin="P00032")
CANCELLED = replace(RECEIPT, state=DocumentState.CANCELLED)


def counted(product: Product = DRILL, quantity: int = 3, **more: object) -> ReceiveLine:
    """A count of an article on the floor's receipt."""
    amount = Decimal(quantity)
    goods = ReceiveLine(
        RECEIPT.id, product.id * 10, product.id, amount, amount, None, None, None, BIN.id
    )
    return replace(goods, **more)


def finished() -> FinishReceipt:
    return FinishReceipt(RECEIPT.id, Rest.STAYS_OPEN)


def taken_back(op_id: str, goods: ReceiveLine) -> Undo:
    return Undo(op_id, goods)


def place(document: Document, product: Product = DRILL) -> Place:
    """A line of another order that wants the article."""
    line = replace(floor.line(product), id=document.id * 10 + product.id, document=document.id)
    return Place(document, line, floor.UNITS[product.unit])


def row(op_id: str, deed: Deed, problem: Problem, **more: object) -> SettleRow:
    """A parked operation, with what the tables say of it."""
    cell = policy(kind_of(deed), problem)
    goods = goods_of(deed)
    product = ARTICLES[goods.product] if goods else None
    known = SettleRow(
        envelope=envelope(op_id, deed),
        result=Result(op_id, 1, Outcome.EXCEPTION, problem),
        problem=problem,
        scenario=cell.scenario,
        choices=cell.choices,
        amend=cell.amend,
        did=Did(goods, product, floor.UNITS[product.unit] if product else None, BIN),
        document=RECEIPT,
        line=floor.line(product) if product and product.id in floor.DEMANDS else None,
        places=(),
        handed=False,
        unit=floor.UNITS[product.unit] if product else None,
    )
    return replace(known, **more)


def envelope(op_id: str, deed: Deed, user: str = "Ana") -> Envelope:
    return Envelope(
        op_id=op_id,
        device="d",
        epoch=1,
        seq=1,
        prev_hash="",
        hash="",
        deed=deed,
        who=Who(user, "", SCOPE.company, SCOPE.warehouse),
        when=When(NOW_MS - 7_200_000, 0, "b"),
        seen=Seen("1", RECEIPT.name, ""),
        raw_scan="",
    )


def desk(*rows: SettleRow, found: Found = floor.NOTHING) -> DeskSlice:
    """What the store gives the desk."""
    waiting = sum(1 for one in rows if not one.handed)
    return DeskSlice(SettleSlice(rows, waiting, len(rows) - waiting, NOW_MS), found, TODAY)


def at_desk(**hand: object) -> Session:
    """A clerk at the desk."""
    return Session(Settle(), SCOPE, "Ana", replace(Hand(), **hand))
