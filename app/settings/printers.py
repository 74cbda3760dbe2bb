"""The file of this workplace's printers: names and addresses, and which one is used here."""

import asyncio
import json
import logging
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from app.base.notice import Notice, Sound
from app.base.wording import Text, text
from app.settings.said import read_file
from scanners.printers import address
from scanners.printers.address import Address, BadAddress
from scanners.printers.printer import Printer

_log = logging.getLogger(__name__)

FILE = "printers.json"
PRINTERS_MAX = 100
SHOWN_MAX = 60
TRAINING = "TRAINING"
"""In training labels come out as pictures, in a folder of this name's own."""

_Name = Annotated[str, Field(pattern=r"^[0-9A-Z./_-]{1,40}$")]


class Printers(BaseModel):
    """Names as they stand on the printers' own labels (`SHR.` and a check character)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    printers: Annotated[dict[_Name, str], Field(max_length=PRINTERS_MAX)] = {}
    here: str = ""

    def addresses(self) -> tuple[Mapping[str, Address], Mapping[str, BadAddress]]:
        """The printers whose address can be read, and those whose cannot."""
        read = {name: address.read(said) for name, said in self.printers.items()}
        good = {name: one for name, one in read.items() if isinstance(one, Address)}
        return good, {name: one for name, one in read.items() if isinstance(one, BadAddress)}


class SetUp(NamedTuple):
    """The printers by name, which one is used here, how to keep another, and what is wrong."""

    printers: Mapping[str, Printer]
    here: str
    keep: Callable[[str], None]
    trouble: Notice | None = None


def printers_in(folder: Path, *, training: bool) -> SetUp:
    """Make the printers of this workplace; none is talked to yet."""
    kept = load_printers(folder, training=training)
    if isinstance(kept, str):
        _log.warning("%s cannot be read: %s", folder / FILE, kept)
        words = text("printers_unreadable", path=FILE, why=kept)
        return SetUp({}, "", _keep_nothing, Notice(Sound.QUESTION, words, stays=True))
    addresses, bad = kept.addresses()
    printers = {name: address.printer(one, asyncio.sleep) for name, one in addresses.items()}
    return SetUp(printers, kept.here, partial(keep_here, folder, kept), _unusable(bad))


def _unusable(bad: Mapping[str, BadAddress]) -> Notice | None:
    for name, one in bad.items():
        _log.warning("printer %s: %s is none of %s", name, one.part, one.allowed)
    if not bad:
        return None
    return Notice(Sound.QUESTION, unusable_text(*next(iter(bad.items()))), stays=True)


def unusable_text(name: str, bad: BadAddress) -> Text:
    """Say what in a printer's address cannot be."""
    why = f"{bad.part[:SHOWN_MAX]} is none of {bad.allowed}"
    return text("printer_unusable", printer=name, why=why, path=FILE)


def _keep_nothing(_here: str) -> None:
    """What cannot be read is not written over."""


def load_printers(folder: Path, *, training: bool) -> Printers | str:
    """Read the printers; where there is no file, training has one and other work none.

    Or say what is wrong: then there are none, for who wrote the file meant others.
    """
    read = read_file(folder / FILE, Printers)
    if read is not None:
        return read
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
