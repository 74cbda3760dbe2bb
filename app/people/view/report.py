"""What reporting a problem shows: one question, and where the file is then."""

from app.base.labels import label
from app.base.session import Session
from app.base.wording import say, text
from app.ui.look_of import notice_look
from app.ui.looks import Badge, Field, QuestionLook, SetupLook, TopBar


def view_report(slice_: None, session: Session, badge: Badge) -> SetupLook:
    """Ask what happened; once it is written, say where."""
    del slice_
    told = session.notice is not None and not session.notice.stays
    question = QuestionLook(
        Field.TEXT,
        say(text("ask_report")),
        hint=label("report_hint"),
        confirm=label("ok"),
        cancel=label("cancel"),
    )
    return SetupLook(
        top=TopBar(title=label("report"), badge=badge, back=True),
        intro=label("report_intro"),
        question=None if told else question,
        notice=notice_look(session.notice),
        form="report",
    )
