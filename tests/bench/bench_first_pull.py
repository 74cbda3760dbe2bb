"""Rows a second of the first pull, against a plain paginated search_read loop of the same data."""

import asyncio
from dataclasses import dataclass
from time import perf_counter

import httpx
import pytest

from sync.core.page import Page, Table
from sync.erp.choose import Odoo, open_remote
from sync.wire.messages import PAGE_ROWS_MAX, Hello, PullRequest
from sync.wire.remote import Remote
from tests.bench.figures import Figure, tell
from tests.rigs.running import RunningOdoo

FASTER_MIN = 3
WARM_UP_PAGES = 2

# What one would write first: every field the device needs, by offset, with Odoo's defaults.
PLAIN = {
    "res.company": ["name"],
    "stock.warehouse": ["name", "code", "company_id", "lot_stock_id"],
    "stock.location": [
        "name",
        "complete_name",
        "barcode",
        "usage",
        "active",
        "company_id",
        "warehouse_id",
        "location_id",
    ],
    "uom.uom": ["name", "factor", "rounding", "parent_path"],
    "product.product": [
        "name",
        "default_code",
        "barcode",
        "active",
        "tracking",
        "use_expiration_date",
        "uom_id",
        "company_id",
        "product_template_variant_value_ids",
    ],
    "product.uom": ["product_id", "uom_id", "barcode"],
    "stock.lot": ["name", "product_id", "company_id", "expiration_date"],
    "stock.quant": [
        "product_id",
        "location_id",
        "lot_id",
        "company_id",
        "quantity",
        "reserved_quantity",
    ],
    "stock.picking": [
        "name",
        "origin",
        "state",
        "scheduled_date",
        "company_id",
        "location_id",
        "location_dest_id",
        "backorder_id",
        "partner_id",
        "picking_type_id",
    ],
    "stock.move": ["picking_id", "product_id", "product_uom", "product_uom_qty", "sequence"],
    "stock.move.line": [
        "move_id",
        "quantity",
        "picked",
        "lot_id",
        "lot_name",
        "location_dest_id",
        "expiration_date",
    ],
}


@pytest.mark.bench
@pytest.mark.odoo
@pytest.mark.rows("first_pull")
def test_first_pull(large_odoo: RunningOdoo):
    # A little first, so that both find Odoo awake.
    asyncio.run(first_pull(large_odoo, Part(pages_max=WARM_UP_PAGES)))
    rows, seconds = asyncio.run(first_pull(large_odoo))
    plain_rows, plain_seconds = plain_loop(large_odoo)
    print(f"\nfirst pull: {rows} rows in {seconds:.2f} s")
    print(f"plain loop: {plain_rows} rows in {plain_seconds:.2f} s")
    ours_rate, plain_rate = rows / seconds, plain_rows / plain_seconds
    tell([Figure("first_pull", ours_rate, "rows/s", plain_rate, FASTER_MIN, least=True)])


@dataclass(frozen=True, slots=True)
class Part:
    """How much of a first pull, and by which way."""

    pages_max: int = 1_000
    url: str = ""


async def first_pull(odoo: RunningOdoo, part: Part = Part()) -> tuple[int, float]:
    """Rows and seconds, from the first page to the last; log-in comes before, in both."""
    remote = open_remote(Odoo(part.url or odoo.url, odoo.database, odoo.api_key))
    assert isinstance(await remote.hello(), Hello)
    began = perf_counter()
    rows = await pull_all(remote, part.pages_max)
    took = perf_counter() - began
    await remote.close()
    return rows, took


async def pull_all(remote: Remote, pages_max: int) -> int:
    rows, cursor = 0, ""
    for _ in range(pages_max):
        request = PullRequest(
            device="BENCH", epoch=1, companies=(1,), warehouses=(1,), cursor=cursor
        )
        page = await remote.pull(request)
        assert isinstance(page, Page), page
        rows += rows_of(page)
        cursor = page.to_cursor
        if not page.more:
            break
    return rows


def rows_of(page: Page) -> int:
    flat = sum(len(getattr(page, table)) for table in Table if table is not Table.DOCUMENTS)
    return flat + sum(1 + len(work.lines) for work in page.works)


def plain_loop(odoo: RunningOdoo, part: Part = Part()) -> tuple[int, float]:
    """Pages of the same size, one after the other, on one connection, not packed."""
    headers = {
        "Authorization": f"bearer {odoo.api_key}",
        "X-Odoo-Database": odoo.database,
        "Accept-Encoding": "identity",
    }
    url, began, rows = part.url or odoo.url, perf_counter(), 0
    with httpx.Client(base_url=url, headers=headers, timeout=120, trust_env=False) as client:
        for model, fields in PLAIN.items():
            offset, got = 0, PAGE_ROWS_MAX
            while got == PAGE_ROWS_MAX and offset < part.pages_max * PAGE_ROWS_MAX:
                body = {"domain": [], "fields": fields, "limit": PAGE_ROWS_MAX, "offset": offset}
                answer = client.post(f"/json/2/{model}/search_read", json=body)
                got = len(answer.raise_for_status().json())
                offset, rows = offset + got, rows + got
    return rows, perf_counter() - began
