"""What the labels desk shows: the newest labels, and the question about the one that is open."""

from app.base.labels import label
from app.base.messages import Action
from app.base.printing import PrintRow, PrintsSlice, PrintState
from app.base.session import Labels, Session
from app.ui.forms import ChoiceLook
from app.ui.look_of import notice_look
from app.ui.looks import (
    ActionButton,
    Badge,
    BottomBar,
    EmptyLook,
    Field,
    LabelsLook,
    QuestionLook,
    RowLook,
    Tone,
    TopBar,
)

_CHOICES: dict[PrintState, tuple[tuple[Action, str], ...]] = {
    PrintState.UNKNOWN: (
        (Action.CAME_OUT, "F2"),
        (Action.DID_NOT_COME, "F4"),
        (Action.GIVE_UP, "Delete"),
    ),
    PrintState.QUEUED: ((Action.GIVE_UP, "Delete"),),
    PrintState.SENDING: (),
    PrintState.DONE: ((Action.PRINT_AGAIN, "F4"),),
    PrintState.GIVEN_UP: ((Action.PRINT_AGAIN, "F4"),),
}
_TONES = {PrintState.UNKNOWN: Tone.ASK, PrintState.DONE: Tone.GOOD}


def view(slice_: PrintsSlice, session: Session, badge: Badge) -> LabelsLook:
    """Lay out what was printed here; what somebody has to look for comes first."""
    opened = session.place.job if isinstance(session.place, Labels) else ""
    row = next((row for row in slice_.rows if row.job == opened), None)
    return LabelsLook(
        top=TopBar(title=label("labels"), badge=badge, back=True),
        rows=tuple(map(_row, slice_.rows)),
        headline=_headline(slice_),
        words=label(f"printer_words_{slice_.trouble}") if slice_.trouble else label("labels_words"),
        tone=Tone.ASK if slice_.trouble else Tone.PLAIN,
        empty=None if slice_.rows else EmptyLook(label("labels_empty"), "", icon="label"),
        question=_question(row) if row else None,
        bar=BottomBar((ActionButton(Action.OPEN_DESIGN, label("design"), key="F6", icon="label"),)),
        notice=notice_look(session.notice),
    )


def _headline(slice_: PrintsSlice) -> str:
    if not slice_.printer:
        return label("printer_none")
    return label("printer_here", printer=slice_.printer)


def _row(row: PrintRow) -> RowLook:
    again = f" · {label('print_copy')}" if row.again else ""
    return RowLook(
        id=row.job,
        title=row.about,
        subtitle=f"{row.printer} · {row.asked_by}{again}",
        amount="",
        state=label(f"print_{row.state}"),
        action=Action.OPEN_PRINT,
        value=row.job,
        tone=_TONES.get(row.state, Tone.PLAIN),
    )


def _question(row: PrintRow) -> QuestionLook:
    return QuestionLook(
        kind=Field.CHOICE,
        title=label(f"print_ask_{row.state}", printer=row.printer),
        about=row.about,
        choices=tuple(
            ChoiceLook(label(f"print_{action}"), action, key=key, primary=at == 0)
            for at, (action, key) in enumerate(_CHOICES[row.state])
        ),
        cancel=label("cancel"),
    )
