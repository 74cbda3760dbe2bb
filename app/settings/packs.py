"""The numbers a device was given for packs: taken one by one, each on disk before it is used."""

import json
import os
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scanners.codes.gtin import check_digit
from sync.core.numbering import Taken

FILE = "packs.json"
DIGITS = 17
"""Of a pack's number (SSCC), before its check digit."""


class Packs(BaseModel):
    """A range: `prefix` is the extension digit and the company's, `next` to `last` follow it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prefix: Annotated[str, Field(pattern=r"^[0-9]{5,13}$")]
    next: Annotated[int, Field(ge=0)]
    last: Annotated[int, Field(ge=0)]
    first: Annotated[int, Field(ge=0)] | None = None
    of: str = ""
    """Which device began to use it; written by the app, so that a copy makes no number twice."""

    def number(self) -> str | None:
        """The next number, with its check digit; None where the range is used up."""
        serial = str(self.next)
        room = DIGITS - len(self.prefix)
        if self.next > self.last or len(serial) > room:
            return None
        body = self.prefix + serial.zfill(room)
        return body + check_digit(body)

    @property
    def begins(self) -> int:
        """The first number of the range, as far as the file still says."""
        return self.next if self.first is None else self.first


def next_pack(folder: Path, owner: str = "") -> Taken:
    """Take the next number; none where this device has none, or the file cannot be kept.

    A range that another device began to use, or this one before it was put back, gives none either.
    """
    path = folder / FILE
    try:
        packs = Packs.model_validate_json(path.read_text(encoding="utf-8"))
        number = packs.number() if packs.of in {"", owner} else None
        if number is None:
            return Taken(None)
        _keep(
            path,
            packs.model_copy(update={"next": packs.next + 1, "first": packs.begins, "of": owner}),
        )
    except (OSError, ValidationError, UnicodeDecodeError):
        return Taken(None)
    return Taken(number, packs.last - packs.next, packs.last - packs.begins + 1)


def _keep(path: Path, packs: Packs) -> None:
    new = path.with_name(f"{FILE}.new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(packs.model_dump(mode="json"), file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
