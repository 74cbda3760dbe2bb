"""How fast something long goes, and so how long it still takes: told from what was seen of it."""

from dataclasses import dataclass

SEEN_MS_MIN = 3_000
"""Sooner nothing can be told: the first page says how fast the first page was."""
LEFT_S_MAX = 24 * 3_600


@dataclass(eq=False)
class Pace:
    """When it began, by a clock that never goes back, and how far it was by then."""

    began_ms: int = 0
    began_at: int = 0
    last: int | None = None

    def left_s(self, done: int | None, total: int | None, now_ms: int) -> int | None:
        """Hear how far it is (None: nothing is under way); tell how long it takes, where known."""
        if done is None or self.last is None or done < self.last:
            # It begins, or begins anew.
            self.began_ms, self.began_at = now_ms, done or 0
        self.last = done
        if done is None or total is None or total <= done:
            return None
        took_ms, did = now_ms - self.began_ms, done - self.began_at
        if took_ms < SEEN_MS_MIN or did <= 0:
            return None
        return min(took_ms * (total - done) // did // 1000, LEFT_S_MAX)


@dataclass(eq=False)
class Paces:
    """Of what is fetched, and of what is sent."""

    fetching: Pace
    sending: Pace


def paces() -> Paces:
    """Begin to look."""
    return Paces(Pace(), Pace())
