"""Brings the catalogues in assets/words up to what the app says: new texts wait for their words.

    make words

What was put into another language stays as long as the English text is the same.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import polib

from app.base.labels import LABELS
from app.base.language import Language, Plural
from app.base.parked_words import PARKED_WORDS
from app.base.stories import STORY, every_story_word
from app.base.texts import TEXTS
from app.settings.words import FOLDER

Entry = tuple[str, str]
"""A key, and the English text under it."""

PLURALS = {
    Language.GERMAN: "nplurals=2; plural=(n != 1);",
    Language.FRENCH: "nplurals=2; plural=(n > 1);",
    Language.SPANISH: "nplurals=2; plural=(n != 1);",
    Language.POLISH: "nplurals=3; plural=(n==1 ? 0 :"
    " n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    Language.ARABIC: "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 :"
    " n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
"""How each language counts, as the Unicode consortium and gettext's manual say."""
WRAP = 100


def main() -> int:
    """Write every catalogue anew; say how much of each is missing."""
    FOLDER.mkdir(exist_ok=True)
    for language in PLURALS:
        path = FOLDER / f"{language}.po"
        known = polib.pofile(str(path)) if path.exists() else polib.POFile()
        written = catalogue(language, known)
        written.save(str(path))
        waiting = len(written.untranslated_entries())
        print(f"{path.name}: {len(written)} texts, {waiting} without words")
    return 0


def catalogue(language: Language, known: polib.POFile) -> polib.POFile:
    """Every text of the app, with the words there are for it already."""
    words = {(one.msgctxt, one.msgid): one for one in known}
    made = polib.POFile(wrapwidth=WRAP)
    made.metadata = {
        "Project-Id-Version": "Stockhand",
        "Language": language.value,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    forms = int(PLURALS[language].split("=", 1)[1].split(";", 1)[0])
    made.extend(_entry(one, words, forms) for one in vocabulary())
    return made


def vocabulary() -> tuple[Entry, ...]:
    """All that can be said, once, in the order of its key."""
    keyed: Mapping[str, str] = {
        **{f"label.{key}": words for key, words in LABELS.items()},
        **{f"text.{key}": words for key, words in TEXTS.items()},
        **{f"parked.{problem}": words for problem, words in PARKED_WORDS.items()},
    }
    story = ((STORY, words) for words in every_story_word())
    return tuple(sorted((*keyed.items(), *story)))


def _entry(
    entry: Entry, words: Mapping[tuple[str, str], polib.POEntry], forms: int
) -> polib.POEntry:
    key, english = entry
    if not isinstance(english, Plural):
        before = words.get((key, english))
        said = before.msgstr if before and not before.msgid_plural else ""
        return polib.POEntry(msgctxt=key, msgid=english, msgstr=said)
    before = words.get((key, english.one))
    said_of = before.msgstr_plural if before and before.msgid_plural == english else {}
    plural = {form: said_of.get(form, "") for form in range(forms)}
    return polib.POEntry(
        msgctxt=key, msgid=english.one, msgid_plural=str(english), msgstr_plural=plural
    )


if __name__ == "__main__":
    sys.exit(main())
