"""What nobody ordered, decided: goods, their lot and its day, an amount, and a bin."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.base.days import read_day, show_day
from app.base.decision import Ask, Decision, Do, Go, Refuse, Stay
from app.base.documents import CODE_SHOWN_MAX
from app.base.handling import LEADS, grown, lot_for, lot_of, names_of, on_hand, take_back, weighed
from app.base.hearing import Ears, hear
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.notice import Notice, Sound
from app.base.session import Arrive, Hand, Question, Receipts, Session
from app.base.wording import problem_text, text
from scanners.codes.scan import Scan
from sync.core.arriving import PAPER_LENGTH_MAX
from sync.core.lots import check_expiry, check_lot
from sync.core.moved_slices import MoveSlice
from sync.core.operations import Move
from sync.core.problems import Problem
from sync.core.quantity import ONE, ZERO, Unit, check_amount, is_measured, plain, read_amount
from sync.core.records import Location, LocationKind, Packaging, Product, Tracking

_ASKS = {Question.LOT: "ask_lot", Question.SERIAL: "ask_serial", Question.EXPIRY: "ask_expiry"}
_WORDS = {**_ASKS, Question.QUANTITY: "ask_amount"}
HELD = "held"
"""How the hand says that there are goods in it, and not only a bin."""


def decide(session: Session, message: Message, slice_: MoveSlice) -> Decision:
    """Decide what one message means while goods come in that nobody ordered."""
    return hear(Ears(_scanned, _tapped, _answer), session, message, slice_)


def _scanned(session: Session, message: Scanned, slice_: MoveSlice) -> Decision:
    scan, hand = message.scan, session.hand
    if slice_.found.products:
        one = slice_.found.products[0]
        return _take(session, scan, (one.product, one.packaging), slice_)
    if slice_.found.bins:
        return _put(session, slice_.found.bins[0], slice_)
    if hand.question in _ASKS:
        return _answer(session, lot_of(scan) or scan.text.strip(), slice_)
    if message.by_hand and hand.row and not isinstance(read_amount(scan.text), Problem):
        return _amount(session, scan.text, slice_)
    if not hand.row:
        return _noted(session, scan.text.strip())
    return Refuse(session, text("code_unknown", code=scan.text[:CODE_SHOWN_MAX]))


def _noted(session: Session, paper: str) -> Decision:
    """What is no article and no bin, before any goods, is the number of the delivery note."""
    if not paper or len(paper) > PAPER_LENGTH_MAX or not paper.isprintable():
        return Refuse(session, text("code_unknown", code=paper[:CODE_SHOWN_MAX]))
    words = text("arrive_paper", paper=paper)
    place = Arrive(paper)
    return Stay(replace(session, place=place, notice=Notice(Sound.BUSY, words)), Sound.BUSY)


def _take(
    session: Session, scan: Scan, about: tuple[Product, Packaging | None], slice_: MoveSlice
) -> Decision:
    product, packaging = about
    if product.needs_check:
        return Refuse(session, text("arrive_needs_check", article=product.name))
    hand, message, lot = session.hand, scan.message, lot_for(product, scan)
    day = (message.expiry or message.best_before) if message else None
    same = bool(hand.row) and hand.product == product.id and lot in {None, hand.lot}
    held = hand if same else Hand(product=product.id, bin=hand.bin, scanned=ZERO, row=HELD)
    amount = _weighed(held, scan, packaging, slice_.units.get(product.unit))
    if isinstance(amount, Problem):
        return Refuse(session, problem_text(amount, article=product.name, unit="", step=""))
    held = replace(grown(held, scan, packaging, ONE), lot=lot or held.lot)
    if amount is not None:
        held = replace(held, amount=amount, scanned=amount, packaging=None)
    if product.tracking is Tracking.SERIAL:
        held = replace(held, amount=ONE, scanned=ONE)
    held = replace(held, expiry=day or held.expiry)
    return _next(replace(session, hand=held, notice=None), product, slice_)


def _weighed(
    hand: Hand, scan: Scan, packaging: Packaging | None, unit: Unit | None
) -> Decimal | Problem | None:
    """How much of what is weighed is in the hand then, nothing yet where its label does not say."""
    message = scan.message
    if unit is None or not is_measured(unit) or packaging or (message and message.count):
        return None
    stated = weighed(scan, unit)
    return stated if isinstance(stated, Problem) else hand.scanned + (stated or ZERO)


def _next(session: Session, product: Product, slice_: MoveSlice) -> Decision:
    """Ask for what is missing, one after the other; then only the bin is."""
    hand = session.hand
    asked = None
    if product.tracking is not Tracking.NONE and not hand.lot:
        asked = Question.SERIAL if product.tracking is Tracking.SERIAL else Question.LOT
    elif product.has_expiry and _expiry(hand, product, slice_) is None:
        asked = Question.EXPIRY
    elif hand.amount <= ZERO:
        asked = Question.QUANTITY  # what is weighed is not counted by scans
    session = replace(session, hand=replace(hand, question=asked, typed=""), notice=None)
    return Ask(session, text(_WORDS[asked])) if asked else Stay(session, Sound.BUSY)


def _expiry(hand: Hand, product: Product, slice_: MoveSlice) -> date | None:
    if not product.has_expiry:
        return None
    lots = (one for one in slice_.known if (one.product, one.name) == (product.id, hand.lot))
    return hand.expiry or next((one.expiry for one in lots), None)


def _put(session: Session, bin: Location, slice_: MoveSlice) -> Decision:
    hand, product, unit = session.hand, slice_.product, slice_.unit
    outside = slice_.outside
    if not hand.row or product is None or unit is None or outside is None:
        return Refuse(session, text("goods_first"))
    if hand.question in _ASKS or hand.amount <= ZERO:
        return _next(session, product, slice_)
    if bin.kind is not LocationKind.BIN or not bin.active:
        problem = Problem.BIN_CLOSED if bin.kind is LocationKind.BIN else Problem.BIN_ELSEWHERE
        return Refuse(session, problem_text(problem, bin=bin.label))
    deed = Move(
        *(product.id, hand.amount, hand.scanned, hand.packaging, hand.lot),
        *(outside.id, bin.id, unit.id),
        expiry=_expiry(hand, product, slice_),
        paper=session.place.paper if isinstance(session.place, Arrive) else "",
    )
    words = text(
        "put", amount=plain(hand.amount), unit=unit.name, article=product.name, bin=bin.label
    )
    after = replace(session, hand=Hand(bin=bin.id))
    names = (
        *names_of(bin, outside, hand),
        *(("article", product.name), ("unit", unit.name)),
        ("expiry", show_day(deed.expiry) if deed.expiry else ""),
    )
    return Do(deed, after, Notice(Sound.COUNTED, words), hand.raw, names)


def _tapped(session: Session, tap: Tapped, slice_: MoveSlice) -> Decision:
    hand = session.hand
    if tap.action is Action.BACK:
        return Go(Receipts())
    if tap.action in LEADS:
        return Go(LEADS[tap.action])
    match tap.action:
        case Action.ASK_QUANTITY if hand.row:
            asked = replace(hand, question=Question.QUANTITY, typed="")
            return Ask(replace(session, hand=asked, notice=None), text("ask_amount"))
        case Action.CONFIRM:
            return _answer(session, tap.value or hand.typed, slice_)
        case Action.SAME_BIN if slice_.bin is not None:
            return _put(session, slice_.bin, slice_)
        case Action.UNDO if hand.row:
            return Stay(replace(session, hand=Hand(bin=hand.bin), notice=None))
        case Action.UNDO:
            return take_back(session, slice_.undoable)
        case _:
            return on_hand(session, tap)


def _answer(session: Session, given: str, slice_: MoveSlice) -> Decision:
    given = given.strip()
    hand, product = session.hand, slice_.product
    if product is None:
        return Stay(session)
    match hand.question:
        case Question.QUANTITY:
            return _amount(session, given, slice_)
        case Question.LOT | Question.SERIAL:
            problem = check_lot(given)
            if problem:
                return Refuse(session, problem_text(problem, article=product.name, lot=given[:20]))
            held = replace(hand, lot=given)
            return _next(replace(session, hand=held), product, slice_)
        case Question.EXPIRY:
            return _day(session, given, slice_)
        case _:
            return Stay(session)


def _day(session: Session, given: str, slice_: MoveSlice) -> Decision:
    day = read_day(given, slice_.today)
    if isinstance(day, Problem):
        return Refuse(session, problem_text(day, given=given[:20]))
    problem = check_expiry(day, slice_.today)
    if problem:
        return Refuse(session, problem_text(problem, expiry=show_day(day)))
    held = replace(session.hand, expiry=day)
    assert slice_.product is not None
    return _next(replace(session, hand=held), slice_.product, slice_)


def _amount(session: Session, given: str, slice_: MoveSlice) -> Decision:
    product, unit = slice_.product, slice_.unit
    if product is None or unit is None:
        return Stay(session)
    amount: Decimal | Problem = read_amount(given)
    if not isinstance(amount, Problem):
        amount = check_amount(amount, unit) or amount
        is_piece = product.tracking is Tracking.SERIAL
        if is_piece and not isinstance(amount, Problem) and amount != ONE:
            amount = Problem.SERIAL_NOT_ONE
    if isinstance(amount, Problem):
        words = problem_text(
            amount, given=given[:20], step=plain(unit.step), unit=unit.name, article=product.name
        )
        return Refuse(session, words)
    held = replace(session.hand, amount=amount, scanned=amount, question=None, typed="")
    return _next(replace(session, hand=held), product, slice_)
