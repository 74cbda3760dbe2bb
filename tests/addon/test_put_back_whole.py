"""The app's own store and loop under an Odoo that is put back, twice: each amount is there once."""

import asyncio
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from sync.core.operations import ReceiveLine
from sync.core.slices import Scope
from sync.store.told import Committed, ReceiveWanted
from tests.contract.erps import Erp
from tests.faults.device import Device, Way
from tests.rigs.running import Backup, RunningOdoo

pytestmark = pytest.mark.odoo

BASE = 4
"""A digit of the sum in Odoo says how often an operation is in it."""


@dataclass
class Story:
    """One receipt of one line, and a device that counts on it."""

    odoo: RunningOdoo
    way: Way
    one: ReceiveLine
    written: int = 0

    async def lived(self, folder: Path, backup: Backup) -> None:
        """Count, see Odoo put back to before the device was heard of, and go on; twice."""
        port = self.odoo.site.server.port
        device = await Device.made(folder, self.way, port, lambda: None, Random(1))
        device.wire.healed = True
        await self.knows(device)
        await self.counts(device, 5)
        await asyncio.to_thread(backup.put_back)
        await self.counts(device, 1)
        # An older journal lies beside its new one by now, and has most of it.
        await device.restart(anew=True)
        await self.counts(device, 1)
        await asyncio.to_thread(backup.put_back)
        await self.counts(device, 1)
        await device.switch_off()
        await device.proxy.stop()

    async def counts(self, device: Device, number: int) -> None:
        for _ in range(number):
            amount = Decimal(BASE**self.written)
            deed = ReceiveLine(
                *(self.one.document, self.one.line, self.one.product, amount, amount),
                *(None, None, None, self.one.bin),
            )
            assert isinstance(await device.write(deed), Committed)
            self.written += 1
        await device.drained()
        assert self.in_odoo() == (BASE**self.written - 1) // (BASE - 1), self.written

    async def knows(self, device: Device) -> None:
        """Wait until the device has pulled the receipt."""
        wanted = ReceiveWanted(self.one.document, None, None, None, (), self.way.today)
        while not (await device.store.receive(self.way.scope, wanted)).rows:
            device.changed.clear()
            async with asyncio.timeout(60):
                await device.changed.wait()

    def in_odoo(self) -> float:
        domain = [["move_id", "=", self.one.line], ["picked", "=", True]]
        rows = self.odoo.person.find("stock.move.line", domain, ["quantity"])
        return sum(row["quantity"] for row in rows)


def test_a_device_at_work_sends_what_went_with_the_lost_days(
    erp: Erp, odoo_addon: RunningOdoo, tmp_path: Path
):
    code, person = erp.goods.plain, odoo_addon.person
    name = erp.office.make_receipt([(code, "99999")])
    [move] = person.find("stock.move", [["picking_id.name", "=", name]], ["picking_id"])
    [bin] = person.find("stock.location", [["complete_name", "=", erp.scope.bin]], ["id"])
    none = Decimal(0)
    one = ReceiveLine(
        *(move["picking_id"][0], move["id"], person.product(code), none, none),
        *(None, None, None, bin["id"]),
    )
    scope = Scope(erp.scope.company, erp.scope.warehouse)
    way = Way(odoo_addon.database, odoo_addon.api_key, scope, erp.today)
    with odoo_addon.backed_up() as backup:
        asyncio.run(Story(odoo_addon, way, one).lived(tmp_path / "PUTBACK", backup))
