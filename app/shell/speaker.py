"""Plays what an outcome sounds and feels like; a device without either is no reason to stop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import flet as ft
from flet_audio import Audio, ReleaseMode  # type: ignore[import-untyped]

from app.base.notice import Sound
from app.ui.feedback import BUZZ_GAP_MS, FEEDBACK, Buzz

_log = logging.getLogger(__name__)
_PLAY_SECONDS_MAX = 5


class Speaker:
    """One player a tone, made once, so that playing one costs a single short call."""

    def __init__(self) -> None:
        self._players = {
            sound: Audio(src=f"/tones/{feel.tone_file}", release_mode=ReleaseMode.STOP)
            for sound, feel in FEEDBACK.items()
        }
        self._motor = ft.HapticFeedback()
        self._broken: set[str] = set()

    async def play(self, sound: Sound) -> None:
        """Sound the tone and shake the hand, both at once."""
        player = self._players[sound]
        await asyncio.gather(
            self._try("tone", player.play),
            self._shake(FEEDBACK[sound].buzzes),
        )

    async def _shake(self, buzzes: tuple[Buzz, ...]) -> None:
        for number, buzz in enumerate(buzzes):
            if number:
                await asyncio.sleep(BUZZ_GAP_MS / 1000)
            if not await self._try("motor", getattr(self._motor, buzz.value)):
                return

    async def _try(self, what: str, act: Callable[[], Awaitable[None]]) -> bool:
        try:
            await asyncio.wait_for(act(), _PLAY_SECONDS_MAX)
        except Exception as trouble:  # noqa: BLE001 (whatever a device lacks, work goes on)
            if what not in self._broken:
                _log.warning("No %s on this device: %s", what, trouble)
            self._broken.add(what)
            return False
        return True
