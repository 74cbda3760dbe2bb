"""Keys to messages: the scanner's burst becomes a scan, a person's typing shows as it goes."""

import asyncio
from dataclasses import replace

from app.base.messages import Action, Refreshed, Scanned, Tapped
from app.runtime.person import Person
from scanners.codes.parse import parse
from scanners.frame import Frame
from scanners.framing.wedge import TYPED, KeyPress, Wedge, WedgeRules, feed

STALE_MS = 20_000
"""A person may look at the paper in the middle of a number; a stray key is seen on the screen."""
ECHO_AFTER_S = 0.08
"""Longer than a scanner waits between two keys, so that a scan is not drawn letter by letter."""


class Keys:
    """The keyboard of one session, scanner or person alike."""

    def __init__(self, person: Person, year: int) -> None:
        self._person = person
        self._year = year
        self._wedge = Wedge(WedgeRules(stale_ms=STALE_MS))
        self._echo: asyncio.TimerHandle | None = None

    def press(self, key: KeyPress) -> None:
        """Take one key. Never waits."""
        if key.key == "Backspace" and not self._wedge.text:
            self._person.say(Tapped(Action.PAD, "back"))
            return
        self._wedge, frame = feed(self._wedge, key)
        if frame:
            self._scanned(frame)
        self._echo_later()

    def take_typed(self) -> None:
        """Forget what was typed so far: it was confirmed by a tap."""
        self._wedge = replace(self._wedge, text="")
        self._person.typed = ""

    def _scanned(self, frame: Frame) -> None:
        by_hand = frame.device == TYPED
        hand = self._person.session.hand
        if by_hand and hand.question and hand.typed:
            frame = replace(frame, text=hand.typed + frame.text)
        self._person.typed = ""
        self._person.say(Scanned(parse(frame, self._year), by_hand=by_hand))

    def _echo_later(self) -> None:
        if self._echo:
            self._echo.cancel()
        loop = asyncio.get_running_loop()
        self._echo = loop.call_later(ECHO_AFTER_S, self._show_typed)

    def _show_typed(self) -> None:
        if self._person.typed != self._wedge.text:
            self._person.typed = self._wedge.text
            self._person.say(Refreshed())
