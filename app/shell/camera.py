"""The camera of this page as a scanner: switched on and off, looked through, chosen from."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

import flet as ft
from flet_camera import Camera, CameraDescription, CameraLensDirection, FlashMode, ResolutionPreset

from app.base.heard import meaning
from app.base.labels import label
from app.shell.cue import Soon
from app.ui.finder import Finder, FinderHands
from scanners.codes.parse import parse
from scanners.devices import camera as device
from scanners.devices.link import Ears, Link
from scanners.devices.picture import Shown, Unseen, can_see, read_picture
from scanners.frame import Frame

IDLE_MS_MAX = 120_000
"""A camera that sees nothing for so long is switched off: it empties the battery."""
_log = logging.getLogger(__name__)
_UNSEEN = {
    Unseen.NO_PICTURE: "camera_no_photo",
    Unseen.TOO_LARGE: "camera_large",
    Unseen.NO_DECODER: "camera_unfit",
}
_TROUBLES = {"denied": "camera_denied", "notfound": "camera_none", "notreadable": "camera_taken"}
"""What browsers and phones call it, in whatever spelling."""


def has_camera(page: ft.Page) -> bool:
    """Say whether the client can have a camera, and this computer can read its pictures."""
    phone = page.platform in {ft.PagePlatform.ANDROID, ft.PagePlatform.IOS}
    return (bool(page.web) or phone) and can_see()


class Viewfinder:
    """One page's camera. What it sees is handed over like any scanner's frame."""

    def __init__(
        self, soon: Soon, on_frame: Callable[[Frame], None], now_ms: Callable[[], int]
    ) -> None:
        self._soon = soon
        self._on_frame = on_frame
        self._now_ms = now_ms
        self._finder = Finder()
        self._control: Camera | None = None
        self._looking: device.Camera | None = None
        self._offered: tuple[Frame, ...] = ()
        self._at = 0
        self._news_ms = 0
        self._picker: ft.FilePicker | None = None

    def hands(self) -> FinderHands:
        """What the panel can do."""
        return FinderHands(
            self._finder,
            self._toggle,
            lambda control: self._soon(self._begin, control),
            self._end,
            lambda: self._soon(self._switch),
            lambda: self._soon(self._light),
            lambda: self._soon(self._photo),
            lambda number: self._soon(self._choose, number),
        )

    def _toggle(self) -> None:
        finder = self._finder
        finder.is_open = not finder.is_open
        finder.turn += 1
        finder.lamp = False
        self._say("camera_opening")

    def _end(self) -> None:
        self._control = None

    async def _begin(self, control: Camera) -> None:
        self._control = control
        try:
            cameras = sorted(await control.get_available_cameras(), key=_outward)
            self._finder.cameras = len(cameras)
            if not cameras:
                self._say("camera_none")
                return
            chosen = cameras[self._at % len(cameras)]
            await control.initialize(chosen, ResolutionPreset.HIGH, enable_audio=False)
        except Exception as trouble:  # noqa: BLE001 - whatever a client says, in words
            _log.warning("no camera: %s", trouble)
            self._say(_words(trouble))
            return
        await self._look(control)

    async def _look(self, control: Camera) -> None:
        self._say("camera_look")
        self._news_ms = self._now_ms()
        eye = device.Eye(lambda: self._picture(control), self._several, self._now_ms, asyncio.sleep)
        self._looking = device.Camera(eye)
        ended = await self._looking.listen(Ears(self._frame, lambda _state: None))
        if ended.link is Link.UNFIT and self._control is control:
            self._say("camera_unfit")

    async def _picture(self, control: Camera) -> bytes | None:
        switched_off = self._control is not control
        if switched_off:
            return None
        if self._now_ms() - self._news_ms > IDLE_MS_MAX:
            self._toggle()
            return None
        try:
            return bytes(await control.take_picture())
        except Exception as trouble:  # noqa: BLE001 - a camera pulled out, a page gone to sleep
            _log.warning("no picture: %r", trouble)
            return None if self._control is not control else b""

    async def _frame(self, frame: Frame) -> None:
        self._news_ms = self._now_ms()
        self._offer(())
        self._on_frame(replace(frame, device=device.CAMERA))

    def _several(self, frames: tuple[Frame, ...]) -> None:
        self._news_ms = self._now_ms()
        self._offer(frames)

    def _offer(self, frames: tuple[Frame, ...]) -> None:
        self._offered = frames
        self._finder.choices = tuple(meaning(parse(frame)) for frame in frames)
        self._say("camera_several" if frames else "camera_look")

    async def _choose(self, number: int) -> None:
        if number >= len(self._offered):
            return  # another picture came between eye and finger
        frame = self._offered[number]
        rest = tuple(one for one in self._offered if one != frame)
        if self._looking and self._control:
            await self._looking.choose(frame)
        else:
            await self._frame(frame)
        self._offer(rest)

    async def _switch(self) -> None:
        self._at += 1
        self._finder.turn += 1  # a camera of its own: what the first one was is let go of

    async def _light(self) -> None:
        if not self._control:
            return
        lit = not self._finder.lamp
        try:
            await self._control.set_flash_mode(FlashMode.TORCH if lit else FlashMode.OFF)
        except Exception as trouble:  # noqa: BLE001 - most webcams have none
            _log.info("no light: %s", trouble)
            self._say("camera_no_lamp")
            return
        self._finder.lamp = lit

    async def _photo(self) -> None:
        """Take a photo another way: the second one, where the page is not given the camera."""
        self._picker = self._picker or ft.FilePicker()
        picked = await self._picker.pick_files(
            file_type=ft.FilePickerFileType.IMAGE, with_data=True
        )
        for file in picked[:1]:
            shown = await asyncio.to_thread(read_picture, file.bytes or b"")
            await self._saw(shown)

    async def _saw(self, shown: Shown | Unseen) -> None:
        if isinstance(shown, Unseen):
            self._say(_UNSEEN[shown])
        elif not shown.codes:
            self._say("camera_no_code")
        elif len(shown.codes) == 1:
            await self._frame(shown.codes[0].frame)
        else:
            self._several(tuple(one.frame for one in shown.codes))

    def _say(self, words: str) -> None:
        self._finder.words = label(words)


def _outward(camera: CameraDescription) -> int:
    """The camera that looks away from the person comes first, the one at the person last."""
    order = (CameraLensDirection.BACK, CameraLensDirection.EXTERNAL, CameraLensDirection.FRONT)
    return order.index(camera.lens_direction)


def _words(trouble: Exception) -> str:
    said = str(trouble).lower()
    return next((words for sign, words in _TROUBLES.items() if sign in said), "camera_unfit")
