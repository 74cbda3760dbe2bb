"""A part of a list of documents: asked of the mirror, and of what is not replayed in it yet."""

from datetime import date

from sync.core.only import Only, is_in
from sync.core.records import OPEN_STATES, DocumentState
from sync.store.files import marks
from sync.store.live import LiveDocument, Tail

_Asked = tuple[str, tuple[str | int, ...]]


def part_of(only: Only, today: date, tail: Tail) -> _Asked:
    """Tell a part as a condition; what was worked on since the replay is looked at in any case."""
    if only is Only.ALL:
        return "1", ()
    ids = tuple(tail)
    asked, given = _condition(only, today)
    return f"({asked} OR id IN ({marks(ids)}))", (*given, *ids)


def _condition(only: Only, today: date) -> _Asked:
    match only:
        case Only.ALL:
            return "1", ()
        case Only.BEGUN:
            return "begun <> 0", ()
        case Only.LATE:
            return "due < ?", (today.isoformat(),)
        case Only.TODAY:
            return "due = ?", (today.isoformat(),)
        case Only.BLOCKED:
            return "state <> ?", (str(DocumentState.READY),)


def is_shown(live: LiveDocument, only: Only, today: date) -> bool:
    """Say whether a document is open as it is now, and of that part."""
    document = live.document
    return document.state in OPEN_STATES and is_in(only, document, live.begun, today)
