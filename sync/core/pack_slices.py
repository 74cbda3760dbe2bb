"""Frozen read-outs for whoever packs: what is still to be packed, and what is in which pack."""

from dataclasses import dataclass
from decimal import Decimal

from sync.core.pack_types import PackType
from sync.core.pick_slices import PickSlice
from sync.core.quantity import ZERO, Unit, total
from sync.core.records import Document, Product


@dataclass(frozen=True, slots=True)
class PackedRow:
    """So much (in the line's unit) of an article's lot, in a pack; without one it lies loose.

    All of it weighs `weight`; zero where the ERP does not say what one does. The pack is of the
    `pack_type`, where somebody said.
    """

    line: int
    product: Product
    unit: Unit
    lot: str | None
    quantity: Decimal
    package: str | None
    weight: Decimal = ZERO
    pack_type: int | None = None


@dataclass(frozen=True, slots=True)
class PackSlice:
    """One document: `walk` is what is still to be packed and where it lies, `packed` what is.

    `types` are the types of packs that the company has, in the order it has them.
    """

    walk: PickSlice
    packed: tuple[PackedRow, ...]
    types: tuple[PackType, ...] = ()

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

    def type_of(self, package: str) -> PackType | None:
        """What a pack is, where somebody said."""
        said = next((row.pack_type for row in self.inside(package) if row.pack_type), None)
        return self.type_by(said)

    def type_by(self, id: int | None) -> PackType | None:
        """A type of packs by its id."""
        return next((one for one in self.types if one.id == id), None)

    def goods_weight(self, package: str) -> Decimal:
        """What the goods in a pack weigh, as far as the ERP says."""
        return total(row.weight for row in self.inside(package))

    def weighs_all(self, package: str) -> bool:
        """Say whether the ERP says of all in a pack what it weighs."""
        return all(row.weight for row in self.inside(package))

    @property
    def weight_unit(self) -> str:
        """What packs are weighed in: the ERP says it with its types of packs, or nowhere."""
        return self.types[0].weight_unit if self.types else ""
