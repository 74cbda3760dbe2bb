"""The table of a whole run, with the machine it was measured on, as users read it."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.reasons import reason_of

CHART = Path("assets/benchmarks/growth.png")
HEAD = ("name", "value", "unit", "spread", "floor", "ratio", "goal", "verdict")
WORDS = """# Benchmarks

Written by `make bench`. `make bench ONLY=scan` measures the rows whose names begin so, and writes
nothing here. `make profile NAME=sessions` runs such rows under a sampler and draws where the time
of each process and thread went: `.profile/sessions.svg`.

Each value stands beside its floor, measured in the same run on the same machine: the raw
statement, the bare call, the naive client, or ourselves with little to do. The goal is for the
ratio, which can be compared between machines; the figures cannot. The spread is how far the middle
half of what was measured lies apart, beside its median; `once` was measured in one go, over
thousands of scans or rows. A row that misses its goal says `short`.
"""


def written(figures: Sequence[Figure]) -> str:
    """All of BENCHMARKS.md."""
    rows = [HEAD, tuple("---" for _ in HEAD), *(one.cells for one in figures)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    short = [one.name for one in figures if not one.holds]
    why = "\n".join(f"- `{name}`: {reason_of(name)}" for name in short)
    return "\n".join(
        (
            WORDS,
            f"![What grows, and what does not]({CHART})\n",
            machine(),
            table,
            *(("\n## Short, and why\n", why) if why else ()),
            "",
        )
    )


def machine() -> str:
    """Where and when this was measured, and beside how much other work."""
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = "/".join(f"{one:.1f}" for one in os.getloadavg())
    words = (
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} x {_processor()}",
        f"{size:.0f} GB",
        f"{platform.system()} {platform.release()}",
        f"load {load} at the end",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        f"Flet {version('flet')}",
    )
    return f"{', '.join(words)}.\n"


def _processor() -> str:
    try:
        said = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in said.splitlines() if "model name" in line]
    return names[0] if names else platform.machine()
