"""Packs that suppliers announced, by their numbers: which receipts they come on."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from sync.core.quantity import total
from sync.core.records import DocumentKind, Line, Work
from sync.core.slices import Announced
from sync.store.files import marks

FOUND_BY = "id IN (SELECT document FROM announced WHERE pack IN ({places}))"
"""Which documents a number that is announced leads to."""


def put(mirror: sqlite3.Connection, works: Iterable[Work]) -> None:
    """Put what is announced on these documents over what was."""
    every = tuple(works)
    forget(mirror, (work.document.id for work in every))
    mirror.executemany(
        "INSERT OR IGNORE INTO announced (pack, document) VALUES (?, ?)",
        (
            (entry.package, work.document.id)
            for work in every
            if work.document.kind is DocumentKind.RECEIPT
            for line in work.lines
            for entry in line.planned
            if entry.package
        ),
    )


def named(mirror: sqlite3.Connection, document: int, names: Iterable[str]) -> str | None:
    """Find the first of these names that is announced on a document."""
    wanted = sorted(set(names))
    found = mirror.execute(
        f"SELECT pack FROM announced WHERE document = ? AND pack IN ({marks(wanted)}) LIMIT 1",
        (document, *wanted),
    ).fetchone()
    return str(found[0]) if found else None


def lines_with(mirror: sqlite3.Connection, document: int, pack: str) -> tuple[int, ...]:
    """Name the lines of a document that have goods in an announced pack."""
    found = mirror.execute(
        "SELECT id FROM live_lines WHERE document = ? AND instr(planned, ?)",
        (document, json.dumps(pack)),
    )
    return tuple(row[0] for row in found)


def to_come(pack: str, lines: Iterable[Line]) -> Announced:
    """Say what of a pack is still to come, by what these lines hold of it already."""
    parts = []
    for line in lines:
        came = [one for one in line.entries if one.package == pack]
        for entry in line.planned:
            if entry.package != pack:
                continue
            of_it = (one.quantity for one in came if entry.lot in {None, one.lot})
            left = entry.quantity - total(of_it)
            if left > 0:
                parts.append((line.id, replace(entry, quantity=left)))
    return Announced(pack, tuple(parts))


def forget(mirror: sqlite3.Connection, documents: Iterable[int]) -> None:
    """Forget documents."""
    mirror.executemany("DELETE FROM announced WHERE document = ?", ((one,) for one in documents))
