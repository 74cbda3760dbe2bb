"""What is shown while goods come back: the next thing to scan, how they are, and where they go."""

from app.base.amounts import plain
from app.base.days import show_day
from app.base.labels import label
from app.base.messages import Action
from app.base.places import BackAsk
from app.base.session import Returns, Session
from app.base.wording import say, text
from app.ui.coming import asked_look, same_bin, undo_and_amount
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
from sync.core.moved_slices import MoveSlice, Sent
from sync.core.quantity import ZERO
from sync.core.returning import FATE_OF, Fate, Grade


def view(slice_: MoveSlice, session: Session, badge: Badge) -> WorkLook:
    """Lay out what comes back."""
    place = session.place
    assert isinstance(place, Returns)
    rows = () if session.hand.row else tuple(_row(one) for one in slice_.sent)
    title = label("return_sent", document=place.paper) if rows else ""
    return WorkLook(
        top=TopBar(title=label("returns"), badge=badge, subtitle=place.paper, back=True),
        card=_card(slice_, session, place),
        rows=rows,
        rows_title=title,
        bar=_bar(slice_, session, place),
        question=asked_look(slice_, session) or _choice(slice_, place),
        notice=notice_look(session.notice),
    )


def _row(one: Sent) -> RowLook:
    lots = ", ".join(one.lots)
    return RowLook(
        id=f"sent-{one.line}",
        title=one.product.name,
        subtitle=" · ".join(part for part in (one.product.code, lots) if part),
        amount=label("return_left", left=plain(max(one.left, ZERO)), sent=plain(one.quantity)),
        unit=one.unit.name,
        action=Action.TAKE_LINE,
        value=str(one.line),
    )


def _card(slice_: MoveSlice, session: Session, place: Returns) -> CardLook:
    hand, product = session.hand, slice_.product
    if product is None or not hand.row:
        by = label("return_by", paper=place.paper) if place.paper else label("return_hint")
        return CardLook(label("return_prompt"), by)
    facts = [FactLook("lot", label("lot"), hand.lot)] if hand.lot else []
    if hand.expiry:
        facts.append(FactLook("expiry", label("expiry"), show_day(hand.expiry)))
    if place.grade:
        facts.append(FactLook("grade", label("grade"), label(f"grade_{place.grade}")))
    if place.fate:
        facts.append(FactLook("fate", label("fate"), label(f"fate_{place.fate}")))
    return CardLook(
        kicker=label(f"scan_bin_{place.fate or Fate.SCRAP}"),
        name=product.name,
        code=product.code,
        done=plain(hand.amount),
        unit=slice_.unit.name if slice_.unit else "",
        facts=tuple(facts),
        amount_action=Action.ASK_QUANTITY,
    )


def _bar(slice_: MoveSlice, session: Session, place: Returns) -> BottomBar:
    graded = bool(session.hand.row) and place.grade is not None
    fate = ActionButton(Action.FATE, label("change_fate"), key="F4", icon="returns", enabled=graded)
    return BottomBar((*undo_and_amount(slice_, session), fate, same_bin(slice_, session)))


def _choice(slice_: MoveSlice, place: Returns) -> QuestionLook | None:
    """Ask how the goods are, or what becomes of them."""
    if place.asks is None:
        return None
    grades = tuple(_grade(number, one) for number, one in enumerate(Grade, 2))
    fates = tuple(_fate(number, one) for number, one in enumerate(_likely(place), 2))
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(text(f"ask_{place.asks}")),
        about=slice_.product.name if slice_.product else "",
        choices=grades if place.asks is BackAsk.GRADE else fates,
        cancel=label("cancel"),
    )


def _likely(place: Returns) -> list[Fate]:
    """What most likely becomes of it first."""
    first = FATE_OF[place.grade] if place.grade else Fate.RESTOCK
    return sorted(Fate, key=lambda one: one is not first)


def _grade(number: int, grade: Grade) -> ChoiceLook:
    return ChoiceLook(label(f"grade_{grade}"), Action.CHOOSE, grade, key=f"F{number}")


def _fate(number: int, fate: Fate) -> ChoiceLook:
    return ChoiceLook(
        label(f"fate_{fate}"),
        Action.CHOOSE,
        fate,
        detail=label(f"fate_{fate}_detail"),
        key=f"F{number}",
    )
