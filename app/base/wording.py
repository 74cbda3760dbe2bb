"""The words for people: every text has a key, and values to fill in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.base.amounts import plain
from app.base.language import worded
from app.base.texts import TEXTS
from sync.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Text:
    """A text by its key, with the values that fill it."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


def text(key: str, **values: str | int | Decimal) -> Text:
    """Name a text and its values; amounts are written the one plain way."""
    return Text(key, tuple((name, _plain(value)) for name, value in values.items()))


def problem_text(problem: Problem, **values: str | int | Decimal) -> Text:
    """Name the text that says what is wrong and what to do next."""
    return text(f"problem.{problem}", **values)


def say(words: Text) -> str:
    """Put a text into words; a value nobody knew is a dash."""
    values = dict(words.values)
    return fill(worded(f"text.{words.key}", TEXTS[words.key], values.get("count")), values)


def fill(words: str, values: Mapping[str, str]) -> str:
    """Fill in values; one that nobody knows is a dash."""
    return words.format_map(_Values(values))


class _Values(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "–"


def _plain(value: str | int | Decimal) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value)
