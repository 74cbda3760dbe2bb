"""What the company knows of its barcodes, read anew from the ERP at every start."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from scanners.codes.known import NOTHING, Known
from scanners.codes.shapes import lot_patterns
from sync.core.barcodes import BarcodeRules
from sync.wire.messages import Hello
from sync.wire.remote import Remote

LOTS_MAX = 5_000
"""Of the newest lots so many are known by name; how they look holds for the others."""
LOTS_EVERY_S = 600.0


def _none(_rules: tuple[BarcodeRules, ...]) -> Known:
    return NOTHING


@dataclass(slots=True)
class Barcodes:
    """`known` is what scans are read with; what was kept holds until the ERP answers.

    Lots are those of this device's own copy, read again now and then.
    """

    known: Known = NOTHING
    keep: Callable[[tuple[BarcodeRules, ...]], Known] = _none

    async def learn(self, remote: Remote) -> None:
        """Ask the ERP once; where it cannot be reached, what was kept goes on to hold."""
        said = await remote.hello()
        if isinstance(said, Hello):
            lots, looks = self.known.lots, self.known.lot_patterns
            self.known = replace(self.keep(said.barcodes), lots=lots, lot_patterns=looks)

    async def learn_lots(
        self,
        names: Callable[[int], Awaitable[tuple[str, ...]]],
        wait: Callable[[float], Awaitable[None]],
    ) -> None:
        """Know the lots that there are, and how they look; for as long as the app runs."""
        while True:
            found = await names(LOTS_MAX)
            looks = lot_patterns(found)
            self.known = replace(self.known, lots=frozenset(found), lot_patterns=looks)
            await wait(LOTS_EVERY_S)
