"""The proof by power cuts, as numbers and as one line; it also proves that it can see."""

from dataclasses import dataclass

from tests.powercut.cutting import Tally, cut

CUTS = 5_000
BLIND_CUTS = 400
"""Cuts of a store that does not sync what it promises: some of it must be lost."""


@dataclass(frozen=True)
class Proof:
    """The shipping store, and the same with `synchronous=NORMAL`, each cut off many times."""

    full: Tally
    normal: Tally

    @property
    def line(self) -> str:
        full, normal = self.full, self.normal
        return (
            f"powercut: {full.cuts} cuts, FULL lost {full.lost} of {full.promised} acknowledged;"
            f" NORMAL lost {normal.lost} of {normal.promised} in {normal.cuts}"
        )

    @property
    def holds(self) -> bool:
        return not self.full.wrong and not self.full.lost and self.normal.lost > 0


def prove(cuts: int, seed: int = 0) -> Proof:
    return Proof(cut(cuts, seed), cut(BLIND_CUTS, seed, "NORMAL"))
