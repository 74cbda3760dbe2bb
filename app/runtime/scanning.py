"""The scanners attached to this computer, and who hears them: whoever was last at work here."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from app.base.notice import Notice
from app.base.scanners import ScannerLine
from scanners.codes.parse import parse
from scanners.devices.broadcasts import HANDHELD
from scanners.devices.camera import CAMERA
from scanners.devices.found import battery
from scanners.devices.keep import World, keep
from scanners.devices.link import Ears, Link, State
from scanners.frame import Frame
from scanners.framing.layout import AS_IT_ARRIVES, Layout, meant
from scanners.framing.wedge import SCANNED
from scanners.registry import Attached, Way, source_of

_OF_THE_PAGE = frozenset({SCANNED, CAMERA, HANDHELD})
"""Scanners that come with the page a person opens, and need no entry in the settings."""
_HID = frozenset({Way.GRAB, Way.HID_POS})
_log = logging.getLogger(__name__)


class Hearer(Protocol):
    """Somebody at work: `app/runtime/person`."""

    async def hear_scan(self, frame: Frame) -> None:
        """Take a scan, when there is room in line."""
        ...

    def changed(self) -> None:
        """Look again."""
        ...

    def hear(self, news: Notice) -> None:
        """Take what everybody should know."""
        ...


class Scanning:
    """Keeps every scanner attached. A frame waits until somebody is there with room in line."""

    def __init__(
        self, attached: tuple[Attached, ...], trouble: Notice | None, world: World
    ) -> None:
        self._attached = attached
        self._trouble = trouble
        self._world = world
        self._layout = AS_IT_ARRIVES
        self._people: list[Hearer] = []
        self._somebody = asyncio.Event()
        self._keeping: dict[str, asyncio.Task[None]] = {}
        self._lines = {SCANNED: ScannerLine(SCANNED, Link.READY)}
        self._lines |= {one.name: _line(one) for one in attached}

    @property
    def lines(self) -> tuple[ScannerLine, ...]:
        """How each of them is doing."""
        charged = {one.name: battery(one.address) for one in self._attached if one.way in _HID}
        return tuple(
            replace(line, battery=charged.get(name, line.battery))
            for name, line in self._lines.items()
        )

    def put_right(self, layout: Layout) -> None:
        """From now on keyboard scanners here type in this layout."""
        self._layout = layout

    @property
    def layout(self) -> Layout:
        """What the signs of keyboard scanners stand for here."""
        return self._layout

    @property
    def attached(self) -> tuple[Attached, ...]:
        """Those that the settings name."""
        return self._attached

    @property
    def trouble(self) -> Notice | None:
        """Why the settings could not be read, where they could not."""
        return self._trouble

    def begin(self) -> None:
        """Open them all; each in its own time."""
        for one in self._attached:
            self._open(one)

    def use(self, attached: tuple[Attached, ...]) -> None:
        """From now on these; what stays as it is goes on undisturbed."""
        for one in set(self._attached) - set(attached):
            if task := self._keeping.pop(one.name, None):
                task.cancel()
            self._lines.pop(one.name, None)
        new = [one for one in attached if one not in self._attached]
        self._attached = attached
        for one in new:
            self._lines[one.name] = _line(one)
            self._open(one)

    def _open(self, one: Attached) -> None:
        source = source_of(one, self._world.wait)
        if source is None:
            self._stands(one.name, State(Link.UNFIT, one.address))
            return
        ears = Ears(self._hear, self._teller(one.name), partial(self._has_power, one.name))
        keeping = keep(source, ears, self._world, one.double_ms)
        task = asyncio.create_task(keeping)
        task.add_done_callback(partial(self._ended, one.name))
        self._keeping[one.name] = task

    async def close(self) -> None:
        """Let go of all of them."""
        for task in self._keeping.values():
            task.cancel()
        await asyncio.gather(*self._keeping.values(), return_exceptions=True)
        self._keeping.clear()

    def join(self, person: Hearer) -> None:
        """Somebody sat down, or did something: what is scanned next is theirs."""
        if self._people[-1:] != [person]:
            new = person not in self._people
            self.leave(person)
            self._people.append(person)
            self._somebody.set()
            if new and self._trouble:
                person.hear(self._trouble)

    def leave(self, person: Hearer) -> None:
        """Somebody went away."""
        if person in self._people:
            self._people.remove(person)
        if not self._people:
            self._somebody.clear()

    def typed(self, frame: Frame) -> Frame:
        """Put right what a keyboard scanner typed; keep what the page's own scanners read."""
        frame = meant(frame, self._layout)
        if frame.device in _OF_THE_PAGE:
            self._note(frame)
        return frame

    def _note(self, frame: Frame) -> None:
        line = self._lines.get(frame.device)
        if line is None and frame.device not in _OF_THE_PAGE:
            return  # it was taken out of the settings just now
        line = line or ScannerLine(frame.device, Link.READY)
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
        line = self._lines.get(name)
        if line is None:
            return  # it was taken out of the settings just now
        if (line.link, line.detail) == (state.link, state.detail) or state.link is Link.OPENING:
            return  # a try that may end as the last one did is no news
        battery = line.battery if state.link is Link.READY else None
        self._lines[name] = replace(line, link=state.link, detail=state.detail, battery=battery)
        for person in self._people:
            person.changed()

    def _has_power(self, name: str, percent: int) -> None:
        line = self._lines.get(name)
        if line is not None and line.battery != percent:
            self._lines[name] = replace(line, battery=percent)
            for person in self._people:
                person.changed()

    def _ended(self, name: str, task: asyncio.Task[None]) -> None:
        """A bug in one device's file ends that device's line, and nothing else."""
        if not task.cancelled() and (error := task.exception()):
            _log.error("scanner %s ended", name, exc_info=error)
            self._stands(name, State(Link.UNFIT, type(error).__name__))


def _line(one: Attached) -> ScannerLine:
    return ScannerLine(one.name, Link.OPENING, is_set_up=True)
