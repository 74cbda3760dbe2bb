"""What a customer sends back, decided: by which paper, which goods, how they are, and where to."""

from dataclasses import replace

from app.base.amounts import plain
from app.base.coming import ASKS, WORDS, answered, asked_of, entered, expiry_of, taken
from app.base.days import show_day
from app.base.decision import Ask, Decision, Do, Go, Refuse, Stay
from app.base.documents import CODE_SHOWN_MAX
from app.base.handling import LEADS, lot_for, lot_of, names_of, on_hand, take_back
from app.base.hearing import Ears, hear
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.notice import Notice, Sound
from app.base.places import BackAsk
from app.base.session import Hand, Home, Question, Receive, Returns, Session
from app.base.wording import problem_text, text
from sync.core.arriving import PAPER_LENGTH_MAX
from sync.core.moved_slices import MoveSlice, Sent
from sync.core.operations import Move
from sync.core.problems import Problem
from sync.core.quantity import ZERO, read_amount
from sync.core.records import (
    OPEN_STATES,
    Document,
    DocumentKind,
    DocumentState,
    Location,
    LocationKind,
    Packaging,
    Product,
)
from sync.core.returning import FATE_OF, Fate, Grade


def decide(session: Session, message: Message, slice_: MoveSlice) -> Decision:
    """Decide what one message means while goods come back from a customer."""
    return hear(Ears(_scanned, _tapped, _answer), session, message, slice_)


def place_of(session: Session) -> Returns:
    """Where the person is."""
    assert isinstance(session.place, Returns)
    return session.place


def sent_of(session: Session, slice_: MoveSlice, product: int) -> Sent | None:
    """The line that an article was sent by: one of its lot, else one with some left of it."""
    among = [one for one in slice_.sent if one.product.id == product]
    lot = session.hand.lot
    of_lot = [one for one in among if lot and lot in one.lots]
    with_some = [one for one in of_lot or among if one.left > ZERO]
    return next(iter(with_some or of_lot or among), None)


def _scanned(session: Session, message: Scanned, slice_: MoveSlice) -> Decision:
    scan, hand = message.scan, session.hand
    if slice_.found.products:
        one = slice_.found.products[0]
        return _take(session, message, (one.product, one.packaging), slice_)
    if slice_.found.bins:
        return _put(session, slice_.found.bins[0], slice_)
    if hand.question in ASKS:
        return _answer(session, lot_of(scan) or scan.text.strip(), slice_)
    if message.by_hand and hand.row and not isinstance(read_amount(scan.text), Problem):
        return _held(session, entered(session, scan.text, slice_), slice_)
    if not hand.row:
        return _by_paper(session, scan.text.strip(), slice_.found.documents)
    return Refuse(session, text("code_unknown", code=scan.text[:CODE_SHOWN_MAX]))


def _by_paper(session: Session, paper: str, documents: tuple[Document, ...]) -> Decision:
    """An order or a delivery leads to what was sent; any other number is written down with it."""
    sent = [one for one in documents if one.kind is DocumentKind.DELIVERY]
    gone = [one for one in sent if one.state is DocumentState.DONE]
    if gone:
        place = Returns(gone[0].name, gone[0].id)
        return Stay(replace(session, place=place, notice=None), Sound.BUSY)
    waiting = [one for one in documents if one.kind is DocumentKind.RECEIPT]
    if waiting and waiting[0].state in OPEN_STATES:
        # The office has announced it: there it is received, like all that is announced.
        return Go(Receive(waiting[0].id))
    if sent:
        return Refuse(session, text("return_not_sent", document=sent[0].name))
    if not paper or len(paper) > PAPER_LENGTH_MAX or not paper.isprintable():
        return Refuse(session, text("code_unknown", code=paper[:CODE_SHOWN_MAX]))
    words = text("return_paper", paper=paper)
    notice = Notice(Sound.BUSY, words)
    return Stay(replace(session, place=Returns(paper), notice=notice), Sound.BUSY)


