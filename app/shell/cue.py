"""Lets an outcome be heard, felt and seen together with the look it belongs to."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from app.base.notice import Sound
from app.base.people import Likes
from app.shell.speaker import Speaker
from app.shell.stage import Light
from app.ui.feedback import FEEDBACK, Feel

FEEDBACK_WAITS_MS = 50
"""Light and tone come with the look they belong to; where none follows, they wait no longer."""
Soon = Callable[..., None]
"""Runs a coroutine function with its arguments on the page, in its turn."""
Act = Callable[..., Coroutine[Any, Any, None]]


class Cue:
    """One outcome that waits for its look, for a moment only."""

    def __init__(self, light: Light, soon: Soon) -> None:
        self._light = light
        self._soon = soon
        self._speaker = Speaker()
        self._due: Sound | None = None
        self._let_out_at: asyncio.TimerHandle | None = None

    async def like(self, likes: Likes) -> None:
        """Sound and shake as this person likes from now on."""
        self._speaker.like(likes)

    async def give(self, sound: Sound) -> None:
        """Take an outcome; it is let out with the next look, or when it waited long enough."""
        # Both make the client paint: the light once, a playing tone every frame, to follow its
        # position. What is painted before the amount, the amount has to wait for.
        self.let_out()
        self._due = sound
        self._let_out_at = _later(FEEDBACK_WAITS_MS, self._soon, self._overdue)

    def let_out(self) -> None:
        """Sound and light what waits, if anything does."""
        sound, self._due = self._due, None
        if sound is None:
            return
        if self._let_out_at:
            self._let_out_at.cancel()
        self._soon(self._speaker.play, sound)
        feel = FEEDBACK[sound]
        if feel.light_ms:
            self._light.feel = feel
            _later(feel.light_ms, self._soon, self._light_off, feel)

    async def _overdue(self) -> None:
        self.let_out()

    async def _light_off(self, feel: Feel) -> None:
        if self._light.feel is feel:
            self._light.feel = None


def _later(ms: int, soon: Soon, act: Act, *args: object) -> asyncio.TimerHandle:
    return asyncio.get_running_loop().call_later(ms / 1000, soon, act, *args)
