"""Pictures over a bad network: cut anywhere they arrive whole and once, and no part twice."""

import asyncio
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from sync.core.evidence import PICTURE_BYTES_MAX, Evidence, Media, evidence
from sync.engine.pictures import AGAIN_MS, PictureLane
from sync.erp.training.checks import BETWEEN_BOXES
from sync.erp.training.evidence import kept_picture
from sync.store import evidence as door
from sync.store.evidence import Wanted
from sync.store.pictures import Lacking
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import (
    EVIDENCE_PART_BYTES_MAX,
    EvidenceHeld,
    EvidencePart,
    Picture,
    PictureRequest,
)
from tests.contract.erps import Erp
from tests.contract.training_erp import training_erp
from tests.engine.virtual import VirtualTime

OP = "0190-op"
SEEDS = 10
BIG = Random(4).randbytes(PICTURE_BYTES_MAX)
K = FailureKind


class Disk:
    """The store's files of a device, without its journal."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.lacks, self.shown = folder, [Lacking(3, "0" * 64)], dict[str, bytes]()

    def take(self, data: bytes, op_id: str = OP) -> Evidence:
        one = evidence(data, Media.JPEG)
        assert door.keep(self.folder, one, data)
        door.want(self.folder, (one,), op_id)
        return one

    async def waiting(self, now_ms: int) -> tuple[Wanted, ...]:
        return door.waiting(self.folder, now_ms)

    async def read(self, one: Evidence) -> bytes | None:
        return door.read(self.folder, one)

    async def is_held(self, one: Evidence, now_ms: int) -> None:
        door.is_held(self.folder, one, now_ms)

    async def is_lost(self, one: Evidence) -> None:
        door.is_lost(self.folder, one)

    async def lacking(self) -> tuple[Lacking, ...]:
        return tuple(one for one in self.lacks if one.digest not in self.shown)

    async def take_in(self, digest: str, data: bytes) -> bool:
        fits = sha256(data).hexdigest() == digest
        if fits:
            self.shown[digest] = data
        return fits


class Line:
    """The way to the training warehouse; `faults` of the requests go wrong, in any way there is."""

    def __init__(self, erp: Erp, time: VirtualTime) -> None:
        self.erp, self.time, self.faults = erp, time, 0.0
        self.parts: list[EvidencePart] = []
        self.sent = 0

    async def evidence(self, part: EvidencePart) -> EvidenceHeld | Failure:
        self.parts.append(part)
        self.sent += len(part.data)
        if self.time.dice.random() >= self.faults:
            return await self.erp.remote.evidence(part)
        match self.time.dice.choice(["cut", "lost", "twice", "stale", "half"]):
            case "cut":
                return Failure(K.UNREACHABLE)
            case "lost":
                await self.erp.remote.evidence(part)
                return Failure(K.ANSWER_LOST)
            case "twice":
                await self.erp.remote.evidence(part)
                return await self.erp.remote.evidence(part)
            case "stale":
                await self.erp.remote.evidence(self.time.dice.choice(self.parts))
                return await self.erp.remote.evidence(part)
            case _:
                # A proxy that lets half of a body through, and says nothing of it.
                half = part.model_copy(update={"data": part.data[: len(part.data) // 2]})
                return await self.erp.remote.evidence(half)

    async def picture(self, request: PictureRequest) -> Picture | Failure:
        cut = self.time.dice.random() < self.faults
        return Failure(K.UNREACHABLE) if cut else await self.erp.remote.picture(request)


class Site:
    def __init__(self, erp: Erp, folder: Path, seed: int = 1) -> None:
        self.erp, self.time, self.changes = erp, VirtualTime(seed), 0
        self.disk, self.line = Disk(folder), Line(erp, self.time)
        ends = (self.disk, self.line)
        self.lane = PictureLane(lambda: "ONE", ends, self.time.world(), self.changed)

    def changed(self) -> None:
        self.changes += 1

    def knows(self, op_id: str = OP) -> None:
        """The ERP filed the check."""
        self.erp.remote.books.file.do(
            "INSERT INTO operations (op_id, device, epoch, seq)"
            " SELECT ?, 'ONE', 1, count(*) + 1 FROM operations",
            (op_id,),
        )

    def kept(self, one: Evidence) -> bytes:
        return kept_picture(self.erp.remote.books, one.digest)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with training_erp(tmp_path) as erp:
        yield Site(erp, tmp_path)
        asyncio.run(erp.remote.close())


def test_before_its_check_is_known_not_a_byte_is_sent(site: Site):
    one = site.disk.take(BIG)
    assert asyncio.run(site.lane.work()) == AGAIN_MS
    assert (site.line.sent, site.kept(one)) == (0, b"")
    assert (site.lane.left, site.changes) == (1, 1), "and whoever looks is told that it waits"
    site.knows()
    asyncio.run(site.lane.work())
    assert site.kept(one) == BIG
    assert site.line.sent == len(BIG)
    assert max(len(part.data) for part in site.line.parts) == EVIDENCE_PART_BYTES_MAX
    assert (site.lane.left, site.changes) == (0, 2)
    asyncio.run(site.lane.work())
    assert site.line.sent == len(BIG), "what is whole is not sent again"


def test_cut_it_goes_on_where_the_erp_ends(site: Site):
    one, parts = site.disk.take(BIG), []
    site.knows()

    async def cut_after_three(part: EvidencePart) -> EvidenceHeld | Failure:
        parts.append(part)
        return Failure(K.UNREACHABLE) if len(parts) > 4 else await site.erp.remote.evidence(part)

    whole, site.line.evidence = site.line.evidence, cut_after_three  # type: ignore[method-assign]
    assert 0 <= asyncio.run(site.lane.work()) < AGAIN_MS
    assert len(site.kept(one)) == 3 * EVIDENCE_PART_BYTES_MAX
    site.line.evidence = whole  # type: ignore[method-assign]
    asyncio.run(site.lane.work())
    assert site.kept(one) == BIG
    assert site.line.sent == len(BIG) - 3 * EVIDENCE_PART_BYTES_MAX


def test_whatever_the_network_does_all_arrive_whole(site: Site, tmp_path: Path):
    for seed in range(SEEDS):
        (tmp_path / str(seed)).mkdir()
        day = Site(site.erp, tmp_path / str(seed), seed)
        dice = Random(seed)
        pictures = [dice.randbytes(dice.randrange(1, 200_000)) for _ in range(3)]
        ops = [f"{seed}-{number}" for number in range(len(pictures))]
        taken = [day.disk.take(data, op) for data, op in zip(pictures, ops, strict=True)]
        for op in ops:
            day.knows(op)
        day.line.faults = 0.5
        for _ in range(12):
            asyncio.run(day.lane.work())
        day.line.faults = 0.0
        asyncio.run(day.lane.work())
        assert [day.kept(one) for one in taken] == pictures, f"seed {seed}"
        assert asyncio.run(day.disk.waiting(day.time.world().wall_ms())) == (), f"seed {seed}"


def test_an_erp_that_was_put_back_gets_it_again_before_it_goes_here(site: Site):
    one = site.disk.take(b"small")
    site.knows()
    asyncio.run(site.lane.work())
    site.erp.remote.books.file.do("DELETE FROM evidence")
    door._note(site.disk.folder, Wanted(one, 5, (OP,), held_ms=1))
    site.time.now_ms += 3 * door.GRACE_MS
    asyncio.run(site.lane.work())
    assert site.kept(one) == b"small"
    assert door.noted(site.disk.folder, one), "and stays for another grace"


def test_a_damaged_one_keeps_nobody_else_back(site: Site):
    broken, fine = site.disk.take(b"broken"), site.disk.take(b"fine")
    path = site.disk.folder / door.FOLDER / f"{broken.digest}.jpg"
    path.write_bytes(b"brokem")
    site.knows()
    asyncio.run(site.lane.work())
    assert (site.kept(broken), site.kept(fine)) == (b"", b"fine")


def test_one_that_the_erp_can_make_nothing_of_keeps_nobody_else_back(site: Site):
    poison, fine = site.disk.take(b"poison", "0"), site.disk.take(b"fine", "1")
    site.knows("0")
    site.knows("1")
    site.disk.lacks = [Lacking(3, "0" * 64), Lacking(3, BETWEEN_BOXES)]
    evidence, picture = site.line.evidence, site.line.picture

    async def take(part: EvidencePart) -> EvidenceHeld | Failure:
        bad = part.digest == poison.digest
        return Failure(K.ANSWER_UNREADABLE) if bad else await evidence(part)

    async def show(request: PictureRequest) -> Picture | Failure:
        bad = request.digest != BETWEEN_BOXES
        return Failure(K.ANSWER_UNREADABLE) if bad else await picture(request)

    site.line.evidence, site.line.picture = take, show  # type: ignore[method-assign]
    for _ in range(2):
        asyncio.run(site.lane.work())
    assert site.kept(fine) == b"fine"
    assert list(site.disk.shown) == [BETWEEN_BOXES]


def test_what_rules_show_is_fetched_once(site: Site):
    site.disk.lacks.append(Lacking(3, BETWEEN_BOXES))
    site.line.faults = 1.0
    assert asyncio.run(site.lane.work()) < AGAIN_MS
    site.line.faults = 0.0
    asyncio.run(site.lane.work())
    assert list(site.disk.shown) == [BETWEEN_BOXES]
    assert site.disk.shown[BETWEEN_BOXES].startswith(b"\x89PNG")
    assert asyncio.run(site.lane.work()) == AGAIN_MS
