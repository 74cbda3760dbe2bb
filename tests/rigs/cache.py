"""The folder outside the tree for what is costly to fetch or make, each piece whole or absent."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

UNUSED_SECONDS_MAX = 7 * 24 * 3600


class RigUnavailable(Exception):
    """The rig cannot run on this machine; the message is one line that says how to enable it."""


def cache_root() -> Path:
    """Where everything lives: STOCKHAND_CACHE, else the person's own cache folder."""
    named = os.environ.get("STOCKHAND_CACHE")
    root = Path(named).expanduser() if named else Path.home() / ".cache" / "stockhand"
    root.mkdir(parents=True, exist_ok=True)
    return root


def kept(name: str, make: Callable[[Path], None]) -> Path:
    """Give the cached folder of that name, made first if it is not there whole.

    It is made under another name and renamed when finished, so that a broken-off run is simply
    done again; the lock makes a second process wait for the first instead of doing it twice.
    """
    place = cache_root() / name
    with locked(place):
        if not place.is_dir():
            draft = place.with_name(place.name + ".part")
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(parents=True)
            make(draft)
            draft.rename(place)
        os.utime(place)
    _drop_unused(place)
    return place


def _drop_unused(place: Path) -> None:
    # What an older version of the same thing was kept as; anyone still at work with it uses a copy.
    family = place.name.rsplit("-", 1)[0]
    for old in place.parent.glob(f"{family}-*/"):
        if old.stat().st_mtime < place.stat().st_mtime - UNUSED_SECONDS_MAX:
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def locked(place: Path) -> Iterator[None]:
    """Hold the lock that belongs to a cached place; the system lets go of it if we die."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.with_name(place.name + ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
