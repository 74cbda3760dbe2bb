"""Goods in the hand that come in by no document: how many, their lot and its day, and answers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.base.amounts import plain
from app.base.days import read_day, show_day
from app.base.decision import Refuse
from app.base.handling import grown, lot_for
from app.base.session import Arrive, Hand, Question, Session
from app.base.wording import problem_text
from scanners.codes.scan import Scan
from sync.core.lots import check_expiry, check_lot
from sync.core.moved_slices import MoveSlice
from sync.core.problems import Problem
from sync.core.quantity import ONE, ZERO, check_amount, is_measured, read_amount
from sync.core.records import Packaging, Product, Tracking

ASKS = {Question.LOT: "ask_lot", Question.SERIAL: "ask_serial", Question.EXPIRY: "ask_expiry"}
"""What a scan of its own may answer, and the words that ask for it."""
WORDS = {**ASKS, Question.QUANTITY: "ask_amount"}
HELD = "held"
"""How the hand says that there are goods in it, and not only a bin."""


def taken(
    session: Session, scan: Scan, about: tuple[Product, Packaging | None], slice_: MoveSlice
) -> Hand | Refuse:
    """Take a scanned article into the hand, with all that its label says."""
    product, packaging = about
    hand, message, lot = session.hand, scan.message, lot_for(product, scan)
    unit = slice_.units.get(product.unit)
    day = (message.expiry or message.best_before) if message else None
    same = bool(hand.row) and hand.product == product.id and lot in {None, hand.lot}
    held = hand if same else Hand(product=product.id, bin=hand.bin, scanned=ZERO, row=HELD)
    whole = ZERO if unit and is_measured(unit) else ONE
    more = grown(held, scan, packaging, whole, unit)
    if isinstance(more, Problem):
        unit_name = unit.name if unit else ""
        return Refuse(session, problem_text(more, article=product.name, unit=unit_name, step=""))
    more = replace(more, lot=lot or held.lot, expiry=day or held.expiry)
    is_piece = product.tracking is Tracking.SERIAL
    return replace(more, amount=ONE, scanned=ONE) if is_piece else more


def asked_of(hand: Hand, product: Product, slice_: MoveSlice) -> Question | None:
    """Name what is to be asked next of goods in the hand; None where only their bin is missing."""
    if product.tracking is not Tracking.NONE and not hand.lot:
        return Question.SERIAL if product.tracking is Tracking.SERIAL else Question.LOT
    if product.has_expiry and expiry_of(hand, product, slice_) is None:
        return Question.EXPIRY
    # What is weighed is not counted by scans.
    return Question.QUANTITY if hand.amount <= ZERO else None


def expiry_of(hand: Hand, product: Product, slice_: MoveSlice) -> date | None:
    """The day goods expire on: as it was said, else as their lot has it."""
    if not product.has_expiry:
        return None
    lots = (one for one in slice_.known if (one.product, one.name) == (product.id, hand.lot))
    return hand.expiry or next((one.expiry for one in lots), None)


def answered(session: Session, given: str, slice_: MoveSlice) -> Hand | Refuse | None:
    """Take an answer into the hand; None where nothing was asked."""
    given = given.strip()
    match session.hand.question:
        case Question.QUANTITY:
            return entered(session, given, slice_)
        case Question.LOT | Question.SERIAL:
            article = slice_.product.name if slice_.product else ""
            problem = check_lot(given)
            if problem:
                return Refuse(session, problem_text(problem, article=article, lot=given[:20]))
            return replace(session.hand, lot=given)
        case Question.EXPIRY:
            return _day(session, given, slice_)
        case _:
            return None


def _day(session: Session, given: str, slice_: MoveSlice) -> Hand | Refuse:
    day = read_day(given, slice_.today)
    if isinstance(day, Problem):
        return Refuse(session, problem_text(day, given=given[:20]))
    problem = check_expiry(day, slice_.today)
    if problem and isinstance(session.place, Arrive):
        return Refuse(session, problem_text(problem, expiry=show_day(day)))
    return replace(session.hand, expiry=day)


def entered(session: Session, given: str, slice_: MoveSlice) -> Hand | Refuse | None:
    """Take an amount that was entered."""
    product, unit = slice_.product, slice_.unit
    if product is None or unit is None:
        return None
    amount: Decimal | Problem = read_amount(given)
    if not isinstance(amount, Problem):
        amount = check_amount(amount, unit) or amount
        is_piece, hand = product.tracking is Tracking.SERIAL, session.hand
        named = len(hand.pieces) + bool(hand.lot) or 1
        if is_piece and not isinstance(amount, Problem) and amount != named:
            amount = Problem.SERIAL_NOT_ONE
    if isinstance(amount, Problem):
        words = problem_text(
            amount, given=given[:20], step=plain(unit.step), unit=unit.name, article=product.name
        )
        return Refuse(session, words)
    return replace(session.hand, amount=amount, scanned=amount, question=None, typed="")
