"""What happened to the files of this device, in words for whoever works at it."""

from collections.abc import Iterable

from app.base.notice import Notice, Sound
from app.base.wording import text
from sync.store.told import OpenNote, OpenNoteKind


def news_of(notes: Iterable[OpenNote]) -> Notice | None:
    """Say the gravest; what was put right with nobody's loss is said calmly, or not at all."""
    said = [notice for note in notes if (notice := _notice(note))]
    return next((one for one in said if one.sound is Sound.STOP), said[-1] if said else None)


def _notice(note: OpenNote) -> Notice | None:
    match note.kind:
        case OpenNoteKind.MIRROR_REBUILT:
            return None  # it fills again by itself, and the badge says so
        case OpenNoteKind.JOURNAL_SET_ASIDE if note.lost:
            words = text("journal_set_aside", lost=note.lost, path=note.path)
            return Notice(Sound.STOP, words, stays=True)
        case OpenNoteKind.JOURNAL_SET_ASIDE:
            return Notice(Sound.QUESTION, text("journal_salvaged", path=note.path), stays=True)
        case OpenNoteKind.JOURNAL_RESTORED:
            return Notice(Sound.QUESTION, text("journal_restored", kept=note.kept), stays=True)
