"""Opening a device's folder: lock, look, set aside or rebuild, migrate, bring live up to date."""

import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

from sync.store import chain, epochs, lock, migrate, support
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store.closed import Glance, glance, unmark, was_closed
from sync.store.epochs import Reason
from sync.store.files import (
    JOURNAL_NAME,
    MIRROR_NAME,
    Files,
    open_journal,
    open_mirror,
    open_reader,
    open_untouched,
    remove,
    roll_back,
    writing,
)
from sync.store.intact import DamageError, NewerAppError, Numbering
from sync.store.lock import Lock
from sync.store.places import begun_at
from sync.store.remembered import NOTHING, Mirrored, how_far, remembered
from sync.store.renewal import begin_missing, is_restored, prepare_whole, renew_damaged
from sync.store.replay import catch_up, replay_anew, reset
from sync.store.told import Opened, OpenNote, OpenNoteKind
from sync.store.trouble import OpenTrouble, OpenTroubleKind, disk_trouble, is_damage, open_trouble

NO_TABLE = "no such table"
READ_IN_VAIN = (ValueError, LookupError, TypeError, ArithmeticError, sqlite3.DatabaseError)
"""What reading an operation can end in that is none any more."""


@dataclass(frozen=True, slots=True)
class Folder:
    """An open folder: ours until the lock is released."""

    path: Path
    lock: Lock
    files: Files
    opened: Opened


def open_folder(folder: Path, device: str) -> Folder | OpenTrouble:
    """Open both files of a folder; `device` is used only where the journal is new."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = lock.take(folder)
    except OSError as error:
        return disk_trouble(error, str(folder))
    if not isinstance(held, Lock):
        return OpenTrouble(OpenTroubleKind.IN_USE, str(folder), pid=held)
    with ExitStack() as undo:
        undo.callback(held.release)
        try:
            opened = _open(folder, device, undo)
        except NewerAppError:
            return _newer(folder, migrate.JOURNAL_VERSION + 1)
        except OSError as error:
            return disk_trouble(error, str(folder))
        except sqlite3.Error as error:
            trouble = open_trouble(error, str(folder))
            if trouble is None:
                raise
            return trouble
        if isinstance(opened, OpenTrouble):
            return opened
        undo.pop_all()
        return Folder(folder, held, *opened)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before the journal is opened; `device` names a new one."""

    found: support.Journal
    mirrored: Mirrored
    device: str
    mirror_seen: Glance | None


def _newer(folder: Path, version: int) -> OpenTrouble:
    return OpenTrouble(
        OpenTroubleKind.NEWER_VERSION,
        str(folder / JOURNAL_NAME),
        found=version,
        known=migrate.JOURNAL_VERSION,
    )


def _open(folder: Path, device: str, undo: ExitStack) -> tuple[Files, Opened] | OpenTrouble:
    epochs.finish(folder)
    for name in (JOURNAL_NAME, MIRROR_NAME):
        roll_back(folder / name)
    found = support.look(folder)
    if found.version > migrate.JOURNAL_VERSION:
        return _newer(folder, found.version)
    # Before anything is looked into: whoever does leaves a log beside the file.
    seen = glance(folder / MIRROR_NAME)
    known = Known(found, _mirrored(folder), device, seen)
    with ExitStack() as attempt:
        try:
            opened = _opened(folder, known, attempt)
        except READ_IN_VAIN as error:
            attempt.close()
            if not _is_chained(folder):
                # Deeper than was looked at first: the journal is damaged after all.
                known = replace(known, found=replace(found, whole=False))
            elif isinstance(error, sqlite3.Error) and is_damage(error):
                remove(folder / MIRROR_NAME)
            else:
                raise
            opened = _opened(folder, known, attempt)
        undo.push(attempt.pop_all())
    return opened


def _opened(folder: Path, known: Known, undo: ExitStack) -> tuple[Files, Opened]:
    mirror, is_rebuilt = _open_mirror(folder, known.mirror_seen, undo)
    numbering, notes = _renewed(folder, known, mirror)
    was_found = not notes
    if is_rebuilt:
        notes = (*notes, OpenNote(OpenNoteKind.MIRROR_REBUILT))
    unmark(folder / JOURNAL_NAME)
    journal = undo.enter_context(closing(open_journal(folder)))
    opened = _identified(journal, numbering)
    files = Files(
        journal,
        undo.enter_context(closing(open_reader(folder / MIRROR_NAME))),
        mirror,
        undo.enter_context(closing(open_reader(folder / JOURNAL_NAME))),
    )
    bring_up(files, *opened, was_found=was_found)
    return files, Opened(*opened, notes)


