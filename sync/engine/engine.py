"""The loop of one device: wait, push or pull, say what changed; it ends only when told to."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from sync.core.touched import Touched
from sync.engine.events import (
    Broke,
    DeletionsAgreed,
    EpochBegun,
    Event,
    StartedAnew,
    Stop,
    Tick,
    Wake,
)
from sync.engine.next_step import (
    AskHeld,
    BeginEpoch,
    Halt,
    Pull,
    Push,
    StartAnew,
    Step,
    Wait,
    next_step,
)
from sync.engine.pull import Ask, Scopes, pull
from sync.engine.push import Order, ask_held, push
from sync.engine.state import EngineState
from sync.engine.status import Status, status_of
from sync.engine.world import DeviceStore, World
from sync.wire.remote import Remote

_log = logging.getLogger(__name__)

Doable = Push | AskHeld | Pull | StartAnew | BeginEpoch | Wait
"""Every step but the end."""

OnChange = Callable[[Touched, Status], None]
"""Told on the engine's loop, after each step; it must not block."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The two ends the engine keeps together, and of what."""

    store: DeviceStore
    remote: Remote
    scopes: Scopes


class Engine:
    """Keeps a device and its ERP together. All of it runs on one event loop.

    To end at once, cancel the task of `run`: a push that is cut off is sent again at the next
    start, and has its effect once.
    """

    def __init__(self, ends: Ends, world: World, on_change: OnChange) -> None:
        self._ends = ends
        self._world = world
        self._on_change = on_change
        self._state = EngineState()
        self._inbox: list[Wake] = []  # at most one of each kind
        self._woken = asyncio.Event()
        self._untold = Touched()
        self._said: Status | None = None

    def wake(self, event: Wake) -> None:
        """Tell the engine what happened outside. Never waits."""
        if event not in self._inbox:
            self._inbox.append(event)
        self._woken.set()

    async def agree_to_deletions(self) -> None:
        """A person says that what `Status.guarded` names is gone: let it through, once."""
        await self._ends.store.agree_to_deletions()
        self.wake(DeletionsAgreed())

    def stop(self) -> None:
        """End the loop once the step in hand is done."""
        self.wake(Stop())

    async def status(self) -> Status:
        """What the badge may say right now."""
        return status_of(self._state, await self._ends.store.unsent(), self._world.wall_ms())

    async def run(self) -> None:
        """Work until `stop`. A bug in a step is logged, and the step comes round again."""
        step = self._decide((Tick(),))
        while not isinstance(step, Halt):
            try:
                events = await self._carry_out(step)
            except Exception:  # noqa: BLE001 nothing that breaks may end the sending
                _log.exception("%s broke; it is tried again", type(step).__name__)
                events = (Broke(),)
            step = self._decide(events)
            await self._tell()

    async def _carry_out(self, step: Doable) -> tuple[Event, ...]:
        event: Event
        touched, ends, world = Touched(), self._ends, self._world
        match step:
            case Wait(until_ms=until_ms):
                await world.wait(self._woken, max(0, until_ms - world.monotonic_ms()))
                return () if self._inbox else (Tick(),)
            case Push(size, in_flight, from_seq):
                order = Order(size, in_flight, from_seq)
                event, touched = await push(ends.store, ends.remote, order, world.monotonic_ms)
            case AskHeld():
                event, touched = await ask_held(ends.store, ends.remote)
            case Pull(with_sums, doubt, swept):
                ask = Ask(ends.scopes, with_sums, doubt, swept)
                event, touched = await pull(ends.store, ends.remote, ask, world.wall_ms())
            case StartAnew():
                await ends.store.forget_cursor()
                event = StartedAnew()
            case BeginEpoch(everything):
                _log.warning("the numbers of this device stand for other operations: a new epoch")
                await ends.store.begin_epoch(everything=everything)
                event = EpochBegun()
            case _:
                assert_never(step)
        self._untold |= touched
        return (event,)

    def _decide(self, events: tuple[Event, ...]) -> Step:
        # What was told during the step counts after its outcome: an operation written while the
        # journal was found empty is not to be forgotten.
        told, self._inbox = tuple(self._inbox), []
        self._woken.clear()
        now_ms = self._world.monotonic_ms()
        assert events or told
        step: Step = Halt()
        for event in (*events, *told):
            self._state, step = next_step(self._state, event, now_ms, self._world.chance())
        return step

    async def _tell(self) -> None:
        # A wall of its own: a bug in a screen must not look like one of the network, or the
        # engine would back off before each push, and never send.
        try:
            status = await self.status()
            if self._untold != Touched() or status != self._said:
                self._on_change(self._untold, status)
                self._untold, self._said = Touched(), status
        except Exception:  # noqa: BLE001 nor may a bug in a screen
            _log.exception("what changed could not be told")
