"""Which read-outs a change makes stale."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Touched:
    """Documents whose rows changed; whether the catalogue or the outbox did."""

    documents: frozenset[int] = frozenset()
    catalogue: bool = False
    outbox: bool = False

    def __or__(self, other: "Touched") -> "Touched":
        """Join two changes."""
        return Touched(
            self.documents | other.documents,
            self.catalogue or other.catalogue,
            self.outbox or other.outbox,
        )
