"""One planted bug: what is changed in the sources, and which proof must see it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """A piece of source, and what stands in its place in the mutant."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Mutant:
    """One planted bug. `proof` is `sim`, `powercut`, or the paths of tests.

    `focus` names faults that the simulator is to have more of, so that the bug is met sooner.
    One that `hangs` is a bug of liveness: only for it is a proof that never ends a proof.
    """

    name: str
    edits: tuple[Edit, ...]
    proof: str = "sim"
    focus: str = ""
    hangs: bool = False


def one(name: str, file: str, old: str, new: str, seen_by: str = "sim") -> Mutant:
    proof, _, focus = seen_by.partition(" with ")
    return Mutant(name, (Edit(file, old, new),), proof, focus)
