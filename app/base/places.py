"""Places of the session that hold more than which document is worked on."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sync.core.lookup_slices import About


class PackStep(StrEnum):
    """What a scan of a pack is for."""

    FILL = "fill"
    CHECK = "check"
    LOAD = "load"


@dataclass(frozen=True, slots=True)
class Packs:
    """The list of what is to be packed."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One document that is packed. `checked` is what was seen again: article, lot, how much.

    `loaded` are the packs that were scanned at the door.
    """

    document: int
    step: PackStep = PackStep.FILL
    checked: tuple[tuple[int, str | None, Decimal], ...] = ()
    loaded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """Something looked up; or a search, by the words typed so far. `before` is where to go back."""

    about: About | None = None
    words: str = ""
    before: "Lookup | None" = None
