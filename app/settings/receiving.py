"""The file of the house's rules for receiving: written by a person, read at every start."""

import logging
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.base.notice import Notice, Sound
from app.base.receiving import Receiving, Rule
from app.base.wording import text
from app.settings.said import read_file

_log = logging.getLogger(__name__)

FILE = "receiving.json"
RULES_MAX = 1_000
SUPERVISORS_MAX = 1_000
PERCENT_MAX = 10_000
DAYS_MAX = 10_000
TEXT_MAX = 200

_Text = Annotated[str, Field(max_length=TEXT_MAX)]
_Id = Annotated[int, Field(gt=0)]


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    company: _Id | None = None
    warehouse: _Id | None = None
    supplier: _Text = ""
    article: _Text = ""
    blind: bool | None = None
    over_percent: Annotated[Decimal, Field(ge=0, le=PERCENT_MAX)] | None = None
    shelf_days: Annotated[int, Field(ge=0, le=DAYS_MAX)] | None = None
    damaged: _Text = ""
    count_blind: bool | None = None
    count_value: Annotated[Decimal, Field(ge=0)] | None = None
    count_percent: Annotated[Decimal, Field(ge=0, le=PERCENT_MAX)] | None = None
    first_out: bool | None = None
    scan_totes: bool | None = None
    pick_blind: bool | None = None
    zero_check: bool | None = None


class _Rules(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    rules: Annotated[tuple[_Rule, ...], Field(max_length=RULES_MAX)] = ()
    supervisors: Annotated[dict[_Text, _Text], Field(max_length=SUPERVISORS_MAX)] = {}


def rules_in(folder: Path) -> tuple[Receiving, Notice | None]:
    """Read the rules; where they cannot be, none hold, and everybody hears why."""
    read = load_receiving(folder)
    if isinstance(read, Receiving):
        return read, None
    _log.warning("%s cannot be read: %s", folder / FILE, read)
    words = text("rules_unreadable", path=FILE, why=read)
    return Receiving(), Notice(Sound.QUESTION, words, stays=True)


def load_receiving(folder: Path) -> Receiving | str:
    """Read the rules; none where there is no file. Or say what in it cannot be read."""
    read = read_file(folder / FILE, _Rules)
    if read is None:
        return Receiving()
    if isinstance(read, str):
        return read
    rules = tuple(Rule(**one.model_dump()) for one in read.rules)
    # A scanner may send a badge's letters in either case.
    badges = {badge.upper(): name for badge, name in read.supervisors.items()}
    return Receiving(rules, MappingProxyType(badges))
