"""The module comes to a plain Odoo, or goes, while moves without a document wait: none is doubled.

That it is not there is played by a wire that does not let its hello through.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import httpx
import pytest

from sync.core.envelope import GENESIS, Envelope, sealed
from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, Settle, Undo
from sync.core.problems import Problem
from sync.erp.choose import Odoo, open_remote
from tests.addon.test_taken_away import give_rights, take_away
from tests.contract.answers import FILED
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo

SETTLED = (Outcome.DUPLICATE, Problem.ALREADY_SETTLED)
UNKNOWN = (Outcome.EXCEPTION, Problem.LOT_UNKNOWN)
LOT, MISREAD = "LOT-T", "LOT-Y"


@dataclass
class Hiding(httpx.AsyncBaseTransport):
    """Odoo as it is, but for the module: nobody hears that it is there."""

    wire: httpx.AsyncHTTPTransport = field(default_factory=httpx.AsyncHTTPTransport)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/stockhand.op/hello"):
            told = {"name": "odoo.exceptions.AccessError", "message": "no such model"}
            return httpx.Response(403, json=told)
        return await self.wire.handle_async_request(request)

    async def aclose(self) -> None:
        await self.wire.aclose()


@pytest.fixture
def plain(device: Device, odoo_addon: RunningOdoo) -> Iterator[Device]:
    """The same device before the module came, with five pieces of a lot in its bin."""
    give_rights(odoo_addon)
    door = Odoo(odoo_addon.url, odoo_addon.database, odoo_addon.api_key)
    erp = replace(device.erp, remote=open_remote(door, Hiding()))
    before = replace(device, erp=erp, filed=device.filed)
    erp.office.put(erp.goods.lot, erp.scope.bin, "5", LOT)
    before.pull()
    yield before
    device.runner.run(erp.remote.close())


def said(device: Device, *written: Envelope) -> list:
    return [(one.outcome, one.problem) for one in device.send(written)]


def numbered(
    device: Device, written: Sequence[Envelope], before: Envelope | None = None
) -> list[Envelope]:
    """The same operations under the next numbers of another epoch."""
    made: list[Envelope] = []
    for one in written:
        last = made[-1] if made else before
        seq, prev_hash = (last.seq, last.hash) if last else (0, GENESIS)
        new = replace(one, epoch=device.epoch, seq=seq + 1, prev_hash=prev_hash, hash="")
        made.append(sealed(new))
    return made


def moved(device: Device, lot: str = LOT):
    scope = device.erp.scope
    return device.move(device.erp.goods.lot, "1", (scope.bin, scope.other_bin), lot)


def there(erp: Erp, lot: str = LOT) -> float:
    return erp.office.stock(erp.goods.lot, erp.scope.other_bin, lot)


def names(odoo: RunningOdoo, of: Envelope) -> dict[str, str]:
    domain = [["name", "=like", f"SH/{of.op_id}%"]]
    rows = odoo.person.find("stock.picking", domain, ["name", "state"])
    return {row["name"].removeprefix(f"SH/{of.op_id}"): row["state"] for row in rows}


def test_the_module_comes(erp: Erp, plain: Device, odoo_addon: RunningOdoo):
    now = replace(plain, erp=erp, filed=plain.filed)
    parked = [plain.write(moved(plain, MISREAD)) for _ in range(4)]
    assert said(plain, *parked) == [UNKNOWN] * 4
    right = moved(plain)
    decisions = [
        plain.write(Settle(parked[0].op_id, 0, Choice.FILE, right)),
        plain.write(Settle(parked[1].op_id, 0, Choice.LET_GO, None)),
        plain.write(Settle(parked[2].op_id, 0, Choice.OFFICE, None)),
    ]
    done = [plain.write(moved(plain)) for _ in range(2)]
    back = plain.write(Undo(done[0].op_id, done[0].deed))
    assert said(plain, *decisions, *done, back) == [FILED] * 6
    assert there(erp) == 2
    erp.office.put(erp.goods.lot, erp.scope.bin, "9", MISREAD)

    # What was answered, and what was not, comes again, after a new epoch.
    again = [*parked, *decisions, *done, back]
    now = replace(now, epoch=2)
    first = numbered(now, again)
    known = [SETTLED] * 3 + [FILED] * 2 + [SETTLED] * 2 + [FILED] * 3
    assert said(now, *first) == said(now, *first) == known
    # Nobody decided about the last: it is filed, as it can be now.
    assert (there(erp), there(erp, MISREAD)) == (2, 1)
    more = [Undo(done[0].op_id, done[0].deed), Undo(done[1].op_id, done[1].deed)]
    later = numbered(now, [plain.write(one) for one in more], first[-1])
    undone = (Outcome.DUPLICATE, Problem.ALREADY_UNDONE)
    assert said(now, *later) == said(now, *later) == [undone, FILED]
    assert (there(erp), there(erp, MISREAD)) == (1, 1)


def test_a_count_is_taken_back_by_the_module_that_came(erp: Erp, plain: Device):
    now, goods = replace(plain, erp=erp, filed=plain.filed), erp.goods
    counted = plain.write(plain.count(goods.lot, "3", "5", LOT))
    assert said(plain, counted) == [FILED]
    assert erp.office.stock(goods.lot, erp.scope.bin, LOT) == 3
    now = replace(now, epoch=2)
    first = numbered(now, [counted, plain.write(Undo(counted.op_id, counted.deed))])
    assert said(now, *first) == said(now, *first) == [FILED] * 2
    assert erp.office.stock(goods.lot, erp.scope.bin, LOT) == 5


def test_what_lay_there_half_done_or_cancelled(erp: Erp, plain: Device, odoo_addon: RunningOdoo):
    now = replace(plain, erp=erp, filed=plain.filed)
    done = plain.write(moved(plain))
    assert said(plain, done) == [FILED]
    office, person = erp.office, odoo_addon.person
    place = {name: plain.place(name).id for name in (erp.scope.bin, erp.scope.other_bin)}
    kind = {"picking_type_id": office.warehouse["int_type_id"][0]}

    def lies(op: Envelope, name: str, source: str, target: str) -> int:
        row = {"name": name, "origin": f"Stockhand: ({op.op_id})", **kind}
        row |= {"location_id": place[source], "location_dest_id": place[target]}
        line = {"product_id": op.deed.product, "quantity": 1, "picked": True}
        lot = person.find("stock.lot", [["name", "=", LOT]], ["id"])[0]["id"]
        row["move_line_ids"] = [[0, 0, {**line, "lot_id": lot}]]
        [made] = person.call("stock.picking", "create", vals_list=[row])
        return made

    begun = plain.write(moved(plain))
    lies(begun, f"SH/{begun.op_id}", erp.scope.bin, erp.scope.other_bin)
    # This ledger knew the device before: it asks for what it lacks, from the first on.
    assert said(now, done, begun) == said(now, done, begun) == [FILED] * 2
    assert (names(odoo_addon, begun), there(erp)) == ({"": "done"}, 2)

    refused = plain.write(moved(plain))
    gone = lies(refused, f"SH/{refused.op_id}", erp.scope.bin, erp.scope.other_bin)
    person.call("stock.picking", "action_cancel", ids=[gone])
    assert said(now, refused) == [(Outcome.EXCEPTION, Problem.ERP_REFUSED)]
    filed = plain.write(Settle(refused.op_id, 0, Choice.FILE, refused.deed))
    assert said(now, filed) == said(now, filed) == [FILED]
    assert (names(odoo_addon, refused), there(erp)) == ({"": "cancel", "/2": "done"}, 3)

    somebodys = replace(done, op_id=f"{done.op_id[:-1]}{int(done.op_id[-1], 16) ^ 1:x}")
    back = lies(somebodys, f"SH/{done.op_id}/back", erp.scope.other_bin, erp.scope.bin)
    person.call("stock.picking", "action_cancel", ids=[back])
    assert said(now, plain.write(Undo(done.op_id, done.deed))) == [FILED]
    states = {"": "done", "/back": "cancel", "/back/2": "done"}
    assert (names(odoo_addon, done), there(erp)) == (states, 2)


def test_the_module_goes(erp: Erp, plain: Device, odoo_addon: RunningOdoo):
    now = replace(plain, erp=erp, filed=plain.filed)
    parked = [plain.write(moved(plain, MISREAD)) for _ in range(3)]
    assert said(now, *parked) == [UNKNOWN] * 3
    decisions = [
        plain.write(Settle(parked[0].op_id, 0, Choice.FILE, moved(plain))),
        plain.write(Settle(parked[1].op_id, 0, Choice.LET_GO, None)),
        plain.write(Settle(parked[2].op_id, 0, Choice.OFFICE, None)),
    ]
    assert said(now, *decisions) == [FILED] * 3
    assert names(odoo_addon, parked[0]) == {"": "done"}
    erp.office.put(erp.goods.lot, erp.scope.bin, "9", MISREAD)
    take_away(odoo_addon)
    assert said(plain, *decisions) == [FILED] * 3
    assert said(plain, *parked) == [SETTLED] * 3
    assert (there(erp), there(erp, MISREAD)) == (1, 0)
