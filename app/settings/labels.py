"""The file of the house's labels: in which language, for whom, and what is labelled by itself."""

import json
import logging
import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.base.notice import Notice, Sound
from app.base.printing import AUTOMATIC, LabelRules, Occasion
from app.base.wording import text
from app.settings.said import read_file

_log = logging.getLogger(__name__)

FILE = "labels.json"
TEMPLATES = "templates"
"""The folder of the house's own templates; in it `company-3` and `customers/NAME` have theirs."""
CUSTOMERS_MAX = 1_000
TEXT_MAX = 200
SENDER_MAX = 120
"""As long as a sender may be on a label."""

_Language = Literal["en", "de", "fr", "es", "pl", "ar"]
_Text = Annotated[str, Field(min_length=1, max_length=TEXT_MAX)]
_Sender = Annotated[str, Field(min_length=1, max_length=SENDER_MAX)]


class _Whose(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    language: _Language


class _Company(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    language: _Language | None = None
    sender: _Sender | None = None


class _Labels(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    language: _Language | None = None
    sender: _Sender | None = None
    automatic: tuple[Occasion, ...] = AUTOMATIC
    companies: Annotated[dict[int, _Company], Field(max_length=CUSTOMERS_MAX)] = {}
    customers: Annotated[dict[_Text, _Whose], Field(max_length=CUSTOMERS_MAX)] = {}


def labels_in(
    folder: Path, company: int | None, spoken: str = "en"
) -> tuple[LabelRules, Notice | None]:
    """Read what holds for a company; where nothing is said, labels are in the app's language.

    Where it cannot be read, nothing is said there; why is told.
    """
    read = _read(folder)
    if isinstance(read, str):
        _log.warning("%s cannot be read: %s", folder / FILE, read)
        words = text("labels_unreadable", path=FILE, why=read)
        return LabelRules(spoken), Notice(Sound.QUESTION, words, stays=True)
    own = read.companies.get(company or 0, _Company())
    languages = tuple((name, whose.language) for name, whose in read.customers.items())
    language = own.language or read.language or spoken
    sender = own.sender or read.sender or ""
    return LabelRules(language, languages, read.automatic, sender), None


def keep_language(folder: Path, language: str, company: int | None) -> bool:
    """Keep the language for a company, and all else as it is; False where that cannot be."""
    read = _read(folder)
    if isinstance(read, str):
        return False  # What somebody wrote there is not written over.
    kept = read.model_dump(mode="json", exclude_none=True)
    if company:
        kept["companies"].setdefault(company, {})["language"] = language
    else:
        kept["language"] = language
    new = folder / f"{FILE}.new"
    try:
        with new.open("w", encoding="utf-8") as file:
            json.dump(kept, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        new.replace(folder / FILE)
    except OSError:
        return False
    return True


def _read(folder: Path) -> _Labels | str:
    read = read_file(folder / FILE, _Labels)
    return _Labels() if read is None else read
