"""What a move without paper shows: the next thing to scan, and what lies there."""

from app.base.amounts import decimal_mark, plain
from app.base.handling import shown_rows
from app.base.labels import label
from app.base.leaving import GOES_ON, REASONS, ways
from app.base.messages import Action
from app.base.places import Leaving
from app.base.session import Move, Question, Session
from app.base.wording import say, text
from app.ui.forms import ChoiceLook
from app.ui.look_of import notice_look
from app.ui.looks import (
    ActionButton,
    Badge,
    BottomBar,
    CardLook,
    FactLook,
    Field,
    QuestionLook,
    RowLook,
    TopBar,
    WorkLook,
)
from sync.core.moved_slices import LYING_SHOWN_MAX, LyingRow, MoveSlice


def view(slice_: MoveSlice, session: Session, badge: Badge) -> WorkLook:
    """Lay out the move."""
    rows = shown_rows(slice_, session.hand)
    # All of a bin goes at once, however much of it is on the screen.
    shown = rows[:LYING_SHOWN_MAX]
    title = label("in_bin", bin=slice_.source.label) if slice_.source else label("lies_in")
    if rows == slice_.on_way:
        title = label("on_way")
    return WorkLook(
        top=TopBar(title=label("move"), badge=badge, subtitle=_paper(session), back=True),
        card=_card(slice_, session),
        rows=tuple(_row(number, row, slice_) for number, row in enumerate(shown)),
        rows_title=title if rows else "",
        bar=_bar(slice_, session),
        question=_question(slice_, session),
        notice=notice_look(session.notice),
    )


def _paper(session: Session) -> str:
    paper = session.place.paper if isinstance(session.place, Move) else ""
    return label("by_receipt", paper=paper) if paper else ""


def _card(slice_: MoveSlice, session: Session) -> CardLook:
    hand, product, source = session.hand, slice_.product, slice_.source
    if hand.whole and source:
        return CardLook(label("scan_bin_for_all"), label("all_of", bin=source.label))
    if product is None or not hand.row:
        if source is None:
            return CardLook(label("move_prompt"), label("move_hint"))
        return CardLook(
            label("move_goods", bin=source.label),
            label("move_goods_hint" if slice_.in_bin else "bin_is_empty"),
        )
    facts = [FactLook("from", label("from"), source.label if source else "–")]
    if hand.lot:
        facts.append(FactLook("lot", label("lot"), hand.lot))
    there = _there(slice_, session)
    return CardLook(
        kicker=label("scan_destination" if source else "scan_source"),
        name=product.name,
        code=product.code,
        done=plain(hand.amount),
        demand=plain(there.quantity) if there else "",
        unit=slice_.unit.name if slice_.unit else "",
        facts=tuple(facts),
        amount_action=Action.ASK_QUANTITY,
    )


def _there(slice_: MoveSlice, session: Session) -> LyingRow | None:
    hand = session.hand
    rows = (row for row in slice_.in_bin if (row.product.id, row.lot) == (hand.product, hand.lot))
    return next(rows, None)


def _row(number: int, row: LyingRow, slice_: MoveSlice) -> RowLook:
    by_article = bool(slice_.in_bin) or row in slice_.on_way
    parts = (row.product.code, row.lot or "")
    reserved = row.quantity - row.free
    return RowLook(
        id=f"lying-{number}",
        title=row.product.name if by_article else row.place.label,
        subtitle=" · ".join(part for part in parts if part),
        amount=plain(row.quantity),
        unit=row.unit.name,
        state=label("reserved", amount=plain(reserved)) if reserved > 0 else "",
        action=Action.TAKE_LINE,
        value=str(number),
    )


def _bar(slice_: MoveSlice, session: Session) -> BottomBar:
    held = bool(session.hand.row)
    undo = slice_.undoable is not None or held
    out = ActionButton(
        Action.OUT, label("out"), key="F6", icon="returns", enabled=slice_.source is not None
    )
    whole = ActionButton(
        Action.WHOLE, label("whole_bin"), key="F6", icon="bin", enabled=bool(slice_.in_bin)
    )
    return BottomBar(
        (
            ActionButton(Action.UNDO, label("undo"), key="F8", icon="undo", enabled=undo),
            ActionButton(
                Action.ASK_QUANTITY, label("quantity"), key="F2", icon="pad", enabled=held
            ),
            # Goods in the hand may leave for good; with none it is all of the bin, or nothing.
            out if held else whole,
        )
    )


def _question(slice_: MoveSlice, session: Session) -> QuestionLook | None:
    hand = session.hand
    if hand.question is Question.QUANTITY:
        return QuestionLook(
            kind=Field.PAD,
            title=say(text("ask_amount")),
            hint=label("quantity_hint"),
            typed=hand.typed,
            unit=slice_.unit.name if slice_.unit else "",
            about=slice_.product.name if slice_.product else "",
            decimal_mark=decimal_mark(),
            confirm=label("ok"),
            cancel=label("cancel"),
        )
    if hand.question is Question.LOT:
        rows = slice_.in_bin if hand.source else slice_.places
        lots = dict.fromkeys(r.lot for r in rows if r.product.id == hand.product and r.lot)
        return QuestionLook(
            kind=Field.CHOICE,
            title=say(text("ask_lot")),
            hint=label("lot_hint"),
            choices=tuple(ChoiceLook(lot, Action.CONFIRM, value=lot) for lot in list(lots)[:4]),
            cancel=label("cancel"),
        )
    leaving = session.place.leaving if isinstance(session.place, Move) else None
    return _leaving(leaving, slice_) if leaving and leaving not in GOES_ON else None


def _leaving(leaving: Leaving, slice_: MoveSlice) -> QuestionLook:
    """Which way, or why: each one tap, and the last of them writes it."""
    choices = tuple(
        ChoiceLook(
            label(f"way_{way}"),
            Action.CHOOSE,
            way,
            detail=label(f"way_{way}_detail"),
            key=f"F{number}",
        )
        for number, way in enumerate(ways(slice_), 2)
    )
    reasons = tuple(
        ChoiceLook(label(f"reason_{one}"), Action.CHOOSE, one, key=f"F{number}")
        for number, one in enumerate(REASONS.get(leaving, ()), 2)
    )
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(text(f"ask_{leaving}")),
        about=slice_.product.name if slice_.product else "",
        choices=reasons or choices,
        cancel=label("cancel"),
    )
