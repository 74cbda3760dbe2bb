"""The one door to pictures on a device's disk: files named by what is in them, and who wants them.

A picture is a file; beside it, once a deed names it, a note says which, and since when the ERP
holds it whole. The note is on disk before the deed is. A picture goes only when the ERP said so
twice, with a grace between: it may be put back to an older day. One that no deed names is a draft.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from sync.core.evidence import PICTURE_BYTES_MAX, Evidence, Media
from sync.store.files import sync_folder

FOLDER = "evidence"
PICTURES_KEPT_MAX = 1_000
"""Of which at most 600 MB are on the disk; then no more are taken until some were sent."""
GRACE_MS = 7 * 24 * 3600 * 1000
"""So long a picture stays here that the ERP holds whole."""
DRAFT_MS_MAX = 30 * 24 * 3600 * 1000
"""A picture of a check that nobody ended is not kept longer."""
OPS_NOTED_MAX = 20
_NOTE = ".wanted"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that deeds name, how long it is, and when the ERP first held it whole (0: not)."""

    evidence: Evidence
    size: int
    ops: tuple[str, ...]
    held_ms: int = 0


def keep(folder: Path, evidence: Evidence, data: bytes) -> bool:
    """Put a picture on disk; False where there are too many. OSError: the disk would not take it.

    The same picture again is no second file.
    """
    assert len(data) <= PICTURE_BYTES_MAX
    home = folder / FOLDER
    home.mkdir(exist_ok=True)
    path = _path(folder, evidence)
    if path.exists():
        return True
    if sum(1 for _ in _pictures(home)) >= PICTURES_KEPT_MAX:
        return False
    _write(path, data)
    return True


def want(folder: Path, pictures: tuple[Evidence, ...], op_id: str) -> None:
    """Note, before a deed is written, that it names these; those not here are another device's."""
    for one in pictures:
        known = noted(folder, one)
        if known is not None and op_id not in known.ops:
            _note(folder, replace(known, ops=(*known.ops, op_id)[-OPS_NOTED_MAX:], held_ms=0))


def unwant(folder: Path, pictures: tuple[Evidence, ...], op_id: str) -> None:
    """Take the note back: the deed was not written."""
    for one in pictures:
        known = noted(folder, one)
        if known is not None and op_id in known.ops:
            rest = tuple(other for other in known.ops if other != op_id)
            if rest:
                _note(folder, replace(known, ops=rest))
            else:
                _note_path(folder, one).unlink(missing_ok=True)


def noted(folder: Path, evidence: Evidence) -> Wanted | None:
    """Read what is noted of a picture; None where it is not here."""
    try:
        size = _path(folder, evidence).stat().st_size
    except OSError:
        return None
    plain = Wanted(evidence, size, ())
    try:
        note = json.loads(_note_path(folder, evidence).read_text(encoding="utf-8"))
        return replace(plain, ops=tuple(map(str, note["ops"])), held_ms=int(note["held_ms"]))
    except (OSError, ValueError, LookupError, TypeError):
        return plain


def waiting(folder: Path, now_ms: int) -> tuple[Wanted, ...]:
    """Those the ERP is to be offered: never held yet, oldest first; or held for the whole grace."""
    found = [
        one for one in wanted(folder) if not one.held_ms or abs(now_ms - one.held_ms) >= GRACE_MS
    ]
    return tuple(sorted(found, key=lambda one: (bool(one.held_ms), one.ops)))


def wanted(folder: Path) -> Iterator[Wanted]:
    """Every picture here that a deed names."""
    for path in _pictures(folder / FOLDER):
        one = noted(folder, Evidence(path.stem, Media(path.suffix[1:])))
        if one is not None and one.ops:
            yield one


def read(folder: Path, evidence: Evidence) -> bytes | None:
    """Read a picture; None where it is not here, or is not what it was."""
    try:
        data = _path(folder, evidence).read_bytes()
    except OSError:
        return None
    return data if sha256(data).hexdigest() == evidence.digest else None


