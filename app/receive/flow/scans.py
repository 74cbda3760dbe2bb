"""What a scan says on a receipt: a command, an article, a bin, an answer, another order."""

from dataclasses import dataclass, replace
from decimal import Decimal

from app.base.commands import action_of
from app.base.damage import with_damage
from app.base.decision import Ask, Decision, Go, Refuse, Stay
from app.base.documents import open_document
from app.base.messages import Scanned, Tapped
from app.base.notice import Notice, Sound
from app.base.session import Hand, Question, Receive, Session, kept
from app.base.wording import text
from app.receive.flow.announced import take_announced
from app.receive.flow.answers import answer, waits_for_text
from app.receive.flow.approve import agreed
from app.receive.flow.count import FIRST, amount_values, count, in_line_unit
from app.receive.flow.damage import take_damaged_bin
from app.receive.flow.labels import labels_of, stated_amount, take_labels, with_labels
from app.receive.flow.link import ask_link
from app.receive.flow.pack import pack_of, take_pack
from app.receive.flow.refusing import refuse
from app.receive.flow.unfinished import unfinished
from scanners.codes.scan import CodeProblem, ElementString, Scan
from sync.core.problems import Problem
from sync.core.quantity import ONE, read_amount
from sync.core.records import Location, Tracking
from sync.core.rules import check_bin
from sync.core.slices import FoundProduct, LineRow, ReceiveSlice

AMOUNT_DIGITS_MAX = 6
"""A number typed by hand that is longer than this is a code, not an amount."""


