"""Opening a device's folder: lock, look, set aside or rebuild, migrate, bring live up to date."""

import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from sync.store import journal as journal_file
from sync.store import lock, migrate, support
from sync.store import mirror as mirror_file
from sync.store.files import (
    JOURNAL_NAME,
    MIRROR_NAME,
    Files,
    open_journal,
    open_mirror,
    open_reader,
    open_untouched,
    roll_back,
    writing,
)
from sync.store.lock import Lock
from sync.store.replay import catch_up, reset
from sync.store.told import Opened, OpenNote, OpenNoteKind
from sync.store.trouble import OpenTrouble, OpenTroubleKind, disk_trouble, is_damage, open_trouble


@dataclass(frozen=True, slots=True)
class Folder:
    """An open folder: ours until the lock is released."""

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
        except sqlite3.Error as error:
            trouble = open_trouble(error, str(folder))
            if trouble is None:
                raise
            return trouble
        if isinstance(opened, OpenTrouble):
            return opened
        undo.pop_all()
        return Folder(held, *opened)


def _open(folder: Path, device: str, undo: ExitStack) -> tuple[Files, Opened] | OpenTrouble:
    for name in (JOURNAL_NAME, MIRROR_NAME):
        roll_back(folder / name)
    found = support.look(folder)
    if found.version > migrate.JOURNAL_VERSION:
        return OpenTrouble(
            OpenTroubleKind.NEWER_VERSION,
            str(folder / JOURNAL_NAME),
            found=found.version,
            known=migrate.JOURNAL_VERSION,
        )
    notes = list[OpenNote]()
    known = found.identity
    if not found.whole:
        known = _next_epoch(folder, known or _mirrored_identity(folder), device)
        notes.append(OpenNote(OpenNoteKind.JOURNAL_SET_ASIDE, str(support.set_aside(folder))))
    journal = undo.enter_context(closing(open_journal(folder)))
    opened = _identified(journal, *(known or (device, 1)))
    mirror, is_rebuilt = _open_mirror(folder, undo)
    if is_rebuilt:
        notes.append(OpenNote(OpenNoteKind.MIRROR_REBUILT))
    files = Files(
        journal,
        undo.enter_context(closing(open_reader(folder / MIRROR_NAME))),
        mirror,
        undo.enter_context(closing(open_reader(folder / JOURNAL_NAME))),
    )
    _bring_up(files, *opened)
    return files, Opened(*opened, tuple(notes))


def _next_epoch(folder: Path, known: tuple[str, int] | None, device: str) -> tuple[str, int]:
    """A new journal numbers from 1, so it must not be taken for the one that was set aside."""
    aside = support.epochs_set_aside(folder) + 1
    return (known[0], max(known[1], aside) + 1) if known else (device, aside + 1)


def _identified(journal: sqlite3.Connection, device: str, epoch: int) -> tuple[str, int]:
    migrate.migrate(journal, migrate.JOURNAL)
    with writing(journal):
        journal.execute(
            "INSERT INTO identity (id, device, epoch) VALUES (1, ?, ?) ON CONFLICT DO NOTHING",
            (device, epoch),
        )
    found = journal_file.identity(journal)
    assert found is not None
    return found


def _open_mirror(folder: Path, undo: ExitStack) -> tuple[sqlite3.Connection, bool]:
    """Open the mirror; one that is damaged or of a newer app is made again from nothing."""
    path = folder / MIRROR_NAME
    is_doubtful = path.exists() and not _is_usable(path)
    if is_doubtful:
        support.remove(path)
    mirror = undo.enter_context(closing(open_mirror(folder)))
    migrate.migrate(mirror, migrate.MIRROR)
    return mirror, is_doubtful


def _is_usable(path: Path) -> bool:
    with closing(open_untouched(path)) as mirror:
        try:
            return migrate.version(
                mirror, migrate.MIRROR
            ) <= migrate.MIRROR_VERSION and support.is_whole(mirror)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            return False


def _mirrored_identity(folder: Path) -> tuple[str, int] | None:
    """The mirror remembers whose it is, for when the journal cannot say."""
    path = folder / MIRROR_NAME
    if not path.exists():
        return None
    with closing(open_untouched(path)) as mirror:
        try:
            return mirror_file.identity(mirror)
        except sqlite3.DatabaseError:
            return None


def _bring_up(files: Files, device: str, epoch: int) -> None:
    """Replay what a crash left; start the overlay again where the mirror knew another journal."""
    state = mirror_file.state(files.mirror)
    is_other = (state.device, state.epoch) != (device, epoch)
    if is_other or state.replayed_seq > journal_file.head(files.journal)[0]:
        reset(files.mirror, files.journal_read, device, epoch)
    else:
        catch_up(files.mirror, files.journal_read)
