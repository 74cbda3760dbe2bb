"""The file of a reported problem: what support needs, and nothing that opens a door."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from app.settings import kept, keyboard, labels, printers, receiving, scanners
from app.settings.people import load_people
from app.settings.secret import kept as secret_kept
from app.settings.secret import keys_in_file

FOLDER = "reports"
HIDDEN = "•••"
SHARED = (
    kept.FILE,
    receiving.FILE,
    scanners.FILE,
    printers.FILE,
    labels.FILE,
    keyboard.FILE,
)
"""Files of settings that go along; the list of people never does."""
FILE_BYTES_MAX = 1_000_000
SECRET_LETTERS_MIN = 3
"""What is shorter cannot be told from an amount, and would hide half the report."""
_BADGE_LABEL = re.compile(r"SHB\.[0-9A-Z\-./_]+", re.IGNORECASE)
_LOGIN_IN_ADDRESS = re.compile(r"//[^/@\s\"]+@")


def secrets_of(folder: Path, site: str) -> tuple[str, ...]:
    """Everything that must not be in a report: the API key, and every badge there is."""
    people, rules = load_people(folder), receiving.load_receiving(folder)
    badges: list[str] = []
    if not isinstance(people, str):
        badges += [person.badge for person in people.people.values()]
    if not isinstance(rules, str):
        badges += list(rules.supervisors)
    found = (secret_kept(folder, site) or "", *keys_in_file(folder), *badges)
    return tuple(sorted({it for it in found if len(it) >= SECRET_LETTERS_MIN}, key=len)[::-1])


def hidden(text: str, secrets: Iterable[str]) -> str:
    """Put dots for what nobody else may read, in whatever case it stands."""
    text = _LOGIN_IN_ADDRESS.sub(f"//{HIDDEN}@", _BADGE_LABEL.sub(HIDDEN, text))
    for one in secrets:
        text = re.sub(re.escape(one), HIDDEN, text, flags=re.IGNORECASE)
    return text


def write_report(folder: Path, name: str, parts: Mapping[str, str], secrets: Iterable[str]) -> Path:
    """Write one report whole or not at all; OSError where the disk does not take it."""
    known = tuple(secrets)
    target = folder / FOLDER / name
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_suffix(".new")
    with ZipFile(new, "w", ZIP_DEFLATED) as packed:
        for part, text in (*parts.items(), *_files(folder)):
            packed.writestr(part, hidden(text, known))
    new.replace(target)
    return target


def _files(folder: Path) -> Iterable[tuple[str, str]]:
    for name in SHARED:
        path = folder / name
        if not path.is_file() or path.stat().st_size > FILE_BYTES_MAX:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        yield f"settings/{name}", _unsupervised(text) if name == receiving.FILE else text


def _unsupervised(text: str) -> str:
    """Keep the rules, and how many supervisors there are; not which badges say so."""
    try:
        rules = json.loads(text)
        rules["supervisors"] = len(rules.get("supervisors", {}))
    except (ValueError, TypeError, AttributeError):
        return "it cannot be read"
    return json.dumps(rules, indent=1)
