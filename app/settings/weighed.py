"""The file of what packs were weighed at, beside the journal of their ERP, until they are told."""

import logging
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from sync.core.pack_types import WEIGHT_MAX, PackWeight

_log = logging.getLogger(__name__)

FILE = "weighed.json"
_FILE = TypeAdapter(dict[int, dict[str, Annotated[Decimal, Field(gt=0, le=WEIGHT_MAX)]]])


def weighed_in(folder: Path) -> dict[int, tuple[PackWeight, ...]]:
    """Read them, by document; where the file is not there, or broken, packs are weighed again."""
    try:
        read = _FILE.validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return {}
    return {
        document: tuple(PackWeight(name, weight) for name, weight in said.items())
        for document, said in read.items()
    }


def keep_weighed(folder: Path, weights: Mapping[int, tuple[PackWeight, ...]]) -> None:
    """Write them whole or not at all; a disk that does not take them stops nobody."""
    said = {id: {one.package: one.weight for one in packs} for id, packs in weights.items()}
    new = folder / f"{FILE}.new"
    try:
        new.write_bytes(_FILE.dump_json(said))
        new.replace(folder / FILE)
    except OSError as error:
        _log.warning("%s cannot be kept: %s", FILE, error)
