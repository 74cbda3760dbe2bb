"""Reporting a problem, decided: what was typed goes into a file for support."""

from app.base.commands import action_of
from app.base.decision import Decision, Go, MakeReport, Refuse, Stay
from app.base.messages import Action, Answered, Message, Scanned, Tapped
from app.base.session import Home, Session
from app.base.wording import text


def decide_report(session: Session, message: Message, slice_: None) -> Decision:
    """Decide what one message means: a text is the note, all else leads home."""
    del slice_
    match message:
        case Scanned(scan=scan, by_hand=True) if action_of(scan) is None:
            return _written(session, scan.text)
        case Answered(text=note):
            return _written(session, note)
        case Scanned(scan=scan) if action_of(scan) is None:
            return Go(Home(), repeat=True)
        case Tapped(action=Action.CONFIRM):
            return Refuse(session, text("ask_report"))
        case Scanned() | Tapped(action=Action.BACK | Action.GO_HOME | Action.CANCEL):
            return Go(Home())
        case _:
            return Stay(session)


def _written(session: Session, note: str) -> Decision:
    if not note.strip():
        return Refuse(session, text("ask_report"))
    return MakeReport(session, note.strip())
