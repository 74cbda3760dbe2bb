"""Goods in the hand that leave for good: which way, why, and then it is written."""

from dataclasses import replace

from app.base.amounts import plain
from app.base.decision import Ask, Decision, Do, Refuse, Stay
from app.base.handling import names_of
from app.base.notice import Notice, Sound
from app.base.places import Leaving
from app.base.session import Hand, Move, Session
from app.base.wording import Text, problem_text, text
from sync.core import operations
from sync.core.moved_slices import MoveSlice, Sent
from sync.core.problems import Problem
from sync.core.quantity import ZERO, check_amount
from sync.core.records import Location, Product
from sync.core.returning import Reason

R = Reason
REASONS = {
    Leaving.SCRAP: (R.BROKEN, R.WET, R.CRUSHED, R.EXPIRED, R.RECALLED, R.OTHER),
    Leaving.SUPPLIER: (R.BROKEN, R.WRONG, R.SURPLUS, R.EXPIRED, R.RECALLED, R.OTHER),
}
"""Why goods go which way, as the questions offer it."""
GOES_ON = frozenset({Leaving.HOUSE, Leaving.COMPANY})
"""What goes to another house needs no reason: there it is taken in."""


def ways(slice_: MoveSlice) -> tuple[Leaving, ...]:
    """Where goods can go from here: to another house only where there is a place between."""
    is_own = {one.company is not None for one in slice_.between}
    own = (Leaving.HOUSE,) if True in is_own else ()
    shared = (Leaving.COMPANY,) if False in is_own else ()
    return (*own, *shared, *REASONS)


def ask_way(session: Session) -> Decision:
    """Ask where goods go that leave for good; said twice, it was a mistake."""
    place = _place(session)
    if place.leaving:
        return Stay(stays(session))
    return _ask(session, Leaving.WAY)


def stays(session: Session) -> Session:
    """What is in the hand goes to a bin after all."""
    return replace(session, place=replace(_place(session), leaving=None), notice=None)


def chosen(session: Session, value: str, slice_: MoveSlice) -> Decision:
    """Take which way goods go, or why; the last answer writes it."""
    leaving = _place(session).leaving
    if leaving is Leaving.WAY and value in {Leaving.SCRAP, Leaving.SUPPLIER}:
        return _ask(session, Leaving(value))
    if leaving is Leaving.WAY and value in ways(slice_):
        on = replace(_place(session), leaving=Leaving(value))
        return _write(replace(session, place=on), None, slice_)
    if leaving in REASONS and value in set(Reason):
        return _write(session, Reason(value), slice_)
    return Stay(session)


def _is_bound(slice_: MoveSlice, hand: Hand, product: Product) -> bool:
    """Say whether an article, or its lot, is one company's alone: no other could take it in."""
    lots = (one for one in slice_.known if (one.product, one.name) == (product.id, hand.lot))
    return product.company is not None or any(one.company is not None for one in lots)


def _place(session: Session) -> Move:
    assert isinstance(session.place, Move)
    return session.place


def _ask(session: Session, leaving: Leaving) -> Decision:
    place = replace(_place(session), leaving=leaving)
    return Ask(replace(session, place=place, notice=None), text(f"ask_{leaving}"))


def _write(session: Session, reason: Reason | None, slice_: MoveSlice) -> Decision:
    hand, product, unit, place = session.hand, slice_.product, slice_.unit, _place(session)
    if product is None or unit is None or slice_.source is None:
        return Refuse(stays(session), text("goods_first"))
    problem = check_amount(hand.amount, unit)
    if problem:
        words = problem_text(problem, article=product.name, unit=unit.name, step="")
        return Refuse(stays(session), words)
    sent_back = place.leaving is Leaving.SUPPLIER
    bin = _place_for(place.leaving, slice_)
    if bin is None:
        return Refuse(stays(session), text("no_losses"))
    if place.leaving is Leaving.COMPANY and _is_bound(slice_, hand, product):
        named = " ".join(name for name in (product.name, hand.lot) if name)
        return Refuse(stays(session), text("left_bound", article=named))
    came = _came_by(slice_, hand) if sent_back else None
    if sent_back and came is None and place.receipt:
        return Refuse(stays(session), _not_by(slice_, place.paper, hand, product))
    deed = operations.Move(
        *(product.id, hand.amount, hand.scanned, hand.packaging, hand.lot),
        *(slice_.source.id, bin.id, unit.id),
        paper=place.paper if sent_back else "",
        reason=reason,
        returned=came.line if came else None,
    )
    told = {"amount": plain(hand.amount), "unit": unit.name, "article": product.name}
    words = text(f"left_{place.leaving}", **told)
    after = replace(stays(session), hand=Hand(source=hand.source))
    names = (
        *names_of(bin, slice_.source, hand),
        *(("article", product.name), ("unit", unit.name), ("there", _there(slice_, hand))),
        *(("document", place.paper), ("left", plain(came.left_of(hand.lot)) if came else "")),
    )
    return Do(deed, after, Notice(Sound.LINE_DONE, words), hand.raw, names)


def _place_for(leaving: Leaving | None, slice_: MoveSlice) -> Location | None:
    if leaving in GOES_ON:
        shared = leaving is Leaving.COMPANY
        return next((one for one in slice_.between if (one.company is None) == shared), None)
    return slice_.outside if leaving is Leaving.SUPPLIER else slice_.losses


def _came_by(slice_: MoveSlice, hand: Hand) -> Sent | None:
    return next(
        (one for one in _of_lot(slice_, hand) if one.left_of(hand.lot) >= hand.amount), None
    )


def _of_lot(slice_: MoveSlice, hand: Hand) -> list[Sent]:
    among = [one for one in slice_.sent if one.product.id == hand.product]
    return [one for one in among if hand.lot is None or not one.lots or hand.lot in one.lots]


def _not_by(slice_: MoveSlice, paper: str, hand: Hand, product: Product) -> Text:
    """Say why goods do not go back by the receipt that was named: it had others, or fewer."""
    if not any(one.product.id == product.id for one in slice_.sent):
        return text("left_not_on", document=paper, article=product.name)
    came = _of_lot(slice_, hand)
    if not came:
        return problem_text(Problem.LOT_NOT_ON_PAPER, document=paper, lot=hand.lot or "")
    left = max(ZERO, *(one.left_of(hand.lot) for one in came))
    names = {"document": paper, "left": plain(left), "unit": came[0].unit.name}
    return text("left_too_many", **names)


def _there(slice_: MoveSlice, hand: Hand) -> str:
    rows = (row for row in slice_.in_bin if (row.product.id, row.lot) == (hand.product, hand.lot))
    return plain(next((row.quantity for row in rows), ZERO))
