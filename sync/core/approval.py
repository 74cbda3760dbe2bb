"""What a supervisor, or another person, has to say yes to."""

from enum import StrEnum


class Approval(StrEnum):
    """What somebody else has to say yes to, before a deed is filed."""

    OVER = "over"
    """More came than the house tolerates."""
    SHELF_LIFE = "shelf_life"
    """They do not last as long as the house wants."""
    VARIANCE = "variance"
    """What was counted is far from what the books say."""
