"""A floor with its catalogue absorbed, on real files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.floor import CATALOGUE, Floor, run


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    floor = Floor(tmp_path)
    run(floor.store.absorb(CATALOGUE))
    yield floor
    floor.mirror_lane.let_go()
    floor.store.close()
