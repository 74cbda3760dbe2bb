"""The file of attached scanners: written by a person or the setup page, read at every start."""

import json
import logging
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.base.notice import Notice, Sound
from app.base.wording import text
from app.settings.said import read_file
from scanners.registry import Attached, Way

_log = logging.getLogger(__name__)

FILE = "scanners.json"
SCANNERS_MAX = 16
TEXT_MAX = 200
MS_MAX = 5_000

_Text = Annotated[str, Field(max_length=TEXT_MAX)]
_Ms = Annotated[int, Field(ge=0, le=MS_MAX)]


class _Scanner(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    way: Way
    address: _Text
    prefix: _Text = ""
    suffix: _Text = ""
    quiet_ms: _Ms = 0
    double_ms: _Ms = 0


class _Scanners(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    scanners: Annotated[tuple[_Scanner, ...], Field(max_length=SCANNERS_MAX)] = ()


def scanners_in(folder: Path) -> tuple[tuple[Attached, ...], Notice | None]:
    """Read which scanners are attached; where that cannot be, none are, and why is said."""
    read = load_scanners(folder)
    if not isinstance(read, str):
        return read, None
    _log.warning("%s cannot be read: %s", folder / FILE, read)
    words = text("scanners_unreadable", path=FILE, why=read)
    return (), Notice(Sound.QUESTION, words, stays=True)


def save_scanners(folder: Path, attached: tuple[Attached, ...]) -> str | None:
    """Write the file whole or not at all; say what is wrong where that cannot be."""
    told = [{k: v for k, v in asdict(one).items() if v not in {"", 0}} for one in attached]
    if len(attached) > SCANNERS_MAX:
        return f"more than {SCANNERS_MAX} scanners"
    new = folder / f"{FILE}.new"
    try:
        new.write_text(json.dumps({"scanners": told}, indent=2), encoding="utf-8")
        new.replace(folder / FILE)
    except OSError as error:
        return error.strerror or "it cannot be written"
    return None


def load_scanners(folder: Path) -> tuple[Attached, ...] | str:
    """Read which scanners are attached; none where there is no file. Or say what is wrong."""
    read = read_file(folder / FILE, _Scanners)
    if isinstance(read, str):
        return read
    return tuple(Attached(**one.model_dump()) for one in read.scanners) if read else ()
