"""A pack that Odoo refuses to make is the trouble of the goods in it, and of none behind them."""

import json
from dataclasses import dataclass, field, replace

import httpx
import pytest

from sync.core.envelope import sealed
from sync.core.lifecycle import Outcome
from tests.odoo.test_filing import JSON, Picky, outcomes, received


@dataclass
class Packing(Picky):
    """An Odoo where some packs cannot be made, or no packs can be seen."""

    bad: frozenset[str] = frozenset({"BAD"})
    hidden: bool = False
    packs: list[str] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        asked, body = request.url.path.removeprefix("/json/2/"), json.loads(request.content)
        if asked == "stock.package/search_read" and self.hidden:
            return refused("odoo.exceptions.AccessError")
        if asked == "stock.package/search_read":
            rows = [
                {"id": 90 + at, "name": name, "package_dest_id": False}
                for at, name in enumerate(self.packs)
            ]
            return httpx.Response(200, headers=JSON, text=json.dumps(rows))
        if asked == "stock.package/create":
            names = [one["name"] for one in body["vals_list"]]
            if self.hidden or self.bad & set(names):
                return refused("odoo.exceptions.ValidationError")
            self.packs += names
            return httpx.Response(200, headers=JSON, text=json.dumps([90]))
        return super().__call__(request)


def refused(name: str) -> httpx.Response:
    return httpx.Response(422, headers=JSON, text=json.dumps({"name": name, "message": "no"}))


@pytest.mark.parametrize(("hidden", "good"), [(False, Outcome.APPLIED), (True, Outcome.EXCEPTION)])
def test_only_what_names_the_refused_pack_is_parked(hidden: bool, good: Outcome):
    odoo = Packing(refused="", hidden=hidden)
    packed = [
        sealed(replace(one, deed=replace(one.deed, package=name)))
        for one, name in ((received(1), "BAD"), (received(2), "GOOD"))
    ]
    onto = received(3)
    onto = sealed(replace(onto, deed=replace(onto.deed, package="BOX", pallet="BAD")))
    said = outcomes(odoo, *packed, onto, received(4))
    assert said == [Outcome.EXCEPTION, good, good, Outcome.APPLIED]
    assert odoo.lots == (["LOT-4"] if hidden else ["LOT-2", "LOT-3", "LOT-4"])
