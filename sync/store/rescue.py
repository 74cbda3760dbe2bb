"""Work that a person carries to another device: a file of unsent operations, and its way back in.

One JSON text a line: first whose work it is, how much and a checksum over all of it; then each
operation as it was written. No secret is in it. Taken in, each operation gets the next number of
the device that takes it in and keeps its id, so that it is done once, by whichever device.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path

from sync.core.envelope import Envelope, to_json
from sync.core.touched import Touched
from sync.store import journal as journal_file
from sync.store.files import Files, reading, sync_folder, writing
from sync.store.intact import NewerAppError, Numbering, intact, numbering_of
from sync.store.reissue import Held, Whole, append_again
from sync.store.trouble import FULL

RESCUE_VERSION = 1
LINE_BYTES_MAX = 1 << 16
"""No line is longer; a file with a longer one is none of ours."""


class RescueTroubleKind(StrEnum):
    """Why a file was not written, or was not taken in; nothing was changed."""

    OTHER_ERP = "other_erp"
    """It is of another database than this device works with."""
    OTHER_COMPANY = "other_company"
    """It holds work of a company that this device does not mirror."""
    DAMAGED = "damaged"
    """It is not as it was written, or is none of ours."""
    NEWER_VERSION = "newer_version"
    """A newer app wrote it."""
    NO_SPACE = "no_space"
    NOT_WRITABLE = "not_writable"
    NOT_READABLE = "not_readable"


@dataclass(frozen=True, slots=True)
class RescueTrouble:
    """A kind, with what the file says where that differs from what is here."""

    kind: RescueTroubleKind
    path: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class RescueWritten:
    """A file that may be carried away, and how many operations are in it."""

    path: str
    operations: int


@dataclass(frozen=True, slots=True)
class Rescued:
    """What was taken in: `added` operations are new here, `known` ones were here already."""

    added: int
    known: int
    touched: Touched


@dataclass(frozen=True, slots=True)
class _Header:
    version: int
    erp: str
    device: str
    epoch: int
    operations: int
    sum: str


class _UnfitError(Exception):
    """The file is not taken in; carries why."""

    def __init__(self, kind: RescueTroubleKind, found: str = "") -> None:
        super().__init__(kind)
        self.kind, self.found = kind, found


# ---------------------------------------------------------------------- out


def write_rescue(
    journal: sqlite3.Connection, numbering: Numbering, erp: str, target: Path
) -> RescueWritten | RescueTrouble:
    """Write all that the ERP has not settled into a file, whole or not at all."""
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with reading(journal):
            header = _header(journal, numbering, erp)
            with unfinished.open("w", encoding="utf-8", newline="\n") as file:
                file.write(f"{_text(header)}\n")
                file.writelines(f"{line}\n" for line in _lines(journal))
                file.flush()
                os.fsync(file.fileno())
        unfinished.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        full = error.errno in FULL
        kind = RescueTroubleKind.NO_SPACE if full else RescueTroubleKind.NOT_WRITABLE
        return RescueTrouble(kind, str(target))
    return RescueWritten(str(target), header.operations)


def _lines(journal: sqlite3.Connection) -> Iterator[str]:
    return map(to_json, Whole(journal, Held()).pending())


def _header(journal: sqlite3.Connection, numbering: Numbering, erp: str) -> _Header:
    count = sum(1 for _ in _lines(journal))
    plain = _Header(RESCUE_VERSION, erp, numbering.device, numbering.epoch, count, "")
    return _summed(plain, _lines(journal))


def _summed(header: _Header, lines: Iterable[str]) -> _Header:
    """Put the checksum over the rest of the header and every line in."""
    plain = _Header(**{**asdict(header), "sum": ""})
    digest = blake2b(_text(plain).encode(), digest_size=16)
    for line in lines:
        digest.update(line.encode())
    return _Header(**{**asdict(plain), "sum": digest.hexdigest()})


def _text(header: _Header) -> str:
    return json.dumps(asdict(header), sort_keys=True, ensure_ascii=False)


# ---------------------------------------------------------------------- in


def take_in(files: Files, numbering: Numbering, erp: str, source: Path) -> Rescued | RescueTrouble:
    """Check a file whole, then take in what is not here yet, all of it or nothing."""
    try:
        companies = {row[0] for row in files.mirror_read.execute("SELECT id FROM companies")}
        _check(source, erp, companies)
        return _taken_in(files.journal, numbering, source)
    except _UnfitError as why:
        return RescueTrouble(why.kind, str(source), why.found)
    except OSError:
        return RescueTrouble(RescueTroubleKind.NOT_READABLE, str(source))


def _taken_in(journal: sqlite3.Connection, numbering: Numbering, source: Path) -> Rescued:
    documents, known = set[int](), 0
    before = journal_file.head(journal)[0]
    with writing(journal):
        for envelope in _envelopes(source):
            if journal_file.by_id(journal, envelope.op_id) is None:
                append_again(journal, numbering, envelope)
                documents.add(envelope.deed.document)
            else:
                known += 1
    added = journal_file.head(journal)[0] - before
    return Rescued(added, known, Touched(frozenset(documents), outbox=bool(added)))


def _check(source: Path, erp: str, companies: set[int]) -> None:
    header = _read_header(source)
    if header.erp != erp:
        raise _UnfitError(RescueTroubleKind.OTHER_ERP, header.erp)
    count = 0
    for envelope in _envelopes(source):
        count += 1
        if numbering_of(envelope) != Numbering(header.device, header.epoch):
            raise _UnfitError(RescueTroubleKind.DAMAGED)
        if companies and envelope.who.company not in companies:
            raise _UnfitError(RescueTroubleKind.OTHER_COMPANY, str(envelope.who.company))
    if count != header.operations or _summed(header, _after_header(source)) != header:
        raise _UnfitError(RescueTroubleKind.DAMAGED)


def _read_header(source: Path) -> _Header:
    try:
        data = json.loads(next(_raw(source), ""))
        if data["version"] > RESCUE_VERSION:
            raise _UnfitError(RescueTroubleKind.NEWER_VERSION, str(data["version"]))
        return _Header(**data)
    except (ValueError, LookupError, TypeError) as error:
        raise _UnfitError(RescueTroubleKind.DAMAGED) from error


def _envelopes(source: Path) -> Iterator[Envelope]:
    for line in _after_header(source):
        try:
            envelope = intact(line)
        except NewerAppError as error:
            raise _UnfitError(RescueTroubleKind.NEWER_VERSION) from error
        if envelope is None:
            raise _UnfitError(RescueTroubleKind.DAMAGED)
        yield envelope


def _after_header(source: Path) -> Iterator[str]:
    lines = _raw(source)
    next(lines, "")
    return lines


def _raw(source: Path) -> Iterator[str]:
    with source.open("rb") as file:
        while line := file.readline(LINE_BYTES_MAX):
            yield line.decode(errors="replace").removesuffix("\n")