_SAME_AGAIN: dict[Question | None, str] = {
    Question.LOT: "scan_its_lot",
    Question.SERIAL: "scan_its_serial",
    Question.EXPIRY: "scan_its_expiry",
    **FIRST,
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
    if session.hand.question is Question.APPROVAL and not _is_known(slice_):
        answered = agreed(session, message)
        return answered if isinstance(answered, Refuse) else count(answered, slice_)
    if slice_.found.products:
        return unfinished(session, _article(session, scan, slice_), slice_)
    if slice_.found.bins:
        return _bin(session, slice_.found.bins[0], slice_)
    return _label(session, message, slice_) or _text(session, message, slice_)


def _is_known(slice_: ReceiveSlice) -> bool:
    found = slice_.found
    return bool(found.products or found.bins or found.documents)


def _label(session: Session, message: Scanned, slice_: ReceiveSlice) -> Decision | None:
    """Take a label that says something of goods or of a pack, and not which article it is."""
    pack = pack_of(message.scan, session.hand.question)
    if pack is not None and slice_.announced is not None and session.hand.question is None:
        return take_announced(session, slice_.announced, slice_)
    if pack is not None and slice_.found.documents:
        # It is announced on another receipt: whoever unloads goes on there.
        return open_document(session, message.scan.text, slice_.found)
    if pack is not None:
        return take_pack(session, pack)
    labels = labels_of(message.scan)
    return take_labels(session, message.scan, labels, slice_) if labels else None


def _text(session: Session, message: Scanned, slice_: ReceiveSlice) -> Decision:
    scan = message.scan
    if session.hand.question is Question.PALLET and scan.text:
        return take_pack(session, scan.text)
    if waits_for_text(session.hand):
        hand = replace(session.hand, raw=scan.raw)
        given = hand.typed + scan.text if message.by_hand else scan.text
        return answer(replace(session, hand=hand), given, slice_)
    if _is_amount(session, message, slice_):
        hand = replace(session.hand, question=Question.QUANTITY, typed=scan.text)
        return Ask(replace(session, hand=hand, notice=None), text("ask_quantity"))
    unknown = None if slice_.found.documents else ask_link(session, message)
    return unknown or open_document(session, scan.text, slice_.found)


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
    first = session.hand.question in FIRST
    if asked and same and (first or (session.hand.raw and scan.message is None)):
        return Refuse(session, text(asked))
    if CodeProblem.SEPARATOR_MAYBE_LOST in scan.problems and not _is_a_lot(scan, matches, slice_):
        return _take_without_lot(session, scan, matches[0])
    return _take(session, scan, matches[0], slice_)


def _to_other_receipt(
    session: Session, slice_: ReceiveSlice, matches: list[_Match]
) -> Decision | None:
    """Go on at the supplier's other receipt that waits for it: who unloads has one pile.

    The open line of this receipt comes first, and so does a question that is being answered.
    """
    offers = slice_.found.offers
    if not offers or session.hand.question in FIRST:
        return None
    if any(match.row.line.done < match.row.line.demand for match in matches):
        return None
    there = offers[0].document
    notice = Notice(Sound.BUSY, text("on_other_receipt", document=there.name), stays=True)
    return Go(Receive(there.id), notice, repeat=True, hand=kept(session.hand))


def _is_a_lot(scan: Scan, matches: list[_Match], slice_: ReceiveSlice) -> bool:
    """Say whether a doubtful lot is one there is, whole as it was read: then nothing was lost."""
    message, product = scan.message, matches[0].row.product.id
    named = {message.lot, message.serial} if message else set()
    return any(lot.product == product and lot.name in named for lot in slice_.lots)


def _take_without_lot(session: Session, scan: Scan, match: _Match) -> Decision:
    row = match.row
    read = [reading for reading in scan.readings if isinstance(reading, ElementString)]
    lots = [reading.lot or reading.serial or "" for reading in read]
    hand = replace(kept(session.hand), line=row.line.id, product=row.product.id)
    asked = replace(hand, question=Question.LOT)
    return Refuse(
        replace(session, hand=asked), text("code_separator_lost", longer=lots[0], lot=lots[-1])
    )


def _take(session: Session, scan: Scan, match: _Match, slice_: ReceiveSlice) -> Decision:
    row, packaging = match.row, match.found.packaging
    stated = stated_amount(scan.message, row)
    if packaging is None and isinstance(stated, Decimal):
        amount: Decimal | Problem = stated
        scanned_amount = stated
    else:
        scanned_amount = _counted(scan)
        amount = in_line_unit(scanned_amount * (packaging.quantity if packaging else ONE), row)
    wrong = stated if isinstance(stated, Problem) else amount
    if isinstance(wrong, Problem) or isinstance(amount, Problem):
        assert isinstance(wrong, Problem)
        return refuse(session, wrong, **amount_values(row))
    hand = replace(
        _same_or_new(session.hand, row),
        amount=amount,
        scanned=scanned_amount,
        packaging=packaging.id if packaging else None,
        raw=scan.raw,
        question=None,
        typed="",
    )
    return count(replace(session, hand=_with_unit(hand, scan)), slice_)


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
        # A lot that was scanned before any article waits for this one.
        before = hand.line is None
        lot, expiry = (hand.lot, hand.expiry) if before else (None, None)
        new = replace(kept(hand), line=row.line.id, product=row.product.id)
        return with_damage(replace(new, lot=lot, expiry=expiry), hand)
    serial = row.product.tracking is Tracking.SERIAL
    return replace(hand, line=row.line.id, lot=None if serial else hand.lot)


def _with_unit(hand: Hand, scan: Scan) -> Hand:
    """Take over lot and date, and the number of the pallet where the label is that of all of it."""
    hand, message = with_labels(hand, scan.message), scan.message
    if message and message.sscc and message.content:
        return replace(hand, package=message.sscc, is_unit=True)
    return hand


def _counted(scan: Scan) -> Decimal:
    message = scan.message
    return message.count if message and message.count else ONE


def _bin(session: Session, bin_: Location, slice_: ReceiveSlice) -> Decision:
    assert slice_.document is not None
    if session.hand.question is Question.DAMAGED_BIN:
        return take_damaged_bin(session, bin_, slice_)
    problem = check_bin(bin_, slice_.document)
    if problem:
        return refuse(session, problem, bin=bin_.label)
    hand = session.hand
    question = None if hand.question is Question.BIN else hand.question
    # It ticks: the good tone is for what is written, and a bin alone is not.
    notice = Notice(Sound.BUSY, text("bin_set", bin=bin_.label))
    # One pack lies in one bin: what goes elsewhere goes into another pack.
    package = hand.package if hand.bin == bin_.id else None
    hand = replace(hand, bin=bin_.id, package=package, question=question, typed="")
    return Stay(replace(session, hand=hand, notice=notice), Sound.BUSY)


def _is_amount(session: Session, message: Scanned, slice_: ReceiveSlice) -> bool:
    given = message.scan.text
    if not message.by_hand or session.hand.line is None or slice_.found.documents:
        return False
    return len(given) <= AMOUNT_DIGITS_MAX and not isinstance(read_amount(given), Problem)
