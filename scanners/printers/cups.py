"""A queue of CUPS, the print system of Linux and macOS: IPP, at an address made of its name."""

from urllib.parse import quote

from scanners.printers.ipp import Ipp
from scanners.printers.printer import Speaks, Wait

PORT = 631


def queue(name: str, speaks: Speaks, wait: Wait, host: str = "localhost") -> Ipp:
    """Make the printer behind a queue of this machine's CUPS, or of another's."""
    return Ipp(f"ipp://{host}:{PORT}/printers/{quote(name, safe='')}", speaks, wait)
