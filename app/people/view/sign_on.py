"""What signing on shows: the names, the PIN that is asked for, and what is not sent yet."""

from app.base.ages import age
from app.base.labels import label
from app.base.messages import Action
from app.base.people import SignOnSlice, Worker
from app.base.session import Session, SignOn
from app.ui.forms import ChoiceLook
from app.ui.look_of import notice_look
from app.ui.looks import Badge, Field, QuestionLook, ReceiptsLook, RowLook, Tone, TopBar

_ROUND_UP_MS = 59_999


def view(slice_: SignOnSlice, session: Session, badge: Badge) -> ReceiptsLook:
    """Lay out who may sign on; or ask what is asked."""
    place = session.place
    assert isinstance(place, SignOn)
    question = _leaving(slice_) if place.leaving else _pin(place.name, session)
    return ReceiptsLook(
        top=TopBar(title=label("sign_on"), badge=badge, back=place.leaving or bool(place.name)),
        rows=tuple(_row(one, dict(slice_.waits)) for one in slice_.workers),
        more=label("sign_on_hint"),
        question=question,
        notice=notice_look(session.notice),
    )


def _row(worker: Worker, waits: dict[str, int]) -> RowLook:
    wait = waits.get(worker.name, 0)
    by_badge = "" if worker.has_pin else label("by_badge")
    return RowLook(
        id=worker.name,
        title=worker.name,
        subtitle=label(f"role_{worker.role}"),
        state=label("wait_for", age=age(wait + _ROUND_UP_MS)) if wait else by_badge,
        action=Action.OPEN_PERSON,
        value=worker.name,
        tone=Tone.ASK if wait else Tone.PLAIN,
    )


def _pin(name: str, session: Session) -> QuestionLook | None:
    if not name:
        return None
    return QuestionLook(
        Field.PIN,
        label("pin"),
        hint=label("pin_hint"),
        typed=session.hand.typed,
        about=name,
        decimal_mark="",
        confirm=label("ok"),
        cancel=label("cancel"),
    )


def _leaving(slice_: SignOnSlice) -> QuestionLook:
    return QuestionLook(
        Field.CHOICE,
        label("leave_unsent", count=slice_.unsent + slice_.parked),
        hint=label("leave_unsent_detail"),
        choices=(
            ChoiceLook(label("leave_no"), Action.CANCEL, key="Escape", primary=True),
            ChoiceLook(label("leave_yes"), Action.CONFIRM, key="F9"),
        ),
    )
