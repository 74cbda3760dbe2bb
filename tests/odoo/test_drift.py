"""What stock Odoo tells nobody: rows changed by SQL, rows that went, and how they are found."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.page import Table
from sync.core.problems import Problem
from sync.erp.choose import Odoo, open_remote
from sync.erp.odoo import looks
from sync.erp.odoo.translate.values import STAMP, moment
from sync.wire.failures import Failure
from sync.wire.messages import PushReply, PushRequest
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.odoo_erp import odoo_erp
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo


@pytest.fixture
def erp(odoo: RunningOdoo) -> Iterator[Erp]:
    with odoo_erp(odoo) as erp:
        yield erp


@pytest.fixture
def device(erp: Erp) -> Iterator[Device]:
    with asyncio.Runner() as runner:
        device = Device(erp, runner)
        device.pull()
        yield device
        runner.run(device.erp.remote.close())


def restarted(device: Device, odoo: RunningOdoo) -> Device:
    """The same device after the app was closed and opened: nothing is remembered in between."""
    device.runner.run(device.erp.remote.close())
    remote = open_remote(Odoo(odoo.url, odoo.database, odoo.api_key))
    device.erp = replace(device.erp, remote=remote)
    return device


def sql(odoo: RunningOdoo, statement: str) -> None:
    odoo.site.postgres.sql(statement, database=odoo.database)


def later(device: Device, **ago: timedelta) -> None:
    """As if the cursor were older than it is."""
    cursor = json.loads(device.cursor)
    for name, by in ago.items():
        cursor[name] = (moment(cursor[name]) - by).strftime(STAMP)
    device.cursor = json.dumps(cursor, separators=(",", ":"))


def fresh(device: Device) -> dict:
    new = device.another()
    new.pull()
    return new.mirror


def test_what_sql_changed_without_a_time_is_found_by_the_sums(device: Device, odoo: RunningOdoo):
    device.pull()
    stock = device.mirror[Table.STOCK]
    quant, other = sorted(stock)[:2]
    product = min(device.mirror[Table.PRODUCTS])
    sql(odoo, f"UPDATE stock_quant SET quantity = quantity + 3 WHERE id = {quant}")
    sql(odoo, f"UPDATE stock_quant SET reserved_quantity = 1 WHERE id = {other}")
    sql(odoo, f"UPDATE product_product SET default_code = 'BY-SQL' WHERE id = {product}")
    before = stock[quant].quantity
    [nothing] = device.pull()
    assert not nothing.stock
    news, healing = device.pull(sums=True)
    assert {one.table for one in news.doubt} == {Table.STOCK, Table.PRODUCTS}
    assert (len(healing.stock), len(healing.products)) == (2, 1), "and nothing else"
    assert stock[quant].quantity == before + 3
    assert stock[other].reserved == 1
    assert device.mirror[Table.PRODUCTS][product].code == "BY-SQL"
    assert sorted((one.gone, one.wrong) for one in healing.drift) == [(0, 1), (0, 2)]
    assert device.mirror == fresh(device)
    assert len(device.pull(sums=True)) == 1, "then all is as it should be"


def spoil(device: Device) -> None:
    """One row of each table says something else."""
    for table in Table:
        if not device.mirror[table]:
            continue  # The Odoo of these tests has no checks.
        id = max(device.mirror[table])
        row = device.mirror[table][id]
        if table is Table.DOCUMENTS:
            line = replace(row.lines[0], demand=row.lines[0].demand + 1)
            device.mirror[table][id] = replace(row, lines=(line, *row.lines[1:]))
        elif table is Table.STOCK:
            device.mirror[table][id] = replace(row, quantity=row.quantity + 1)
        elif table is not Table.PACKAGINGS:
            device.mirror[table][id] = replace(row, name="wrong")
        else:
            device.mirror[table][id] = replace(row, quantity=Decimal(77))


def test_what_is_wrong_on_the_device_is_put_right(device: Device):
    device.pull()
    right = {table: dict(rows) for table, rows in device.mirror.items()}
    spoil(device)
    pages = device.pull(sums=True)
    while pages[-1].doubt or len(device.pull(sums=True)) > 1:
        pages = device.pull(sums=True)
    assert device.mirror == right


def test_a_large_mirror_is_compared_part_by_part(device: Device, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(looks, "LOOK_ROWS_MAX", 1)
    device.pull()
    right = {table: dict(rows) for table, rows in device.mirror.items()}
    spoil(device)
    gone = min(device.mirror[Table.PRODUCTS])
    del device.mirror[Table.PRODUCTS][gone]
    pages = device.pull(sums=True)
    parts = 1
    while any(page.uncompared for page in pages):
        pages, parts = device.pull(sums=True), parts + 1
    assert device.mirror == right
    assert parts >= sum(1 for rows in right.values() if rows)
    # What went while all was compared in parts is found by the next short question.
    assert not device.pull(sums=False)[-1].gone


def test_after_a_restart_deletions_are_found_by_the_first_sums(
    erp: Erp, device: Device, odoo: RunningOdoo
):
    name = erp.office.make_receipt([(erp.goods.plain, "10")])
    device.pull()
    doomed = min(device.mirror[Table.STOCK])
    erp.office.cancel(name)
    erp.office.remove(name)
    sql(odoo, f"DELETE FROM stock_quant WHERE id = {doomed}")
    device = restarted(device, odoo)
    device.pull()
    assert doomed in device.mirror[Table.STOCK]
    device.pull(sums=True)
    assert doomed not in device.mirror[Table.STOCK]
    assert device.find_work(name) is None
    assert not device.drift, "to find what went in this way is no incident here"
    another = min(device.mirror[Table.STOCK])
    sql(odoo, f"DELETE FROM stock_quant WHERE id = {another}")
    device.pull()
    assert another not in device.mirror[Table.STOCK], "from then on with every walk"


def test_a_device_that_was_away_for_long_begins_anew(erp: Erp, device: Device, odoo: RunningOdoo):
    name = erp.office.make_receipt([(erp.goods.plain, "10")])
    device.pull()
    erp.office.cancel(name)
    erp.office.remove(name)
    device = restarted(device, odoo)
    later(device, began=timedelta(days=31))
    pages = device.pull(rows_max=200)
    assert pages[0].anew
    assert not any(page.anew for page in pages[1:])
    assert device.find_work(name) is None
    assert device.mirror == fresh(device)


def test_a_product_is_known_at_once_and_what_changed_in_it_within_a_minute(
    device: Device, odoo: RunningOdoo
):
    new = {"name": "New", "default_code": "NEW-1", "type": "consu", "is_storable": True}
    odoo.person.call("product.product", "create", vals_list=[new])
    device.pull()
    product = device.product("NEW-1").id
    odoo.person.call("product.product", "write", ids=[product], vals={"default_code": "NEW-2"})
    later(device, looked=timedelta(seconds=61))
    device.pull()
    assert device.product("NEW-2").id == product


def test_a_document_that_makes_no_sense_stops_no_other(erp: Erp, device: Device, odoo: RunningOdoo):
    plain = erp.goods.plain
    sick, well = (erp.office.make_receipt([(plain, "10")]) for _ in range(2))
    device.pull()
    written = tuple(
        device.write(deed)
        for deed in (device.receive(sick, plain, "1"), device.receive(well, plain, "2"))
    )
    sql(odoo, f"UPDATE stock_picking SET state = 'nonsense' WHERE name = '{sick}'")
    request = PushRequest(device=device.name, epoch=1, operations=written)
    replies = [device.runner.run(device.erp.remote.push(request)) for _ in range(3)]
    assert [isinstance(reply, Failure) for reply in replies] == [True, True, False]
    assert isinstance(replies[-1], PushReply)
    one, two = replies[-1].results
    assert (one.outcome, one.problem) == (Outcome.EXCEPTION, Problem.ERP_UNKNOWN)
    assert two.outcome is Outcome.APPLIED
    device.answered_seq = 2
    device.pull()
    assert device.line(well, plain).done == 2, "and the others still come"
