"""Looks of what every screen shows: the notice of the last outcome, and marks."""

from app.base.labels import label
from app.base.messages import Action
from app.base.notice import Notice
from app.base.session import Held, Session
from app.base.wording import say
from app.ui.looks import BannerLook, FactLook, NoticeLook, Tone


def notice_look(notice: Notice | None) -> NoticeLook | None:
    """Put the last outcome into words; a silent one shows nothing."""
    if notice is None or notice.text is None:
        return None
    return NoticeLook(notice.sound, say(notice.text), stays=notice.stays)


def print_fact(session: Session) -> FactLook:
    """Tell which printer the next label comes out of, before the work starts; a tap prints one."""
    return FactLook("label", label("print"), session.printer or "–", Action.PRINT_LABEL)


def held_look(held: Held | None) -> BannerLook | None:
    """Say who else is at the document; a tap takes it over."""
    if held is None:
        return None
    words = label("held" if held.age else "held_now", person=held.person, age=held.age)
    detail = label("held_detail")
    return BannerLook(words, Action.TAKE_OVER, detail=detail, tone=Tone.PLAIN, icon="person")
