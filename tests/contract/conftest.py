"""The ERPs that the suite runs on, one at a time."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from sync.erp.training.opening import FILE_NAME
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.training_erp import make_template, training_erp
from tests.rigs.fixtures import RIG_TEST_SECONDS_MAX

# The rig cannot see that a test comes to it by this way, so its time is given here.
RIG = (pytest.mark.odoo, pytest.mark.timeout(RIG_TEST_SECONDS_MAX))
ERPS = (
    pytest.param("training"),
    pytest.param("odoo", marks=RIG),
    pytest.param("odoo_addon", marks=RIG, id="addon"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "erp" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.contract)


@pytest.fixture(scope="session")
def training_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One training warehouse as it begins; each test gets a copy."""
    return make_template(tmp_path_factory.mktemp("training"))


@pytest.fixture(params=ERPS)
def erp(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Erp]:
    """A fresh ERP."""
    if request.param == "training":
        copyfile(request.getfixturevalue("training_template"), tmp_path / FILE_NAME)
        with training_erp(tmp_path) as training:
            yield training
    else:
        from tests.contract.odoo_erp import odoo_erp  # noqa: PLC0415 -- only where there is an Odoo

        with odoo_erp(request.getfixturevalue(request.param)) as odoo:
            yield odoo


@pytest.fixture
def device(erp: Erp) -> Iterator[Device]:
    """A device that has pulled everything there was, in the one loop its connection lives in."""
    with asyncio.Runner() as runner:
        device = Device(erp, runner)
        device.pull()
        yield device
        runner.run(erp.remote.close())
