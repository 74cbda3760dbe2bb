"""What nobody ordered, decided: goods, their lot and its day, an amount, and a bin."""

from dataclasses import replace

from app.base.amounts import plain
from app.base.coming import ASKS, WORDS, answered, asked_of, entered, expiry_of, taken
from app.base.days import show_day
from app.base.decision import Ask, Decision, Do, Go, Refuse, Stay
from app.base.documents import CODE_SHOWN_MAX
from app.base.handling import LEADS, lot_for, lot_of, names_of, on_hand, take_back
from app.base.hearing import Ears, hear
from app.base.lasting import agreed, ask_agreement, lasts_too_short
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.notice import Notice, Sound
from app.base.numbered import each, with_pieces
from app.base.serials import serials_of
from app.base.session import Arrive, Hand, Question, Receipts, Session
from app.base.wording import problem_text, text
from scanners.codes.scan import Scan
from sync.core.arriving import PAPER_LENGTH_MAX
from sync.core.moved_slices import MoveSlice
from sync.core.operations import Move
from sync.core.problems import Problem
from sync.core.quantity import ZERO, read_amount
from sync.core.records import Location, LocationKind, Packaging, Product, Tracking


def decide(session: Session, message: Message, slice_: MoveSlice) -> Decision:
    """Decide what one message means while goods come in that nobody ordered."""
    return hear(Ears(_scanned, _tapped, _answer), session, message, slice_)


def _scanned(session: Session, message: Scanned, slice_: MoveSlice) -> Decision:
    scan, hand = message.scan, session.hand
    if hand.question is Question.APPROVAL:
        return _agreed(session, message, slice_)
    if slice_.found.products:
        one = slice_.found.products[0]
        return _take(session, scan, (one.product, one.packaging), slice_)
    if slice_.found.bins:
        return _put(session, slice_.found.bins[0], slice_)
    if hand.question in ASKS:
        return _answer(session, lot_of(scan) or scan.text.strip(), slice_)
    if message.by_hand and hand.row and not isinstance(read_amount(scan.text), Problem):
        return _held(session, entered(session, scan.text, slice_), slice_)
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
    product, _ = about
    if product.needs_check or product.id in slice_.to_check:
        return Refuse(session, text("arrive_needs_check", article=product.name))
    hand, lot = session.hand, lot_for(product, scan)
    is_piece, other = product.tracking is Tracking.SERIAL, hand.lot and lot not in {None, hand.lot}
    if hand.row and (hand.product != product.id or (other and not is_piece)):
        # What is in the hand is nowhere else: it is not to be lost by the next scan.
        return Refuse(session, text("arrive_bin_first"))
    if is_piece:
        held = with_pieces(session, product, (lot,) if lot else (), slice_)
        message = scan.message
        day = (message.expiry or message.best_before) if message else None
        held = replace(held, expiry=day or held.expiry) if isinstance(held, Hand) else held
    else:
        held = taken(session, scan, about, slice_)
    if isinstance(held, Refuse):
        return held
    return _next(replace(session, hand=held, notice=None), product, slice_)


def _next(session: Session, product: Product, slice_: MoveSlice) -> Decision:
    """Ask for what is missing, one after the other; then only the bin is."""
    asked = asked_of(session.hand, product, slice_)
    hand = replace(session.hand, question=asked, typed="")
    session = replace(session, hand=hand, notice=None)
    if asked is None and lasts_too_short(session, product, slice_):
        return ask_agreement(session, product, slice_)
    return Ask(session, text(WORDS[asked])) if asked else Stay(session, Sound.BUSY)


def _agreed(session: Session, message: Scanned, slice_: MoveSlice) -> Decision:
    held = agreed(session, message, slice_)
    if isinstance(held, Refuse) or slice_.product is None:
        return held if isinstance(held, Refuse) else Stay(session)
    return _next(held, slice_.product, slice_)


def _put(session: Session, bin: Location, slice_: MoveSlice) -> Decision:
    hand, product, unit = session.hand, slice_.product, slice_.unit
    outside = slice_.outside
    if not hand.row or product is None or unit is None or outside is None:
        return Refuse(session, text("goods_first"))
    # Pieces that are named can be put down; that another one was to be named is over then.
    if (hand.question in ASKS and not hand.pieces) or hand.amount <= ZERO:
        return _next(session, product, slice_)
    if lasts_too_short(session, product, slice_):
        return ask_agreement(session, product, slice_)
    if bin.kind is not LocationKind.BIN or not bin.active:
        problem = Problem.BIN_CLOSED if bin.kind is LocationKind.BIN else Problem.BIN_ELSEWHERE
        return Refuse(session, problem_text(problem, bin=bin.label))
    deed = Move(
        *(product.id, hand.amount, hand.scanned, hand.packaging, hand.lot),
        *(outside.id, bin.id, unit.id),
        expiry=expiry_of(hand, product, slice_),
        paper=session.place.paper if isinstance(session.place, Arrive) else "",
        approved_by=hand.approved_by if hand.agreed else "",
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
    deeds = each(deed, hand)
    return Do(deeds[0], after, Notice(Sound.COUNTED, words), hand.raw, names, also=deeds[1:])


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
    names, product = serials_of(given), slice_.product
    if product is None or session.hand.question is not Question.SERIAL:
        return _held(session, answered(session, given, slice_), slice_)
    # Of several names the longest says whether all can be lots.
    checked = answered(session, max(names, key=len), slice_)
    if isinstance(checked, Refuse):
        return checked
    return _held(session, with_pieces(session, product, names, slice_), slice_)


def _held(session: Session, held: Hand | Refuse | None, slice_: MoveSlice) -> Decision:
    if isinstance(held, Refuse):
        return held
    if held is None or slice_.product is None:
        return Stay(session)
    return _next(replace(session, hand=held), slice_.product, slice_)
