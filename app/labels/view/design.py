"""What the designer shows: the label as it will come out, and what can be changed about it."""

from app.base.amounts import decimal_mark
from app.base.designing import DesignSlice, ElementRow, FieldRow
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Design, Session
from app.base.wording import say, text
from app.ui.forms import ChoiceLook
from app.ui.look_of import notice_look
from app.ui.looks import (
    ActionButton,
    Badge,
    BottomBar,
    DesignLook,
    Field,
    QuestionLook,
    RowLook,
    Tone,
    TopBar,
)

SHOWN_MAX = 60
_NUDGES = (("left", "ArrowLeft"), ("right", "ArrowRight"), ("up", "ArrowUp"), ("down", "ArrowDown"))


def view(slice_: DesignSlice, session: Session, badge: Badge) -> DesignLook:
    """Lay out all labels, or the one that is open."""
    place = session.place
    assert isinstance(place, Design)
    if not place.label:
        return DesignLook(
            top=TopBar(title=label("design"), badge=badge, back=True),
            rows=tuple(_label(name, about) for name, about in slice_.names),
            faults=tuple(map(say, slice_.bad)),
            notice=notice_look(session.notice),
        )
    return DesignLook(
        top=TopBar(title=place.label, badge=badge, subtitle=slice_.size, back=True),
        rows=(*map(_field, slice_.fields), *_numbered(slice_)),
        rows_title=label("design_fields"),
        picture=slice_.picture,
        picture_name=label("design_picture", name=place.label),
        words=label("printer_here", printer=session.printer)
        if session.printer
        else label("printer_none"),
        faults=tuple(map(say, slice_.faults)),
        nudges=_nudges(place, slice_),
        parts=tuple(_part(at, row, place) for at, row in enumerate(slice_.elements)),
        parts_title=label("design_parts") if slice_.elements else "",
        bar=_bar(place, slice_),
        question=_question(place, slice_, session),
        notice=notice_look(session.notice),
    )


def _label(name: str, about: str) -> RowLook:
    return RowLook(id=name, title=name, subtitle=about, action=Action.OPEN_DESIGN, value=name)


def _field(row: FieldRow) -> RowLook:
    shown = label("design_none") if row.value is None else str(row.value)
    return RowLook(
        id=row.name,
        title=row.name,
        subtitle=row.about,
        state=label("design_example") if row.is_list else shown[:SHOWN_MAX],
        action=None if row.is_list else Action.CHOOSE,
        value=f"field:{row.name}",
    )


def _numbered(slice_: DesignSlice) -> tuple[RowLook, ...]:
    """A customer's own ZPL has no picture: what stands in each of its fields has to do."""
    return tuple(
        RowLook(id=f"fn{number}", title=f"^FN{number}", state=said[:SHOWN_MAX], tone=Tone.ACCENT)
        for number, said in slice_.numbered
    )


def _part(at: int, row: ElementRow, place: Design) -> RowLook:
    was = label("design_moved", right=row.right, down=row.down) if row.right or row.down else ""
    return RowLook(
        id=f"part{at}",
        title=row.holds[:SHOWN_MAX],
        subtitle=row.kind,
        state=was,
        action=Action.CHOOSE,
        value=f"element:{at}",
        chosen=place.element == at,
    )


def _nudges(place: Design, slice_: DesignSlice) -> tuple[ChoiceLook, ...]:
    if place.element is None or place.element >= len(slice_.elements):
        return ()
    return tuple(
        ChoiceLook(label(f"nudge_{way}"), Action.CHOOSE, f"nudge:{way}", key=key)
        for way, key in _NUDGES
    )


def _bar(place: Design, slice_: DesignSlice) -> BottomBar:
    moved = bool(place.moves)
    return BottomBar(
        (
            ActionButton(Action.UNDO, label("undo"), key="F8", icon="undo", enabled=moved),
            ActionButton(Action.SAVE, label("design_save"), key="F4", icon="finish", enabled=moved),
            ActionButton(
                Action.PRINT_LABEL,
                label("design_test"),
                key="F9",
                icon="label",
                primary=True,
                enabled=not moved and not slice_.faults,
            ),
        )
    )


def _question(place: Design, slice_: DesignSlice, session: Session) -> QuestionLook | None:
    row = next((one for one in slice_.fields if one.name == place.field), None)
    if row is None:
        return None
    none = ChoiceLook(label("design_none"), Action.CHOOSE, f"none:{row.name}")
    return QuestionLook(
        kind=Field.TEXT,
        title=say(text("ask_value", field=row.name)),
        hint=row.about,
        typed=session.hand.typed,
        about=place.label,
        choices=(none,) if row.may_be_none else (),
        decimal_mark=decimal_mark(),
        confirm=label("ok"),
        cancel=label("cancel"),
    )
