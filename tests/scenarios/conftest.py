"""A real Odoo with its office, and a handheld that is about to lose the network."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from sync.core.slices import Scope
from sync.erp.choose import Odoo
from tests.contract.erps import Erp
from tests.contract.odoo_erp import OdooOffice, odoo_erp
from tests.rigs import seed
from tests.rigs.odoo_person import Person
from tests.rigs.running import RunningOdoo


@dataclass(frozen=True)
class Scene:
    """One Odoo: the office that acts in it by JSON-2, and what stands in its books."""

    odoo: RunningOdoo
    erp: Erp
    office: OdooOffice

    @property
    def person(self) -> Person:
        return self.odoo.person

    @property
    def name(self) -> str:
        """The office, by the name it has in Odoo."""
        [row] = self.person.find("res.users", [["login", "=", seed.OFFICE]], ["name"])
        name: str = row["name"]
        return name

    def id(self, model: str, **named: Any) -> int:
        """The one record with these values."""
        domain = [[name, "=", value] for name, value in named.items()]
        [row] = self.person.find(model, domain, ["id"])
        found: int = row["id"]
        return found

    def write(self, model: str, id: int, **vals: Any) -> None:
        self.person.call(model, "write", ids=[id], vals=vals)

    def picking(self, name: str) -> int:
        return self.id("stock.picking", name=name, company_id=self.erp.scope.company)

    def stock(self, code: str, lot: str | None = None) -> dict[str, float]:
        """How much of an article (and lot) lies in which bin."""
        there = self.person.stock(code)
        return {bin: amount for (bin, name), amount in there.items() if name == (lot or "")}

    def way_in(self, login: str = seed.CLERK) -> Odoo:
        return Odoo(self.odoo.url, self.odoo.database, self.odoo.keys[login])


@pytest.fixture
def scene(odoo: RunningOdoo) -> Iterator[Scene]:
    with odoo_erp(odoo) as erp:
        assert isinstance(erp.office, OdooOffice)
        yield Scene(odoo, erp, erp.office)


@pytest.fixture
def home(scene: Scene) -> Scope:
    """The scope that the clerk works in."""
    return Scope(scene.erp.scope.company, scene.erp.scope.warehouse)
