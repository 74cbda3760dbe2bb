"""The scene of an attack: receipts made by the office, before anything goes wrong."""

from dataclasses import dataclass
from typing import Any

from sync.core.records import Tracking
from tests.faults.work import Article, Receipt
from tests.rigs import seed
from tests.rigs.running import RunningOdoo

ARTICLES = (seed.DRILL, seed.PAINT, seed.YOGHURT, seed.CAMERA)
DEMANDS = (100_000, 50, 100_000, 3)
"""Some more than will come, some less: with rests that stay open, and without."""
BINS = 2
RECEIPTS_A_CALL = 50


@dataclass(frozen=True)
class Site:
    """Where it happens: ids of Odoo."""

    company: int
    warehouse: int
    kind: int
    source: int
    target: int
    bins: tuple[int, ...]


def site_of(odoo: RunningOdoo) -> Site:
    """Find the scene."""
    office = odoo.person
    [warehouse] = office.find(
        "stock.warehouse", [["code", "=", seed.WAREHOUSE], ["company_id", "=", 1]], ["in_type_id"]
    )
    [kind] = office.find(
        "stock.picking.type",
        [["id", "=", warehouse["in_type_id"][0]]],
        ["default_location_src_id", "default_location_dest_id"],
    )
    bins = office.find("stock.location", [["barcode", "in", seed.bin_names()[:BINS]]], ["id"])
    return Site(
        company=1,
        warehouse=warehouse["id"],
        kind=kind["id"],
        source=kind["default_location_src_id"][0],
        target=kind["default_location_dest_id"][0],
        bins=tuple(row["id"] for row in bins),
    )


def make_receipts(odoo: RunningOdoo, site: Site, count: int) -> list[Receipt]:
    """Announce goods, ready to be received."""
    office = odoo.person
    products = {
        row["default_code"]: row
        for row in office.find(
            "product.product",
            [["default_code", "in", [one.code for one in ARTICLES]]],
            ["default_code", "uom_id", "tracking", "use_expiration_date"],
        )
    }
    places = {"location_id": site.source, "location_dest_id": site.target}
    moves = [
        [0, 0, {**places, "product_id": products[article.code]["id"],
                "product_uom": products[article.code]["uom_id"][0], "product_uom_qty": demand}]
        for article, demand in zip(ARTICLES, DEMANDS, strict=True)
    ]  # fmt: skip
    head = {"picking_type_id": site.kind, "origin": "FAULTS", **places, "move_ids": moves}
    made: list[Receipt] = []
    for begin in range(0, count, RECEIPTS_A_CALL):
        some = min(RECEIPTS_A_CALL, count - begin)
        ids = office.call("stock.picking", "create", vals_list=[head] * some)
        office.call("stock.picking", "action_confirm", ids=ids)
        made += _receipts(odoo, ids, {row["id"]: row for row in products.values()})
    return made


def _receipts(odoo: RunningOdoo, ids: list[int], products: dict[int, Any]) -> list[Receipt]:
    moves = odoo.person.find(
        "stock.move", [["picking_id", "in", ids]], ["picking_id", "product_id"]
    )
    names = {row["picking_id"][0]: row["picking_id"][1] for row in moves}
    lines: dict[int, list[Article]] = {id: [] for id in ids}
    for row in moves:
        product = products[row["product_id"][0]]
        lines[row["picking_id"][0]].append(
            Article(
                row["id"],
                product["id"],
                Tracking(product["tracking"]),
                bool(product["use_expiration_date"]),
            )
        )
    return [Receipt(id, names[id], tuple(found)) for id, found in lines.items()]
