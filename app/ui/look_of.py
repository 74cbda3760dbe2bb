"""Looks of what every screen shows: the notice of the last outcome, and marks."""

from app.base.notice import Notice
from app.base.wording import say
from app.ui.looks import NoticeLook


def notice_look(notice: Notice | None) -> NoticeLook | None:
    """Put the last outcome into words; a silent one shows nothing."""
    if notice is None or notice.text is None:
        return None
    return NoticeLook(notice.sound, say(notice.text), stays=notice.stays)
