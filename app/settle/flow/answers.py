"""Answers at the desk: the bin, the order, the lot, the date or the amount that puts it right."""

from dataclasses import replace

from app.base.amounts import plain
from app.base.approving import approver
from app.base.days import read_day, show_day
from app.base.decision import Decision, Refuse, Stay
from app.base.messages import Scanned
from app.base.session import Question
from app.base.wording import Text, text
from app.settle.flow.case import Case, refuse
from app.settle.flow.settle import file
from sync.core.problems import Problem
from sync.core.quantity import check_amount, read_amount
from sync.core.records import Document, Location
from sync.core.rules import check_bin, check_expiry, check_lot

GIVEN_SHOWN_MAX = 20


def answer(case: Case, given: str) -> Decision:
    """Take what was typed, tapped or scanned for the open question."""
    match case.session.hand.question:
        case Question.LOT | Question.SERIAL:
            return _lot(case, given.strip())
        case Question.EXPIRY:
            return _expiry(case, given)
        case Question.QUANTITY:
            return _amount(case, given)
        case Question.ORDER:
            return _order(case, given.strip())
        case Question.BIN:
            return refuse(case, Problem.BIN_MISSING)
        case Question.APPROVAL:
            # Only a scanned badge agrees.
            return Refuse(case.session, text("badge_typed"))
        case _:
            return Stay(case.session)  # the others are asked at the dock only


def take_bin(case: Case, bin_: Location) -> Decision:
    """Take the bin the goods are in."""
    document = case.story.first.document
    problem = check_bin(bin_, document) if document else None
    if problem:
        return refuse(case, problem, bin=bin_.label)
    return file(case, replace(case.session.hand.amended, bin=bin_.id))


def take_badge(case: Case, message: Scanned) -> Decision:
    """Take the badge of a supervisor who agrees."""
    name = approver(case.session, message)
    if isinstance(name, Text):
        return Refuse(case.session, name)
    return file(case, replace(case.session.hand.amended, approved_by=name))


def take_order(case: Case, document: Document) -> Decision:
    """Take the order the goods belong to."""
    if document.id not in {place.document.id for place in case.story.places}:
        return refuse(case, Problem.PRODUCT_NOT_ON_DOCUMENT)
    return file(case, replace(case.session.hand.amended, document=document.id))


def _order(case: Case, given: str) -> Decision:
    for place in case.story.places:
        document = place.document
        if given.upper() in {str(document.id), document.name.upper(), document.origin.upper()}:
            return take_order(case, document)
    return Refuse(case.session, text("order_unknown", code=given[:GIVEN_SHOWN_MAX]))


def _lot(case: Case, given: str) -> Decision:
    problem = check_lot(given)
    if problem:
        return refuse(case, problem)
    return file(case, replace(case.session.hand.amended, lot=given))


def _expiry(case: Case, given: str) -> Decision:
    expiry = read_day(given, case.today)
    if isinstance(expiry, Problem):
        return refuse(case, expiry, given=given[:GIVEN_SHOWN_MAX])
    problem = check_expiry(expiry, case.today)
    if problem:
        return refuse(case, problem, expiry=show_day(expiry))
    return file(case, replace(case.session.hand.amended, expiry=expiry))


def _amount(case: Case, given: str) -> Decision:
    amount, unit = read_amount(given), case.story.first.unit
    problem = amount if isinstance(amount, Problem) else None
    if unit and not isinstance(amount, Problem):
        problem = check_amount(amount, unit)
    if problem or isinstance(amount, Problem):
        step = plain(unit.step) if unit else ""
        assert problem is not None
        return refuse(case, problem, given=given[:GIVEN_SHOWN_MAX], step=step)
    return file(case, replace(case.session.hand.amended, amount=amount))
