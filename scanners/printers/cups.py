"""A queue of CUPS, the print system of Linux and macOS: IPP, at an address made of its name."""

from dataclasses import dataclass
from urllib.parse import quote

from scanners.printers.ipp import Ipp
from scanners.printers.printer import Speaks, Wait
from scanners.printers.wired import USUAL, Patience

PORT = 631


@dataclass(frozen=True, slots=True)
class Spooler:
    """Where a CUPS listens: this machine's, or another."""

    host: str = "localhost"
    port: int = PORT


HERE = Spooler()


def queue(
    name: str, speaks: Speaks, wait: Wait, spooler: Spooler = HERE, patience: Patience = USUAL
) -> Ipp:
    """Make the printer behind a queue of CUPS."""
    place = f"{spooler.host}:{spooler.port}/printers/{quote(name, safe='')}"
    return Ipp(f"ipp://{place}", speaks, wait, patience)
