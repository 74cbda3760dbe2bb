"""Rules for checks in a group of companies: one company's never arises on another's goods."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile

import pytest

from sync.core.check_rules import When, read_rule
from sync.core.checking import applies, due_of
from sync.core.page import Table
from sync.core.quality import CheckRule
from sync.core.records import DocumentKind, Product, Warehouse, Work
from sync.erp.choose import open_remote
from sync.erp.training.books import Books, Owner
from sync.erp.training.opening import FILE_NAME
from tests.contract.conftest import RIG
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.odoo_erp import odoo_erp
from tests.contract.test_companies import _at, _door, _north
from tests.contract.training_erp import training_erp
from tests.rigs import seed
from tests.rigs.running import RunningOdoo

WHATEVER = When()
"""Whatever the goods: what tells is only whose they are."""


@dataclass(frozen=True)
class Group:
    """A device in each of two companies, and the rules that were made: theirs, and everybody's."""

    south: Device
    north: Device
    rules: dict[str, int]


@pytest.fixture(params=[pytest.param("training"), pytest.param("addon", marks=RIG)])
def group(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Group]:
    if request.param == "training":
        copyfile(request.getfixturevalue("training_template"), tmp_path / FILE_NAME)
        with training_erp(tmp_path) as erp, asyncio.Runner() as runner:
            yield _of_training(erp, runner)
            runner.run(erp.remote.close())
        return
    odoo: RunningOdoo = request.getfixturevalue("odoo_addon")
    with odoo_erp(odoo) as erp, asyncio.Runner() as runner:
        own = replace(_north(odoo, erp), remote=open_remote(_door(odoo, seed.CLERK_NORTH)))
        rules = {
            name: odoo.person.call(
                "stockhand.check.rule",
                "create",
                vals_list=[{"name": name, "company_id": company, "can_scrap": True}],
            )[0]
            for name, company in (
                ("south", erp.scope.company),
                ("north", own.scope.company),
                ("both", False),
            )
        }
        yield Group(_at(erp, runner), replace(_at(own, runner), name="NORTH2"), rules)
        runner.run(own.remote.close())
        runner.run(erp.remote.close())


def _of_training(erp: Erp, runner: asyncio.Runner) -> Group:
    books: Books = erp.remote.books  # type: ignore[attr-defined]
    other = books.first(Warehouse, "company <> ?", (erp.scope.company,))
    assert other is not None
    first = books.find(CheckRule, "1")[0]
    made = {
        name: CheckRule(books.next_number("test/rules") + 9_000, company, first.definition)
        for name, company in (
            ("south", erp.scope.company), ("north", other.company), ("both", None),
        )
    }  # fmt: skip
    with books.file.transaction():
        books.put((one, Owner(one.company)) for one in made.values())
    own = replace(erp, scope=replace(erp.scope, company=other.company, warehouse=other.id))
    ids = {name: one.id for name, one in made.items()}
    return Group(_at(erp, runner), replace(_at(own, runner), name="NORTH2"), ids)


def arising(device: Device, ids: dict[str, int]) -> set[str]:
    """The names of those rules that are about some goods of some receipt of a device's company."""
    device.pull()
    named = {id: name for name, id in ids.items()}
    rules = {
        one.id: replace(read_rule(one), when=WHATEVER)
        for one in device.mirror[Table.CHECK_RULES].values()
        if one.id in named
    }
    works: list[Work] = list(device.mirror[Table.DOCUMENTS].values())
    products: dict[int, Product] = device.mirror[Table.PRODUCTS]
    own = [one for one in works if one.document.company == device.erp.scope.company]
    receipts = [one for one in own if one.document.kind is DocumentKind.RECEIPT]
    assert receipts
    return {
        named[id]
        for id, rule in rules.items()
        for work in receipts
        for line in work.lines
        if applies(rule, work.document, products[line.product], is_first=True)
    }


def test_a_rule_of_one_company_is_none_for_the_goods_of_the_other(group: Group):
    for device, own in ((group.south, "south"), (group.north, "north")):
        if not any(
            work.document.kind is DocumentKind.RECEIPT
            for work in device.mirror[Table.DOCUMENTS].values()
        ):
            device.erp.office.make_receipt([(device.erp.goods.plain, "3")])
        assert arising(device, group.rules) == {own, "both"}


def test_even_where_a_device_was_told_of_it(group: Group):
    """One that knew both companies, and works for the other now."""
    rules = {**group.south.mirror[Table.CHECK_RULES], **group.north.mirror[Table.CHECK_RULES]}
    foreign = replace(read_rule(rules[group.rules["north"]]), when=WHATEVER)
    works: list[Work] = list(group.south.mirror[Table.DOCUMENTS].values())
    products: dict[int, Product] = group.south.mirror[Table.PRODUCTS]
    for work in works:
        for line in work.lines:
            product = replace(products[line.product], needs_check=False)
            assert not due_of(work.document, line, product, [foreign], is_first=True)
