"""Pictures on the disk: kept once, wanted before the deed is written, gone only when it is safe."""

import errno
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sync.core.evidence import PICTURE_BYTES_MAX, Evidence, Media, evidence, read_names
from sync.core.operations import RecordCheck
from sync.core.quality import Answer, Disposition, Verdict
from sync.store import evidence as door
from sync.store.evidence import FOLDER, GRACE_MS
from sync.store.pictures import KeepTrouble
from sync.store.told import Committed
from sync.store.trouble import CommitTrouble, CommitTroubleKind
from tests.store.floor import Floor, goods, receipt, run

DATA = b"\xff\xd8 a picture \xff\xd9"
WORK = receipt(lines=2)
DAY_MS = 24 * 3600 * 1000


def kept(floor: Floor, data: bytes = DATA) -> Evidence:
    one = run(floor.store.pictures.keep(data, Media.JPEG))
    assert isinstance(one, Evidence)
    return one


def verdict(*pictures: Evidence) -> RecordCheck:
    line = WORK.lines[0]
    return RecordCheck(
        *(WORK.document.id, line.id, line.product, None, Decimal(3), line.unit),
        Verdict.PASSED,
        None,
        *("Ines", "", ()),
        tuple(Answer(1, "shown", n, one.name, good=True) for n, one in enumerate(pictures, 1)),
        *(None, None),
    )


@pytest.fixture
def received(floor: Floor) -> Floor:
    floor.absorb(WORK)
    floor.did(goods(WORK, quantity=3))
    return floor


def wanted(floor: Floor, now_ms: int = 1) -> list[str]:
    return [one.evidence.digest for one in run(floor.store.pictures.waiting(now_ms))]


def test_a_picture_is_offered_once_a_written_deed_names_it(received: Floor):
    one = kept(received)
    assert kept(received) == one == evidence(DATA, Media.JPEG)
    assert wanted(received) == []
    done = received.did(verdict(one))
    [waits] = run(received.store.pictures.waiting(1))
    assert (waits.ops, waits.size) == ((done.envelope.op_id,), len(DATA))
    assert run(received.store.pictures.unsent()) == 1


def test_what_is_refused_leaves_a_draft(received: Floor):
    one = kept(received)
    refused = replace(verdict(one), line=999)
    assert not isinstance(received.do(refused), Committed)
    assert wanted(received) == []
    assert run(received.store.pictures.read(one)) == DATA


def test_a_disk_that_takes_no_note_takes_no_verdict_either(received: Floor, monkeypatch):
    one = kept(received)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(door, "_write", full)
    trouble = received.do(verdict(one))
    assert isinstance(trouble, CommitTrouble)
    assert trouble.kind is CommitTroubleKind.NO_SPACE
    assert run(received.store.pictures.keep(b"another", Media.PNG)) is KeepTrouble.NO_SPACE


def test_it_goes_when_the_erp_had_it_for_the_grace_and_says_so_again(received: Floor):
    one = kept(received)
    received.did(verdict(one))
    pictures = received.store.pictures
    run(pictures.is_held(one, DAY_MS))
    assert wanted(received, DAY_MS + GRACE_MS - 1) == []
    assert run(pictures.read(one)) == DATA
    # The grace is over, and the ERP was put back meanwhile: it is sent again, and the grace begins.
    assert wanted(received, DAY_MS + GRACE_MS) == [one.digest]
    run(pictures.is_lost(one))
    assert run(pictures.unsent()) == 1
    run(pictures.is_held(one, 3 * GRACE_MS))
    assert run(pictures.read(one)) == DATA
    run(pictures.is_held(one, 4 * GRACE_MS))
    assert run(pictures.read(one)) is None
    assert list((received.folder / FOLDER).iterdir()) == []