def _is_chained(folder: Path) -> bool:
    if not (folder / JOURNAL_NAME).exists():
        return True  # There is none yet: whatever went wrong, it was not the journal's.
    with closing(open_untouched(folder / JOURNAL_NAME)) as journal:
        try:
            return chain.is_chained(journal)
        except sqlite3.DatabaseError as error:
            return not is_damage(error)


def _renewed(
    folder: Path, known: Known, mirror: sqlite3.Connection
) -> tuple[Numbering, tuple[OpenNote, ...]]:
    """Put another journal in place where this one cannot go on; say whom a new one numbers for."""
    new = Numbering(known.device, 1)
    if not known.found.whole:
        return new, (_renew_damaged(folder, known, mirror),)
    if not is_restored(known.found, known.mirrored):
        return new, ()
    if known.found.numbering is None:
        numbering, note = begin_missing(folder, known.mirrored)
        return numbering, (note,)
    return new, (_renew_restored(folder, known, mirror),)


def _renew_restored(folder: Path, known: Known, mirror: sqlite3.Connection) -> OpenNote:
    try:
        with closing(open_journal(folder)) as old:
            migrate.migrate(old, migrate.JOURNAL)
            note = prepare_whole(folder, old, mirror).note
    except DamageError:
        return _renew_damaged(folder, known, mirror)
    return replace(note, path=str(epochs.switch(folder, Reason.RESTORED)))


def _renew_damaged(folder: Path, known: Known, mirror: sqlite3.Connection) -> OpenNote:
    note = renew_damaged(folder, mirror, known.mirrored, known.device)
    return replace(note, path=str(epochs.switch(folder, Reason.DAMAGED)))


def _identified(journal: sqlite3.Connection, new: Numbering) -> tuple[str, int]:
    migrate.migrate(journal, migrate.JOURNAL)
    with writing(journal):
        journal.execute(
            "INSERT INTO identity (id, device, epoch) VALUES (1, ?, ?) ON CONFLICT DO NOTHING",
            (new.device, new.epoch),
        )
    found = journal_file.identity(journal)
    assert found is not None
    return found


def _open_mirror(
    folder: Path, seen: Glance | None, undo: ExitStack
) -> tuple[sqlite3.Connection, bool]:
    """Open the mirror; one that is damaged or of a newer app is made again from nothing."""
    path = folder / MIRROR_NAME
    is_doubtful = path.exists() and not _is_usable(path, seen)
    if is_doubtful:
        remove(path)
    unmark(path)
    mirror = undo.enter_context(closing(open_mirror(folder)))
    migrate.migrate(mirror, migrate.MIRROR)
    return mirror, is_doubtful


def _is_usable(path: Path, seen: Glance | None) -> bool:
    with closing(open_untouched(path)) as mirror:
        try:
            version = migrate.version(mirror, migrate.MIRROR)
            if version > migrate.MIRROR_VERSION:
                return False
            is_closed = version > 0 and was_closed(path, seen, how_far(mirror))
            return is_closed or support.is_whole(mirror)
        except sqlite3.DatabaseError as error:
            # Cut off while it was made, or half gone: it can be made again.
            if not is_damage(error) and not str(error).startswith(NO_TABLE):
                raise
            return False
        except UnicodeDecodeError:
            return False  # A name in its schema is no text any more.


def _mirrored(folder: Path) -> Mirrored:
    """The mirror remembers whose it is and how far, for when the journal cannot say."""
    path = folder / MIRROR_NAME
    if not path.exists():
        return NOTHING
    with closing(open_untouched(path)) as mirror:
        try:
            return remembered(mirror)
        except sqlite3.DatabaseError:
            return NOTHING


def bring_up(files: Files, device: str, epoch: int, *, was_found: bool = False) -> None:
    """Replay what a crash left; start the overlay again where the mirror knew another journal.

    `was_found` says that both lay there: none of them was made just now from what the other holds.
    """
    state = mirror_file.state(files.mirror)
    is_other = (state.device, state.epoch) != (device, epoch)
    if is_other and was_found and state.cursor != begun_at(files.journal):
        # It was put back from before this journal began, which counts by what a later one held.
        with writing(files.mirror):
            mirror_file.forget(files.mirror)
    if is_other or state.replayed_seq > journal_file.head(files.journal)[0]:
        reset(files.mirror, files.journal_read, device, epoch)
    elif state.answers_seen > journal_file.newest_answer(files.journal):
        # The journal was set back by some answers: those that come next bear numbers seen before.
        replay_anew(files.mirror, files.journal_read)
    else:
        catch_up(files.mirror, files.journal_read)
