"""What can be wrong with the files of a store: closed sets, and which errors fall in them."""

import errno
import sqlite3
from dataclasses import dataclass
from enum import StrEnum


class OpenTroubleKind(StrEnum):
    """Why a store was not opened; nothing was changed."""

    NEWER_VERSION = "newer_version"
    """A newer app wrote this journal."""
    IN_USE = "in_use"
    """Another process has the folder."""
    NO_SPACE = "no_space"
    NOT_WRITABLE = "not_writable"


@dataclass(frozen=True, slots=True)
class OpenTrouble:
    """A kind with its figures: versions of NEWER_VERSION, the process of IN_USE, and the path."""

    kind: OpenTroubleKind
    path: str = ""
    found: int = 0
    known: int = 0
    pid: int | None = None


class CommitTroubleKind(StrEnum):
    """Why a deed could not be written down: no beep, no effect."""

    NO_SPACE = "no_space"
    NOT_WRITABLE = "not_writable"
    DAMAGED = "damaged"
    """A file can no longer be read, and could not be put right."""
    NO_NEW_WORK = "no_new_work"
    """There is little room left: it is kept for work that was begun."""


@dataclass(frozen=True, slots=True)
class CommitTrouble:
    """A deed that is not written because the disk would not take it."""

    kind: CommitTroubleKind
    detail: str = ""


class BrokenKind(StrEnum):
    """What the disk did to a store that is open."""

    NO_SPACE = "no_space"
    NOT_WRITABLE = "not_writable"
    DAMAGED = "damaged"
    BUG = "bug"
    """No trouble of the disk: a statement that is wrong."""


class StoreBrokeError(Exception):
    """The one error a store raises once it is open; nothing was half done."""

    def __init__(self, kind: BrokenKind, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind


DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_TOOBIG})
"""A length beyond what SQLite takes is a broken one: nothing of ours is ever so long."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
NO_TEXT = "Could not decode"
NO_FORMAT = "unsupported file format"
"""SQLite gives no number of its own to a file whose head names a format that there never was."""
NO_SPACE = frozenset({sqlite3.SQLITE_FULL})
NOT_WRITABLE = frozenset(
    {
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_IOERR,
    }
)


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's error number without the extension in its upper bytes."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF


def is_damage(error: sqlite3.Error) -> bool:
    """Say whether a file cannot be read because its content is broken."""
    # Bytes that are no text any more are found by Python's own half, which gives no number.
    is_no_text = not hasattr(error, "sqlite_errorcode") and str(error).startswith(NO_TEXT)
    return is_no_text or str(error) == NO_FORMAT or primary_code(error) in DAMAGE


def _is_full(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return primary_code(error) in NO_SPACE or code == sqlite3.SQLITE_IOERR_SHMSIZE


def open_trouble(error: sqlite3.Error, path: str) -> OpenTrouble | None:
    """Name what is wrong with the disk; None where the error is a bug of ours."""
    code = primary_code(error)
    if _is_full(error):
        return OpenTrouble(OpenTroubleKind.NO_SPACE, path)
    if code in NOT_WRITABLE:
        return OpenTrouble(OpenTroubleKind.NOT_WRITABLE, path)
    return None


def disk_trouble(error: OSError, path: str) -> OpenTrouble:
    """Name what is wrong with the disk, by the operating system's own number."""
    full = error.errno in FULL
    return OpenTrouble(OpenTroubleKind.NO_SPACE if full else OpenTroubleKind.NOT_WRITABLE, path)


def commit_trouble(error: sqlite3.Error) -> CommitTrouble | None:
    """Name why a deed could not be written; None where the error is a bug of ours."""
    code = primary_code(error)
    if _is_full(error):
        return CommitTrouble(CommitTroubleKind.NO_SPACE, str(error))
    if code in NOT_WRITABLE:
        return CommitTrouble(CommitTroubleKind.NOT_WRITABLE, str(error))
    if is_damage(error):
        return CommitTrouble(CommitTroubleKind.DAMAGED, str(error))
    return None


def broken(error: sqlite3.Error) -> StoreBrokeError:
    """Name what the disk did."""
    trouble = commit_trouble(error)
    kind = BrokenKind(trouble.kind) if trouble else BrokenKind.BUG
    return StoreBrokeError(kind, str(error))
