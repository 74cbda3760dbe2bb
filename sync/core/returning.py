"""Words of goods that come back or leave for good: how they are, why, and what becomes of them."""

from enum import StrEnum


class Reason(StrEnum):
    """Why goods leave for good, or go back to whom they came from."""

    BROKEN = "broken"
    WET = "wet"
    CRUSHED = "crushed"
    EXPIRED = "expired"
    WRONG = "wrong"
    """Not what was ordered."""
    SURPLUS = "surplus"
    """More than is wanted."""
    RECALLED = "recalled"
    OTHER = "other"


class Grade(StrEnum):
    """How goods are that came back."""

    AS_NEW = "as_new"
    USED = "used"
    """Whole, and opened or worn."""
    DAMAGED = "damaged"


class Fate(StrEnum):
    """What becomes of goods that came back."""

    RESTOCK = "restock"
    REFURBISH = "refurbish"
    SCRAP = "scrap"
    SUPPLIER = "supplier"
    """They wait in a bin for the way back to whoever made them."""


FATE_OF = {Grade.AS_NEW: Fate.RESTOCK, Grade.USED: Fate.REFURBISH, Grade.DAMAGED: Fate.SCRAP}
"""What most likely becomes of goods, by how they are; a person may say otherwise."""
