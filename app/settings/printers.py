"""The file of this workplace's printers: names and addresses, and which one is used here."""

import asyncio
import json
import logging
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scanners.printers import address
from scanners.printers.address import Address
from scanners.printers.printer import Printer

_log = logging.getLogger(__name__)

FILE = "printers.json"
PRINTERS_MAX = 100
TRAINING = "TRAINING"
"""In training labels come out as pictures, in a folder of this name's own."""

_Name = Annotated[str, Field(pattern=r"^[0-9A-Z./_-]{1,40}$")]


class Printers(BaseModel):
    """Names as they stand on the printers' own labels (`SHR.` and a check character)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    printers: Annotated[dict[_Name, str], Field(max_length=PRINTERS_MAX)] = {}
    here: str = ""

    def addresses(self) -> Mapping[str, Address]:
        """The printers whose address can be read; of the others the log tells."""
        read = {name: address.read(text) for name, text in self.printers.items()}
        for name, one in read.items():
            if not isinstance(one, Address):
                _log.warning("printer %s: %s is none of %s", name, one.part, one.allowed)
        return {name: one for name, one in read.items() if isinstance(one, Address)}


class SetUp(NamedTuple):
    """The printers by name, which one is used here, and how to keep another."""

    printers: Mapping[str, Printer]
    here: str
    keep: Callable[[str], None]


def printers_in(folder: Path, *, training: bool) -> SetUp:
    """Make the printers of this workplace; none is talked to yet."""
    kept = load_printers(folder, training=training)
    addresses = kept.addresses()
    printers = {name: address.printer(one, asyncio.sleep) for name, one in addresses.items()}
    return SetUp(printers, kept.here, partial(keep_here, folder, kept))


def load_printers(folder: Path, *, training: bool) -> Printers:
    """Read the printers; where there is no file, training has one and other work none."""
    try:
        return Printers.model_validate_json((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        pass
    except (OSError, UnicodeDecodeError, ValidationError) as wrong:
        _log.warning("%s cannot be read: %s", folder / FILE, wrong)
    if not training:
        return Printers()
    labels = (folder / "labels").resolve().as_posix()
    return Printers(printers={TRAINING: f"folder://{labels}?to=png"}, here=TRAINING)


def keep_here(folder: Path, printers: Printers, here: str) -> None:
    """Keep which printer is used; all of the file or nothing of it."""
    new = folder / f"{FILE}.new"
    with new.open("w", encoding="utf-8") as file:
        json.dump(printers.model_copy(update={"here": here}).model_dump(), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / FILE)
