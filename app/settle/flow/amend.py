"""What has to be put right before a story can be filed, and the goods as they are then."""

from dataclasses import replace

from app.base.session import Amendment, Question
from app.base.story import Story
from sync.core.operations import Move, MoveLine, ReceiveLine
from sync.core.policies import Amend
from sync.core.problems import Problem
from sync.core.quantity import convert
from sync.core.records import Product, Tracking
from sync.core.slices import Place, SettleRow

_DROPS = frozenset({Problem.LOT_NOT_WANTED, Problem.EXPIRY_NOT_WANTED})
"""Problems that are put right by leaving something out: nothing is asked."""


def missing(story: Story, amended: Amendment) -> Question | None:
    """Name the next thing to ask before the story can be filed; None when all is known."""
    first = story.first
    goods, product = first.did.goods, first.did.product
    if goods is None:
        return None
    question = _for_problem(first, amended, product)
    if question is not None or product is None or not isinstance(goods, ReceiveLine):
        # What was moved or counted has its lot, and the lot its day.
        return question
    if product.tracking is not Tracking.NONE and not (amended.lot or goods.lot):
        return _lot(product)
    if product.has_expiry and not (amended.expiry or goods.expiry):
        return Question.EXPIRY
    return None


def _for_problem(row: SettleRow, amended: Amendment, product: Product | None) -> Question | None:
    asked = row.problem not in _DROPS
    match row.amend:
        case Amend.BIN if amended.bin is None:
            return Question.BIN
        case Amend.DOCUMENT if amended.document is None:
            return Question.ORDER
        case Amend.AMOUNT if amended.amount is None:
            return Question.QUANTITY
        case Amend.LOT if amended.lot is None and asked:
            return _lot(product)
        case Amend.EXPIRY if amended.expiry is None and asked:
            return Question.EXPIRY
        case Amend.APPROVAL if not amended.approved_by:
            return Question.APPROVAL
        case _:
            return None


def _lot(product: Product | None) -> Question:
    serial = product is not None and product.tracking is Tracking.SERIAL
    return Question.SERIAL if serial else Question.LOT


def amend(row: SettleRow, goods: ReceiveLine, amended: Amendment) -> ReceiveLine | Problem:
    """The goods of one row, with all that was put right; or why they cannot be so."""
    approved_by = amended.approved_by or goods.approved_by
    moved = replace(goods, bin=amended.bin or goods.bin, approved_by=approved_by)
    right = _relabelled(row, moved, amended)
    if amended.amount is not None:
        right = replace(right, quantity=amended.amount, scanned=amended.amount, packaging=None)
    if amended.document is None:
        # What is filed again is meant as its line is now: the person has just seen it.
        return replace(right, unit=row.line.unit) if row.line else right
    place = place_on(row, amended.document)
    return Problem.PRODUCT_NOT_ON_DOCUMENT if place is None else _moved(row, right, place)


def amend_moved(
    row: SettleRow, goods: MoveLine | Move, amended: Amendment
) -> MoveLine | Move | Problem:
    """Goods that were moved, with all that was put right; those that are fewer go back."""
    tracked = row.did.product is None or row.did.product.tracking is not Tracking.NONE
    lot = (amended.lot or goods.lot) if tracked else None
    right = replace(goods, bin=amended.bin or goods.bin, lot=lot)
    if isinstance(right, MoveLine):
        unit = row.line.unit if row.line else right.unit
        right = replace(right, unit=unit, approved_by=amended.approved_by or right.approved_by)
    if amended.amount is None:
        return right
    return replace(right, quantity=amended.amount, scanned=amended.amount, packaging=None)


def place_on(row: SettleRow, document: int) -> Place | None:
    """The line of a document that the goods of a row could be filed on."""
    return next((place for place in row.places if place.document.id == document), None)


def _relabelled(row: SettleRow, goods: ReceiveLine, amended: Amendment) -> ReceiveLine:
    product = row.did.product
    if product is None:
        return goods
    lot = None if product.tracking is Tracking.NONE else amended.lot or goods.lot
    expiry = (amended.expiry or goods.expiry) if product.has_expiry else None
    return replace(goods, lot=lot, expiry=expiry)


def _moved(row: SettleRow, goods: ReceiveLine, place: Place) -> ReceiveLine | Problem:
    unit = row.did.unit or place.unit
    quantity = convert(goods.quantity, unit, place.unit)
    if isinstance(quantity, Problem):
        return quantity
    return replace(
        goods,
        document=place.document.id,
        line=place.line.id,
        quantity=quantity,
        unit=place.line.unit,
    )
