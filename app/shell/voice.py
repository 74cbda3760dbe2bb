"""Says what became of the last scan, for those who do not look: by the reader, or the browser."""

import asyncio
import logging

import flet as ft

from app.base.language import is_right_to_left, spoken_here
from app.ui.looks import ScreenLook
from app.ui.spoken import spoken_of

_SPEAK_SECONDS_MAX = 5
_log = logging.getLogger(__name__)


class Voice:
    """What is said is said once; a device that cannot speak is no reason to stop."""

    def __init__(self) -> None:
        self._service = ft.SemanticsService()
        self._said = ""

    async def say(self, look: ScreenLook) -> None:
        """Announce what this look says to the ear, if it is news."""
        words = spoken_of(look)
        if not words or words == self._said:
            return
        self._said = words
        try:
            saying = self._service.announce_message(words + _marked(), rtl=is_right_to_left())
            await asyncio.wait_for(saying, _SPEAK_SECONDS_MAX)
        except Exception as trouble:  # noqa: BLE001 (whatever a device lacks, work goes on)
            _log.warning("Nothing can be said on this device: %s", trouble)


def _marked() -> str:
    """Name the language in letters that nobody sees or hears: `app/main/speech` reads them."""
    return "".join(chr(0xE0000 + ord(letter)) for letter in spoken_here())
