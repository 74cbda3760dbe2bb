"""A real Odoo 19 under the contract: a fresh database, and an office with a client of its own."""

from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sync.core.records import DocumentState
from sync.erp.choose import Odoo, open_remote
from tests.contract.erps import Erp, Goods, Lines, Scope
from tests.rigs import seed
from tests.rigs.odoo_person import Person
from tests.rigs.running import RunningOdoo

QUIET = {"skip_backorder": True, "skip_sms": True, "skip_expired": True}
STATES = {
    "draft": DocumentState.DRAFT,
    "waiting": DocumentState.WAITING,
    "confirmed": DocumentState.WAITING,
    "assigned": DocumentState.READY,
    "done": DocumentState.DONE,
    "cancel": DocumentState.CANCELLED,
}


@dataclass(frozen=True)
class OdooOffice:
    """The administrator, who does it as one does it in Odoo."""

    person: Person
    warehouse: dict[str, Any]

    def make_receipt(self, lines: Lines, origin: str = "PO-TEST") -> str:
        kind = self._one("stock.picking.type", [["id", "=", self.warehouse["in_type_id"][0]]])
        places = {
            "location_id": kind["default_location_src_id"][0],
            "location_dest_id": kind["default_location_dest_id"][0],
        }
        head = {"picking_type_id": kind["id"], "origin": origin, **places}
        moves = [[0, 0, self._move(code, amount) | places] for code, amount in lines]
        [id] = self.person.call("stock.picking", "create", vals_list=[{**head, "move_ids": moves}])
        self.person.call("stock.picking", "action_confirm", ids=[id])
        name: str = self._one("stock.picking", [["id", "=", id]])["name"]
        return name

    def announce(self, name: str, code: str, pack: str) -> None:
        product = self.person.product(code)
        domain = [["picking_id", "=", self._id(name)], ["product_id", "=", product]]
        lines = [row["id"] for row in self.person.find("stock.move.line", domain, ["id"])]
        assert lines, "Odoo proposes what is ordered"
        [made] = self.person.call("stock.package", "create", vals_list=[{"name": pack}])
        vals = {"result_package_id": made}
        self.person.call("stock.move.line", "write", ids=lines, vals=vals)

    def call(self, code: str, number: str) -> None:
        article = [["default_code", "=", code]]
        [row] = self.person.find("product.product", article, ["product_tmpl_id"])
        supplier = self.person.find("res.partner", [["is_company", "=", True]], ["id"])[0]
        vals = {"product_tmpl_id": row["product_tmpl_id"][0], "product_code": number}
        vals |= {"partner_id": supplier["id"]}
        self.person.call("product.supplierinfo", "create", vals_list=[vals])

    def put(self, code: str, bin: str, amount: str, lot: str | None = None) -> None:
        product, place = self.person.product(code), self._one(*_named(bin))["id"]
        goods = {"product_id": product, "location_id": place}
        if lot:
            goods["lot_id"] = self._lot(product, lot)
        domain = [[name, "=", value] for name, value in goods.items()]
        lying = sum(
            row["quantity"] for row in self.person.find("stock.quant", domain, ["quantity"])
        )
        counted = {"inventory_quantity": lying + float(amount)}
        context = {"inventory_mode": True}
        quants = self.person.call(
            "stock.quant", "create", vals_list=[{**goods, **counted}], context=context
        )
        self.person.call("stock.quant", "action_apply_inventory", ids=quants, context=context)

    def make_transfer(self, lines: Lines, bin: str) -> str:
        return self._ask("int_type_id", lines, self._one(*_named(bin))["id"])

    def make_delivery(self, lines: Lines) -> str:
        domain = [["usage", "=", "customer"], ["company_id", "=", False]]
        customers = self.person.find("stock.location", domain, ["id"])[0]["id"]
        return self._ask("out_type_id", lines, customers)

    def _ask(self, kind: str, lines: Lines, target: int) -> str:
        places = {"location_id": self.warehouse["lot_stock_id"][0], "location_dest_id": target}
        head = {"picking_type_id": self.warehouse[kind][0], **places}
        moves = [[0, 0, {**self._move(code, amount), **places}] for code, amount in lines]
        made = self.person.call("stock.picking", "create", vals_list=[{**head, "move_ids": moves}])
        for step in ("action_confirm", "action_assign"):
            self.person.call("stock.picking", step, ids=made)
        [row] = self.person.find("stock.picking", [["id", "in", made]], ["name"])
        name: str = row["name"]
        return name

    def batch(self, *names: str) -> str:
        pickings = [[4, self._id(name)] for name in names]
        made = self.person.call(
            "stock.picking.batch", "create", vals_list=[{"picking_ids": pickings}]
        )
        self.person.call("stock.picking.batch", "action_confirm", ids=made)
        return str(self._one("stock.picking.batch", [["id", "in", made]])["name"])

    def take_in_by(self, steps: int) -> tuple[str, ...]:
        words = {1: "one_step", 2: "two_steps", 3: "three_steps"}
        vals = {"reception_steps": words[steps]}
        self.person.call("stock.warehouse", "write", ids=[self.warehouse["id"]], vals=vals)
        names = ("wh_input_stock_loc_id", "wh_qc_stock_loc_id", "lot_stock_id")
        kept = {1: names[2:], 2: (names[0], names[2]), 3: names}[steps]
        [row] = self.person.find("stock.warehouse", [["id", "=", self.warehouse["id"]]], [*kept])
        return tuple(row[name][1] for name in kept)

    def after(self, name: str) -> list[str]:
        domain = [["move_ids.move_orig_ids.picking_id", "=", self._id(name)]]
        return [row["name"] for row in self.person.find("stock.picking", domain, ["name"])]

    def reserved(self, code: str, bin: str, lot: str | None = None) -> Decimal:
        domain = [
            ["product_id.default_code", "=", code],
            ["location_id.complete_name", "=", bin],
            ["lot_id.name", "=", lot] if lot else ["lot_id", "=", False],
        ]
        rows = self.person.find("stock.quant", domain, ["reserved_quantity"])
        return _exact(sum(row["reserved_quantity"] for row in rows))

    def _lot(self, product: int, name: str) -> int:
        domain = [["product_id", "=", product], ["name", "=", name]]
        found = self.person.find("stock.lot", domain, ["id"])
        if found:
            known: int = found[0]["id"]
            return known
        company = self.warehouse["company_id"][0]
        vals = {"product_id": product, "name": name, "company_id": company}
        made: int = self.person.call("stock.lot", "create", vals_list=[vals])[0]
        return made

    def returned(self, name: str) -> dict[str, Decimal]:
        sent = ["origin_returned_move_id.picking_id", "=", self._id(name)]
        domain = [sent, ["state", "=", "done"]]
        moves = self.person.find("stock.move", domain, ["product_id", "quantity"])
        return {self._code(row): _exact(row["quantity"]) for row in moves}

    def scrapped(self, code: str) -> dict[tuple[str, str], Decimal]:
        domain = [
            ["product_id.default_code", "=", code],
            ["state", "=", "done"],
            ["location_dest_id.usage", "=", "inventory"],
        ]
        lines = self.person.find("stock.move.line", domain, ["lot_id", "quantity", "picking_id"])
        found: dict[tuple[str, str], Decimal] = {}
        for row in lines:
            [picking] = self.person.find(
                "stock.picking", [["id", "=", row["picking_id"][0]]], ["origin"]
            )
            reason = picking["origin"].rpartition("[")[2].rstrip("]").split()[-1]
            key = (row["lot_id"][1] if row["lot_id"] else "", reason)
            found[key] = found.get(key, Decimal(0)) + _exact(row["quantity"])
        return found

    def number_packs(self, prefix: str) -> None:
        vals = {"stockhand_pack_prefix": prefix}
        self.person.call("stock.warehouse", "write", ids=[self.warehouse["id"]], vals=vals)

    def cancel(self, name: str) -> None:
        self.person.call("stock.picking", "action_cancel", ids=[self._id(name)])

    def remove(self, name: str) -> None:
        self.person.call("stock.picking", "unlink", ids=[self._id(name)])

    def validate(self, name: str) -> None:
        ids = [self._id(name)]
        assert self.person.call("stock.picking", "button_validate", ids=ids, context=QUIET) is True

    def state(self, name: str) -> DocumentState:
        return STATES[self._one("stock.picking", [["name", "=", name]])["state"]]

    def demands(self, name: str) -> dict[str, Decimal]:
        moves = self.person.find(
            "stock.move",
            [["picking_id", "=", self._id(name)], ["state", "!=", "cancel"]],
            ["product_id", "product_uom_qty"],
        )
        return {self._code(row): _exact(row["product_uom_qty"]) for row in moves}

    def backorders(self, name: str) -> list[str]:
        domain = [["backorder_id", "=", self._id(name)]]
        return [row["name"] for row in self.person.find("stock.picking", domain, ["name"])]

    def stock(self, code: str, bin: str, lot: str | None = None) -> Decimal:
        amounts = self.person.stock(code)
        return _exact(amounts.get((bin, lot or ""), 0))

    def pallet_of(self, package: str) -> str | None:
        """The pallet that a pack in stock stands on; of one name there is one pack."""
        [row] = self.person.find(
            "stock.package", [["name", "=", package]], ["parent_package_id", "location_id"]
        )
        assert row["location_id"], "the pack is nowhere"
        return row["parent_package_id"][1] if row["parent_package_id"] else None

    def pack_type(self, name: str, barcode: str, most: str) -> None:
        vals = {"name": name, "barcode": barcode, "max_weight": float(most), "base_weight": 0.5}
        self.person.call("stock.package.type", "create", vals_list=[vals])

    def pack(self, name: str) -> tuple[str, Decimal]:
        fields = ["package_type_id", "shipping_weight"]
        [row] = self.person.find("stock.package", [["name", "=", name]], fields)
        kind = row["package_type_id"]
        return kind[1] if kind else "", _exact(row["shipping_weight"])

    def told(self, name: str) -> str:
        """All that the chatter of a receipt says."""
        about = [["model", "=", "stock.picking"], ["res_id", "=", self._id(name)]]
        return " ".join(row["body"] for row in self.person.find("mail.message", about, ["body"]))

    def picture(self, digest: str) -> bytes:
        data = [row["datas"] for row in self._attached(digest)]
        return b64decode(data[0]) if data else b""

    def pictured(self, digest: str) -> int:
        return len(self._attached(digest))

    def _attached(self, digest: str) -> list[dict[str, Any]]:
        shown_on = ["stockhand.check", "stock.picking"]
        about = [["res_model", "in", shown_on], ["name", "=like", f"{digest[:12]}.%"]]
        return self.person.find("ir.attachment", about, ["datas", "res_id"])

    def lots(self, code: str) -> dict[str, date | None]:
        return {
            name: datetime.fromisoformat(day).date() if day else None
            for name, day in self.person.lots(code).items()
        }

    def _one(self, model: str, domain: list[Any]) -> dict[str, Any]:
        [row] = self.person.find(model, domain, [])
        return row

    def _id(self, name: str) -> int:
        company = ["company_id", "=", self.warehouse["company_id"][0]]
        [row] = self.person.find("stock.picking", [["name", "=", name], company], ["id"])
        id: int = row["id"]
        return id

    def _code(self, row: dict[str, Any]) -> str:
        [found] = self.person.find(
            "product.product", [["id", "=", row["product_id"][0]]], ["default_code"]
        )
        code: str = found["default_code"]
        return code

    def _move(self, code: str, amount: str) -> dict[str, Any]:
        product = self.person.find(
            "product.product", [["default_code", "=", code]], ["uom_id", "name"]
        )[0]
        return {
            "product_id": product["id"],
            "product_uom": product["uom_id"][0],
            "product_uom_qty": float(amount),
        }


