"""What the shipping code says to its log: a bug that it survives is still a bug."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sync.store.trouble import BrokenKind, StoreBrokeError

EXPECTED = (OSError,)
"""The network's own new ways to break."""


class _Ears(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        trouble = record.exc_info[1] if record.exc_info else None
        self.heard += [one for one in _alone(trouble) if not _is_expected(one)]


def _alone(trouble: BaseException | None) -> list[BaseException]:
    """What went wrong at once, one by one."""
    if isinstance(trouble, BaseExceptionGroup):
        return [one for inner in trouble.exceptions for one in _alone(inner)]
    return [] if trouble is None else [trouble]


def _is_expected(trouble: BaseException) -> bool:
    return isinstance(trouble, EXPECTED) or _is_disk(trouble)


def _is_disk(trouble: BaseException) -> bool:
    """A full disk."""
    if isinstance(trouble, StoreBrokeError):
        return trouble.kind is BrokenKind.NO_SPACE
    code = getattr(trouble, "sqlite_errorcode", 0)
    return isinstance(trouble, sqlite3.OperationalError) and code == sqlite3.SQLITE_FULL


@contextmanager
def listening() -> Iterator[list[BaseException]]:
    """Collect what is logged as broken; nothing is printed."""
    ears, log = _Ears(), logging.getLogger("sync")
    log.addHandler(ears)
    before, log.propagate = log.propagate, False
    try:
        yield ears.heard
    finally:
        log.removeHandler(ears)
        log.propagate = before