def _take(
    session: Session,
    message: Scanned,
    about: tuple[Product, Packaging | None],
    slice_: MoveSlice,
) -> Decision:
    product, place = about[0], place_of(session)
    if place.delivery and not any(one.product.id == product.id for one in slice_.sent):
        names = {"article": product.name, "document": place.paper}
        return Refuse(session, text("return_not_on", **names))
    hand, lot = session.hand, lot_for(product, message.scan)
    other_lot = bool(hand.lot) and lot not in {None, hand.lot}
    if hand.row and (hand.product != product.id or other_lot):
        # What is in the hand is nowhere else: it is not to be lost by the next scan.
        return Refuse(session, text("arrive_bin_first"))
    held = taken(session, message.scan, about, slice_)
    if isinstance(held, Refuse):
        return held
    return _next(replace(session, hand=held, notice=None), product, slice_)


def _next(session: Session, product: Product, slice_: MoveSlice) -> Decision:
    """Ask for what is missing, one after the other; then only the bin is."""
    asked = asked_of(session.hand, product, slice_)
    session = replace(session, hand=replace(session.hand, question=asked, typed=""), notice=None)
    if asked:
        return Ask(session, text(WORDS[asked]))
    problem = _too_many(session, product, slice_)
    if problem:
        return problem
    return Stay(session, Sound.BUSY) if place_of(session).fate else _ask(session, BackAsk.GRADE)


def _too_many(session: Session, product: Product, slice_: MoveSlice) -> Refuse | None:
    """What was not sent by the paper does not come back by it: it may by none."""
    hand, place = session.hand, place_of(session)
    if place.delivery is None:
        return None
    sent = sent_of(session, slice_, product.id)
    if sent and hand.lot and sent.lots and hand.lot not in sent.lots:
        again = replace(session, hand=replace(hand, lot=None))
        names = {"lot": hand.lot, "document": place.paper}
        return Refuse(again, text("return_other_lot", **names))
    left = max(sent.left_of(hand.lot), ZERO) if sent else ZERO
    if sent and hand.amount > left:
        names = {"left": plain(left), "unit": sent.unit.name}
        again = replace(session, hand=Hand(bin=hand.bin))
        return Refuse(again, text("return_too_many", document=place.paper, **names))
    return None


def _ask(session: Session, asks: BackAsk) -> Decision:
    place = replace(place_of(session), asks=asks)
    return Ask(replace(session, place=place, notice=None), text(f"ask_{asks}"))


def _put(session: Session, bin: Location, slice_: MoveSlice) -> Decision:
    product, place = slice_.product, place_of(session)
    if not session.hand.row or product is None:
        return Refuse(session, text("goods_first"))
    if session.hand.question in ASKS or session.hand.amount <= ZERO or place.fate is None:
        return _next(session, product, slice_)
    if place.fate is Fate.SCRAP:
        return _ask(session, BackAsk.FATE)
    if place.fate is Fate.RESTOCK and product.needs_check:
        return Refuse(session, text("return_needs_check", article=product.name))
    if bin.kind is not LocationKind.BIN or not bin.active:
        problem = Problem.BIN_CLOSED if bin.kind is LocationKind.BIN else Problem.BIN_ELSEWHERE
        return Refuse(session, problem_text(problem, bin=bin.label))
    return _write(session, bin, slice_)


def _write(session: Session, bin: Location, slice_: MoveSlice) -> Decision:
    hand, product, unit, place = session.hand, slice_.product, slice_.unit, place_of(session)
    customers = slice_.customers
    if product is None or unit is None or customers is None:
        return Refuse(session, text("goods_first"))
    sent = sent_of(session, slice_, product.id)
    deed = Move(
        *(product.id, hand.amount, hand.scanned, hand.packaging, hand.lot),
        *(customers.id, bin.id, unit.id),
        expiry=expiry_of(hand, product, slice_),
        paper=place.paper,
        grade=place.grade,
        fate=place.fate,
        returned=sent.line if sent else None,
    )
    told = {"amount": plain(hand.amount), "unit": unit.name, "article": product.name}
    words = text(f"returned_{place.fate}", bin=bin.label, **told)
    kept = bin.id if place.fate is not Fate.SCRAP else hand.bin
    after = replace(session, hand=Hand(bin=kept), place=Returns(place.paper, place.delivery))
    names = (
        *names_of(bin, customers, hand),
        *(("article", product.name), ("unit", unit.name)),
        ("expiry", show_day(deed.expiry) if deed.expiry else ""),
        *(("document", place.paper), ("left", plain(sent.left_of(hand.lot)) if sent else "")),
    )
    return Do(deed, after, Notice(Sound.COUNTED, words), hand.raw, names)


