"""The labels desk, decided: a label is opened, and judged by who looked at the printer."""

from dataclasses import replace

from app.base.commands import action_of
from app.base.decision import AtPrinter, Decision, Go, Stay
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.printing import Judged, PrintsSlice, PrintState, Verdict
from app.base.session import Design, Home, Labels, Session

VERDICTS = {
    Action.CAME_OUT: Verdict.CAME_OUT,
    Action.DID_NOT_COME: Verdict.DID_NOT,
    Action.PRINT_AGAIN: Verdict.AGAIN,
    Action.GIVE_UP: Verdict.GIVE_UP,
}
#: What may be said of a label, by where it is.
ALLOWED = {
    PrintState.UNKNOWN: (Verdict.CAME_OUT, Verdict.DID_NOT, Verdict.GIVE_UP),
    PrintState.QUEUED: (Verdict.GIVE_UP,),
    PrintState.SENDING: (),
    PrintState.DONE: (Verdict.AGAIN,),
    PrintState.GIVEN_UP: (Verdict.AGAIN,),
}


def decide(session: Session, message: Message, slice_: PrintsSlice) -> Decision:
    """Decide what one message means here: a scan goes on at home, where it finds its place."""
    match message:
        case Scanned(scan=scan) if action_of(scan) in {Action.BACK, Action.CANCEL}:
            return _back(session)
        case Scanned():
            return Go(Home(), repeat=True)
        case Tapped(action=Action.OPEN_PRINT, value=job):
            return Go(Labels(job))
        case Tapped(action=Action.OPEN_DESIGN):
            return Go(Design())
        case Tapped(action=Action.BACK | Action.CANCEL):
            return _back(session)
        case Tapped(action=Action.GO_HOME):
            return Go(Home())
        case Tapped(action=Action.ACKNOWLEDGE):
            return Stay(replace(session, notice=None))
        case Tapped(action=action) if action in VERDICTS:
            return _judged(session, VERDICTS[action], slice_)
        case _:
            return Stay(session)


def _back(session: Session) -> Decision:
    opened = isinstance(session.place, Labels) and session.place.job
    return Go(Labels() if opened else Home())


def _judged(session: Session, verdict: Verdict, slice_: PrintsSlice) -> Decision:
    """Take a verdict only on the label that is open, and only where it is one to be given."""
    job = session.place.job if isinstance(session.place, Labels) else ""
    row = next((row for row in slice_.rows if row.job == job), None)
    if row is None or verdict not in ALLOWED[row.state]:
        return Go(Labels())
    return AtPrinter(replace(session, place=Labels()), Judged(job, verdict))
