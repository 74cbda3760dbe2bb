"""What a server has cost: the processor time of its processes, by the kernel's own books."""

import os
from collections.abc import Iterable
from pathlib import Path

from tests.rigs.running import RunningOdoo

TICKS = os.sysconf("SC_CLK_TCK")
PPID, UTIME, CSTIME = 1, 11, 14
"""Places in `/proc/<pid>/stat`, counted from behind the name."""


def seconds(odoo: RunningOdoo) -> float:
    """Processor seconds of Odoo and of PostgreSQL, with all that they started, so far."""
    site = odoo.site
    assert site.server.process
    assert site.postgres.process
    return _seconds((site.server.process.pid, site.postgres.process.pid))


def _seconds(roots: Iterable[int]) -> float:
    stats = {int(path.name): _stat(path) for path in Path("/proc").glob("[0-9]*")}
    children = dict[int, list[int]]()
    for pid, stat in stats.items():
        if stat:
            children.setdefault(int(stat[PPID]), []).append(pid)
    ticks, todo = 0, list(roots)
    while todo:
        pid = todo.pop()
        # Its own time, and that of children it has already buried.
        ticks += sum(map(int, stats[pid][UTIME : CSTIME + 1]))
        todo += children.get(pid, ())
    return ticks / TICKS


def _stat(path: Path) -> list[str]:
    try:
        text = (path / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []  # It ended just now.
    return text.rpartition(")")[2].split()
