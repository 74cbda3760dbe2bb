"""One writer for each printer: takes labels from the journal in order, and notes the outcome."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from scanners.printers.journal import Journal
from scanners.printers.life import OF_RESULT, Happened, State
from scanners.printers.printer import Condition, Printer, Result, Sent, Wait

LOOK_AGAIN_S = 3.0
"""A printer that could not take a label is asked again after this."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a step did: the job, if there was one, where it is now, and how the printer is."""

    job: str
    state: State
    condition: Condition


@dataclass(slots=True)
class Desk:
    """Prints what the journal wants on one printer. Two desks for one printer are a mistake."""

    name: str
    printer: Printer
    journal: Journal
    now: Callable[[], datetime]
    wait: Wait
    tell: Callable[[Told], None]
    wanted: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Print whatever comes, until cancelled. A label that is cut off so is unknown."""
        while True:
            told = await self.step()
            if told is None:
                self.wanted.clear()
                if self.journal.next(self.name) is None:
                    await self.wanted.wait()
            elif told.state is State.QUEUED:
                await self.wait(LOOK_AGAIN_S)

    async def step(self) -> Told | None:
        """Try the oldest label that waits, once; None where none waits.

        A printer that cannot print is not written to, so the label just stays in the queue.
        """
        found = await asyncio.to_thread(self.journal.next, self.name)
        if found is None:
            return None
        job, content = found
        status = await self.printer.status()
        if status.condition is not Condition.READY:
            return self._told(Told(job.id, State.QUEUED, status.condition))
        # On disk before the first byte is out: after a crash it is unknown, not tried again.
        before = f"odometer {status.odometer}"
        noting = asyncio.create_task(
            asyncio.to_thread(self.journal.note, job.id, Happened.SENT, self.now(), before)
        )
        stopped = Happened.NOT_PRINTED
        try:
            await asyncio.shield(noting)
            stopped = Happened.LOST
            sent = await self.printer.send(content, job.id)
        except asyncio.CancelledError:
            await noting
            self.journal.note(job.id, stopped, self.now(), "stopped")
            raise
        except Exception as bug:  # noqa: BLE001  a bug of ours must not print a label twice
            sent = Sent(Result.UNKNOWN, Condition.FAULT)
            self.journal.note(job.id, Happened.LOST, self.now(), type(bug).__name__)
            return self._told(Told(job.id, State.UNKNOWN, sent.condition))
        came = OF_RESULT[sent.result]
        state = await asyncio.to_thread(self.journal.note, job.id, came, self.now(), sent.condition)
        assert state is not None, job
        return self._told(Told(job.id, state, sent.condition))

    def _told(self, told: Told) -> Told:
        self.tell(told)
        return told
