"""What is typed on keys that belong to no text box: gathered into frames, and echoed."""

import asyncio
from collections.abc import Callable

from app.shell.cue import Soon
from app.ui.hands import Echo
from scanners.frame import Frame
from scanners.framing.wedge import KeyPress, Wedge, WedgeRules, feed

ECHO_AFTER_MS = 80
_STALE_MS = 20_000


class Typing:
    """The text between two Enters, from a scanner or from a hand."""

    def __init__(self, echo: Echo, soon: Soon, search: Callable[[str], None]) -> None:
        self._echo = echo
        self._search = search
        self._soon = soon
        self._wedge = Wedge(WedgeRules(stale_ms=_STALE_MS))
        self._echo_due: asyncio.TimerHandle | None = None

    @property
    def text(self) -> str:
        """What stands there so far."""
        return self._wedge.text

    def press(self, key: KeyPress) -> Frame | None:
        """Take one key; hand over what it ends."""
        self._wedge, frame = feed(self._wedge, key)
        return frame

    def forget(self) -> None:
        """Begin anew."""
        self._wedge = Wedge(self._wedge.rules)
        self.echo_later()

    def echo_later(self) -> None:
        """Show in a moment what stands there: a scanner's burst is never drawn letter by letter."""
        if self._echo_due:
            self._echo_due.cancel()
        loop = asyncio.get_running_loop()
        self._echo_due = loop.call_later(ECHO_AFTER_MS / 1000, self._soon, self.show)

    async def show(self) -> None:
        """Show what stands there now."""
        if self._echo.text != self._wedge.text:
            self._echo.text = self._wedge.text
            self._search(self._wedge.text)
