"""The scanners attached to this computer, and who hears them: whoever was last at work here."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from app.base.notice import Notice
from app.base.scanners import ScannerLine
from app.runtime.person import Person
from scanners.codes.parse import parse
from scanners.devices.broadcasts import HANDHELD
from scanners.devices.camera import CAMERA
from scanners.devices.keep import World, keep
from scanners.devices.link import Ears, Link, State
from scanners.frame import Frame
from scanners.framing.wedge import SCANNED
from scanners.registry import Attached, source_of

_OF_THE_PAGE = frozenset({SCANNED, CAMERA, HANDHELD})
"""Scanners that come with the page a person opens, and need no entry in the settings."""
_log = logging.getLogger(__name__)


class Scanning:
    """Keeps every scanner attached. A frame waits until somebody is there with room in line."""

    def __init__(
        self, attached: tuple[Attached, ...], trouble: Notice | None, world: World
    ) -> None:
        self._attached = attached
        self._trouble = trouble
        self._world = world
        self._people: list[Person] = []
        self._somebody = asyncio.Event()
        self._keeping: list[asyncio.Task[None]] = []
        self._lines = {SCANNED: ScannerLine(SCANNED, Link.READY)}
        self._lines |= {one.name: ScannerLine(one.name, Link.OPENING) for one in attached}

    @property
    def lines(self) -> tuple[ScannerLine, ...]:
        """How each of them is doing."""
        return tuple(self._lines.values())

    def begin(self) -> None:
        """Open them all; each in its own time."""
        for one in self._attached:
            source = source_of(one, self._world.wait)
            if source is None:
                self._stands(one.name, State(Link.UNFIT, one.address))
                continue
            ears = Ears(self._hear, self._teller(one.name))
            keeping = keep(source, ears, self._world, one.double_ms)
            task = asyncio.create_task(keeping)
            task.add_done_callback(partial(self._ended, one.name))
            self._keeping.append(task)

    async def close(self) -> None:
        """Let go of all of them."""
        for task in self._keeping:
            task.cancel()
        await asyncio.gather(*self._keeping, return_exceptions=True)
        self._keeping.clear()

    def join(self, person: Person) -> None:
        """Somebody sat down, or did something: what is scanned next is theirs."""
        if self._people[-1:] != [person]:
            new = person not in self._people
            self.leave(person)
            self._people.append(person)
            self._somebody.set()
            if new and self._trouble:
                person.hear(self._trouble)

    def leave(self, person: Person) -> None:
        """Somebody went away."""
        if person in self._people:
            self._people.remove(person)
        if not self._people:
            self._somebody.clear()

    def typed(self, frame: Frame) -> None:
        """Keep what was typed, seen or read by the page's own scanners, for the setup page."""
        if frame.device in _OF_THE_PAGE:
            self._lines.setdefault(frame.device, ScannerLine(frame.device, Link.READY))
            self._note(frame)

    def _note(self, frame: Frame) -> None:
        line = self._lines[frame.device]
        scan = parse(frame)
        self._lines[frame.device] = replace(line, count=line.count + 1, last=scan)

    async def _hear(self, frame: Frame) -> None:
        self._note(frame)
        await self._somebody.wait()
        person = self._people[-1]
        await person.hear_scan(frame)

    def _teller(self, name: str) -> Callable[[State], None]:
        return lambda state: self._stands(name, state)

    def _stands(self, name: str, state: State) -> None:
        line = self._lines[name]
        if (line.link, line.detail) == (state.link, state.detail) or state.link is Link.OPENING:
            return  # a try that may end as the last one did is no news
        self._lines[name] = replace(line, link=state.link, detail=state.detail)
        for person in self._people:
            person.changed()

    def _ended(self, name: str, task: asyncio.Task[None]) -> None:
        """A bug in one device's file ends that device's line, and nothing else."""
        if not task.cancelled() and (error := task.exception()):
            _log.error("scanner %s ended", name, exc_info=error)
            self._stands(name, State(Link.UNFIT, type(error).__name__))
