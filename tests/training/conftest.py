"""One training warehouse and a device in its central warehouse."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from sync.erp.training.books import Books
from sync.erp.training.remote import TrainingRemote
from tests.contract.device import Device
from tests.contract.training_erp import make_template, training_erp


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("training"))


@pytest.fixture
def device(template: Path, tmp_path: Path) -> Iterator[Device]:
    copyfile(template, tmp_path / template.name)
    with training_erp(tmp_path) as erp, asyncio.Runner() as runner:
        device = Device(erp, runner)
        device.pull()
        yield device
        runner.run(erp.remote.close())


@pytest.fixture
def books(device: Device) -> Books:
    assert isinstance(device.erp.remote, TrainingRemote)
    return device.erp.remote.books
