"""What the rules need to know of a deed, read in one snapshot: live rows with the tail on them."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sync.core.arriving import comes_in
from sync.core.check_rules import read_rule
from sync.core.crossing import is_between
from sync.core.envelope import Seen
from sync.core.lifecycle import Life
from sync.core.operations import (
    Count,
    Deed,
    FinishReceipt,
    Goods,
    Move,
    MoveLine,
    ReceiveLine,
    RecordCheck,
    Settle,
    Undo,
    effect_of,
    place_of,
    source_of,
)
from sync.core.page import Table
from sync.core.records import Document, Line, LocationKind, Product, Tracking
from sync.core.rules import Facts, TargetState
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.files import marks
from sync.store.live import Tail, fold, read_document, read_tail, read_tail_of
from sync.store.mirror import State
from sync.store.returned import left_by_paper
from sync.store.stock import Spot, places_with, there

STOCKED = (str(LocationKind.BIN), str(LocationKind.AREA), str(LocationKind.HOLD))
"""Kinds of location in which a thing counts as being here."""
_NOT_THERE = frozenset({Life.PARKED, Life.REFUSED})
PRODUCT_LINES_MAX = 500
"""Lines of one product on one document that are searched for a serial number."""


@dataclass(frozen=True, slots=True)
class Read:
    """The facts, and what the person saw when the deed was done."""

    facts: Facts
    seen: Seen


def read_facts(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    deed: Deed,
    company: int,
    today: date,
) -> Read:
    """Read all that `rules.check` may look at; the mirror's snapshot must be open.

    `received` may lack the tail of other lines where a deed is judged by its own alone.
    """
    live = read_document(mirror, deed.document)
    touched: tuple[Line, ...] = ()
    state = mirror_file.state(mirror)
    tail = _tail(journal, mirror, deed, state)
    if live is not None:
        live, touched = fold(journal, mirror, live, tail)
    known = Facts(
        today=today,
        company=company,
        document=live.document if live else None,
        line=None,
        product=None,
        unit=None,
        bin=None,
        serials=frozenset(),
        received=live.done if live else Decimal(0),
        target=TargetState.MISSING,
    )
    if isinstance(deed, Settle):
        known = replace(known, parked=journal_file.parked_of(journal, deed.target))
    match effect_of(deed):
        case ReceiveLine() as goods:
            known = _for_goods(mirror, goods, known, touched)
        case MoveLine() | Move() | Count() as goods:
            known = _from_bin(mirror, tail, goods, _for_goods(mirror, goods, known, touched))
            if isinstance(goods, Move) and goods.returned is not None:
                known = replace(known, by_paper=left_by_paper(journal, mirror, goods))
        case Undo() as undo:
            line = _line(mirror, undo.taken_back, touched)
            known = replace(known, target=_target(journal, undo), line=line)
            known = replace(known, on_way=_on_way(mirror, tail, undo.taken_back))
        case RecordCheck() as check:
            known = _for_check(mirror, check, known, touched)
        case FinishReceipt() | None:
            pass
    return Read(known, _seen(known.document, state.cursor))


def _from_bin(
    mirror: sqlite3.Connection, tail: Tail, goods: MoveLine | Move | Count, known: Facts
) -> Facts:
    place = place_of(goods)
    assert place is not None
    known = replace(
        known,
        source=mirror_file.location(mirror, source_of(goods)),
        there=there(mirror, tail, Spot(goods.product, goods.lot, place)),
    )
    comes = comes_in(known.source) or is_between(known.source)
    if not comes or not goods.lot:
        return known
    return replace(known, serials=_lying(mirror, tail, goods.product, goods.lot))


def _on_way(mirror: sqlite3.Connection, tail: Tail, goods: Goods) -> Decimal | None:
    """How much of what was sent to another house lies between still, where it was sent to one."""
    if not isinstance(goods, Move) or not is_between(mirror_file.location(mirror, goods.bin)):
        return None
    return there(mirror, tail, Spot(goods.product, goods.lot, goods.bin)).quantity


def _lying(mirror: sqlite3.Connection, tail: Tail, product: int, lot: str) -> frozenset[str]:
    """Say whether what comes in is here already, by what is pending, too."""
    places = (mirror_file.location(mirror, id) for id, _ in places_with(mirror, tail, product, lot))
    is_here = any(place is not None and place.kind in STOCKED for place in places)
    return frozenset({lot}) if is_here else frozenset()


def _tail(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, deed: Deed, state: State
) -> Tail:
    # A serial number may be on any line, an end is about all, and stock is moved by others too.
    if not isinstance(deed, ReceiveLine) or deed.lot:
        return read_tail(journal, mirror)
    return read_tail_of(journal, state.replayed_seq, deed.document, deed.line)


def _for_goods(
    mirror: sqlite3.Connection, deed: Goods, known: Facts, touched: tuple[Line, ...]
) -> Facts:
    product = mirror_file.product(mirror, deed.product)
    line = _line(mirror, deed, touched)
    kept = product.unit if product else None
    is_unasked = isinstance(deed, Move | Count)
    counted = line.unit if line else kept if is_unasked else None
    stock_unit = mirror_file.unit(mirror, kept) if kept else None
    return replace(
        known,
        line=line,
        product=product,
        unit=stock_unit if counted == kept else mirror_file.unit(mirror, counted or 0),
        bin=mirror_file.location(mirror, deed.bin),
        serials=_serials(mirror, deed, (known, product), touched),
        stock_unit=stock_unit,
    )


def _serials(
    mirror: sqlite3.Connection,
    deed: Goods,
    about: tuple[Facts, Product | None],
    touched: tuple[Line, ...],
) -> frozenset[str]:
    known, product = about
    if product is None or product.tracking is not Tracking.SERIAL or not deed.lot:
        return frozenset()
    same = mirror_file.product_lines(mirror, deed.document, [product.id], PRODUCT_LINES_MAX)
    lines = latest(same, touched).values()
    if isinstance(deed, MoveLine | Move):
        return frozenset(entry.lot for line in lines for entry in line.entries if entry.lot)
    here = serials_here(mirror, known.company, [product], lines, [deed.lot])
    return frozenset(name for _, name in here)


def _for_check(
    mirror: sqlite3.Connection, deed: RecordCheck, known: Facts, touched: tuple[Line, ...]
) -> Facts:
    line = _line(mirror, deed, touched)
    records = mirror_file.by_ids(mirror, Table.CHECK_RULES, deed.rules)
    return replace(
        known,
        line=line,
        product=mirror_file.product(mirror, deed.product),
        unit=mirror_file.unit(mirror, line.unit) if line else None,
        bin=mirror_file.location(mirror, deed.place),
        rules=tuple(read_rule(rows.check_rule(row)) for row in records),
    )


def _line(
    mirror: sqlite3.Connection, deed: Goods | RecordCheck, touched: tuple[Line, ...]
) -> Line | None:
    if deed.line is None:
        return None
    for line in touched:
        if line.id == deed.line:
            return line
    return mirror_file.line_by_id(mirror, "live_lines", deed.document, deed.line)


def latest(stored: Iterable[Line], touched: Iterable[Line]) -> dict[int, Line]:
    """Lines by id; those that the tail touched as they are after it."""
    lines = {line.id: line for line in stored}
    return lines | {line.id: line for line in touched}


def _target(journal: sqlite3.Connection, deed: Undo) -> TargetState:
    target = journal_file.by_id(journal, deed.target)
    if target is None or target.deed != deed.taken_back or target.life in _NOT_THERE:
        return TargetState.MISSING
    return (
        TargetState.UNDONE if journal_file.is_undone(journal, deed.target) else TargetState.STANDING
    )


def _seen(document: Document | None, cursor: str) -> Seen:
    if document is None:
        return Seen("", "", cursor)
    return Seen(document.version, document.name, cursor)


def serials_here(
    mirror: sqlite3.Connection,
    company: int,
    products: Iterable[Product],
    lines: Iterable[Line],
    names: Iterable[str],
) -> frozenset[tuple[int, str]]:
    """Those of the serial numbers that are in stock or on these lines already, by product."""
    wanted = sorted(set(names))
    serial = sorted({one.id for one in products if one.tracking is Tracking.SERIAL})
    if not wanted or not serial:
        return frozenset()
    on_lines: set[tuple[int, str]] = {
        (line.product, entry.lot)
        for line in lines
        for entry in line.entries
        if entry.lot is not None and entry.lot in wanted and line.product in serial
    }
    in_stock = mirror.execute(
        "SELECT DISTINCT l.product, l.name FROM lots l"
        " JOIN stock s ON s.product = l.product AND s.lot = l.id"
        " JOIN locations p ON p.id = s.location"
        f" WHERE l.product IN ({marks(serial)}) AND l.name IN ({marks(wanted)})"
        f" AND p.kind IN ({marks(STOCKED)}) AND CAST(s.quantity AS REAL) > 0"
        " AND (s.company IS NULL OR s.company = ?)",
        (*serial, *wanted, *STOCKED, company),
    )
    return frozenset(on_lines.union(in_stock.fetchall()))
