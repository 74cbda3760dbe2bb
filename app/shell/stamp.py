"""When a key went down, as far as the client tells: the page writes it behind the key's label."""

_MARK = "\n"


def parted(label: str) -> tuple[str, int | None]:
    """Part a key's label from its time in milliseconds; None where the client told none."""
    key, mark, stamp = label.partition(_MARK)
    return (key, int(stamp)) if mark and stamp.isdecimal() else (label, None)


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
