"""Keeps a device attached: opens it again and again, with longer waits between the tries."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from scanners.devices.link import Ears, Link, Source, State
from scanners.frame import Frame
from scanners.framing.debounce import Debounce, take

WAITS_S = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Between tries, each cut by chance to between half and all of it; the last one for ever."""


@dataclass(frozen=True, slots=True)
class World:
    """Time and chance, from outside."""

    now_ms: Callable[[], int]
    chance: Callable[[], float]
    wait: Callable[[float], Awaitable[None]]


async def keep(source: Source, ears: Ears, world: World, double_ms: int = 0) -> None:
    """Hand over what the device scans, through every loss of its link, until cancelled."""
    counted = _Counted(source.name, ears, world, Debounce(double_ms))
    tries = 0
    while True:
        ears.state(State(Link.OPENING))
        counted.was_ready = False
        ended = await source.listen(Ears(counted.frame, counted.state, ears.power))
        ears.state(ended)
        tries = 0 if counted.was_ready else tries + 1
        wait_s = WAITS_S[min(tries, len(WAITS_S) - 1)]
        await world.wait(wait_s * (0.5 + world.chance() / 2))


class _Counted:
    """Between a device and who hears it: names the frames, and leaves out doubles."""

    def __init__(self, name: str, ears: Ears, world: World, doubles: Debounce) -> None:
        self._name = name
        self._ears = ears
        self._world = world
        self._doubles = doubles
        self.was_ready = False

    async def frame(self, frame: Frame) -> None:
        self._doubles, counts = take(self._doubles, frame, self._world.now_ms())
        if counts:
            await self._ears.frame(replace(frame, device=self._name))

    def state(self, state: State) -> None:
        self.was_ready = self.was_ready or state.link is Link.READY
        self._ears.state(state)
