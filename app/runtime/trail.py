"""The last screens that were seen at a device, in words, for a report of a problem."""

from collections import deque

from app.ui.looks import ScreenLook
from app.ui.spoken import spoken_of

SCREENS_MAX = 30


class Trail:
    """Remembers a few screens; never what was typed into them."""

    def __init__(self) -> None:
        self._seen: deque[str] = deque(maxlen=SCREENS_MAX)

    def seen(self, look: ScreenLook) -> None:
        """Remember one more, unless it says what the last one said."""
        title = " · ".join(part for part in (look.top.title, look.top.subtitle) if part)
        words = f"{type(look).__name__}: {title}. {spoken_of(look)}".strip()
        if not self._seen or self._seen[-1] != words:
            self._seen.append(words)

    @property
    def screens(self) -> tuple[str, ...]:
        """The screens, oldest first."""
        return tuple(self._seen)
