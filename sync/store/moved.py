"""What was handled and is not in the ERP's stock yet: so much more of a lot in a place, or less.

Kept beside the live lines and made with them: of every document that the ERP has still open, and of
every pending deed without a document, which stands under its own number as its line.
"""

import sqlite3
from collections.abc import Iterable
from decimal import Decimal

from sync.core.checking import is_blocked
from sync.core.operations import (
    NO_DOCUMENT,
    Deed,
    FinishReceipt,
    Goods,
    RecordCheck,
    Undo,
    effect_of,
    goods_of,
    source_of,
)
from sync.core.quantity import ZERO, plain
from sync.core.records import DocumentState, Line, Work
from sync.store import journal as journal_file
from sync.store.files import IN_MAX
from sync.store.judged import Base

CLOSED = frozenset({DocumentState.DONE, DocumentState.CANCELLED})
"""States in which what was done on a document is in the ERP's stock, or never will be."""

Moved = tuple[int, str | None, int, Decimal, int, bool]
"""Product, lot, place, how much more there, in which unit, and whether a document asked for it."""

Judged = tuple[int, Moved]
"""The line that a verdict was about, and what moved by it."""

_PUT = (
    "INSERT INTO moved (document, line, product, lot, place, quantity, unit)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)


def put_works(mirror: sqlite3.Connection, works: Iterable[Work]) -> None:
    """Put what was handled on documents that nobody here worked on."""
    every = tuple(works)
    forget(mirror, (work.document.id for work in every))
    for work in every:
        put_lines(mirror, work.document.state, work.lines)


def forget(mirror: sqlite3.Connection, documents: Iterable[int]) -> None:
    """Forget documents."""
    mirror.executemany("DELETE FROM moved WHERE document = ?", ((one,) for one in documents))


def forget_lines(mirror: sqlite3.Connection, document: int, lines: Iterable[int]) -> None:
    """Forget some lines of a document."""
    mirror.executemany(
        "DELETE FROM moved WHERE document = ? AND line = ?", ((document, one) for one in lines)
    )


def put_lines(mirror: sqlite3.Connection, base: DocumentState, lines: Iterable[Line]) -> None:
    """Put what was handled on lines, as long as the ERP says that their document is open."""
    if base not in CLOSED:
        mirror.executemany(_PUT, (row for line in lines for row in _of_line(line)))


def replay_all(mirror: sqlite3.Connection, journal: sqlite3.Connection, held: Base) -> None:
    """Put every pending deed without a document."""
    forget(mirror, (NO_DOCUMENT,))
    _put_pending(mirror, journal_file.of_document(journal, NO_DOCUMENT, held))


def replay_some(
    mirror: sqlite3.Connection, journal: sqlite3.Connection, seqs: Iterable[int], held: Base
) -> None:
    """Put those of these deeds that are pending, and take the others out."""
    touched = sorted(seqs)
    forget_lines(mirror, NO_DOCUMENT, touched)
    for start in range(0, len(touched), IN_MAX):
        part = touched[start : start + IN_MAX]
        found = journal_file.of_lines(journal, NO_DOCUMENT, part, held)
        # Decisions that file nothing come with every part, and put nothing.
        _put_pending(mirror, found)


def changes(deed: Deed) -> Iterable[Moved]:
    """What a deed changes in stock, once it is booked."""
    effect, goods = effect_of(deed), goods_of(deed)
    if goods is None:
        return
    amount = -goods.quantity if isinstance(effect, Undo) else goods.quantity
    yield from _between(goods, amount)


def of_verdicts(base: Work, lines: Iterable[Line], deeds: Iterable[Deed]) -> Iterable[Judged]:
    """What pending verdicts move in stock that come after their receipt was closed, by line.

    `lines` are as they are now. Goods are let go only where a verdict here had put them: what else
    lies on hold the ERP says, and being late with it gives bad goods to nobody.
    """
    now, before = {one.id: one for one in lines}, {one.id: one for one in base.lines}
    lying: dict[tuple[int, str | None], dict[int, Decimal]] = {}
    closed = base.document.state is DocumentState.DONE
    for deed in map(effect_of, deeds):
        closed = closed or isinstance(deed, FinishReceipt)
        if not closed or not isinstance(deed, RecordCheck) or deed.line not in now:
            continue
        key = (deed.line, deed.lot)
        if key not in lying:
            known = before.get(deed.line)
            is_held = known is not None and is_blocked(known, deed.lot)
            lying[key] = {} if is_held else _put_into(now[deed.line], deed.lot)
        for change in _carried(lying[key], deed):
            yield deed.line, change


def put_verdicts(
    mirror: sqlite3.Connection, base: Work, lines: Iterable[Line], deeds: Iterable[Deed]
) -> None:
    """Put what pending verdicts move that come after their receipt was closed."""
    mirror.executemany(
        _PUT,
        (
            (base.document.id, line, product, lot, place, plain(amount), unit)
            for line, (product, lot, place, amount, unit, _) in of_verdicts(base, lines, deeds)
        ),
    )


def _put_into(line: Line, lot: str | None) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for entry in line.entries:
        if entry.lot == lot:
            found[entry.bin] = found.get(entry.bin, ZERO) + entry.quantity
    return found


def _carried(lying: dict[int, Decimal], deed: RecordCheck) -> Iterable[Moved]:
    if deed.place is None or (deed.source is None and not deed.blocks):
        return
    for source in [one for one in lying if deed.source in {None, one} and one != deed.place]:
        amount = lying.pop(source)
        lying[deed.place] = lying.get(deed.place, ZERO) + amount
        for place, change in ((source, -amount), (deed.place, amount)):
            yield deed.product, deed.lot, place, change, deed.unit, False


def _between(goods: Goods, amount: Decimal) -> Iterable[Moved]:
    if not amount:
        return  # So many so far, or as many as the books say.
    unit, source = goods.unit or 0, source_of(goods)
    is_asked = goods.document != NO_DOCUMENT
    yield goods.product, goods.lot, goods.bin, amount, unit, is_asked
    if source is not None:
        yield goods.product, goods.lot, source, -amount, unit, is_asked


def _put_pending(mirror: sqlite3.Connection, operations: Iterable[journal_file.Operation]) -> None:
    mirror.executemany(
        _PUT,
        (
            (NO_DOCUMENT, one.seq, product, lot, place, plain(amount), unit)
            for one in operations
            for product, lot, place, amount, unit, _ in changes(one.deed)
        ),
    )


def _of_line(line: Line) -> Iterable[tuple[object, ...]]:
    for entry in line.entries:
        places = [(entry.bin, entry.quantity)]
        if entry.source is not None:
            places.append((entry.source, -entry.quantity))
        for place, amount in places:
            yield (
                *(line.document, line.id, line.product, entry.lot),
                *(place, plain(amount), line.unit),
            )
