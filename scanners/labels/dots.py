"""Millimetres and dots: what a module may measure, and how many whole dots that is."""

from math import ceil, floor
from typing import Final

from scanners.labels.symbols.symbol import Symbology

DPIS: Final = (203, 300, 600)
MM_PER_INCH = 25.4

#: Millimetres a module may measure. GS1's are those for goods in general distribution, where
#: forklifts read from afar; for our own labels, what a common imager reads with ease.
MODULE_MM = {
    Symbology.GS1_128: (0.495, 1.016),
    Symbology.GS1_DATAMATRIX: (0.743, 1.5),
    Symbology.CODE128: (0.25, 1.016),
    Symbology.DATAMATRIX: (0.495, 2.0),
    Symbology.QR: (0.495, 2.5),
}


def dots(mm: float, dpi: int) -> int:
    return round(mm * dpi / MM_PER_INCH)


def millimetres(count: int, dpi: int) -> float:
    return count * MM_PER_INCH / dpi


def module_dots(symbology: Symbology, dpi: int) -> tuple[int, int]:
    """Say how many dots a module may have, from the fewest to the most."""
    smallest, largest = (mm * dpi / MM_PER_INCH for mm in MODULE_MM[symbology])
    return ceil(smallest), floor(largest)
