"""How a label is wanted: as what it is written, how fine, in which language, on what paper."""

from dataclasses import dataclass
from enum import StrEnum


class To(StrEnum):
    """What a label can be written as."""

    ZPL = "zpl"
    TSPL = "tspl"
    EPL = "epl"
    ESCPOS = "escpos"
    BROTHER = "brother"
    PDF = "pdf"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class Wish:
    """How a label is wanted. `paper_mm` is what the printer can print across, 0 if not known."""

    to: To
    dpi: int
    language: str = "en"
    paper_mm: float = 0
