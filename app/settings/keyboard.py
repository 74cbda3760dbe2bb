"""How this computer's keyboard scanner was calibrated, if it was."""

import json
import logging
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scanners.framing.layout import AS_IT_ARRIVES, Layout

_log = logging.getLogger(__name__)

FILE = "keyboard.json"
PAIRS_MAX = 128

_Sign = Annotated[str, Field(min_length=1, max_length=1)]


class _Keyboard(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    by_place: bool = False
    stands_for: Annotated[dict[_Sign, _Sign], Field(max_length=PAIRS_MAX)] = {}


def load_layout(folder: Path) -> Layout:
    """Read what each sign stands for; as it arrives where there is nothing that can be read."""
    try:
        read = _Keyboard.model_validate_json((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return AS_IT_ARRIVES
    except (OSError, ValueError, ValidationError) as error:
        _log.warning("%s cannot be read: %s", folder / FILE, error)
        return AS_IT_ARRIVES
    return Layout(tuple(read.stands_for.items()), read.by_place)


def save_layout(folder: Path, layout: Layout) -> str | None:
    """Write it whole or not at all; say what is wrong where that cannot be."""
    new = folder / f"{FILE}.new"
    try:
        new.write_text(
            json.dumps(
                {"by_place": layout.by_place, "stands_for": dict(layout.pairs)},
                indent=1,
                ensure_ascii=False,
            ),
            encoding="utf-8",
        )
        new.replace(folder / FILE)
    except OSError as error:
        return error.strerror or "it cannot be written"
    return None
