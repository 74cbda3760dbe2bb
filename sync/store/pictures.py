"""What the app and the engine ask of a device's pictures: kept, read, offered, let go of."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from sync.core.check_rules import read_rule
from sync.core.evidence import PICTURE_BYTES_MAX, Evidence, Media, evidence, evidence_of
from sync.core.operations import Deed
from sync.core.page import Table
from sync.core.problems import Problem
from sync.store import evidence as files_of
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.evidence import Wanted
from sync.store.files import Files
from sync.store.told import Committed
from sync.store.trouble import FULL, CommitTrouble, CommitTroubleKind
from sync.store.working import Working

SHOWN_FOLDER = "pictures"
"""Pictures of instructions, which can be fetched again."""


class KeepTrouble(StrEnum):
    """Why a picture was not kept."""

    TOO_MANY = "too_many"
    TOO_BIG = "too_big"
    NO_SPACE = "no_space"
    NOT_WRITABLE = "not_writable"


@dataclass(frozen=True, slots=True)
class Lacking:
    """A picture of a rule's instructions that is not here yet."""

    rule: int
    digest: str


Written = Committed | Problem | CommitTrouble


def named_before(
    folder: Path, deed: Deed, op_id: str, write: Callable[[Files], Written]
) -> Callable[[Files], Written]:
    """Note which pictures a deed rests on before it is written, and forget it if it is not."""
    pictures = evidence_of(deed)
    if not pictures:
        return write

    def written(files: Files) -> Written:
        try:
            files_of.want(folder, pictures, op_id)
        except OSError as error:
            full = error.errno in FULL
            kind = CommitTroubleKind.NO_SPACE if full else CommitTroubleKind.NOT_WRITABLE
            return CommitTrouble(kind, str(error))
        done = write(files)
        if not isinstance(done, Committed):
            with suppress(OSError):
                files_of.unwant(folder, pictures, op_id)
        return done

    return written


class Pictures:
    """Pictures of one device. They are read and written beside the scans."""

    def __init__(self, work: Working) -> None:
        self._work = work

    async def keep(self, data: bytes, media: Media) -> Evidence | KeepTrouble:
        """Put a picture on disk, under the name that an answer gives it."""
        if len(data) > PICTURE_BYTES_MAX:
            return KeepTrouble.TOO_BIG
        one = evidence(data, media)

        def kept(_: Files) -> Evidence | KeepTrouble:
            try:
                return one if files_of.keep(self._path, one, data) else KeepTrouble.TOO_MANY
            except OSError as error:
                return KeepTrouble.NO_SPACE if error.errno in FULL else KeepTrouble.NOT_WRITABLE

        return await self._work.bulk(kept)

    async def read(self, one: Evidence) -> bytes | None:
        """Read a picture that is here; one whose bytes are not what they were is put away."""

        def found(_: Files) -> bytes | None:
            data = files_of.read(self._path, one)
            if data is None:
                files_of.set_aside(self._path, one)
            return data

        return await self._work.bulk(found)

    async def waiting(self, now_ms: int) -> tuple[Wanted, ...]:
        """Those the ERP is to be offered."""
        return await self._work.bulk(lambda _: files_of.waiting(self._path, now_ms))

    async def is_held(self, one: Evidence, now_ms: int) -> None:
        """The ERP holds it whole."""
        await self._work.bulk(lambda _: files_of.is_held(self._path, one, now_ms))

    async def is_lost(self, one: Evidence) -> None:
        """The ERP holds it no more."""
        await self._work.bulk(lambda _: files_of.is_lost(self._path, one))

    async def unsent(self) -> int:
        """How many pictures of written checks the ERP does not hold yet."""

        def counted(_: Files) -> int:
            return sum(1 for one in files_of.wanted(self._path) if not one.held_ms)

        return await self._work.bulk(counted)

    async def tidy(self, now_ms: int) -> None:
        """Drop what is left of checks that nobody ended."""
        await self._work.bulk(lambda _: files_of.sweep(self._path, now_ms))

    async def carry_out(self, target: Path) -> int:
        """Copy what is unsent for another device."""
        return await self._work.bulk(lambda _: files_of.carry_out(self._path, target))

    async def carry_in(self, source: Path) -> int:
        """Take in what another device left."""
        return await self._work.bulk(lambda _: files_of.carry_in(self._path, source))

    # ------------------------------------------------------------------ of instructions

    async def lacking(self) -> tuple[Lacking, ...]:
        """Pictures that rules name and that are not here."""

        def found(files: Files) -> tuple[Lacking, ...]:
            records = map(rows.check_rule, mirror_file.every(files.mirror, Table.CHECK_RULES))
            rules = (read_rule(one) for one in records)
            named = (Lacking(one.id, one.picture) for one in rules if one.picture)
            return tuple(one for one in named if not self._shown(one.digest).exists())

        return await self._work.bulk(found)

    async def take_in(self, digest: str, data: bytes) -> bool:
        """Keep a picture of instructions; False where it is not the one that was asked for."""

        def taken(_: Files) -> bool:
            if sha256(data).hexdigest() != digest:
                return False
            (self._path / SHOWN_FOLDER).mkdir(exist_ok=True)
            part = self._shown(digest).with_suffix(".part")
            part.write_bytes(data)
            part.replace(self._shown(digest))
            return True

        return await self._work.bulk(taken)

    async def shown(self, digest: str) -> bytes | None:
        """Read a picture of instructions; None where it has not come yet."""

        def found(_: Files) -> bytes | None:
            try:
                return self._shown(digest).read_bytes()
            except OSError:
                return None

        return await self._work.bulk(found)

    @property
    def _path(self) -> Path:
        return self._work.path

    def _shown(self, digest: str) -> Path:
        return self._path / SHOWN_FOLDER / digest
