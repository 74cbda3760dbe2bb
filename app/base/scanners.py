"""How the scanners attached to this computer are doing, for the setup page."""

from dataclasses import dataclass

from scanners.codes.scan import Scan


@dataclass(frozen=True, slots=True)
class ScannerLine:
    """One scanner: its name in the settings, how its link stands, and what it last read.

    `battery` is in percent, where it is told; `is_set_up` says that the settings name it.
    """

    name: str
    link: str
    detail: str = ""
    count: int = 0
    last: Scan | None = None
    battery: int | None = None
    is_set_up: bool = False
