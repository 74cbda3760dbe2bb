"""The mark that a file was closed in good order: then the next start need not read all of it."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Head = tuple[int, str]
"""How far a file is, and a word that goes with it."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What is seen of a file from outside, while nobody has it open."""

    size: int
    modified_ns: int


def glance(file: Path) -> Glance | None:
    """Look at a file from outside; nothing where it was not folded up when it was closed."""
    if not file.exists() or file.with_name(f"{file.name}-wal").exists():
        return None
    found = file.stat()
    return Glance(found.st_size, found.st_mtime_ns)


def mark_closed(file: Path, head: Head) -> None:
    """Say that the file is closed and complete; only a help, so it need not reach the disk."""
    with suppress(OSError):
        seen = glance(file)
        if seen:
            _mark(file).write_text(_text(seen, head), encoding="utf-8")


def was_closed(file: Path, seen: Glance | None, head: Head) -> bool:
    """Say whether the file is, as far as a glance shows, the one that was closed."""
    if seen is None:
        return False
    try:
        return _mark(file).read_text(encoding="utf-8") == _text(seen, head)
    except (OSError, ValueError):
        return False


def unmark(file: Path) -> None:
    """From now on it is in use. Comes the mark back with a power cut, the head tells it is old."""
    _mark(file).unlink(missing_ok=True)


def _mark(file: Path) -> Path:
    return file.with_suffix(".closed")


def _text(seen: Glance, head: Head) -> str:
    return json.dumps([seen.size, seen.modified_ns, *head])