def is_held(folder: Path, evidence: Evidence, now_ms: int) -> None:
    """The ERP holds it whole: keep it for the grace, and let go of it the second time."""
    known = noted(folder, evidence)
    if known is None:
        return
    if known.held_ms and abs(now_ms - known.held_ms) >= GRACE_MS:
        _drop(folder, evidence)
    elif not known.held_ms:
        _note(folder, replace(known, held_ms=max(1, now_ms)))


def is_lost(folder: Path, evidence: Evidence) -> None:
    """The ERP does not hold what it once did: it is to be sent again."""
    known = noted(folder, evidence)
    if known is not None and known.held_ms:
        _note(folder, replace(known, held_ms=0))


def set_aside(folder: Path, evidence: Evidence) -> None:
    """Put away a picture whose bytes are no more what was taken: nobody may send it as evidence."""
    path = _path(folder, evidence)
    with suppress(FileNotFoundError):
        path.replace(path.with_name(f"{path.name}.damaged"))


def sweep(folder: Path, now_ms: int) -> None:
    """Drop half-written files, and drafts of checks that nobody ended for a month."""
    home = folder / FOLDER
    if not home.is_dir():
        return
    for part in home.glob("*.part"):
        part.unlink(missing_ok=True)
    for path in list(_pictures(home)):
        one = noted(folder, Evidence(path.stem, Media(path.suffix[1:])))
        age_ms = now_ms - path.stat().st_mtime_ns // 1_000_000
        if one is not None and not one.ops and age_ms > DRAFT_MS_MAX:
            _drop(folder, one.evidence)


def carry_out(folder: Path, target: Path) -> int:
    """Copy what the ERP does not hold yet, with its notes, for another device; say how many."""
    todo = [one for one in wanted(folder) if not one.held_ms]
    if todo:
        target.mkdir(exist_ok=True)
    for one in todo:
        data = read(folder, one.evidence)
        if data is not None:
            _write(target / _path(folder, one.evidence).name, data)
            _write(target / _note_path(folder, one.evidence).name, _text(one))
    return len(todo)


def carry_in(folder: Path, source: Path) -> int:
    """Take in what `carry_out` copied; what is no picture, or another one, stays out."""
    count = 0
    for path in list(_pictures(source))[:PICTURES_KEPT_MAX]:
        one = Evidence(path.stem, Media(path.suffix[1:]))
        data = path.read_bytes() if path.stat().st_size <= PICTURE_BYTES_MAX else b""
        if sha256(data).hexdigest() != one.digest or not keep(folder, one, data):
            continue
        ops = _ops_noted(source / f"{one.digest}{_NOTE}")
        for op_id in ops:
            want(folder, (one,), op_id)
        count += 1
    return count


# ---------------------------------------------------------------------- files


def _pictures(home: Path) -> Iterator[Path]:
    for media in Media:
        yield from home.glob(f"{'[0-9a-f]' * 64}.{media}")


def _path(folder: Path, evidence: Evidence) -> Path:
    return folder / FOLDER / f"{evidence.digest}.{evidence.media}"


def _note_path(folder: Path, evidence: Evidence) -> Path:
    return folder / FOLDER / f"{evidence.digest}{_NOTE}"


def _note(folder: Path, wanted: Wanted) -> None:
    _write(_note_path(folder, wanted.evidence), _text(wanted))


def _text(wanted: Wanted) -> bytes:
    said = asdict(wanted)
    return json.dumps({"ops": said["ops"], "held_ms": said["held_ms"]}).encode()


def _ops_noted(path: Path) -> tuple[str, ...]:
    try:
        return tuple(map(str, json.loads(path.read_text(encoding="utf-8"))["ops"]))[:OPS_NOTED_MAX]
    except (OSError, ValueError, LookupError, TypeError):
        return ()


def _drop(folder: Path, evidence: Evidence) -> None:
    # The note last: without its picture it says nothing.
    _path(folder, evidence).unlink(missing_ok=True)
    _note_path(folder, evidence).unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and its name with it."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
