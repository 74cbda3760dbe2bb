"""The file of where everybody was, so that whoever comes back after a crash can go on there."""

import json
import logging
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from app.base.session import Left

_log = logging.getLogger(__name__)

FILE = "where.json"
PEOPLE_MAX = 1_000


class _Left(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    way: Annotated[str, Field(max_length=1_000)]
    title: Annotated[str, Field(max_length=200)]


_FILE = TypeAdapter(dict[str, _Left])


class Whereabouts:
    """Where everybody was last, by name. Losing it costs a tap, so no disk is waited for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._left: dict[str, Left] = {}
        try:
            read = _FILE.validate_json((folder / FILE).read_bytes())
        except (OSError, ValidationError):
            return
        self._left = {name: Left(one.way, one.title) for name, one in read.items()}

    def last(self, name: str) -> Left | None:
        """Where this person was when they did not leave."""
        return self._left.get(name)

    def at(self, name: str, left: Left | None) -> None:
        """This person is there now; or left it, and there is nothing to go on with."""
        others = {who: one for who, one in self._left.items() if who != name}
        kept = list(others.items())[1 - PEOPLE_MAX :]
        self._left = dict(kept) if left is None else {**dict(kept), name: left}
        new = self._folder / f"{FILE}.new"
        said = {who: {"way": one.way, "title": one.title[:200]} for who, one in self._left.items()}
        try:
            new.write_text(json.dumps(said), encoding="utf-8")
            new.replace(self._folder / FILE)
        except OSError as error:
            _log.warning("%s cannot be kept: %s", FILE, error)
