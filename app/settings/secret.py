"""The ERP's key: in the keyring of the operating system; where there is none, in a private file."""

import json
import logging
import os
from pathlib import Path

import keyring
from keyring.errors import KeyringError

SERVICE = "stockhand"
FILE = "keys.json"
_PRIVATE = 0o600
_log = logging.getLogger(__name__)


def keep(folder: Path, site: str, key: str) -> bool:
    """Keep the key of a site; say whether the keyring took it (else the private file did)."""
    try:
        keyring.set_password(SERVICE, site, key)
    except (KeyringError, RuntimeError):
        _log.warning("this computer has no keyring: the key is kept in %s, mode 0600", FILE)
        _write(folder, _read(folder) | {site: key})
        return False
    return True


def kept(folder: Path, site: str) -> str | None:
    """Fetch the key of a site, if one is kept."""
    try:
        found = keyring.get_password(SERVICE, site)
    except (KeyringError, RuntimeError):
        found = None
    return found or _read(folder).get(site)


def keys_in_file(folder: Path) -> tuple[str, ...]:
    """Tell every key the private file holds, of whatever site: to keep them out of a report."""
    return tuple(_read(folder).values())


def _read(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return {str(site): str(key) for site, key in found.items()}


def _write(folder: Path, keys: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{FILE}.new"
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(keys, file)
    new.replace(folder / FILE)