@contextmanager
def odoo_erp(odoo: RunningOdoo) -> Iterator[Erp]:
    """The seeded Odoo of the rig, by the plain stock user of its first company."""
    office = odoo.person
    [warehouse] = office.find(
        "stock.warehouse",
        [["code", "=", seed.WAREHOUSE], ["company_id", "=", 1]],
        ["company_id", "in_type_id", "int_type_id", "out_type_id", "lot_stock_id"],
    )
    foreign = office.find("stock.picking", [["company_id.name", "=", seed.NORTH_COMPANY]], ["name"])
    assert seed.GLOVES.box
    yield Erp(
        remote=open_remote(Odoo(odoo.url, odoo.database, odoo.api_key)),
        office=OdooOffice(office, warehouse),
        goods=Goods(
            plain=seed.DRILL.code,
            other=seed.LADDER.code,
            boxed=seed.GLOVES.code,
            box_barcode=seed.GLOVES.box.gtin,
            box_quantity=Decimal(seed.GLOVES.box.units),
            weighed=seed.CEMENT.code,
            lot=seed.PAINT.code,
            fresh=seed.YOGHURT.code,
            serial=seed.CAMERA.code,
        ),
        scope=Scope(
            company=warehouse["company_id"][0],
            warehouse=warehouse["id"],
            bin="WH/Stock/A/A-01/A-01-01",
            other_bin="WH/Stock/B/B-02/B-02-04",
            foreign=tuple(row["name"] for row in foreign),
        ),
        today=datetime.now(UTC).date(),
    )


def _named(bin: str) -> tuple[str, list[Any]]:
    return "stock.location", [["complete_name", "=", bin]]


def _exact(amount: float) -> Decimal:
    return Decimal(str(amount)).normalize() + Decimal(0)
