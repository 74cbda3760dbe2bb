"""Ways to break a file."""

import shutil
from pathlib import Path

from sync.core.envelope import Envelope
from tests.store.floor import CATALOGUE, Floor, goods, receipt, run

WORK = receipt(lines=8)
PAGE = 4096


def used(folder: Path, operations: int) -> tuple[Floor, list[Envelope]]:
    """An open folder with so many unsent operations in it."""
    floor = Floor(folder)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)
    return floor, [floor.did(goods(WORK, 4 * (n % 2))).envelope for n in range(operations)]


def sent(floor: Floor) -> list[str]:
    found, journal = [], floor.store._files.journal
    for (payload,) in journal.execute("SELECT op_id FROM operations ORDER BY seq"):
        found.append(payload)
    return found


def image(floor: Floor, to: Path) -> Path:
    """The folder as a kill leaves it."""
    shutil.copytree(floor.folder, to, ignore=shutil.ignore_patterns("*-shm", "device.lock"))
    return to
