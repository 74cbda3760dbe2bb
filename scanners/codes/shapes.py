"""How a company's lots look, learnt from those it has: by it a lost separator is found out."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from scanners.codes.pattern import Program, compiled

SHAPES_MAX = 6
LOTS_MIN = 12
"""So many lots must look alike, and so large a part of all, before it is a rule and no chance."""
SHARE_MIN = 0.1
LOT_LENGTH_MAX = 40
_PLAIN_SIGNS = frozenset("-/.+")


def lot_patterns(lots: Iterable[str]) -> tuple[Program, ...]:
    """Work out the patterns that most lots have, the most frequent first."""
    shapes = Counter(filter(None, map(_shape, lots)))
    needed = max(LOTS_MIN, SHARE_MIN * shapes.total())
    often = [shape for shape, count in shapes.most_common(SHAPES_MAX) if count >= needed]
    return tuple(made for made in map(compiled, often) if made)


def _shape(lot: str) -> str:
    """`AB-123456` looks like two letters, a hyphen and six digits; "" is of no shape."""
    if not lot or len(lot) > LOT_LENGTH_MAX:
        return ""
    kinds = [_kind(sign) for sign in lot]
    if not all(kinds):
        return ""
    runs = ((kind, len(list(run))) for kind, run in groupby(kinds))
    return "".join(kind if count == 1 else f"{kind}{{{count}}}" for kind, count in runs)


def _kind(sign: str) -> str:
    if not sign.isascii():
        return ""
    if sign.isdecimal():
        return r"\d"
    if sign.isalpha():
        return "[A-Z]" if sign.isupper() else "[a-z]"
    return f"\\{sign}" if sign in _PLAIN_SIGNS else ""
