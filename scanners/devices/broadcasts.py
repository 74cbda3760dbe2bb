"""The built-in scanner of an Android handheld: it tells each scan by a broadcast of the system."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from scanners.devices.link import Ears, Link, State
from scanners.framing.intents import Extras, frame_of

HANDHELD = "handheld"


@dataclass(frozen=True, slots=True)
class Broadcasts:
    """`told` is the next broadcast, its action and its extras; None when there will be no more."""

    told: Callable[[], Awaitable[tuple[str, Extras] | None]]
    name: str = HANDHELD

    async def listen(self, ears: Ears) -> State:
        """Hand over what is scanned; a broadcast that is none of a scanner's is passed over."""
        ears.state(State(Link.READY))
        while (broadcast := await self.told()) is not None:
            if frame := frame_of(*broadcast):
                await ears.frame(frame)
        return State(Link.GONE)
