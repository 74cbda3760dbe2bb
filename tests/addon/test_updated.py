"""The module is replaced by a newer one under devices at work: they wait, and then go on."""

import pytest

from sync.core.lifecycle import Outcome
from sync.wire.failures import Failure
from sync.wire.messages import PushRequest
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.rigs import seed
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo

OLDER = "ALTER TABLE stockhand_device DROP COLUMN introduced, DROP COLUMN began_seq"
"""What the first module did not keep."""


def test_work_waits_for_the_update_and_goes_on(erp: Erp, device: Device, odoo_addon: RunningOdoo):
    site, database = odoo_addon.site, odoo_addon.database
    name = erp.office.make_receipt([(erp.goods.plain, "10")])
    device.pull()
    device.push(device.receive(name, erp.goods.plain, "1"))
    device.pull()
    site.postgres.sql(OLDER, database=database)
    odoo_addon.stop()
    odoo_addon.start()
    late = device.write(device.receive(name, erp.goods.plain, "2"))
    request = PushRequest(device=device.name, epoch=1, operations=(late,))
    assert isinstance(device.runner.run(erp.remote.push(request)), Failure)
    site.server.stop()
    site.server.task(["-d", database, "-u", seed.ADDON, "--stop-after-init", "--no-http"])
    odoo_addon.start()
    assert {page.resend_from for page in device.pull()} == {0}
    assert [one.outcome for one in device.send([late])] == [Outcome.APPLIED]
    device.answered_seq = 2
    device.pull()
    assert (device.applied_seq, device.line(name, erp.goods.plain).done) == (2, 3)
    lanes = odoo_addon.person.find("stockhand.device", [], ["introduced", "applied_seq"])
    assert [(row["introduced"], row["applied_seq"]) for row in lanes] == [(True, 2)]
