"""When a key went down and which it was, as far as the client tells: behind the key's label."""

from dataclasses import dataclass

_MARK = "\n"


@dataclass(frozen=True, slots=True)
class Told:
    """A key's label, its time in milliseconds, and its place on a keyboard as browsers name it."""

    label: str
    at_ms: int | None = None
    code: str = ""


def parted(label: str) -> Told:
    """Part a key's label from what the page wrote behind it."""
    parts = label.split(_MARK)
    if len(parts) == 3 and parts[0] and parts[1].isdecimal():
        return Told(parts[0], int(parts[1]), parts[2])
    return Told(label)


class KeyClock:
    """The clock of the keys: the client's where it tells the time, else ours.

    What is no key (the end of a text box) is put on it by how far the two were apart.
    """

    def __init__(self) -> None:
        self._apart_ms = 0

    def at(self, told_ms: int | None, now_ms: int) -> int:
        """Tell the moment of a key."""
        if told_ms is None:
            return self.now(now_ms)
        self._apart_ms = told_ms - now_ms
        return told_ms

    def now(self, now_ms: int) -> int:
        """Tell this moment."""
        return now_ms + self._apart_ms
