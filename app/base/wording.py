"""The words for people: every text has a key here, and values to fill in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A text by its key, with the values that fill it."""

    key: str
    values: tuple[tuple[str, str], ...] = ()
