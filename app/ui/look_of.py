"""Looks of what several verbs show alike: the last outcome, who else is here, a document."""

from datetime import date

from app.base.days import show_day
from app.base.labels import label
from app.base.messages import Action
from app.base.notice import Notice
from app.base.session import Held, Session
from app.base.wording import say
from app.ui.forms import ChoiceLook
from app.ui.looks import BannerLook, FactLook, NoticeLook, RowLook, Tone
from sync.core.only import Only
from sync.core.records import LocationKind
from sync.core.slices import DocumentRow


def notice_look(notice: Notice | None) -> NoticeLook | None:
    """Put the last outcome into words; a silent one shows nothing."""
    if notice is None or notice.text is None:
        return None
    return NoticeLook(notice.sound, say(notice.text), stays=notice.stays)


def print_fact(session: Session) -> FactLook:
    """Tell which printer the next label comes out of, before the work starts; a tap prints one."""
    return FactLook("label", label("print"), session.printer or "–", Action.PRINT_LABEL)


def printer_words(session: Session) -> str:
    """Tell which printer labels come out of, where there is nothing in the hand to print one of."""
    return label("printer_here", printer=session.printer) if session.printer else ""


def held_look(held: Held | None) -> BannerLook | None:
    """Say who else is at the document; a tap takes it over."""
    if held is None:
        return None
    words = label("held" if held.age else "held_now", person=held.person, age=held.age)
    detail = label("held_detail")
    return BannerLook(words, Action.TAKE_OVER, detail=detail, tone=Tone.PLAIN, icon="person")


def document_look(
    row: DocumentRow, today: date, heading: str = "", *, blind: bool = False
) -> RowLook:
    """Lay out a document that waits: whose, how far, and when it is due; `blind` hides how far."""
    document = row.document
    percent = 100 * row.lines_done // row.lines if row.lines and row.begun else None
    return RowLook(
        id=str(document.id),
        title=document.name,
        subtitle=" · ".join(part for part in (_from(row), document.party, document.origin) if part),
        amount="" if blind else label("lines_of", done=row.lines_done, lines=row.lines),
        state=due_words(document.due, today),
        percent=None if blind else percent,
        action=Action.OPEN_DOCUMENT,
        value=str(document.id),
        tone=Tone.ASK if document.due and document.due < today else Tone.PLAIN,
        heading=heading,
    )


def _from(row: DocumentRow) -> str:
    """Say of a receipt that it is none from a supplier."""
    match row.comes:
        case LocationKind.CUSTOMER:
            return label("is_return")
        case LocationKind.TRANSIT:
            return label("is_from_house")
        case _:
            return ""


def due_words(due: date | None, today: date) -> str:
    """Say when something is due, and when that is over."""
    if due is None:
        return ""
    if due == today:
        return label("due_today")
    return label("late_since" if due < today else "due_on", due=show_day(due))


def filters_of(parts: tuple[Only, ...], only: Only) -> tuple[ChoiceLook, ...]:
    """Lay out the parts of a list, with the one that is shown."""
    return tuple(
        ChoiceLook(label(f"only_{one}"), Action.ONLY, one, chosen=one is only) for one in parts
    )
