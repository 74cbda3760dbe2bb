"""What a scan says on a receipt: a command, an article, a bin, an answer, another order."""

from dataclasses import dataclass, replace
from decimal import Decimal

from app.base.commands import action_of
from app.base.decision import Ask, Decision, Go, Refuse, Stay
from app.base.documents import open_document
from app.base.messages import Scanned, Tapped
from app.base.notice import Notice, Sound
from app.base.session import Hand, Question, Receive, Session
from app.base.wording import text
from app.receive.flow.answers import answer, waits_for_text
from app.receive.flow.count import ONE, amount_values, count, in_line_unit, refuse
from app.receive.flow.unfinished import unfinished
from scanners.codes.scan import CodeProblem, Scan
from sync.core.problems import Problem
from sync.core.quantity import read_amount
from sync.core.records import Location, Tracking
from sync.core.rules import check_bin
from sync.core.slices import FoundProduct, LineRow, ReceiveSlice

AMOUNT_DIGITS_MAX = 6
"""A number typed by hand that is longer than this is a code, not an amount."""


_SAME_AGAIN: dict[Question | None, str] = {
    Question.LOT: "scan_its_lot",
    Question.SERIAL: "scan_its_serial",
    Question.EXPIRY: "scan_its_expiry",
    Question.OVER: "over_first",
}


@dataclass(frozen=True, slots=True)
class _Match:
    """An article of this receipt that a scan may mean: its line, and its carton if it is one."""

    row: LineRow
    found: FoundProduct


def scanned(session: Session, message: Scanned, slice_: ReceiveSlice) -> Decision | Tapped:
    """Decide what a scan means; a command label means what its button does."""
    scan = message.scan
    action = action_of(scan)
    if action:
        return Tapped(action)
    if slice_.found.products:
        return unfinished(session, _article(session, scan, slice_), slice_)
    if slice_.found.bins:
        return _bin(session, slice_.found.bins[0], slice_)
    if waits_for_text(session.hand):
        hand = replace(session.hand, raw=scan.raw)
        given = hand.typed + scan.text if message.by_hand else scan.text
        return answer(replace(session, hand=hand), given, slice_)
    if _is_amount(session, message, slice_):
        hand = replace(session.hand, question=Question.QUANTITY, typed=scan.text)
        return Ask(replace(session, hand=hand, notice=None), text("ask_quantity"))
    return open_document(session, scan.text, slice_.found)


def _article(session: Session, scan: Scan, slice_: ReceiveSlice) -> Decision:
    matches = _matches(slice_)
    hop = _to_other_receipt(session, slice_, matches)
    if hop:
        return hop
    if not matches:
        product = slice_.found.products[0].product
        return refuse(session, Problem.PRODUCT_NOT_ON_DOCUMENT, article=product.name)
    if len({match.row.product.id for match in matches}) > 1:
        return Refuse(session, text("two_on_order"))
    asked = _SAME_AGAIN.get(session.hand.question)
    same = matches[0].row.product.id == session.hand.product
    over = session.hand.question is Question.OVER
    if asked and same and (over or (session.hand.raw and scan.message is None)):
        return Refuse(session, text(asked))
    if CodeProblem.SEPARATOR_MAYBE_LOST in scan.problems:
        return _take_without_lot(session, matches[0])
    return _take(session, scan, matches[0], slice_)


def _to_other_receipt(
    session: Session, slice_: ReceiveSlice, matches: list[_Match]
) -> Decision | None:
    """Go on at the supplier's other receipt that waits for it: who unloads has one pile.

    The open line of this receipt comes first, and so does a question that is being answered.
    """
    offers = slice_.found.offers
    if not offers or session.hand.question is Question.OVER:
        return None
    if any(match.row.line.done < match.row.line.demand for match in matches):
        return None
    there = offers[0].document
    notice = Notice(Sound.BUSY, text("on_other_receipt", document=there.name), stays=True)
    return Go(Receive(there.id), notice, repeat=True, hand=Hand(bin=session.hand.bin))


def _take_without_lot(session: Session, match: _Match) -> Decision:
    row = match.row
    hand = Hand(line=row.line.id, product=row.product.id, bin=session.hand.bin)
    asked = replace(hand, question=Question.LOT)
    return Refuse(replace(session, hand=asked), text("code_separator_lost"))


def _take(session: Session, scan: Scan, match: _Match, slice_: ReceiveSlice) -> Decision:
    row, packaging = match.row, match.found.packaging
    scanned_amount = _counted(scan)
    each = packaging.quantity if packaging else ONE
    amount = in_line_unit(scanned_amount * each, row)
    if isinstance(amount, Problem):
        return refuse(session, amount, **amount_values(row))
    hand = replace(
        _same_or_new(session.hand, row),
        amount=amount,
        scanned=scanned_amount,
        packaging=packaging.id if packaging else None,
        raw=scan.raw,
        question=None,
        typed="",
    )
    return count(replace(session, hand=_with_labels(hand, scan)), slice_)


def _matches(slice_: ReceiveSlice) -> list[_Match]:
    matches = []
    for found in slice_.found.products:
        rows = [row for row in slice_.rows if row.product.id == found.product.id]
        is_open = [row for row in rows if row.line.done < row.line.demand]
        if rows:
            matches.append(_Match((is_open or rows[-1:])[0], found))
    return matches


def _same_or_new(hand: Hand, row: LineRow) -> Hand:
    if hand.product != row.product.id:
        return Hand(line=row.line.id, product=row.product.id, bin=hand.bin)
    serial = row.product.tracking is Tracking.SERIAL
    return replace(hand, line=row.line.id, lot=None if serial else hand.lot)


def _with_labels(hand: Hand, scan: Scan) -> Hand:
    message = scan.message
    if message is None:
        return hand
    lot = message.serial or message.lot
    expiry = message.expiry or message.best_before
    if lot and lot != hand.lot:
        return replace(hand, lot=lot, expiry=expiry)
    return replace(hand, expiry=expiry or hand.expiry)


def _counted(scan: Scan) -> Decimal:
    message = scan.message
    return message.count if message and message.count else ONE


def _bin(session: Session, bin_: Location, slice_: ReceiveSlice) -> Decision:
    assert slice_.document is not None
    problem = check_bin(bin_, slice_.document)
    if problem:
        return refuse(session, problem, bin=bin_.label)
    hand = session.hand
    question = None if hand.question is Question.BIN else hand.question
    # It ticks: the good tone is for what is written, and a bin alone is not.
    notice = Notice(Sound.BUSY, text("bin_set", bin=bin_.label))
    hand = replace(hand, bin=bin_.id, question=question, typed="")
    return Stay(replace(session, hand=hand, notice=notice), Sound.BUSY)


def _is_amount(session: Session, message: Scanned, slice_: ReceiveSlice) -> bool:
    given = message.scan.text
    if not message.by_hand or session.hand.line is None or slice_.found.documents:
        return False
    return len(given) <= AMOUNT_DIGITS_MAX and not isinstance(read_amount(given), Problem)
