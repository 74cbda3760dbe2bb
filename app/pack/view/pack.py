"""One document that is packed: the open pack and what goes in, then what is in which pack."""

from dataclasses import replace

from app.base.amounts import decimal_mark, plain
from app.base.labels import label
from app.base.messages import Action
from app.base.packing import checked, in_pack, not_loaded, pack_place, to_pack
from app.base.session import PackStep, Question, Session
from app.base.wording import say, text
from app.pack.view.weight import about_rows, pack_facts, title_parts, weight_question
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
    Tone,
    TopBar,
    WorkLook,
)
from sync.core.pack_slices import PackedRow, PackSlice
from sync.core.pick_slices import PickTask
from sync.core.quantity import total
from sync.core.records import OPEN_STATES

_CARD_CODE = 12
"""Signs of a pack's name that are told apart at arm's length: its last ones."""


def view(slice_: PackSlice, session: Session, badge: Badge) -> WorkLook:
    """Lay out one document."""
    document, progress = slice_.document, slice_.walk.progress
    return WorkLook(
        top=TopBar(
            title=document.name if document else label("packing"),
            badge=badge,
            subtitle=document.party if document else "",
            progress=label("lines_of", done=progress.lines_done, lines=progress.lines),
            back=True,
        ),
        card=_card(slice_, session),
        rows=(*about_rows(slice_, session), *_to_do(slice_, session), *_packs(slice_, session)),
        bar=_bar(slice_, session),
        question=_question(slice_, session),
        notice=notice_look(session.notice),
    )


def _short(package: str) -> str:
    return package if len(package) <= _CARD_CODE else f"…{package[-_CARD_CODE:]}"


def _card(slice_: PackSlice, session: Session) -> CardLook:
    place, hand, package = pack_place(session), session.hand, session.hand.package
    document = slice_.document
    if document is None or document.state not in OPEN_STATES:
        return CardLook(label("pick_closed"), label("pick_closed_hint"))
    if place.step is PackStep.LOAD:
        of = len(slice_.packages)
        loaded = of - len(not_loaded(session, slice_))
        return CardLook(label("pack_load_kicker"), label("pack_load_hint", loaded=loaded, of=of))
    if place.step is PackStep.CHECK and package:
        seen, of_all = total(checked(place).values()), total(in_pack(slice_, package).values())
        hint = label("pack_check_hint", seen=plain(seen), of=plain(of_all))
        return CardLook(label("pack_check_kicker", package=_short(package)), hint)
    tasks = to_pack(slice_)
    if not tasks:
        return CardLook(label("pack_all_kicker"), label("pack_all_hint"))
    if package is None:
        return CardLook(label("pack_prompt"), label("pack_hint"), printer=printer_words(session))
    task = next((one for one in tasks if one.key == hand.row), tasks[0])
    return _next(task, slice_, session)


def _next(task: PickTask, slice_: PackSlice, session: Session) -> CardLook:
    package, pallet = session.hand.package or "", session.hand.pallet
    inside = [row for row in slice_.inside(package) if row.product.id == task.product.id]
    facts = [FactLook("inside", label("pack_inside"), plain(total(r.quantity for r in inside)))]
    if task.lot:
        facts.append(FactLook("lot", label("lot"), task.lot))
    if pallet:
        facts.append(FactLook("pallet", label("pack_on_pallet"), _short(pallet)))
    return CardLook(
        kicker=label("pack_goes_in", package=_short(package)),
        name=task.product.name,
        code=task.product.code,
        done=plain(task.line.done),
        demand=plain(task.line.demand),
        unit=task.unit.name,
        facts=(*facts, *pack_facts(slice_, session), print_fact(session)),
    )


def _to_do(slice_: PackSlice, session: Session) -> tuple[RowLook, ...]:
    return tuple(
        RowLook(
            id=task.key,
            title=task.product.name,
            subtitle=" · ".join(part for part in (task.product.code, task.lot or "") if part),
            amount=plain(task.quantity),
            unit=task.unit.name,
            action=Action.TAKE_LINE,
            value=task.key,
            chosen=task.key == session.hand.row,
            heading=label("pack_to_do") if not number else "",
        )
        for number, task in enumerate(to_pack(slice_))
    )


