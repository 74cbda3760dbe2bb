"""Words of putting away as the ERP keeps them: putaway rules, storage categories, their room."""

import json
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sync.core.quantity import plain

LIST_SEPARATOR = " "
"""Between the ids of a list that is kept as one text."""


class Fills(StrEnum):
    """Which place of its area a putaway rule means."""

    AREA = "area"
    """The place that it names, and no other."""
    LAST_USED = "last_used"
    """Where the same article was put last."""
    CLOSEST = "closest"
    """The first of its storage category that can be used, one with the same article before."""


class Mixing(StrEnum):
    """When goods may be put to others."""

    EMPTY = "empty"
    """Only into a bin with nothing in it."""
    SAME = "same"
    """Only to the same article."""
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class PutawayRule:
    """What arrives in one place is to be stored in another.

    `product` and `category` say which goods, where they are said; `categories` are the ids of that
    category and all below it, `pack_types` those of the only types of pack it is for. `storage` is
    the storage category that bins have to be of.
    """

    id: int
    company: int | None
    sequence: int
    arrives: int
    area: int
    product: int | None
    category: int | None
    categories: str
    pack_types: str
    fills: Fills
    storage: int | None

    def is_for(self, product: int, category: int, pack_type: int | None = None) -> bool:
        """Say whether goods are what the rule is about."""
        return (
            self.product in {None, product}
            and (self.category is None or str(category) in self.categories.split(LIST_SEPARATOR))
            and (not self.pack_types or str(pack_type) in self.pack_types.split(LIST_SEPARATOR))
        )


@dataclass(frozen=True, slots=True)
class StorageCategory:
    """What bins of a kind take: so much weight, and so much of what the room names.

    `rooms` is a text: room by article, and packs by their type; what it does not name has no limit.
    """

    id: int
    company: int | None
    name: str
    mixing: Mixing
    weight_max: Decimal
    rooms: str

    def room_for(self, product: int) -> Decimal | None:
        """How much of an article a bin takes; None where nothing is said."""
        rooms = json.loads(self.rooms).get("products", {}) if self.rooms else {}
        room = rooms.get(str(product))
        return None if room is None else Decimal(room)


def ids_text(ids: tuple[int, ...]) -> str:
    """Write a list of ids as one text."""
    return LIST_SEPARATOR.join(map(str, sorted(ids)))


def rooms_text(products: dict[int, Decimal], packs: dict[int, Decimal]) -> str:
    """Write how much room there is, always in the same way."""
    parts = {"products": products, "packs": packs}
    found = {
        name: {str(id): plain(room) for id, room in sorted(part.items())}
        for name, part in parts.items()
        if part
    }
    return json.dumps(found, separators=(",", ":")) if found else ""
