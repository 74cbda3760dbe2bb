"""A desk in a process of its own that stands still at one moment of a job, to be killed there.

python -m tests.printers.killed FOLDER PORT MOMENT
"""

import asyncio
import signal
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scanners.labels.wish import To
from scanners.printers import tcp
from scanners.printers.desk import Desk
from scanners.printers.dialects import DIALECTS
from scanners.printers.journal import Journal
from scanners.printers.life import Happened
from scanners.printers.line import Line
from scanners.printers.printer import Speaks
from scanners.printers.wired import Wired
from tests.printers import shop

MOMENTS = (
    "queued", "asking", "before a byte", "half of it", "all but its end", "all of it", "done",
    "unknown", "seen", "not seen", "given up", "again",
)  # fmt: skip
JOB = "label-0"
HERE = "here\n"


def stand_still() -> None:
    sys.stdout.write(HERE)
    sys.stdout.flush()
    signal.pause()


@dataclass
class Halting:
    """A line that stops the process at the moment it was told."""

    line: Line
    moment: str

    async def write(self, content: bytes) -> None:
        is_ask = content == DIALECTS[To.ZPL].ask
        is_body = content.startswith(b"^XA")
        if (self.moment == "asking" and is_ask) or (self.moment == "before a byte" and is_body):
            stand_still()
        if self.moment == "half of it" and is_body:
            await self.line.write(content[: len(content) // 2])
            stand_still()
        await self.line.write(content)
        if self.moment == "all but its end" and is_body:
            stand_still()
        if self.moment == "all of it" and not is_body and not is_ask:
            stand_still()

    async def read(self, seconds_max: float) -> bytes:
        return await self.line.read(seconds_max)

    async def close(self) -> None:
        await self.line.close()


async def work(folder: Path, port: int, moment: str) -> None:
    journal = Journal(folder)
    journal.want(shop.wanted(JOB), shop.clock())
    if moment == "queued":
        stand_still()

    async def open_line() -> Line:
        return Halting(await tcp.open_line("127.0.0.1", port), moment)

    speaks = Speaks(To.ZPL, 203)
    printer = Wired(open_line, speaks, DIALECTS[To.ZPL], shop.no_wait, shop.IMPATIENT)
    desk = Desk("dock", printer, journal, shop.clock, shop.no_wait, lambda told: None)
    await desk.step()
    note = partial(journal.note, JOB, at=shop.clock())
    if moment == "again":
        journal.again(JOB, "label-1", "anna", shop.clock())
    if moment == "seen":
        note(Happened.SEEN)
    if moment == "not seen":
        note(Happened.NOT_SEEN)
    if moment == "given up":
        note(Happened.GIVEN_UP)
    stand_still()


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
