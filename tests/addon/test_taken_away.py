"""The module is taken away under a device, in the middle of its work: Odoo as it comes goes on."""

from dataclasses import replace

import pytest

from sync.core.envelope import Envelope
from sync.core.lifecycle import STEP_OF, Outcome, Step
from sync.core.operations import Choice, Settle
from sync.core.problems import Problem
from sync.core.records import DocumentState
from sync.erp.choose import Odoo, open_remote
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import Hello, PushRequest, Tier
from sync.wire.version import APP_VERSION
from tests.contract.answers import said
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.test_filed import NOWHERE, announced
from tests.odoo.network import LossyNetwork
from tests.rigs import seed
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo


def take_away(odoo: RunningOdoo) -> None:
    person = odoo.person
    [module] = person.find("ir.module.module", [["name", "=", "stockhand"]], ["state"])
    person.call("ir.module.module", "button_immediate_uninstall", ids=[module["id"]])


def give_rights(odoo: RunningOdoo) -> None:
    """What devices need without it."""
    person = odoo.person
    [inventory] = person.find(
        "ir.model.data", [["module", "=", "stock"], ["name", "=", "group_stock_user"]], ["res_id"]
    )
    clerks = [row["id"] for row in person.find("res.users", [["login", "in", seed.CLERKS]], ["id"])]
    groups = {"group_ids": [[4, inventory["res_id"], 0]]}
    person.call("res.users", "write", ids=clerks, vals=groups)


def in_exceptions(odoo: RunningOdoo, erp: Erp) -> float:
    found = odoo.person.stock(erp.goods.plain)
    return sum(amount for (bin, _), amount in found.items() if bin.endswith("/Exceptions"))


def stays_counted(device: Device, count: Envelope, bin: str) -> None:
    """Goods that came to lie there since make the books say once more what was expected."""
    office, code = device.erp.office, device.erp.goods.plain
    assert office.stock(code, bin) == 5
    office.put(code, bin, "2")
    assert [STEP_OF[one.outcome] for one in device.send([count])] == [Step.APPLIED]
    assert office.stock(code, bin) == 7


def test_work_goes_on_and_nothing_is_done_twice(erp: Erp, device: Device, odoo_addon: RunningOdoo):
    plain, bin, network = erp.goods.plain, erp.scope.bin, LossyNetwork()
    door = Odoo(odoo_addon.url, odoo_addon.database, odoo_addon.api_key)
    device = replace(device, erp=replace(erp, remote=open_remote(door, network)))
    before, other = erp.office.stock(plain, bin), erp.scope.other_bin
    erp.office.put(plain, other, "7")
    name, closed = announced(device, (plain, "20")), announced(device, (plain, "5"))
    astray = replace(device.receive(name, plain, "3"), bin=NOWHERE)
    results = device.push(
        device.receive(name, plain, "2"), device.receive(name, plain, "4"), astray
    )
    assert [one.outcome for one in results] == [Outcome.APPLIED] * 2 + [Outcome.EXCEPTION]
    assert in_exceptions(odoo_addon, erp) == 3
    assert {row["app_version"] for row in odoo_addon.person.find("stockhand.device", [], [])} == {
        APP_VERSION
    }
    lost = [
        device.write(device.receive(name, plain, "1")),
        device.write(device.undo(1)),
        device.write(device.receive(closed, plain, "5")),
        device.write(device.finish(closed)),
        device.write(device.count(plain, "5", "7", bin=other)),
    ]
    network.lost_once = "stockhand.op/apply"
    request = PushRequest(device=device.name, epoch=1, operations=tuple(lost))
    assert isinstance(device.runner.run(device.erp.remote.push(request)), Failure)

    take_away(odoo_addon)
    left = odoo_addon.site.postgres.sql(
        "SELECT count(*) FROM pg_proc WHERE proname LIKE 'stockhand%'", database=odoo_addon.database
    )
    assert int(left) == 0
    assert in_exceptions(odoo_addon, erp) == 0
    # The office forgot what devices need without the module: they wait, and say why.
    told = device.runner.run(device.erp.remote.push(request))
    assert isinstance(told, Failure)
    assert told.kind is FailureKind.NO_RIGHTS
    give_rights(odoo_addon)
    # The device knows of nothing else; it sends again what has no answer, and pulls.
    assert [STEP_OF[one.outcome] for one in device.send(lost)] == [Step.APPLIED] * 5
    device.answered_seq = lost[-1].seq
    stays_counted(device, lost[-1], other)
    device.pull()
    assert device.line(name, plain).done == 5
    assert erp.office.state(closed) is DocumentState.DONE
    assert erp.office.stock(plain, bin) == before + 5
    hello = device.runner.run(device.erp.remote.hello())
    assert isinstance(hello, Hello)
    assert hello.tier is Tier.STOCK

    work = device.work(name).document.id
    settle = Settle(device.filed[2].op_id, work, Choice.FILE, device.receive(name, plain, "3"))
    again = replace(settle, deed=device.receive(name, plain, "3"))
    assert said(device.push(settle, again)) == [
        (Outcome.APPLIED, None),
        (Outcome.DUPLICATE, Problem.ALREADY_SETTLED),
    ]
    device.push(device.receive(name, plain, "7"), device.finish(name))
    assert erp.office.stock(plain, bin) == before + 5 + 5 + 3 + 7
    device.runner.run(device.erp.remote.close())
