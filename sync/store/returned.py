"""What a document sent, and what of it came back; and the places beyond ours."""

import json
import sqlite3
from collections.abc import Iterable
from decimal import Decimal

from sync.core.lifecycle import Life
from sync.core.moved_slices import Sent
from sync.core.operations import Move, Undo, effect_of, goods_of
from sync.core.page import Table
from sync.core.papers import Left, less
from sync.core.quantity import ZERO
from sync.core.records import Document, DocumentState, Line, Location, LocationKind
from sync.core.slices import Scope
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.files import marks
from sync.store.stock import Converter

LINES_SHOWN_MAX = 200
"""Lines of one document that may come back; of a longer one the goods are taken without it."""
LOOKED_BACK_MAX = 2_000
"""Operations of this device that are looked through for what came back."""
_NOT_BACK = frozenset({Life.REFUSED, Life.PARKED})


def outside(mirror: sqlite3.Connection, scope: Scope, kind: LocationKind) -> Location | None:
    """Find the place of a kind that goods of a company come from, or go to: everybody's, or its."""
    row = mirror.execute(
        "SELECT * FROM locations WHERE kind = ? AND kind <> 'bin' AND active = 1"
        " AND (company IS NULL OR company = ?) ORDER BY company IS NOT NULL, id",
        (str(kind), scope.company),
    ).fetchone()
    return rows.location(row) if row else None


def between(mirror: sqlite3.Connection, scope: Scope) -> tuple[Location, ...]:
    """Find the places between houses: the company's own one first, then that of all companies."""
    found = mirror.execute(
        "SELECT * FROM locations WHERE kind = ? AND kind <> 'bin' AND active = 1"
        " AND (company IS NULL OR company = ?) ORDER BY company IS NULL, id",
        (str(LocationKind.TRANSIT), scope.company),
    )
    return tuple(map(rows.location, found))


def sent_by(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    document: Document,
    asked: Iterable[int] = (),
) -> tuple[Sent, ...]:
    """Read what was handled on a document, less what came back of it as far as is known here.

    Of a long one, what is of the articles that are `asked` for comes first.
    """
    columns, first = ", ".join(rows.LINE_COLUMNS), sorted(asked)
    found = mirror.execute(
        f"SELECT {columns} FROM live_lines WHERE document = ? AND entries <> ''"
        f" ORDER BY product IN ({marks(first)}) DESC, sequence, id LIMIT ?",
        (document.id, *first, LINES_SHOWN_MAX),
    )
    lines = [rows.line(row) for row in found]
    ids = {line.product for line in lines}
    articles = {
        row[0]: rows.product(row) for row in mirror_file.by_ids(mirror, Table.PRODUCTS, ids)
    }
    units = {row[0]: rows.unit(row) for row in mirror_file.every(mirror, Table.UNITS)}
    back, in_stock_unit = _back(journal, lines), Converter(mirror, ids)
    return tuple(
        Sent(
            *(line.id, product, units[product.unit]),
            in_stock_unit(product.id, line.done, line.unit),
            tuple(dict.fromkeys(one.lot for one in line.entries if one.lot)),
            sum(back.get(line.id, {}).values(), ZERO),
            tuple(_left(line, in_stock_unit, back.get(line.id, {})).items()),
        )
        for line in lines
        if (product := articles.get(line.product)) and product.unit in units and line.done > 0
    )


def left_by_paper(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, deed: Move
) -> Left | None:
    """Read how much of each lot can come back by the line that a deed says, as known here."""
    columns = ", ".join(f"l.{name}" for name in rows.LINE_COLUMNS)
    row = mirror.execute(
        f"SELECT {columns} FROM live_lines l JOIN live_documents d ON d.id = l.document"
        " WHERE l.id = ? AND l.product = ? AND d.state = ? AND (d.destination = ? OR d.source = ?)",
        (deed.returned, deed.product, str(DocumentState.DONE), deed.source, deed.bin),
    ).fetchone()
    if row is None:
        return None
    line = rows.line(row)
    back = _back(journal, (line,)).get(line.id, {})
    return _left(line, Converter(mirror, (line.product,)), back)


def _left(line: Line, in_stock_unit: Converter, back: Left) -> Left:
    left: dict[str | None, Decimal] = {}
    for entry in line.entries:
        amount = in_stock_unit(line.product, entry.quantity, line.unit)
        left[entry.lot] = left.get(entry.lot, ZERO) + amount
    for lot, amount in back.items():
        less(left, lot, amount)
    return left


def _back(
    journal: sqlite3.Connection, lines: Iterable[Line]
) -> dict[int, dict[str | None, Decimal]]:
    """How much this device took back by each line; what others took is known to the ERP alone."""
    found: dict[int, dict[str | None, Decimal]] = {}
    wanted = {(line.id, line.product) for line in lines}
    if not wanted:
        return found
    for one in journal_file.newest(journal, (json.dumps("returned"),), LOOKED_BACK_MAX):
        goods = goods_of(one.deed)
        if one.life in _NOT_BACK or not isinstance(goods, Move) or goods.returned is None:
            continue
        if (goods.returned, goods.product) not in wanted:
            continue
        amount = -goods.quantity if isinstance(effect_of(one.deed), Undo) else goods.quantity
        lots = found.setdefault(goods.returned, {})
        lots[goods.lot] = lots.get(goods.lot, ZERO) + amount
    return found