def _tapped(session: Session, tap: Tapped, slice_: MoveSlice) -> Decision:
    hand, place = session.hand, place_of(session)
    if tap.action is Action.BACK and not (place.paper or hand.row):
        return Go(Home())
    if tap.action in LEADS and tap.action is not Action.BACK:
        return Go(LEADS[tap.action])
    match tap.action:
        case Action.BACK | Action.UNDO if hand.row:
            return _put_down(session, Returns(place.paper, place.delivery))
        case Action.BACK:
            return _put_down(session, Returns())
        case Action.UNDO:
            return take_back(session, slice_.undoable)
        case Action.CANCEL if place.asks:
            return Stay(replace(session, place=replace(place, asks=None), notice=None))
        case Action.CONFIRM:
            return _answer(session, tap.value or hand.typed, slice_)
        case Action.TAKE_LINE:
            return _take_line(session, tap.value, slice_)
        case _:
            return _in_hand(session, tap, slice_)


def _put_down(session: Session, place: Returns) -> Decision:
    """One step back: the goods are put down, or the paper is."""
    return Stay(replace(session, place=place, hand=Hand(bin=session.hand.bin), notice=None))


def _in_hand(session: Session, tap: Tapped, slice_: MoveSlice) -> Decision:
    hand, place = session.hand, place_of(session)
    match tap.action:
        case Action.ASK_QUANTITY if hand.row:
            asked = replace(hand, question=Question.QUANTITY, typed="")
            return Ask(replace(session, hand=asked, notice=None), text("ask_amount"))
        case Action.CHOOSE:
            return _chosen(session, tap.value, slice_)
        case Action.FATE if hand.row and place.grade:
            return _ask(session, BackAsk.FATE)
        case Action.SAME_BIN if slice_.bin is not None:
            return _put(session, slice_.bin, slice_)
        case _:
            return on_hand(session, tap)


def _chosen(session: Session, value: str, slice_: MoveSlice) -> Decision:
    """How the goods are says what most likely becomes of them; a person may say otherwise."""
    place = place_of(session)
    if place.asks is BackAsk.GRADE and value in set(Grade):
        grade = Grade(value)
        graded = replace(place, grade=grade, fate=FATE_OF[grade], asks=None)
        session = replace(session, place=graded, notice=None)
        # To throw away is never taken for granted.
        is_bad = graded.fate is Fate.SCRAP
        return _ask(session, BackAsk.FATE) if is_bad else Stay(session, Sound.BUSY)
    if place.asks is BackAsk.FATE and value in set(Fate):
        session = replace(session, place=replace(place, fate=Fate(value), asks=None), notice=None)
        if value != Fate.SCRAP:
            return Stay(session, Sound.BUSY)
        return _scrap(session, slice_)
    return Stay(session)


def _scrap(session: Session, slice_: MoveSlice) -> Decision:
    if slice_.losses is None:
        return Refuse(session, text("no_losses"))
    return _write(session, slice_.losses, slice_)


def _take_line(session: Session, value: str, slice_: MoveSlice) -> Decision:
    """A tap on what was sent takes one of it into the hand, as a scan does."""
    sent = next((one for one in slice_.sent if str(one.line) == value), None)
    if sent is None or session.hand.row:
        return Stay(session)
    held = Hand(product=sent.product.id, bin=session.hand.bin, row="held")
    lot = sent.lots[0] if len(sent.lots) == 1 else None
    return _next(replace(session, hand=replace(held, lot=lot)), sent.product, slice_)


def _answer(session: Session, given: str, slice_: MoveSlice) -> Decision:
    if place_of(session).asks:
        return _chosen(session, given, slice_)
    return _held(session, answered(session, given, slice_), slice_)


def _held(session: Session, held: Hand | Refuse | None, slice_: MoveSlice) -> Decision:
    if isinstance(held, Refuse):
        return held
    if held is None or slice_.product is None:
        return Stay(session)
    return _next(replace(session, hand=held), slice_.product, slice_)
