"""Fetches records of one kind from Odoo: flat pages by id, joins beside them, whole documents."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sync.core.page import Table
from sync.erp.odoo.api import Api, Domain, Row
from sync.erp.odoo.marker import MARKS, Lane, Seqs, read_marker
from sync.erp.odoo.memory import Record
from sync.erp.odoo.session import Session
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.flat import Flat, Join, Joined, Range, Reading
from sync.erp.odoo.translate.order import FLATS
from sync.erp.odoo.translate.values import UNREADABLE
from sync.wire.failures import Failure

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Source:
    """One Odoo, asked by one person for the records of one range."""

    api: Api
    session: Session
    range: Range
    horizon: str

    @property
    def context(self) -> dict[str, Any]:
        """What every call is asked with: our companies only, archived records too."""
        return {
            "active_test": False,
            "allowed_company_ids": list(self.range.companies),
            "lang": self.session.language,
        }

    def domain(self, table: Table) -> Domain:
        """Which records of a table are in range."""
        if table is Table.DOCUMENTS:
            kept: Domain = ["|", ["state", "not in", list(document.CLOSED)]]
            return [*document.in_range(self.range), *kept, ["write_date", ">=", self.horizon]]
        return FLATS[table].range(self.range)

    async def search(self, model: str, named: dict[str, Any]) -> list[Row] | Failure:
        """Read flat rows: references stay numbers, which is what makes it fast."""
        asked = {"context": self.context, "load": "", **named}
        said = await self.api.read(model, "search_read", asked)
        return said if isinstance(said, Failure) else list(said.value)


def model_of(table: Table) -> str:
    """Name Odoo's model of a table."""
    return document.MODEL if table is Table.DOCUMENTS else FLATS[table].model


async def flat_rows(
    source: Source, table: Table, domain: Domain, limit: int
) -> list[Record] | Failure:
    """Fetch records of a flat table, lowest ids first."""
    flat = FLATS[table]
    extra = () if flat.joins else extra_fields(source, flat)
    named = {
        "domain": [*source.domain(table), *domain],
        "fields": [*flat.fields, *extra],
        "order": "id",
        "limit": limit,
    }
    rows = await source.search(flat.model, named)
    if isinstance(rows, Failure):
        return rows
    joined: dict[str, dict[int, Row]] = {}
    for join in flat.joins:
        found = await _join(source, flat, join, rows)
        if isinstance(found, Failure):
            return found
        joined[join.model] = {row["id"]: row for row in found}
    reading = reading_of(source, joined)
    return await source.api.http.aside(lambda: [flat.read(row, reading) for row in rows])


def reading_of(source: Source, joined: Joined) -> Reading:
    """What the rows of a table are read with."""
    ledger = source.session.ledger
    if ledger is None:
        return Reading(joined, source.session.zone)
    return Reading(joined, source.session.zone, ledger.suspense, ledger.holds)


def extra_fields(source: Source, flat: Flat) -> tuple[str, ...]:
    """Name the fields that this Odoo has because of what is installed in it."""
    session = source.session
    return flat.extra(has_expiry=session.has_expiry, has_checks=session.has_checks)


async def _join(source: Source, flat: Flat, join: Join, rows: Sequence[Row]) -> list[Row] | Failure:
    wanted = referred(rows, join.by) if join.by else None
    if not rows or wanted == []:
        return []
    extra = extra_fields(source, flat) if join is flat.joins[0] else ()
    domain = [] if wanted is None else [["id", "in", wanted]]
    named = {"domain": domain, "fields": [*join.fields, *extra], "order": "id"}
    return await source.search(join.model, named)


def referred(rows: Sequence[Row], by: str) -> list[int]:
    """Name the records that rows refer to in a field."""
    found: set[int] = set()
    for row in rows:
        value = row[by]
        found.update(value if isinstance(value, list) else (value,))
    return sorted(found)


def specification(source: Source) -> dict[str, Any]:
    """Say what of a document is asked for here."""
    session = source.session
    return document.specification(
        has_expiry=session.has_expiry,
        has_checks=session.has_checks,
        batch_field=session.batch_field,
        reference=session.reference,
    )


async def documents(source: Source, ids: Sequence[int]) -> list[Record] | Failure:
    """Fetch whole documents; those no longer in range are left out."""
    if not ids:
        return []
    named = {
        "context": source.context,
        "domain": [["id", "in", list(ids)], *document.in_range(source.range)],
        "specification": specification(source),
        "order": "id",
    }
    said = await source.api.read(document.MODEL, "web_search_read", named)
    if isinstance(said, Failure):
        return said
    reading, rows = Reading({}, source.session.zone), said.value["records"]
    return await source.api.http.aside(lambda: list(_works(rows, reading)))


def _works(rows: Iterable[Row], reading: Reading) -> Iterator[Record]:
    for row in rows:
        try:
            yield document.read_work(row, reading)
        except UNREADABLE:
            # One document that makes no sense must not keep all the others from the device.
            _log.exception("%s %s cannot be read", document.MODEL, row.get("id"))


async def document_ids(source: Source, since: str, after: int, limit: int) -> list[int] | Failure:
    """Find documents after an id that are in range, or (with `since`) that changed in any part."""
    beyond: Domain = [["id", ">", after]]
    if not since:
        domain = [*source.domain(Table.DOCUMENTS), *beyond]
        return await _ids(source, document.MODEL, domain, limit)
    changed: Domain = [["write_date", ">=", since]]
    heads = await _ids(
        source, document.MODEL, [*document.in_range(source.range), *changed, *beyond], limit
    )
    if isinstance(heads, Failure):
        return heads
    found = set(heads)
    # Neither a move's nor a line's change is seen on its picking, so both are asked for.
    for model in ("stock.move", "stock.move.line"):
        parts = await _parents(source, model, [*changed, ["picking_id", ">", after]])
        if isinstance(parts, Failure):
            return parts
        found.update(parts)
    return sorted(found)[:limit]


async def _parents(source: Source, model: str, domain: Domain) -> Iterable[int] | Failure:
    whole = [*document.in_range(source.range, "picking_id."), *domain]
    rows = await source.search(model, {"domain": whole, "fields": ["picking_id"], "order": "id"})
    return rows if isinstance(rows, Failure) else {row["picking_id"] for row in rows}


async def lane_numbers(source: Source, ids: Sequence[int], lane: Lane) -> dict[int, Seqs] | Failure:
    """Read which operations of one device are in documents. Ask only after reading those."""
    if not ids:
        return {}
    domain = [["model", "=", document.MODEL], ["res_id", "in", list(ids)]]
    named = {"domain": [*domain, ["message_id", "=like", MARKS]], "fields": ["res_id", "body"]}
    notes = await source.search("mail.message", named)
    if isinstance(notes, Failure):
        return notes
    found: dict[int, Seqs] = {}
    for note in notes:
        seqs = read_marker(note["body"]).filed.get(lane, frozenset())
        found[note["res_id"]] = found.get(note["res_id"], frozenset()) | seqs
    return found


async def _ids(source: Source, model: str, domain: Domain, limit: int) -> list[int] | Failure:
    named = {"context": source.context, "domain": domain, "order": "id", "limit": limit}
    said = await source.api.read(model, "search", named)
    return said if isinstance(said, Failure) else list(said.value)


async def all_ids(source: Source, table: Table) -> set[int] | Failure:
    """Fetch the ids of all records of a table that are in range."""
    named = {"context": source.context, "domain": source.domain(table)}
    said = await source.api.read(model_of(table), "search", named)
    return said if isinstance(said, Failure) else set(said.value)
