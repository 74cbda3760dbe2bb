"""The print journal: every label that was wanted, and what became of it, on disk first."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scanners.printers.life import Happened, State, after

FILE = "prints.db"
LIST_MAX = 200
_SCHEMA = """
CREATE TABLE IF NOT EXISTS job (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, printer TEXT NOT NULL,
    label TEXT NOT NULL, about TEXT NOT NULL, content BLOB NOT NULL, asked_by TEXT NOT NULL,
    asked_at TEXT NOT NULL, again_of TEXT, state TEXT NOT NULL DEFAULT 'queued',
    tries INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE IF NOT EXISTS happened (
    number INTEGER PRIMARY KEY, job TEXT NOT NULL REFERENCES job (id), at TEXT NOT NULL,
    what TEXT NOT NULL, state TEXT NOT NULL, why TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS job_waits ON job (printer, number) WHERE state = 'queued';
CREATE TRIGGER IF NOT EXISTS happened_stays BEFORE UPDATE ON happened
    BEGIN SELECT raise(ABORT, 'what happened stays'); END;
CREATE TRIGGER IF NOT EXISTS happened_is_kept BEFORE DELETE ON happened
    BEGIN SELECT raise(ABORT, 'what happened is kept'); END;
"""
_COLUMNS = "id, printer, label, about, asked_by, asked_at, again_of, state, tries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A label that somebody wants: already written in the printer's language."""

    id: str
    printer: str
    label: str
    about: str
    content: bytes
    asked_by: str
    again_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A wanted label and where it is."""

    id: str
    printer: str
    label: str
    about: str
    asked_by: str
    asked_at: str
    again_of: str | None
    state: State
    tries: int


class Journal:
    """The journal of one device; one process has it open."""

    def __init__(self, folder: Path) -> None:
        self._file = sqlite3.connect(folder / FILE, isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = FULL")
        self._file.executescript(_SCHEMA)
        self._one = threading.Lock()

    def close(self) -> None:
        """Close the file, once nobody reads in it: a thread whose asker has gone still may."""
        with self._one:
            self._file.close()

    def want(self, wanted: Wanted, at: datetime) -> bool:
        """Write a label down; False where its id is known, so that asking twice prints once."""
        with self._all_or_nothing():
            made = self._file.execute(
                "INSERT INTO job (id, printer, label, about, content, asked_by, asked_at, again_of)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                (
                    wanted.id, wanted.printer, wanted.label, wanted.about, wanted.content,
                    wanted.asked_by, at.isoformat(), wanted.again_of,
                ),
            )  # fmt: skip
        return made.rowcount == 1

    def note(self, job: str, happened: Happened, at: datetime, why: str = "") -> State | None:
        """Move a job on; None, and nothing written, where this cannot happen to it any more."""
        with self._all_or_nothing():
            row = self._file.execute("SELECT state FROM job WHERE id = ?", (job,)).fetchone()
            state = after(State(row[0]), happened) if row else None
            if state is None:
                return None
            self._file.execute(
                "UPDATE job SET state = ?, tries = tries + ? WHERE id = ?",
                (state, happened is Happened.SENT, job),
            )
            self._file.execute(
                "INSERT INTO happened (job, at, what, state, why) VALUES (?, ?, ?, ?, ?)",
                (job, at.isoformat(), happened, state, why),
            )
        return state

    def recover(self, at: datetime) -> tuple[Job, ...]:
        """After a start: what was on its way is unknown, for a person to say."""
        on_their_way = self.jobs(State.SENDING)
        for job in on_their_way:
            self.note(job.id, Happened.RESTARTED, at)
        return on_their_way

    def next(self, printer: str) -> tuple[Job, bytes] | None:
        """Take the oldest label that waits.

        An unknown one does not hold up the others: a person may take hours to look.
        """
        rows = self._rows(
            f"SELECT {_COLUMNS}, content FROM job WHERE printer = ? AND state = ?"  # noqa: S608
            " ORDER BY number LIMIT 1",
            (printer, State.QUEUED),
        )
        return next(((_job(row[:-1]), row[-1]) for row in rows), None)

    def again(self, job: str, new_id: str, asked_by: str, at: datetime) -> bool:
        """Print a label once more, on purpose: a job of its own, with the very same content."""
        with self._all_or_nothing():
            made = self._file.execute(
                "INSERT INTO job (id, printer, label, about, content, asked_by, asked_at, again_of)"
                " SELECT ?, printer, label, about, content, ?, ?, id FROM job WHERE id = ?",
                (new_id, asked_by, at.isoformat(), job),
            )
        return made.rowcount == 1

    def jobs(self, *states: State) -> tuple[Job, ...]:
        """The newest jobs first; all states where none is named."""
        among = states or tuple(State)
        holes = ", ".join("?" * len(among))
        rows = self._rows(
            f"SELECT {_COLUMNS} FROM job WHERE state IN ({holes})"  # noqa: S608
            " ORDER BY number DESC LIMIT ?",
            (*among, LIST_MAX),
        )
        return tuple(map(_job, rows))

    def job(self, job: str) -> Job | None:
        rows = self._rows(f"SELECT {_COLUMNS} FROM job WHERE id = ?", (job,))  # noqa: S608
        return next(map(_job, rows), None)

    def story(self, job: str) -> tuple[tuple[str, Happened, str], ...]:
        """Everything that happened to a job: when, what, and why."""
        rows = self._rows(
            "SELECT at, what, why FROM happened WHERE job = ? ORDER BY number", (job,)
        )
        return tuple((at, Happened(what), why) for at, what, why in rows)

    def _rows(self, sql: str, values: tuple[object, ...]) -> list[Any]:
        with self._one:
            return self._file.execute(sql, values).fetchall()

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        with self._one:  # one connection, and callers in several threads
            self._file.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._file.execute("ROLLBACK")
                raise
            self._file.execute("COMMIT")


def _job(row: tuple[str, str, str, str, str, str, str | None, str, int]) -> Job:
    names = _COLUMNS.split(", ")
    told = dict(zip(names, row, strict=True))
    return Job(**{**told, "state": State(told["state"])})  # type: ignore[arg-type]
