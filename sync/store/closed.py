"""The mark that a journal was closed in good order: then the next start need not read all of it."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sync.store.files import JOURNAL_NAME

MARK_NAME = "journal.closed"


@dataclass(frozen=True, slots=True)
class Glance:
    """What is seen of a journal from outside, while nobody has it open."""

    size: int
    modified_ns: int


def glance(folder: Path) -> Glance | None:
    """Look at a journal from outside; nothing where it was not folded up when it was closed."""
    path = folder / JOURNAL_NAME
    if path.with_name(f"{JOURNAL_NAME}-wal").exists():
        return None
    found = path.stat()
    return Glance(found.st_size, found.st_mtime_ns)


def mark_closed(folder: Path, head: tuple[int, str]) -> None:
    """Say that the file is closed and complete; only a help, so it need not reach the disk."""
    with suppress(OSError):
        seen = glance(folder)
        if seen:
            (folder / MARK_NAME).write_text(_text(seen, head), encoding="utf-8")


def was_closed(folder: Path, seen: Glance | None, head: tuple[int, str]) -> bool:
    """Say whether the file is, as far as a glance shows, the one that was closed."""
    if seen is None:
        return False
    try:
        return (folder / MARK_NAME).read_text(encoding="utf-8") == _text(seen, head)
    except (OSError, ValueError):
        return False


def unmark(folder: Path) -> None:
    """From now on it is in use. Comes the mark back with a power cut, the head tells it is old."""
    (folder / MARK_NAME).unlink(missing_ok=True)


def _text(seen: Glance, head: tuple[int, str]) -> str:
    return json.dumps([seen.size, seen.modified_ns, *head])
