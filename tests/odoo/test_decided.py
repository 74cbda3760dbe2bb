"""What was decided about moves without a document is remembered by a real Odoo."""

import asyncio

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, Settle, Undo
from sync.core.problems import Problem
from tests.contract.answers import FILED
from tests.contract.device import Device
from tests.contract.odoo_erp import odoo_erp
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo
SETTLED = (Outcome.DUPLICATE, Problem.ALREADY_SETTLED)


def test_what_was_decided_stays_decided(odoo: RunningOdoo):
    with odoo_erp(odoo) as erp, asyncio.Runner() as runner:
        device, office, person = Device(erp, runner, name="DECIDED"), erp.office, odoo.person
        code, bin, other = erp.goods.lot, erp.scope.bin, erp.scope.other_bin
        office.put(code, bin, "5", "LOT-D")
        device.pull()

        def said(*written) -> list:
            return [(one.outcome, one.problem) for one in device.send(written)]

        def states(op_id: str) -> dict[str, str]:
            domain = [["name", "=like", f"SH/{op_id}%"]]
            rows = person.find("stock.picking", domain, ["name", "state"])
            return {row["name"].removeprefix(f"SH/{op_id}"): row["state"] for row in rows}

        unknown = device.move(code, "1", (bin, other), "LOT-Y")
        right = device.move(code, "1", (bin, other), "LOT-D")
        parked = [device.write(unknown) for _ in range(3)]
        assert {outcome for outcome, _ in said(*parked)} == {Outcome.EXCEPTION}
        decisions = [
            device.write(Settle(parked[0].op_id, 0, Choice.FILE, right)),
            device.write(Settle(parked[1].op_id, 0, Choice.LET_GO, None)),
            device.write(Settle(parked[2].op_id, 0, Choice.OFFICE, None)),
        ]
        assert said(*decisions) == said(*decisions) == [FILED] * 3
        assert [states(one.op_id) for one in parked] == [
            {"": "done"}, {"": "cancel"}, {"": "cancel"},
        ]  # fmt: skip
        office.put(code, bin, "1", "LOT-Y")
        assert said(*parked) == [SETTLED] * 3, "it comes again, and could be filed now"
        assert office.stock(code, other, "LOT-Y") == 0
        notes = [["model", "=", "stock.picking"], ["message_id", "=like", "<stockhand-office.%"]]
        assert len(person.find("mail.message", notes, ["id"])) == 1

        [moved] = [device.write(right)]
        assert said(moved) == [FILED]
        back = device.write(Undo(moved.op_id, right))
        [kind] = person.find(
            "stock.picking.type", [["id", "=", office.warehouse["int_type_id"][0]]], ["company_id"]
        )
        # Somebody at a desk did not want the way back that lay there.
        place = {name: device.place(name).id for name in (bin, other)}
        row = {"picking_type_id": kind["id"], "name": f"SH/{moved.op_id}/back"}
        row |= {"location_id": place[other], "location_dest_id": place[bin]}
        row["origin"] = f"Stockhand: ({back.op_id})"
        made = person.call("stock.picking", "create", vals_list=[row])
        person.call("stock.picking", "action_cancel", ids=made)
        assert said(back) == [(Outcome.EXCEPTION, Problem.ERP_REFUSED)]
        again = device.write(Settle(back.op_id, 0, Choice.FILE, back.deed))
        assert said(again) == said(again) == [FILED]
        assert states(moved.op_id) == {"": "done", "/back": "cancel", "/back/2": "done"}
        assert said(back) == [(Outcome.DUPLICATE, Problem.ALREADY_UNDONE)]
        assert office.stock(code, other, "LOT-D") == 1
        runner.run(erp.remote.close())
