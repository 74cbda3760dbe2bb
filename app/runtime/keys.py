"""Keys to messages: a scanner's burst, or what a person typed and ended, becomes a scan."""

from collections.abc import Callable

from app.base.messages import Scanned
from scanners.codes.parse import parse
from scanners.framing.wedge import TYPED, KeyPress, Wedge, WedgeRules, feed

STALE_MS = 20_000
"""A person may look at the paper in the middle of a number; a stray key is seen on the screen."""


class Keys:
    """The keyboard of one session, scanner or person alike."""

    def __init__(self, say: Callable[[Scanned], None], year: int) -> None:
        self._say = say
        self._year = year
        self._wedge = Wedge(WedgeRules(stale_ms=STALE_MS))

    def press(self, key: KeyPress) -> None:
        """Take one key. Never waits."""
        self._wedge, frame = feed(self._wedge, key)
        if frame:
            self._say(Scanned(parse(frame, self._year), by_hand=frame.device == TYPED))
