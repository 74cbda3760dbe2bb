"""Where a device keeps its data."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "stockhand"


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Name the folder: STOCKHAND_DATA, else what the platform gives an app of this user."""
    given = environment.get("STOCKHAND_DATA") or environment.get("FLET_APP_STORAGE_DATA")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA", Path.home())) / NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / NAME
    shared = environment.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share") / NAME
