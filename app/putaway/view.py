"""What putting away shows: where to go with what is in the hand, and all that stands there."""

from app.base.amounts import decimal_mark, plain
from app.base.handling import check_of, in_hand, row_id
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Hand, Putaway, Question, Session
from app.base.wording import say, text
from app.ui.forms import ChoiceLook
from app.ui.look_of import notice_look, print_fact, printer_words
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
from sync.core.moved_slices import PutawaySlice, StandingRow


def view(slice_: PutawaySlice, session: Session, badge: Badge) -> WorkLook:
    """Lay out the dock."""
    hidden = slice_.total - len(slice_.rows)
    return WorkLook(
        top=TopBar(
            title=label("transfers" if _is_planned(session) else "putaway"),
            badge=badge,
            progress=label("standing", count=slice_.total) if slice_.total else "",
            back=True,
        ),
        card=_card(slice_, session),
        rows=tuple(_row(row, session) for row in slice_.rows),
        rows_title=_rows_title(session) if slice_.rows else "",
        more=label("lines_more", hidden=hidden) if hidden > 0 else "",
        bar=_bar(slice_, session),
        question=_question(slice_, session),
        notice=notice_look(session.notice),
    )


def _card(slice_: PutawaySlice, session: Session) -> CardLook:
    row = in_hand(session, slice_)
    if session.hand.whole and session.hand.package:
        return _pack(slice_, session.hand.package)
    if session.hand.whole:
        return CardLook(label("scan_bin_for_all"), label("scan_bin_for_all_hint"))
    if row is None and slice_.rows and _is_planned(session):
        return _fetch(slice_.rows[0])
    if row is None:
        words = (
            ("putaway_prompt", "putaway_hint") if slice_.rows else ("dock_clear", "dock_clear_hint")
        )
        return CardLook(label(words[0]), label(words[1]), printer=printer_words(session))
    hand, target = session.hand, row.target
    return CardLook(
        kicker=label("go_to") if target else label("any_bin"),
        place=target.bin.label if target else label("scan_any_bin"),
        check=label("check", check=check_of(target.bin)) if target else "",
        name=row.product.name,
        code=row.product.code,
        done=plain(hand.amount),
        demand=plain(row.quantity),
        unit=row.unit.name,
        state=label(f"why_{target.why}") if target else "",
        facts=(*_facts(row), print_fact(session)),
        amount_action=Action.ASK_QUANTITY,
    )


def _pack(slice_: PutawaySlice, name: str) -> CardLook:
    """A pack is in the hand: where what is in it goes."""
    rows = slice_.carried.rows if slice_.carried else ()
    target = next((row.target for row in rows if row.target), None)
    return CardLook(
        kicker=label("go_to") if target else label("scan_bin_for_pack"),
        place=target.bin.label if target else label("scan_any_bin"),
        check=label("check", check=check_of(target.bin)) if target else "",
        name=name,
        code=label("pack_holds", count=len(rows)),
        state=label(f"why_{target.why}") if target else "",
        facts=(FactLook("from", label("from"), rows[0].place.label),) if rows else (),
    )


def _is_planned(session: Session) -> bool:
    return isinstance(session.place, Putaway) and session.place.planned


def _rows_title(session: Session) -> str:
    return label("to_fetch" if _is_planned(session) else "on_the_dock")


def _fetch(row: StandingRow) -> CardLook:
    """Nothing is in the hand yet: the next thing to fetch, and the bin that it is in."""
    return CardLook(
        kicker=label("fetch_from"),
        place=row.place.label,
        check=label("check", check=check_of(row.place)),
        name=row.product.name,
        code=row.product.code,
        done=plain(row.quantity),
        unit=row.unit.name,
        facts=(FactLook("lot", label("lot"), row.lot),) if row.lot else (),
    )


def _facts(row: StandingRow) -> tuple[FactLook, ...]:
    facts = [FactLook("from", label("from"), row.place.label)]
    if row.lot:
        facts.append(FactLook("lot", label("lot"), row.lot))
    return tuple(facts)


def _row(row: StandingRow, session: Session) -> RowLook:
    target = row.target.bin.label if row.target else ""
    parts = (row.product.code, row.lot or "", row.document.name if row.document else "")
    return RowLook(
        id=row_id(row),
        title=row.product.name,
        subtitle=" · ".join(part for part in parts if part),
        amount=plain(row.quantity),
        unit=row.unit.name,
        state=label("to_bin", bin=target) if target else "",
        action=Action.TAKE_LINE,
        value=row_id(row),
        chosen=row_id(row) == session.hand.row,
    )


def _bar(slice_: PutawaySlice, session: Session) -> BottomBar:
    row = in_hand(session, slice_)
    can_put_all = bool(slice_.rows) and not _is_planned(session)
    undo = slice_.undoable is not None or session.hand != Hand()
    return BottomBar(
        (
            ActionButton(Action.UNDO, label("undo"), key="F8", icon="undo", enabled=undo),
            ActionButton(
                Action.ASK_QUANTITY,
                label("quantity"),
                key="F2",
                icon="pad",
                enabled=row is not None,
            ),
            # What is in the hand is not all of it: then the question is another.
            ActionButton(
                Action.BIN_FULL,
                label("bin_full"),
                key="F6",
                icon="bin",
                enabled=row.target is not None,
            )
            if row is not None
            else ActionButton(
                Action.WHOLE, label("all_to_one"), key="F6", icon="bin", enabled=can_put_all
            ),
        )
    )


def _question(slice_: PutawaySlice, session: Session) -> QuestionLook | None:
    hand = session.hand
    row = in_hand(session, slice_)
    if hand.question is Question.QUANTITY and row is not None:
        return QuestionLook(
            kind=Field.PAD,
            title=say(text("ask_amount")),
            hint=label("quantity_hint"),
            typed=hand.typed,
            unit=row.unit.name,
            about=row.product.name,
            decimal_mark=decimal_mark(),
            confirm=label("ok"),
            cancel=label("cancel"),
        )
    if hand.question is Question.LOT:
        lots = [one for one in slice_.rows if one.product.id == hand.product and one.lot]
        return QuestionLook(
            kind=Field.CHOICE,
            title=say(text("ask_lot")),
            hint=label("lot_hint"),
            choices=tuple(
                ChoiceLook(one.lot or "", Action.CONFIRM, value=one.lot or "") for one in lots[:4]
            ),
            cancel=label("cancel"),
        )
    return None
