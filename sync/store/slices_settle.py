"""The settle desk: what the ERP set aside, the story of each, and what can be chosen."""

import sqlite3
from collections.abc import Iterable

from sync.core.envelope import Envelope, from_json
from sync.core.operations import Choice, Filing, Settle, effect_of, goods_of
from sync.core.policies import Amend, policy_of
from sync.core.problems import Problem
from sync.core.records import OPEN_STATES, DocumentKind, Line
from sync.core.slices import (
    PLACES_SHOWN_MAX,
    Did,
    Place,
    Scope,
    SettleRow,
    SettleSlice,
)
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.files import reading
from sync.store.outbox import last_result

CHAIN_MAX = 100
"""Decisions about one operation, each about the one before, that are looked back through."""

_ANY = (Choice.OFFICE, Choice.LET_GO)
# An ERP may set aside what our table would not have.

_FROM = "FROM operations o JOIN standing s ON s.seq = o.seq"
_OURS = (
    "json_extract(o.payload, '$.who.company') = ?"
    " AND json_extract(o.payload, '$.who.warehouse') = ?"
)
_SET_ASIDE = f"s.life = 'parked' AND s.{journal_file.UNFINISHED}"
_WAITS = f"{_SET_ASIDE} AND NOT {journal_file.SETTLED} AND {_OURS}"
_HANDED = (
    f"{_SET_ASIDE} AND EXISTS (SELECT 1 FROM operations n JOIN standing ns ON ns.seq = n.seq"
    # A decision that is set aside itself is on the desk in the place of what it was about.
    " WHERE n.target = o.op_id AND n.kind = 'settle' AND ns.life NOT IN ('settled', 'parked')"
    f" AND json_extract(n.payload, '$.deed.choice') = 'office') AND {_OURS}"
)


def settle_desk(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    limit: int,
    now_ms: int,
) -> SettleSlice:
    """Read what waits for a decision in the scope, oldest first, then what the office has."""
    with reading(mirror):
        waiting = _envelopes(journal, _WAITS, scope, limit)
        handed = _envelopes(journal, _HANDED, scope, limit - len(waiting))
        found = (
            *(_row(journal, mirror, scope, one, handed=False) for one in waiting),
            *(_row(journal, mirror, scope, one, handed=True) for one in handed),
        )
        total, handed_total = (_count(journal, where, scope) for where in (_WAITS, _HANDED))
    return SettleSlice(found, total, handed_total, now_ms)


def _envelopes(
    journal: sqlite3.Connection, where: str, scope: Scope, limit: int
) -> tuple[Envelope, ...]:
    found = journal.execute(
        f"SELECT o.payload {_FROM} WHERE {where} ORDER BY o.seq LIMIT ?",
        (scope.company, scope.warehouse, limit),
    )
    return tuple(from_json(row[0]) for row in found)


def _count(journal: sqlite3.Connection, where: str, scope: Scope) -> int:
    sql = f"SELECT count(*) {_FROM} WHERE {where}"
    row = journal.execute(sql, (scope.company, scope.warehouse)).fetchone()
    return int(row[0])


def _row(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    envelope: Envelope,
    *,
    handed: bool,
) -> SettleRow:
    result = last_result(journal, envelope)
    assert result is not None, "set aside without an answer"
    effect = _effect(journal, envelope)
    problem = result.problem or Problem.ERP_UNKNOWN
    cell = policy_of(effect, problem)
    base = mirror_file.base_document(mirror, effect.document)
    did = _did(mirror, effect)
    line = _line(mirror, effect)
    return SettleRow(
        envelope=envelope,
        result=result,
        problem=problem,
        scenario=cell.scenario,
        choices=() if handed else cell.choices or _ANY,
        amend=cell.amend,
        did=did,
        document=base[0] if base else None,
        line=line,
        places=_places(mirror, scope, did) if cell.amend is Amend.DOCUMENT and not handed else (),
        handed=handed,
        unit=mirror_file.unit(mirror, line.unit) if line else None,
    )


def _effect(journal: sqlite3.Connection, envelope: Envelope) -> Filing:
    """Name what it is about at bottom: a decision that files nothing is about its target."""
    deed = envelope.deed
    for _ in range(CHAIN_MAX):
        effect = effect_of(deed)
        if effect is not None:
            return effect
        assert isinstance(deed, Settle)
        target = journal_file.by_id(journal, deed.target)
        assert target is not None, "a decision about what was never here"
        deed = target.deed
    raise AssertionError("a decision that is about itself")


def _did(mirror: sqlite3.Connection, effect: Filing) -> Did:
    goods = goods_of(effect)
    if goods is None:
        return Did(None, None, None, None)
    product, line = mirror_file.product(mirror, goods.product), _line(mirror, effect)
    # As it was counted; the first app did not write down in which unit.
    counted = goods.unit or (line.unit if line else product.unit if product else None)
    unit = mirror_file.unit(mirror, counted) if counted else None
    return Did(goods, product, unit, mirror_file.location(mirror, goods.bin))


def _line(mirror: sqlite3.Connection, effect: Filing) -> Line | None:
    goods = goods_of(effect)
    if goods is None or goods.line is None:
        return None
    found = mirror_file.lines_by_id(mirror, "base_lines", effect.document, [goods.line])
    return found[0] if found else None


def _places(mirror: sqlite3.Connection, scope: Scope, did: Did) -> tuple[Place, ...]:
    """Find lines of the same article on open receipts; the backorder of the same paper first."""
    if did.goods is None:
        return ()
    lines = ", ".join(f"l.{name}" for name in rows.LINE_COLUMNS)
    found = mirror.execute(
        f"SELECT {lines} FROM live_documents d JOIN live_lines l ON l.document = d.id"
        " WHERE d.company = ? AND d.warehouse = ? AND d.state IN (?, ?) AND d.kind = ?"
        " AND l.product = ? AND l.id <> ?"
        " ORDER BY d.backorder_of IS NOT ?, l.complete, d.due IS NULL, d.due, d.id, l.id LIMIT ?",
        (
            *(scope.company, scope.warehouse, *sorted(OPEN_STATES), DocumentKind.RECEIPT),
            *(did.goods.product, did.goods.line, did.goods.document, PLACES_SHOWN_MAX),
        ),
    )
    return tuple(_with_papers(mirror, (rows.line(row) for row in found.fetchall())))


def _with_papers(mirror: sqlite3.Connection, lines: Iterable[Line]) -> Iterable[Place]:
    for line in lines:
        document = mirror.execute(
            f"SELECT {mirror_file.DOCUMENT} FROM live_documents WHERE id = ?", (line.document,)
        ).fetchone()
        unit = mirror_file.unit(mirror, line.unit)
        if unit is not None:
            yield Place(rows.document(document), line, unit)
