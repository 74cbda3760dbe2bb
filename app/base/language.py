"""In which language a person is spoken to; every text is written in English, under a key.

Who speaks is ambient, as it is with gettext: a flow or a view names its texts, and whoever runs it
has said before in which language they are put.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from gettext import NullTranslations
from types import MappingProxyType
from typing import Protocol, Self


class Language(StrEnum):
    """The languages there are words for."""

    ENGLISH = "en"
    GERMAN = "de"
    FRENCH = "fr"
    SPANISH = "es"
    POLISH = "pl"
    ARABIC = "ar"


NAMES = MappingProxyType(
    {
        Language.ENGLISH: "English",
        Language.GERMAN: "Deutsch",
        Language.FRENCH: "Français",
        Language.SPANISH: "Español",
        Language.POLISH: "Polski",
        Language.ARABIC: "العربية",
    }
)
"""What those who speak it call it."""
RIGHT_TO_LEFT = frozenset({Language.ARABIC})


class Words(Protocol):
    """A catalogue, as gettext has them."""

    def pgettext(self, context: str, message: str, /) -> str:
        """Put one text."""
        ...

    def npgettext(self, context: str, one: str, many: str, count: int, /) -> str:
        """Put a text about so many."""
        ...


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language, and its words."""

    language: Language
    words: Words


ENGLISH = Spoken(Language.ENGLISH, NullTranslations())
_SPOKEN: ContextVar[Spoken] = ContextVar("spoken", default=ENGLISH)


class Plural(str):
    """An English text about `{count}` things, and in `one` about a single one."""

    __slots__ = ("one",)
    one: str

    def __new__(cls, many: str, *, one: str) -> Self:
        """Make it; it reads as the text about many."""
        made = super().__new__(cls, many)
        made.one = one
        return made


def speak(spoken: Spoken) -> None:
    """From now on, here and in what is started from here, texts are put in this language."""
    _SPOKEN.set(spoken)


def spoken_here() -> Language:
    """Name the language that is spoken."""
    return _SPOKEN.get().language


def is_right_to_left() -> bool:
    """Say which way the language that is spoken is written."""
    return _SPOKEN.get().language in RIGHT_TO_LEFT


def worded(key: str, english: str, count: object = None) -> str:
    """Put an English text, known under `key`, into the language that is spoken."""
    words = _SPOKEN.get().words
    if isinstance(english, Plural):
        return words.npgettext(key, english.one, english, _how_many(count))
    return words.pgettext(key, english)


def _how_many(count: object) -> int:
    return int(count) if isinstance(count, int | str) and str(count).isdecimal() else 2
