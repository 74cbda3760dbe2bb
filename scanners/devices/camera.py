"""A camera as a scanner: one picture after another is asked for, and what is new in it handed over.

The pictures come from whoever has the camera: a browser, a phone, a folder of photos.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from scanners.devices.link import Ears, Link, State
from scanners.devices.picture import WAYS, Shown, Unseen, can_see, read_picture
from scanners.frame import Frame
from scanners.framing.sight import Several, Sight, chosen, look

CAMERA = "camera"
REST_S = 0.08
"""Between two pictures: a picker's hand is no faster, and the others need the processor too."""
SPOILT_MAX = 20
"""So many pictures in a row that are none: that is no camera."""
NO_DECODER = "this computer cannot read pictures: zxing-cpp is not installed"


@dataclass(frozen=True, slots=True)
class Eye:
    """Who has the camera. `picture` is the next one, None when it was switched off.

    `several` is told what lies there together; what a person chooses of it goes to `Camera.choose`.
    """

    picture: Callable[[], Awaitable[bytes | None]]
    several: Callable[[tuple[Frame, ...]], None]
    now_ms: Callable[[], int]
    wait: Callable[[float], Awaitable[None]]


@dataclass(slots=True)
class Camera:
    """One camera; made anew each time it is switched on."""

    eye: Eye
    name: str = CAMERA
    _sight: Sight = field(default_factory=Sight)
    _ears: Ears | None = None
    _way: int = 0
    """How a picture is looked at a second time: the next one otherwise, until that helps."""

    async def listen(self, ears: Ears) -> State:
        """Look, and hand over what is seen, until the camera is switched off."""
        if not can_see():
            return State(Link.UNFIT, NO_DECODER)
        self._ears, spoilt = ears, 0
        ears.state(State(Link.READY))
        while (data := await self.eye.picture()) is not None:
            shown = await asyncio.to_thread(read_picture, data, (self._way,))
            match shown:
                case Unseen():
                    spoilt += 1
                    if spoilt >= SPOILT_MAX:
                        return State(Link.UNFIT, shown)
                case Shown():
                    spoilt = 0
                    await self._saw(shown, ears)
            await self.eye.wait(REST_S)
        return State(Link.GONE)

    async def choose(self, frame: Frame) -> None:
        """Hand over the one of several that a person chose."""
        self._sight = chosen(self._sight, frame, self.eye.now_ms())
        if self._ears:
            await self._ears.frame(frame)

    async def _saw(self, shown: Shown, ears: Ears) -> None:
        if not shown.codes:
            self._way = (self._way + 1) % len(WAYS)
        self._sight, news = look(self._sight, shown.codes, self.eye.now_ms())
        match news:
            case Frame():
                await ears.frame(news)
            case Several(frames):
                self.eye.several(frames)
            case None:
                pass
