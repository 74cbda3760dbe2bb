"""The catalogues of other languages: a file each in `assets/words`, as gettext has them."""

import locale
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import polib

from app.base.language import ENGLISH, Language, Spoken

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "words"


@cache
def words_of(language: Language) -> Spoken:
    """Read a catalogue; English needs none."""
    if language is Language.ENGLISH:
        return ENGLISH
    compiled = polib.pofile(str(FOLDER / f"{language}.po")).to_binary()
    return Spoken(language, GNUTranslations(BytesIO(compiled)))


def of_this_computer() -> Language:
    """The language of this computer's user, where we speak it."""
    name = (locale.getlocale()[0] or "")[:2].lower()
    return Language(name) if name in set(Language) else Language.ENGLISH
