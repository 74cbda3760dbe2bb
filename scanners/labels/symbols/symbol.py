"""A barcode as its modules: rows of dark and light, and the quiet zone it needs around it."""

from dataclasses import dataclass
from enum import StrEnum


class Symbology(StrEnum):
    """Every kind of barcode a label may ask for."""

    CODE128 = "code128"
    GS1_128 = "gs1-128"
    DATAMATRIX = "datamatrix"
    GS1_DATAMATRIX = "gs1-datamatrix"
    QR = "qr"


GS1 = frozenset({Symbology.GS1_128, Symbology.GS1_DATAMATRIX})
LINEAR = frozenset({Symbology.CODE128, Symbology.GS1_128})


@dataclass(frozen=True, slots=True)
class Symbol:
    """`rows` are texts of 1 (dark) and 0; a linear symbol has one row.

    `zpl` is what a printer that draws the symbol itself is to be told: field data before any
    escaping, made here because it depends on how the data was encoded.
    """

    symbology: Symbology
    rows: tuple[str, ...]
    quiet: int
    zpl: str

    @property
    def width(self) -> int:
        return len(self.rows[0])

    @property
    def is_linear(self) -> bool:
        return self.symbology in LINEAR
