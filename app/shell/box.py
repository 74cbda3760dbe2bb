"""Listens at the open text box, so that a scan that goes into it is still a scan."""

from app.ui.looks import ScreenLook, SettleLook
from scanners.frame import Frame
from scanners.framing.wedge import SCANNED, KeyPress, Wedge, WedgeRules, feed

_STALE_MS = 20_000
_ENTER = "Enter"


class BoxKeys:
    """The keys that went into the box since it was opened.

    The client tells the key and what the box makes of it (`Answered`) in either order, and a
    screen keyboard tells no keys at all; so either may be the end of a scan.
    """

    def __init__(self) -> None:
        self._wedge = Wedge(WedgeRules(stale_ms=_STALE_MS))

    def press(self, key: KeyPress) -> Frame | None:
        """Take one key; hand over the scan it ends."""
        self._wedge, frame = feed(self._wedge, key)
        return frame if frame and frame.device == SCANNED else None

    def enter(self, now_ms: int) -> Frame | None:
        """Take the end of the box as Enter; hand over the scan it ends."""
        return self.press(KeyPress(_ENTER, shift=False, ctrl=False, at_ms=now_ms))

    def forget(self) -> None:
        """Begin anew."""
        self._wedge = Wedge(self._wedge.rules)


def asked(look: ScreenLook) -> tuple[object, ...]:
    """Tell what a text entered here would answer."""
    question = look.question
    story = look.story.id if isinstance(look, SettleLook) and look.story else ""
    if question is None:
        return (type(look), story)
    return (type(look), question.kind, question.title, question.about)
