"""The printers of this workplace: labels wanted here, written down, printed, and told of."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import assert_never

from app.base.designing import DesignSlice, fault_text
from app.base.notice import Notice, Sound
from app.base.printing import (
    Judged,
    LabelRules,
    LabelWanted,
    Occasion,
    PrintDeed,
    PrintRow,
    PrintsSlice,
    PrintState,
    SaveDesign,
    UsePrinter,
    Verdict,
)
from app.base.session import Design
from app.base.wording import text
from app.runtime.designing import designed, keep
from app.runtime.stationery import APPS_OWN, Stationery
from scanners.labels.fault import Fault
from scanners.labels.wish import Wish
from scanners.printers.desk import Desk, Told
from scanners.printers.journal import Journal, Wanted
from scanners.printers.life import Happened, State
from scanners.printers.printer import Condition, Printer

SHOWN_MAX = 60
SENDER_MAX = 120
_HAPPENED = {
    Verdict.CAME_OUT: Happened.SEEN,
    Verdict.DID_NOT: Happened.NOT_SEEN,
    Verdict.GIVE_UP: Happened.GIVEN_UP,
}


async def nobody() -> str:
    """Where nobody knows what the company is called."""
    return ""


@dataclass(frozen=True, slots=True)
class Office:
    """What printing needs of the rest: time, new ids, somebody to tell, and what to write on.

    `company` says what the company of this place is called, as the ERP has it.
    """

    wall_ms: Callable[[], int]
    new_id: Callable[[], str]
    tell: Callable[[Notice], None]
    stationery: Stationery = APPS_OWN
    company: Callable[[], Awaitable[str]] = nobody


class Printing:
    """One journal, and one desk for each printer that is set up."""

    def __init__(
        self,
        journal: Journal,
        printers: Mapping[str, Printer],
        here: str,
        keep: Callable[[str], None],
        office: Office,
    ) -> None:
        self._journal = journal
        self._printers = printers
        self._here = here
        self._keep = keep
        self._office = office
        self._desks = {name: self._desk(name, printer) for name, printer in printers.items()}
        self._trouble: dict[str, Condition] = {}
        self._at_work: list[asyncio.Task[None]] = []

    @property
    def here(self) -> str:
        """The printer of this place."""
        return self._here

    def begin(self) -> None:
        """Print what waits. What was on its way at the last end is for a person to say."""
        for job in self._journal.recover(self._now()):
            self._office.tell(_unknown(job.about, job.printer))
        self._at_work = [asyncio.create_task(desk.run()) for desk in self._desks.values()]

    async def close(self) -> None:
        for task in self._at_work:
            task.cancel()
        await asyncio.gather(*self._at_work, return_exceptions=True)
        self._journal.close()

    async def do(self, deed: PrintDeed, user: str) -> Notice:
        """Carry out what was decided, and say so; what comes of it is told when it is known."""
        match deed:
            case LabelWanted():
                return await self._want(deed, user)
            case Judged():
                return await asyncio.to_thread(self._judge, deed, user)
            case UsePrinter(printer=name):
                return await asyncio.to_thread(self._use, name)
            case SaveDesign():
                return await asyncio.to_thread(self._save, deed)
            case _:
                assert_never(deed)

    def follow(self, rules: LabelRules) -> None:
        """Print by other rules of the house from now on."""
        paper = replace(self._office.stationery, rules=rules)
        self._office = replace(self._office, stationery=paper)

    async def design(self, place: Design) -> DesignSlice:
        """Draw a label as it would come out of the printer of this place."""
        printer, paper = self._printers.get(self._here), self._office.stationery
        wish = None
        if printer:
            speaks = printer.speaks
            wish = Wish(speaks.to, speaks.dpi, paper.rules.language, paper_mm=speaks.paper_mm)
        return await asyncio.to_thread(designed, paper, place, wish)

    def _save(self, deed: SaveDesign) -> Notice:
        path = keep(self._office.stationery, deed.label, deed.moves)
        if path is None:
            return _stop("design_not_kept", label=deed.label)
        return _tick("design_kept", label=deed.label, path=f"{path.parent.name}/{path.name}")

    async def go_along(self, labels: tuple[LabelWanted, ...], user: str) -> Notice | None:
        """Print what the house lets be labelled by itself; say what speaks against it, if anything.

        A house without printers has not asked for any, so nothing is said.
        """
        automatic = self._office.stationery.rules.automatic
        notice = None
        for wanted in labels if self._printers else ():
            if wanted.occasion in automatic:
                notice = await self._want(wanted, user)
        return notice if notice and notice.sound is Sound.STOP else None

    async def slice(self) -> PrintsSlice:
        """Read the newest labels, those that ask something first."""
        jobs = await asyncio.to_thread(self._journal.jobs)
        rows = [
            PrintRow(
                job=job.id,
                about=job.about,
                printer=job.printer,
                asked_by=job.asked_by,
                state=PrintState(job.state),
                again=bool(job.again_of),
            )
            for job in jobs[:SHOWN_MAX]
        ]
        rows.sort(key=lambda row: row.state is not PrintState.UNKNOWN)
        return PrintsSlice(tuple(rows), self._here, self._trouble.get(self._here, ""))

    async def _want(self, wanted: LabelWanted, user: str) -> Notice:
        printer = self._printers.get(self._here)
        if printer is None:
            return _stop("no_printer")
        signed = await self._signed(wanted)
        written = await asyncio.to_thread(self._office.stationery.write, signed, printer.speaks)
        if isinstance(written, Fault):
            return Notice(Sound.STOP, fault_text(written), stays=True)
        job = Wanted(
            id=_of_its_content(wanted)
            if wanted.occasion is Occasion.SHIP
            else self._office.new_id(),
            printer=self._here,
            label=wanted.label,
            about=wanted.about,
            content=written,
            asked_by=user,
        )
        await asyncio.to_thread(self._journal.want, job, self._now())
        self._desks[self._here].wanted.set()
        return _tick("label_wanted", about=wanted.about, printer=self._here)

    async def _signed(self, wanted: LabelWanted) -> LabelWanted:
        """Say who sends it, on a label that has room for it: as the house says, else the ERP."""
        data = dict(wanted.data)
        if data.get("sender", "") is not None:
            return wanted
        sender = self._office.stationery.rules.sender or await self._office.company()
        data["sender"] = sender[:SENDER_MAX] or None
        return replace(wanted, data=tuple(data.items()))

    def _judge(self, judged: Judged, user: str) -> Notice:
        job = self._journal.job(judged.job)
        if job is None:
            return _stop("label_over")
        names = {"about": job.about, "printer": job.printer}
        if judged.verdict is Verdict.AGAIN:
            self._journal.again(job.id, self._office.new_id(), user, self._now())
        elif self._journal.note(job.id, _HAPPENED[judged.verdict], self._now(), user) is None:
            return _stop("label_over")
        self._wake(job.printer)
        return _tick(f"label_{judged.verdict}", **names)

    def _use(self, name: str) -> Notice:
        if name not in self._printers:
            return _stop("printer_unknown", printer=name)
        self._here = name
        self._keep(name)
        return _tick("printer_here", printer=name)

    def _wake(self, printer: str) -> None:
        if desk := self._desks.get(printer):
            self._loop.call_soon_threadsafe(desk.wanted.set)

    def _desk(self, name: str, printer: Printer) -> Desk:
        self._loop = asyncio.get_running_loop()

        def tell(told: Told) -> None:
            self._told(name, told)

        return Desk(name, printer, self._journal, self._now, asyncio.sleep, tell)

    def _told(self, name: str, told: Told) -> None:
        job = self._journal.job(told.job)
        assert job is not None, told
        names = {"about": job.about, "printer": name}
        if told.state is State.QUEUED:
            if self._trouble.get(name) != told.condition:  # said once, not every few seconds
                self._trouble[name] = told.condition
                words = text(f"printer_{told.condition}", **names)
                self._office.tell(Notice(Sound.QUESTION, words, stays=True))
            return
        self._trouble.pop(name, None)
        if told.state is State.UNKNOWN:
            self._office.tell(_unknown(job.about, name))
        elif told.state is State.DONE:
            seen = self._journal.story(job.id)[-1][1] is Happened.PRINTED
            self._office.tell(_tick("label_printed" if seen else "label_taken", **names))

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._office.wall_ms() / 1000, UTC)


def _of_its_content(wanted: LabelWanted) -> str:
    """Name a label by what stands on it: a pack that was only opened again gets no second one."""
    said = json.dumps([wanted.label, wanted.data], default=str)
    return f"ship-{sha256(said.encode()).hexdigest()[:32]}"


def _unknown(about: str, printer: str) -> Notice:
    return Notice(Sound.QUESTION, text("label_unknown", about=about, printer=printer), stays=True)


def _tick(key: str, **names: str) -> Notice:
    return Notice(Sound.BUSY, text(key, **names))


def _stop(key: str, **names: str) -> Notice:
    return Notice(Sound.STOP, text(key, **names), stays=True)
