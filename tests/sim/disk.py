"""The disk under a node: where it dies between two statements, what is left, and full disks."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_plain_connect = sqlite3.connect
_LIFTED = 1_073_741_823
"""SQLite's own greatest number of pages."""
LEFT_BEHIND = frozenset({"device.lock", "reserve"})


class CrashNow(BaseException):
    """The power is gone. Nothing of the node runs on."""


class Power:
    """One node's power: counts statements down to the one at which the node dies."""

    def __init__(self, folder: Path, died: Callable[[], None]) -> None:
        self.folder = folder
        self.dead = False
        self.full = False
        self.struck = False
        self.left: int | None = None
        self._died = died
        self._open: list[Watched] = []

    def joins(self, connection: "Watched") -> None:
        self._open.append(connection)
        if self.full:
            connection.fill()

    def statement(self, sql: str) -> None:
        """Before each statement, and after each COMMIT."""
        if self.dead:
            if not sql.startswith("ROLLBACK"):
                raise CrashNow
        elif self.left is not None:
            self.left -= 1
            if self.left <= 0:
                self.struck = True
                self.cut()
                raise CrashNow

    def cut(self) -> None:
        """The node is dead; what it had written so far is kept as an image beside it."""
        self.left, self.dead = None, True
        self._died()

    def fill_up(self, *, full: bool) -> None:
        """No file may grow any more, or may again."""
        self.full = full
        for connection in self._open:
            connection.fill() if full else connection.lift()

    def close(self) -> None:
        """The operating system closes what a dead process held."""
        self.dead = True
        for connection in self._open:
            connection.let_go()
        self._open.clear()


class Watched(sqlite3.Connection):
    """A connection of a node, which may die at any statement."""

    power: Power | None = None

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        return self._watch(sql, super().execute, *parameters)

    def executemany(self, sql: str, rows: Any) -> sqlite3.Cursor:
        return self._watch(sql, super().executemany, rows)

    def _watch(self, sql: str, work: Callable[..., sqlite3.Cursor], *with_: Any) -> sqlite3.Cursor:
        if self.power is None:
            return work(sql, *with_)
        self.power.statement(sql)
        done = work(sql, *with_)
        if sql == "COMMIT":
            self.power.statement("committed")
        return done

    def fill(self) -> None:
        """The file may not grow any more."""
        with suppress(sqlite3.ProgrammingError):  # It was closed meanwhile.
            pages = super().execute("PRAGMA page_count").fetchone()[0]
            if pages:
                super().execute(f"PRAGMA max_page_count = {pages}").fetchone()

    def lift(self) -> None:
        """It may again."""
        with suppress(sqlite3.ProgrammingError):
            super().execute(f"PRAGMA max_page_count = {_LIFTED}").fetchone()

    def let_go(self) -> None:
        with suppress(sqlite3.Error):
            if self.in_transaction:
                super().execute("ROLLBACK")
        super().close()


_powers: dict[str, Power] = {}


@contextmanager
def powered(power: Power) -> Iterator[None]:
    """Every file that is opened inside, under the power's folder, hangs on it."""
    _powers[str(power.folder)] = power
    try:
        yield
    finally:
        del _powers[str(power.folder)]


def _connect(database: Any, *arguments: Any, **named: Any) -> sqlite3.Connection:
    named.setdefault("factory", Watched)
    connection = _plain_connect(database, *arguments, **named)
    power = next((one for folder, one in _powers.items() if f"{folder}/" in str(database)), None)
    if power is not None and isinstance(connection, Watched):
        connection.power = power
        power.joins(connection)
    return connection


@contextmanager
def watched() -> Iterator[None]:
    """Every connection that is opened inside is a watched one."""
    sqlite3.connect = _connect
    try:
        yield
    finally:
        sqlite3.connect = _plain_connect


def peek(path: Path) -> sqlite3.Connection:
    """A look of our own at a node's file: it never dies, and never writes."""
    connection = _plain_connect(path, isolation_level=None)
    connection.execute("PRAGMA query_only = ON")
    return connection


def image(folder: Path, target: Path) -> None:
    """What the operating system has of a folder's files at this moment, as after `kill -9`."""
    target.mkdir(parents=True)
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.name not in LEFT_BEHIND and not file.name.endswith("-shm"):
            shutil.copyfile(file, target / file.name)
