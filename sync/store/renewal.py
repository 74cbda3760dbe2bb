"""A journal that cannot go on: why, whom the next one numbers for, and what it takes over."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sync.store import epochs, support
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store.epochs import Reason
from sync.store.everything import Everything
from sync.store.files import reading, writing
from sync.store.intact import Numbering
from sync.store.places import newest_place, remembered_place
from sync.store.reissue import Held, Unsettled, Whole
from sync.store.reissue import held as held_of
from sync.store.remembered import Mirrored, remembered
from sync.store.salvage import Salvaged, salvage
from sync.store.told import UNREAD_NAMED_MAX, OpenNote, OpenNoteKind

NOTE = {
    Reason.DAMAGED: OpenNoteKind.JOURNAL_SET_ASIDE,
    Reason.RESTORED: OpenNoteKind.JOURNAL_RESTORED,
}


def is_restored(found: support.Journal, mirrored: Mirrored) -> bool:
    """Say whether the mirror remembers more of this journal than there is in it."""
    if found.numbering is None:
        # A new folder has no mirror that knows a device.
        return bool(mirrored.device)
    if found.numbering.device != mirrored.device:
        return False
    if found.numbering.epoch != mirrored.epoch:
        return found.numbering.epoch < mirrored.epoch
    return found.head < mirrored.seq


def begin_missing(folder: Path, mirrored: Mirrored) -> tuple[Numbering, OpenNote]:
    """Go on under a new epoch where the journal is gone, and the mirror says whose it was."""
    numbering = _next(folder, mirrored, None, mirrored.device)
    return numbering, OpenNote(NOTE[Reason.RESTORED])


@dataclass(frozen=True, slots=True)
class Ready:
    """A next journal that holds the old one up to an operation and an answer."""

    numbering: Numbering
    note: OpenNote
    head: int
    answers: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What of a journal that can be read goes on: all that is not settled, or everything.

    `pause` is called between two operations: a person may be waiting for a scan.
    """

    pause: Callable[[], object] = bool
    everything: bool = False


def prepare_whole(
    folder: Path,
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    taken: Taken = Taken(),
) -> Ready:
    """Prepare the next journal of one that can be read, and may be written to meanwhile."""
    with reading(journal):
        identity = support.whose(journal)
        assert identity is not None
        numbering = _next(folder, remembered(mirror), identity, identity.device)
        place = remembered_place(journal, journal_file.head(journal)[0])
        held = _held(mirror, identity, place)
        whole: Unsettled = Whole(journal, held, taken.pause)
        if taken.everything:
            whole = Everything(folder, journal, held, taken.pause)
        note = OpenNote(NOTE[Reason.RESTORED], kept=epochs.prepare(folder, numbering, whole))
        head, answers = journal_file.head(journal)[0], journal_file.newest_answer(journal)
        return Ready(numbering, note, head, answers)


def complete(folder: Path, journal: sqlite3.Connection, ready: Ready) -> Ready | None:
    """Add what was written since; None where something was answered: it is prepared anew then."""
    if journal_file.newest_answer(journal) != ready.answers:
        return None
    later = [one.envelope for one in journal_file.after_seq(journal, ready.head)]
    if not later:
        return ready
    kept = epochs.add(folder, ready.numbering, later)
    return replace(ready, note=replace(ready.note, kept=kept), head=later[-1].seq)


def renew_damaged(
    folder: Path, mirror: sqlite3.Connection, mirrored: Mirrored, device: str
) -> OpenNote:
    """Prepare the next journal from what is left of a damaged one."""
    remains = salvage(folder, mirrored)
    place = newest_place(one for _, one in sorted(remains.operations.items(), reverse=True))
    salvaged = Salvaged(remains, _held(mirror, remains.numbering, place))
    numbering = _next(folder, mirrored, remains.numbering, device)
    kept, unread = epochs.prepare(folder, numbering, salvaged), salvaged.unread()
    return OpenNote(
        NOTE[Reason.DAMAGED], kept=kept, lost=len(unread), unread=unread[:UNREAD_NAMED_MAX]
    )


def _held(mirror: sqlite3.Connection, numbering: Numbering | None, place: str) -> Held:
    """Read what the base holds of a journal; a base that knows only another one is forgotten.

    It cannot say which of these operations it holds, and they would be shown once more on it.
    `place` is what the journal remembers, should the mirror know none.
    """
    known = held_of(mirror, numbering) if numbering else Held()
    known = replace(known, place=mirror_file.state(mirror).cursor or place)
    if numbering and not known.shown:
        with writing(mirror):
            mirror_file.forget(mirror)
    return known


def _next(folder: Path, mirrored: Mirrored, known: Numbering | None, device: str) -> Numbering:
    """Number behind every epoch that anybody here remembers."""
    ours = known.device if known else mirrored.device or device
    remembered = mirrored.epoch if mirrored.device == ours else 0
    if known is None and not remembered:
        # Nobody says which epoch is lost: one for it, and one for each that was set aside.
        remembered = epochs.asides(folder) + 1
    return Numbering(ours, max(known.epoch if known else 0, remembered) + 1)
