"""Log-in at a real Odoo: who is there, and each way it can fail, told apart."""

import asyncio

import pytest

from sync.erp.choose import Odoo, open_remote
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import Hello, PullRequest, Tier
from tests.rigs import seed
from tests.rigs.processes import free_port
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo


def hello(url: str, database: str, key: str) -> Hello | Failure:
    async def ask() -> Hello | Failure:
        remote = open_remote(Odoo(url, database, key))
        said = await remote.hello()
        await remote.close()
        return said

    return asyncio.run(ask())


def kind(said: object) -> FailureKind:
    assert isinstance(said, Failure), said
    assert "Traceback" not in said.detail
    return said.kind


def test_who_is_there(odoo: RunningOdoo):
    said = hello(odoo.url + "/", odoo.database, odoo.keys[seed.CLERK_BOTH])
    assert isinstance(said, Hello)
    assert said.tier is Tier.STOCK
    assert said.server.startswith("Odoo 19")
    assert seed.NORTH_COMPANY in {company.name for company in said.companies}
    assert {"WH", "NORTH"} <= {warehouse.code for warehouse in said.warehouses}
    alone = hello(odoo.url, odoo.database, odoo.api_key)
    assert isinstance(alone, Hello)
    assert [company.id for company in alone.companies] == [1]


def test_what_is_wrong(odoo: RunningOdoo):
    url, database, key = odoo.url, odoo.database, odoo.api_key
    assert kind(hello(url, database, key[:-1] + "x")) is FailureKind.KEY_REFUSED
    assert kind(hello(url, database, "")) is FailureKind.KEY_REFUSED
    assert kind(hello(url, database, "kéy\n")) is FailureKind.KEY_REFUSED
    assert kind(hello(url, "nowhere", key)) is FailureKind.DATABASE_MISSING
    assert kind(hello(url + "/odoo", database, key)) is FailureKind.NOT_AN_ERP
    nobody = f"http://127.0.0.1:{free_port()}"
    assert kind(hello(nobody, database, key)) is FailureKind.UNREACHABLE
    assert kind(hello("odoo.example", database, key)) is FailureKind.UNREACHABLE


def test_an_odoo_without_inventory(odoo_bare: RunningOdoo):
    said = hello(odoo_bare.url, odoo_bare.database, odoo_bare.api_key)
    assert kind(said) is FailureKind.INVENTORY_MISSING


def test_a_user_without_rights_and_a_company_of_others(odoo: RunningOdoo):
    person = odoo.person
    [user] = person.find("res.users", [["login", "=", seed.CLERK_NORTH]], ["id"])
    [group] = person.call(
        "ir.model.data",
        "search_read",
        domain=[["module", "=", "stock"], ["name", "=", "group_stock_user"]],
        fields=["res_id"],
    )
    change = {"group_ids": [[3, group["res_id"], 0]]}
    person.call("res.users", "write", ids=[user["id"]], vals=change)
    said = hello(odoo.url, odoo.database, odoo.keys[seed.CLERK_NORTH])
    assert kind(said) is FailureKind.NO_RIGHTS

    async def pull() -> object:
        remote = open_remote(Odoo(odoo.url, odoo.database, odoo.api_key))
        asked = PullRequest(device="T", epoch=1, companies=(1, 9), warehouses=(1,))
        said = await remote.pull(asked)
        await remote.close()
        return said

    assert kind(asyncio.run(pull())) is FailureKind.COMPANY_FORBIDDEN
