"""A new epoch: the old journal is set aside whole, and one that goes on with its work replaces it.

The old file is the truth until the new one is complete and on disk, under a name of its own. Then
the old one is renamed, and the new one takes its name. A switch that was cut off between the two
is finished at the next opening; one that was cut off before is as if it had never begun.
"""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from sync.core.envelope import Envelope
from sync.store import journal as journal_file
from sync.store.files import JOURNAL_NAME, SIDECARS, open_untouched, remove, sync_folder
from sync.store.intact import Numbering
from sync.store.reissue import Unsettled, append_later, write_next

NEXT_NAME = "journal.next.db"
_ASIDE = re.compile(r"journal\.[a-z]+-(\d+)\.db(?:-wal|-shm)?")


class Reason(StrEnum):
    """Why a journal does not go on; it names the file that is set aside."""

    DAMAGED = "damaged"
    RESTORED = "restored"
    """It numbers what was numbered before: the device was set back, or there are two of it."""


def prepare(folder: Path, numbering: Numbering, unsettled: Unsettled) -> int:
    """Write the next journal, whole and on disk; return how many operations it took over."""
    return write_next(folder / NEXT_NAME, numbering, unsettled)


def add(folder: Path, numbering: Numbering, later: Iterable[Envelope]) -> int:
    """Add to the next journal what was written since; return how many it took over in all."""
    return append_later(folder / NEXT_NAME, numbering, later)


def switch(folder: Path, reason: Reason) -> Path:
    """Put the prepared journal in the old one's place; nothing may have either open."""
    aside = folder / f"journal.{reason}-{asides(folder) + 1}.db"
    _move(folder, aside)
    _take_place(folder)
    return aside


def finish(folder: Path) -> None:
    """Finish a switch that was cut off, or forget one that was not yet to happen."""
    path = folder / NEXT_NAME
    if not path.exists():
        return
    if (folder / JOURNAL_NAME).exists() or not _is_complete(path):
        remove(path)
        return
    _move(folder, _newest_aside(folder))
    _take_place(folder)


def asides(folder: Path) -> int:
    """The highest number of a journal that was set aside here."""
    return max((number for number, _ in _found(folder)), default=0)


def set_aside(folder: Path) -> tuple[Path, ...]:
    """The journals that were set aside here, oldest first."""
    return tuple(path for _, path in sorted(_found(folder)) if path.suffix == ".db")


def _move(folder: Path, aside: Path) -> None:
    # The file first: beside another journal, what SQLite kept of this one would be taken for its.
    for end in SIDECARS:
        beside = folder / f"{JOURNAL_NAME}{end}"
        if beside.exists():
            beside.rename(folder / f"{aside.name}{end}")
    sync_folder(folder)


def _take_place(folder: Path) -> None:
    (folder / NEXT_NAME).rename(folder / JOURNAL_NAME)
    sync_folder(folder)


def _newest_aside(folder: Path) -> Path:
    named = [path for path in _found(folder) if path[1].suffix == ".db"]
    return max(named)[1] if named else folder / f"journal.{Reason.RESTORED}-1.db"


def _found(folder: Path) -> list[tuple[int, Path]]:
    matches = ((path, _ASIDE.fullmatch(path.name)) for path in folder.glob("journal.*-*.db*"))
    return [(int(match[1]), path) for path, match in matches if match]


def _is_complete(path: Path) -> bool:
    # Whose it is stands in it since the transaction that wrote all the rest.
    with closing(open_untouched(path)) as journal:
        try:
            return journal_file.identity(journal) is not None
        except sqlite3.DatabaseError:
            return False
