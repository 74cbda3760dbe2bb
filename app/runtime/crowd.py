"""Everybody who works at this device, and how often they are told that something changed."""

import asyncio

from app.base.notice import Notice
from app.runtime.device import Device
from app.runtime.person import Person

TELLING_WAITS_S = 0.1
"""A scan's way into the office changes the badge three times within this: it is told once."""
TELLING_WAITS_EACH_S = 0.02
"""For every person more: each looks again at each change, and scans of all must come between."""


class Crowd:
    """The people here. What one of them does is shown to the others, but never one by one."""

    def __init__(self) -> None:
        self._people: set[Person] = set()
        self._telling: asyncio.TimerHandle | None = None

    def join(self, person: Person) -> None:
        """A person starts working here."""
        self._people.add(person)

    def leave(self, person: Person) -> None:
        """A person went away."""
        self._people.discard(person)

    def move_to(self, device: Device) -> None:
        """Let everybody go on at another device."""
        for person in self._people:
            person.move_to(device)

    def tell(self, news: Notice | None = None) -> None:
        """Tell news at once, and that something changed once for all that changes in a moment."""
        if news:
            for person in self._people:
                person.hear(news)
        elif self._telling is None:
            waits_s = max(TELLING_WAITS_S, TELLING_WAITS_EACH_S * len(self._people))
            self._telling = asyncio.get_running_loop().call_later(waits_s, self._tell_changed)

    def _tell_changed(self) -> None:
        self._telling = None
        for person in self._people:
            person.changed()
