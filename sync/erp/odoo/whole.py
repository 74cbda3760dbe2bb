"""Reads the records of a part of a table at a moment, to sum them up: by columns, where it can."""

from collections.abc import Mapping, Sequence
from typing import Any

from sync.core.page import Table
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.fetch import (
    Source,
    documents,
    extra_fields,
    flat_rows,
    model_of,
    reading_of,
    referred,
)
from sync.erp.odoo.looks import Look
from sync.erp.odoo.memory import Record, record_id
from sync.erp.odoo.translate.order import FLATS
from sync.wire.failures import Failure

ROWS_AT_ONCE = 10_000
"""An answer with so many is read in a few hundredths of a second."""
DOCUMENTS_AT_ONCE = 100

BY_COLUMNS: Mapping[Table, tuple[str, ...]] = {
    Table.LOCATIONS: (),
    Table.PRODUCTS: ("product_template_variant_value_ids",),
    Table.STOCK: (),
}
"""Large tables whose fields are plain columns, and the fields that are not: those are asked for
by row. One row of arrays costs Odoo a tenth of what as many rows cost it."""


async def all_records(source: Source, look: Look) -> list[Record] | Failure:
    """Read every record of what is looked at that is in range."""
    table = look.table
    if table is Table.DOCUMENTS:
        return await _all_documents(source, look.within)
    if table in BY_COLUMNS:
        return await _by_columns(source, look)
    found: list[Record] = []
    after = 0
    while True:
        within = [*look.within, ["id", ">", after]]
        rows = await flat_rows(source, table, within, ROWS_AT_ONCE)
        if isinstance(rows, Failure):
            return rows
        found += rows
        if len(rows) < ROWS_AT_ONCE:
            return found
        after = record_id(rows[-1])


async def _all_documents(source: Source, within: Domain) -> list[Record] | Failure:
    domain = [*source.domain(Table.DOCUMENTS), *within]
    named = {"context": source.context, "domain": domain, "order": "id"}
    said = await source.api.read(model_of(Table.DOCUMENTS), "search", named)
    if isinstance(said, Failure):
        return said
    ids: list[int] = list(said.value)
    found: list[Record] = []
    for start in range(0, len(ids), DOCUMENTS_AT_ONCE):
        works = await documents(source, ids[start : start + DOCUMENTS_AT_ONCE])
        if isinstance(works, Failure):
            return works
        found += works
    return found


async def _by_columns(source: Source, look: Look) -> list[Record] | Failure:
    flat = FLATS[look.table]
    domain = [*source.domain(look.table), *look.within]
    rows = await _columns(source, flat.model, domain, (flat.fields, BY_COLUMNS[look.table]))
    if isinstance(rows, Failure):
        return rows
    joined: dict[str, Mapping[int, Row]] = {}
    for join in flat.joins:
        extra = extra_fields(source, flat) if join is flat.joins[0] else ()
        # Of a part only what it refers to: what is joined may be as large as the table.
        wanted = referred(rows, join.by) if join.by and not look.is_whole else None
        only = [] if wanted is None else [["id", "in", wanted]]
        found = await _columns(source, join.model, only, ((*join.fields, *extra), ()))
        if isinstance(found, Failure):
            return found
        joined[join.model] = {row["id"]: row for row in found}
    reading = reading_of(source, joined)
    return await source.api.http.aside(lambda: [flat.read(row, reading) for row in rows])


async def _columns(
    source: Source, model: str, domain: Domain, fields: tuple[Sequence[str], Sequence[str]]
) -> list[Row] | Failure:
    """Read rows as arrays, in the order of ids, some thousands at once; `fields[1]` by row."""
    wanted, by_row = fields
    plain = ["id", *(name for name in wanted if name not in by_row)]
    ids = await _arrays(source, model, domain, ["id"])
    if isinstance(ids, Failure):
        return ids
    rows: list[dict[str, Any]] = []
    for start in range(0, len(ids[0]), ROWS_AT_ONCE):
        part = ids[0][start : start + ROWS_AT_ONCE]
        within = [*domain, ["id", ">=", part[0]], ["id", "<=", part[-1]]]
        columns = await _arrays(source, model, within, plain)
        if isinstance(columns, Failure):
            return columns
        rows += [dict(zip(plain, values, strict=True)) for values in zip(*columns, strict=True)]
    for name in by_row:
        filled = await source.search(
            model, {"domain": [*domain, [name, "!=", False]], "fields": [name], "order": "id"}
        )
        if isinstance(filled, Failure):
            return filled
        values_of = {row["id"]: row[name] for row in filled}
        for row in rows:
            row[name] = values_of.get(row["id"], [])
    return list(rows)


async def _arrays(
    source: Source, model: str, domain: Domain, names: Sequence[str]
) -> list[list[Any]] | Failure:
    named = {
        "context": source.context,
        "domain": domain,
        "groupby": [],
        "aggregates": [f"{name}:array_agg" for name in names],
    }
    said = await source.api.read(model, "formatted_read_group", named)
    if isinstance(said, Failure):
        return said
    return [said.value[0][f"{name}:array_agg"] or [] for name in names]
