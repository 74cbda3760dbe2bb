"""Offline for thirty days: all that was done is sent, each once, in order; a few here."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sync.erp.training.opening import FILE_NAME
from tests.month.count import compare
from tests.month.device import Device, device_of
from tests.month.whole import SCANS_AMID, month
from tests.rings import COUNTED

pytestmark = [pytest.mark.sim, pytest.mark.timeout(300)]
OPERATIONS, FEW = 1_500, 40


def test_all_of_a_month_is_sent(tmp_path: Path, record_property):
    lived = month(tmp_path, OPERATIONS, seed=1)
    record_property(COUNTED, lived.line)
    assert not lived.wrong, lived.wrong[:10]
    assert (lived.pending, lived.filed) == (OPERATIONS, OPERATIONS + SCANS_AMID)


@pytest.fixture(scope="module")
def device(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Device]:
    with device_of(tmp_path_factory.mktemp("month"), FEW, seed=2) as made:

        async def live() -> None:
            await made.sync()
            await made.bulk(FEW)
            await made.sync()

        asyncio.run(live())
        yield made


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM operations WHERE seq = 7",
        "UPDATE operations SET outcome = 'exception' WHERE seq = 7",
        "UPDATE operations SET hash = 'another' WHERE seq = 7",
        "UPDATE operations SET seq = -seq",
        "UPDATE lines SET entries = '' WHERE id = (SELECT max(id) FROM lines WHERE done > 0)",
    ],
)
def test_it_is_not_blind(device: Device, tmp_path: Path, harm: str):
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as copy:
        with closing(sqlite3.connect(device.folder.parent / "training" / FILE_NAME)) as books:
            books.backup(copy)
        assert not compare(copy, device.told)
        assert copy.execute(harm).rowcount
        assert compare(copy, device.told)
