"""The suite's devices and office, at an Odoo with the add-on."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.odoo_erp import odoo_erp
from tests.rigs.running import RunningOdoo


@pytest.fixture
def erp(odoo_addon: RunningOdoo) -> Iterator[Erp]:
    with odoo_erp(odoo_addon) as erp:
        yield erp


@pytest.fixture
def device(erp: Erp) -> Iterator[Device]:
    with asyncio.Runner() as runner:
        device = Device(erp, runner)
        device.pull()
        yield device
        runner.run(erp.remote.close())
