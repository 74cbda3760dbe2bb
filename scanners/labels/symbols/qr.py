"""QR codes, for what a phone or a hand scanner reads from afar: pairing, badges."""

import segno

from scanners.labels.symbols.symbol import Symbol, Symbology

QUIET = 4
LENGTH_MAX = 300
"""Beyond this the modules get too many for a label."""


def encode(data: str) -> Symbol:
    """Draw ASCII as bytes, so that a printer that draws it itself comes to the same size."""
    code = segno.make_qr(data, mode="byte", error="M", boost_error=False)
    rows = tuple("".join("1" if dark else "0" for dark in row) for row in code.matrix)
    return Symbol(Symbology.QR, rows, QUIET, f"MM,B{len(data):04d}{data}")
