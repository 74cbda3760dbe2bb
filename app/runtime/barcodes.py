"""What the company knows of its barcodes, read anew from the ERP at every start."""

from collections.abc import Callable
from dataclasses import dataclass

from scanners.codes.known import NOTHING, Known
from sync.core.barcodes import BarcodeRules
from sync.wire.messages import Hello
from sync.wire.remote import Remote


def _none(_rules: tuple[BarcodeRules, ...]) -> Known:
    return NOTHING


@dataclass(slots=True)
class Barcodes:
    """`known` is what scans are read with; what was kept holds until the ERP answers."""

    known: Known = NOTHING
    keep: Callable[[tuple[BarcodeRules, ...]], Known] = _none

    async def learn(self, remote: Remote) -> None:
        """Ask the ERP once; where it cannot be reached, what was kept goes on to hold."""
        said = await remote.hello()
        if isinstance(said, Hello):
            self.known = self.keep(said.barcodes)
