"""Types of packs, how heavy one of a type may be, and at what a pack was weighed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sync.core.quantity import MEASURES, ZERO, plain

PACK_TYPES_MAX = 100
"""Types of packs that somebody is offered."""
WEIGHED_MAX = 200
"""Packs whose weights go along with one finish."""
WEIGHT_STEP = Decimal("0.001")
"""No weight of a pack is kept finer than this; what a scale says in another unit is rounded."""
WEIGHT_MAX = Decimal(99_999)
"""More than this is a barcode, and no pack that anybody moves."""


@dataclass(frozen=True, slots=True)
class PackType:
    """A kind of box or pallet: its measures, what it weighs itself, and how heavy it may be.

    Weights are in `weight_unit`, as the ERP names it. With a `weight_max` of zero nothing is said.
    """

    id: int
    company: int | None
    sequence: int
    name: str
    barcode: str | None
    length: Decimal
    width: Decimal
    height: Decimal
    weight: Decimal
    weight_max: Decimal
    weight_unit: str

    def is_too_heavy(self, weight: Decimal) -> bool:
        """Say whether a pack of this type may not weigh so much."""
        return ZERO < self.weight_max < weight


@dataclass(frozen=True, slots=True)
class PackWeight:
    """A pack, by its name, and what it was weighed at, in the ERP's own unit of weight."""

    package: str
    weight: Decimal


def in_unit(weight: Decimal, stated: str, unit: str) -> Decimal | None:
    """Turn what a scale states into the ERP's unit; None where one of them is no weight."""
    source, target = MEASURES.get(stated.lower()), MEASURES.get(unit.lower())
    if source is None or target is None or {source[0], target[0]} != {"mass"}:
        return None
    return weight if source == target else (weight * source[1] / target[1]).quantize(WEIGHT_STEP)


def weights_to_json(weights: Iterable[PackWeight]) -> dict[str, object]:
    """Write weights; at first nobody weighed packs, and they are left out where nobody did."""
    told = [[one.package, plain(one.weight)] for one in weights]
    return {"packs": told} if told else {}


def weights_from_json(data: Mapping[str, Any]) -> tuple[PackWeight, ...]:
    """Read `weights_to_json`'s values out of a deed's."""
    return tuple(PackWeight(package, Decimal(weight)) for package, weight in data.get("packs", ()))
