"""Plays what an outcome sounds and feels like; a device without either is no reason to stop."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import flet as ft
from flet_audio import Audio, ReleaseMode  # type: ignore[import-untyped]

from app.base.notice import Sound
from app.base.people import Likes
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
        self._likes = Likes()
        self._broken: set[str] = set()

    def like(self, likes: Likes) -> None:
        """From now on as loud as this person likes, and with or without the motor."""
        self._likes = likes
        for player in self._players.values():
            player.volume = likes.volume / 100
            player.update()

    async def play(self, sound: Sound) -> None:
        """Sound the tone and shake the hand, both at once, where the person likes either."""
        at_once: list[Awaitable[object]] = []
        if self._likes.volume:
            at_once.append(self._try("tone", self._players[sound].play))
        if self._likes.haptics:
            at_once.append(self._shake(FEEDBACK[sound].buzzes))
        await asyncio.gather(*at_once)

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
