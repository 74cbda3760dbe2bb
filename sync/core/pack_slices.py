"""Frozen read-outs for whoever packs: what is still to be packed, and what is in which pack."""

from dataclasses import dataclass
from decimal import Decimal

from sync.core.pick_slices import PickSlice
from sync.core.quantity import Unit
from sync.core.records import Document, Product


@dataclass(frozen=True, slots=True)
class PackedRow:
    """So much (in the line's unit) of an article's lot, in a pack; without one it lies loose."""

    line: int
    product: Product
    unit: Unit
    lot: str | None
    quantity: Decimal
    package: str | None


@dataclass(frozen=True, slots=True)
class PackSlice:
    """One document: `walk` is what is still to be packed and where it lies, `packed` what is."""

    walk: PickSlice
    packed: tuple[PackedRow, ...]

    @property
    def document(self) -> Document | None:
        """The document; none where there is none of this number in the scope."""
        return next(iter(self.walk.documents), None)

    @property
    def packages(self) -> tuple[str, ...]:
        """The packs, in the order in which they were begun."""
        return tuple(dict.fromkeys(row.package for row in self.packed if row.package))

    def inside(self, package: str) -> tuple[PackedRow, ...]:
        """What is in one pack."""
        return tuple(row for row in self.packed if row.package == package)