def test_a_second_check_with_the_same_picture_asks_for_it_again(received: Floor):
    one = kept(received)
    received.did(verdict(one))
    run(received.store.pictures.is_held(one, 5))
    again = replace(
        verdict(one), verdict=Verdict.FAILED, disposition=Disposition.QUARANTINE, note="torn"
    )
    received.did(again)
    [waits] = run(received.store.pictures.waiting(6))
    assert (len(waits.ops), waits.held_ms) == (2, 0)


def test_a_new_epoch_keeps_pictures_and_who_wants_them(received: Floor):
    one = kept(received)
    done = received.did(verdict(one))
    run(received.store.begin_epoch())
    [waits] = run(received.store.pictures.waiting(1))
    assert waits.ops == (done.envelope.op_id,)
    assert run(received.store.pictures.read(one)) == DATA


def test_a_month_old_draft_goes_and_no_other(received: Floor):
    draft, ours = kept(received, b"draft"), kept(received)
    received.did(verdict(ours))
    (received.folder / FOLDER / "half.part").write_bytes(b"x")
    now_ms = (received.folder / FOLDER / f"{draft.digest}.jpg").stat().st_mtime_ns // 1_000_000
    run(received.store.pictures.tidy(now_ms + door.DRAFT_MS_MAX - DAY_MS))
    assert run(received.store.pictures.read(draft)) == b"draft"
    run(received.store.pictures.tidy(now_ms + 2 * door.DRAFT_MS_MAX))
    assert run(received.store.pictures.read(draft)) is None
    assert run(received.store.pictures.read(ours)) == DATA
    assert not (received.folder / FOLDER / "half.part").exists()


def test_bytes_that_changed_on_the_disk_are_no_evidence(received: Floor):
    one = kept(received)
    received.did(verdict(one))
    path = received.folder / FOLDER / f"{one.digest}.jpg"
    path.write_bytes(b"something else")
    assert run(received.store.pictures.read(one)) is None
    assert wanted(received) == []
    assert path.with_name(f"{path.name}.damaged").read_bytes() == b"something else"


def test_a_note_that_cannot_be_read_leaves_the_picture(received: Floor):
    one = kept(received)
    received.did(verdict(one))
    (received.folder / FOLDER / f"{one.digest}.wanted").write_bytes(b"\xff{")
    assert wanted(received) == []
    assert run(received.store.pictures.read(one)) == DATA


def test_too_big_and_too_many_are_said(floor: Floor, monkeypatch):
    big = bytes(PICTURE_BYTES_MAX + 1)
    assert run(floor.store.pictures.keep(big, Media.JPEG)) is KeepTrouble.TOO_BIG
    monkeypatch.setattr(door, "PICTURES_KEPT_MAX", 1)
    one = kept(floor)
    assert run(floor.store.pictures.keep(b"more", Media.JPEG)) is KeepTrouble.TOO_MANY
    assert kept(floor) == one


def test_carried_to_another_device_they_are_sent_from_there(received: Floor, tmp_path: Path):
    one, sent = kept(received), kept(received, b"sent before")
    done = received.did(verdict(one, sent))
    run(received.store.pictures.is_held(sent, 1))
    bag = tmp_path / "bag"
    assert run(received.store.pictures.carry_out(bag)) == 1
    (bag / f"{'0' * 64}.jpg").write_bytes(b"not what it is called")
    other = Floor(tmp_path / "other")
    for _ in range(2):
        assert run(other.store.pictures.carry_in(bag)) == 1
    [waits] = run(other.store.pictures.waiting(1))
    assert (waits.evidence, waits.ops) == (one, (done.envelope.op_id,))
    assert run(other.store.pictures.read(one)) == DATA
    other.store.close()


@pytest.mark.parametrize(
    "text",
    [
        *("", "fine", "picture:", f"picture:{'g' * 64}.jpg", f"picture:{'a' * 64}.exe"),
        f"picture:{'a' * 64}.jpg and more",
        f"picture:../{'a' * 61}.jpg",
        " ".join([f"picture:{'a' * 64}.jpg"] * 9),
    ],
)
def test_what_names_no_picture(text: str):
    assert read_names(text) == ()
