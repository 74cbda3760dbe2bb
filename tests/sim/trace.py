"""What happened, in order: hashed as it goes, so that two runs can be compared by one number."""

import asyncio
from collections import Counter, deque
from hashlib import blake2b

KEPT = 60
"""Lines that are kept for whoever must find out what went wrong."""


class Broken(AssertionError):
    """A promise was broken: the name of the invariant, and what was seen."""

    def __init__(self, invariant: str, seen: str) -> None:
        super().__init__(f"{invariant}: {seen}")
        self.invariant = invariant


class Trace:
    """Every event of one run."""

    def __init__(self, *, verbose: bool = False) -> None:
        self.counts: Counter[str] = Counter()
        self.last: deque[str] = deque(maxlen=None if verbose else KEPT)
        self._verbose = verbose
        self._digest = blake2b(digest_size=8)

    def __call__(self, who: str, what: str, *details: object) -> None:
        """Note an event."""
        self.counts[what] += 1
        at = asyncio.get_running_loop().time()
        line = f"{at:10.3f} {who:7} {what} {' '.join(map(str, details))}"
        self._digest.update(line.encode())
        self.last.append(line)
        if self._verbose:
            print(line)

    @property
    def digest(self) -> str:
        """One number for all that happened."""
        return self._digest.hexdigest()


def hold(invariant: str, holds: object, *seen: object) -> None:
    """State what must be so."""
    if not holds:
        raise Broken(invariant, " ".join(map(str, seen)))
