"""Who holds which document, seen in the books beside the code that keeps it: I9, and F7."""

import asyncio
from dataclasses import dataclass

from sync.wire.messages import ClaimRequest, ReleaseRequest
from tests.sim.trace import Trace, hold


@dataclass(frozen=True)
class Row:
    """One lease as the books have it."""

    document: int
    device: str
    token: int
    until: int


def now_s() -> int:
    """The clock of the ERP."""
    return int(asyncio.get_running_loop().time())


class Leases:
    """What was given so far. `rows` reads the books, which may have none yet."""

    def __init__(self, trace: Trace, lease_s: int) -> None:
        self.trace, self.lease_s = trace, lease_s
        self._tokens: dict[int, int] = {}
        self._given: dict[tuple[int, int], str] = {}

    def put_back(self) -> None:
        """The books are older now; only a token of this very second may be given once more."""
        now = now_s()
        self._tokens = {}
        self._given = {key: who for key, who in self._given.items() if key[1] < now}

    def look(self, rows: dict[int, Row]) -> None:
        """I9: a token only grows, it is one device's for ever, and a lease has an end."""
        for row in rows.values():
            before = self._tokens.get(row.document, 0)
            hold("I9 token", row.token >= before, row, "after", before)
            self._tokens[row.document] = row.token
            if row.token:
                owner = self._given.setdefault((row.document, row.token), row.device)
                hold("I9 one holder", owner == row.device, row, "was given to", owner)
            hold("I9 ends", row.until <= now_s() + self.lease_s, row)

    def after_claim(self, before: Row | None, after: Row | None, request: ClaimRequest) -> None:
        """I9: nobody loses a lease that runs, but to whoever saw it and took it over."""
        self.trace.counts["claim"] += 1
        if before is None or after is None or not before.device:
            return
        ran, changed = before.until > now_s(), after.device != before.device
        hold("I9 grows", not changed or after.token > before.token, before, after)
        takes = request.take_over and request.seen == before.token
        hold("I9 kept", not (changed and ran) or takes, before, after, request)
        self.trace.counts["taken-over"] += changed and ran
        self.trace.counts["claim-lapsed"] += changed and 0 < before.until <= now_s()

    def after_release(self, before: Row | None, after: Row | None, said: ReleaseRequest) -> None:
        """I9: an old token lets go of nothing."""
        if before is None or before.token == said.token:
            return
        self.trace.counts["old-token"] += 1
        hold("I9 fenced", after == before, before, after, said)


def left_over(rows: dict[int, Row]) -> list[Row]:
    """Leases that run."""
    return [row for row in rows.values() if row.until > now_s()]