def _packs(slice_: PackSlice, session: Session) -> tuple[RowLook, ...]:
    found: list[RowLook] = []
    for package in (*slice_.packages, None):
        rows = [row for row in slice_.packed if row.package == package]
        for number, row in enumerate(rows):
            title = _title(package, slice_, session)
            found.append(_row(f"{package or 'loose'}-{number}", row, title))
            if number:
                found[-1] = _untitled(found[-1])
    return tuple(found)


def _title(package: str | None, slice_: PackSlice, session: Session) -> str:
    if package is None:
        return label("pack_loose")
    loaded = label("pack_is_loaded") if package in pack_place(session).loaded else ""
    is_open = label("pack_is_open") if package == session.hand.package else ""
    said = title_parts(package, slice_, session)
    return " · ".join(part for part in (package, *said, loaded, is_open) if part)


def _row(id: str, row: PackedRow, heading: str) -> RowLook:
    return RowLook(
        id=f"packed-{id}",
        title=row.product.name,
        subtitle=" · ".join(part for part in (row.product.code, row.lot or "") if part),
        amount=plain(row.quantity),
        unit=row.unit.name,
        tone=Tone.GOOD if row.package else Tone.PLAIN,
        heading=heading,
    )


def _untitled(row: RowLook) -> RowLook:
    return replace(row, heading="")


def _bar(slice_: PackSlice, session: Session) -> BottomBar:
    document, place = slice_.document, pack_place(session)
    if document is None or document.state not in OPEN_STATES:
        return BottomBar()
    undo = ActionButton(
        Action.UNDO, label("undo"), key="F8", icon="undo", enabled=bool(slice_.walk.undoable)
    )
    if place.step is PackStep.CHECK:
        skip = ActionButton(Action.SKIP, label("pack_skip"), key="F7", icon="forward")
        return BottomBar((undo, skip))
    is_open = session.hand.package is not None
    finish = ActionButton(
        Action.FINISH,
        label("finish"),
        key="F9",
        icon="finish",
        primary=not to_pack(slice_) and not is_open,
        enabled=slice_.walk.progress.done > 0,
    )
    if place.step is PackStep.LOAD:
        return BottomBar((finish,))
    new = ActionButton(
        Action.NEW_PACK, label("pack_close" if is_open else "pack_new"), key="F6", icon="box"
    )
    pallet = ActionButton(Action.ASK_PALLET, label("pack_pallet"), key="F4", icon="delivery")
    return BottomBar((new, pallet, undo, finish))


def _question(slice_: PackSlice, session: Session) -> QuestionLook | None:
    hand, progress = session.hand, slice_.walk.progress
    match hand.question:
        case Question.QUANTITY:
            task = next((one for one in to_pack(slice_) if one.key == hand.row), None)
            return _amount(task, hand.typed) if task else None
        case Question.WEIGHT:
            return weight_question(slice_, session)
        case Question.PALLET:
            return QuestionLook(
                kind=Field.TEXT,
                title=say(text("ask_pallet")),
                hint=label("pallet_hint"),
                confirm=label("ok"),
                cancel=label("cancel"),
            )
        case Question.FINISH:
            missing = progress.lines - progress.lines_done
            return _finish(say(text("ask_pack_finish", missing=missing, lines=progress.lines)))
        case _:
            return None


def _amount(task: PickTask, typed: str) -> QuestionLook:
    return QuestionLook(
        kind=Field.PAD,
        title=say(text("ask_amount")),
        hint=plain(task.quantity),
        typed=typed,
        unit=task.unit.name,
        about=task.product.name,
        decimal_mark=decimal_mark(),
        confirm=label("ok"),
        cancel=label("cancel"),
    )


def _finish(words: str) -> QuestionLook:
    return QuestionLook(
        kind=Field.CHOICE,
        title=words,
        choices=tuple(
            ChoiceLook(label(f"pack_{name}"), action, detail=label(f"pack_{name}_detail"))
            for name, action in (
                ("rest_later", Action.REST_STAYS_OPEN),
                ("rest_never", Action.REST_DROPPED),
            )
        ),
        cancel=label("pack_go_on"),
    )
