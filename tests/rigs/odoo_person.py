"""The office: reads and acts in a running Odoo, sharing no code with what is tested."""

from dataclasses import dataclass
from typing import Any

import httpx

CALL_SECONDS_MAX = 120


@dataclass(frozen=True)
class OdooRefused(Exception):
    """Odoo's answer was not a success."""

    status: int
    name: str
    message: str


@dataclass(frozen=True)
class Person:
    """One person's way into one database, by JSON-2."""

    url: str
    database: str
    key: str

    def ask(self, model: str, method: str, **named: Any) -> httpx.Response:
        """Send one call and give the raw answer."""
        headers = {"Authorization": f"bearer {self.key}", "X-Odoo-Database": self.database}
        return httpx.post(
            f"{self.url}/json/2/{model}/{method}",
            json=named,
            headers=headers,
            timeout=CALL_SECONDS_MAX,
            trust_env=False,
        )

    def call(self, model: str, method: str, **named: Any) -> Any:
        """Send one call and give its result; a refusal is raised."""
        answer = self.ask(model, method, **named)
        if answer.status_code == httpx.codes.OK:
            return answer.json()
        if "json" not in answer.headers.get("content-type", ""):
            raise OdooRefused(answer.status_code, "", answer.text)
        said = answer.json()
        raise OdooRefused(answer.status_code, said.get("name", ""), said.get("message", ""))

    def find(self, model: str, domain: list[Any], fields: list[str]) -> list[dict[str, Any]]:
        """Every matching record, oldest first; archived ones too."""
        found: list[dict[str, Any]] = self.call(
            model,
            "search_read",
            domain=domain,
            fields=fields,
            order="id",
            context={"active_test": False},
        )
        return found

    def receipts(self, order: str) -> list[dict[str, Any]]:
        """The receipts of a purchase order: the first and its backorders."""
        return self.find(
            "stock.picking",
            [["origin", "=", order]],
            ["name", "state", "backorder_id", "move_ids", "move_line_ids", "company_id"],
        )

    def product(self, code: str) -> int:
        """The id of an article by its own code."""
        found: int = self.find("product.product", [["default_code", "=", code]], ["id"])[0]["id"]
        return found

    def lines(self, receipt: int) -> list[dict[str, Any]]:
        """The move lines of a receipt, with article code, lot and bin by name."""
        fields = ["product_id", "quantity", "picked", "state", "lot_id", "lot_name"]
        return self.find(
            "stock.move.line",
            [["picking_id", "=", receipt]],
            [*fields, "location_dest_id", "expiration_date", "move_id"],
        )

    def stock(self, code: str) -> dict[tuple[str, str], float]:
        """What lies where inside the warehouses: (bin's full name, lot or "") to amount."""
        found = self.find(
            "stock.quant",
            [["product_id.default_code", "=", code], ["location_id.usage", "=", "internal"]],
            ["location_id", "lot_id", "quantity"],
        )
        amounts: dict[tuple[str, str], float] = {}
        for row in found:
            # What is in packs lies in the bin too.
            place = row["location_id"][1], row["lot_id"][1] if row["lot_id"] else ""
            amounts[place] = amounts.get(place, 0.0) + row["quantity"]
        return amounts

    def lots(self, code: str) -> dict[str, str | None]:
        """The lots of an article with their expiry as Odoo writes it (UTC), if any."""
        found = self.find(
            "stock.lot", [["product_id.default_code", "=", code]], ["name", "expiration_date"]
        )
        return {row["name"]: row["expiration_date"] or None for row in found}
