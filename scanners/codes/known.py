"""What the company's own data knows of codes, by which a doubt is settled before any guess."""

from dataclasses import dataclass

from scanners.codes import ai, gs1
from scanners.codes.gs1 import Pair
from scanners.codes.nomenclature import Nomenclature
from scanners.codes.pattern import Program
from scanners.codes.regex import Budget, match

SPLITS_MAX = 3
"""So many ways of cutting a doubtful value are offered; a person reads no more."""
_DOUBTED_LENGTH_MAX = 90


@dataclass(frozen=True, slots=True)
class Known:
    """The lots and serials there are, how the company's lots look, and its rules for barcodes."""

    lots: frozenset[str] = frozenset()
    lot_patterns: tuple[Program, ...] = ()
    rules: Nomenclature | None = None


NOTHING = Known()

Pairs = tuple[Pair, ...]


def splits(pairs: Pairs, known: Known) -> tuple[Pairs, ...]:
    """Offer the readings in which the last value ends sooner, and further pairs follow it.

    A value of open length that a keyboard wedge typed has lost its separator without a trace. The
    company's lots decide where they can; else whatever can be read strictly to the end is offered.
    """
    code, value = pairs[-1]
    if ai.AIS[code].fixed or len(value) > _DOUBTED_LENGTH_MAX or value in known.lots:
        return ()
    if known.lots or known.lot_patterns:
        sure = [cut for cut in gs1.cuts(pairs) if _is_lot(cut[len(pairs) - 1][1], known)]
        if sure:
            return tuple(sure[:SPLITS_MAX])
        if _fits(value, known):
            return ()
    return tuple(gs1.strict_cuts(pairs)[:SPLITS_MAX])


def _is_lot(value: str, known: Known) -> bool:
    return value in known.lots or _fits(value, known)


def _fits(value: str, known: Known) -> bool:
    budget = Budget()
    return any(
        (found := match(pattern, value, budget)) is not None and found.end == len(value)
        for pattern in known.lot_patterns
    )
