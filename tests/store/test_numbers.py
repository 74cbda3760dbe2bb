"""A device's numbers on disk: each once, and none of them by a copy or by a device put back."""

import os
import shutil
import stat
import sys
from itertools import count
from pathlib import Path

import pytest

from scanners.codes.gtin import checks_out
from sync.core.numbering import PACKS, Block, NumberKind, Purpose, sscc
from sync.store.numbers import FILE, Numbers

LOTS = Purpose(NumberKind.LOT, 7)
NAMES = tuple(f"P{at}" for at in range(10))
PREFIXES = count()


def numbers(folder: Path, device: str = "ONE", epoch: int = 1) -> Numbers:
    folder.mkdir(exist_ok=True)
    return Numbers(folder, lambda: (device, epoch), lambda: f"OWN{next(PREFIXES)}")


def filled(folder: Path) -> Numbers:
    book = numbers(folder)
    book.given(PACKS, Block("b1", NAMES, len(NAMES)), frozenset(), "start-1")
    return book


def test_numbers_come_in_order_once_and_go_on_after_a_start(tmp_path):
    book = filled(tmp_path)
    assert [book.take(PACKS).name for _ in range(3)] == ["P0", "P1", "P2"]
    assert numbers(tmp_path).take(PACKS).name == "P3"


def test_the_last_fifth_is_low_and_asked_for_and_after_it_none_are_made_up(tmp_path):
    book = filled(tmp_path)
    taken = [book.take(PACKS) for _ in range(11)]
    assert [one.is_low for one in taken] == [False] * 7 + [True] * 3 + [False]
    assert taken[10].name is None
    assert book.due()[0] == (PACKS,)


def test_a_block_is_due_before_it_is_used_up(tmp_path):
    book = filled(tmp_path)
    assert book.due() == ((), ("b1",), "start-1")
    for _ in range(8):
        book.take(PACKS)
    assert book.due()[0] == (PACKS,)


def test_lots_without_a_block_have_a_prefix_of_this_device_alone(tmp_path):
    one, two = numbers(tmp_path / "a"), numbers(tmp_path / "b", "TWO")
    made = [book.take(LOTS).name for book in (one, one, two, two)]
    assert len(set(made)) == 4
    assert one.due()[0] == (PACKS, LOTS), "the next ones are to be the ERP's"


@pytest.mark.parametrize("restored", [False, True])
def test_a_copy_gives_none_of_the_numbers_and_makes_others(tmp_path, restored):
    book = filled(tmp_path / "a")
    book.take(LOTS)
    copy = tmp_path / "b"
    shutil.copytree(tmp_path / "a", copy)
    if restored:
        shutil.rmtree(tmp_path / "a")
        shutil.copytree(copy, tmp_path / "a")
        copy = tmp_path / "a"
    other = numbers(copy)
    assert other.take(PACKS).name is None
    assert other.take(LOTS).name.startswith("OWN")
    assert other.take(LOTS).name != numbers(tmp_path / "a").take(LOTS).name


def test_a_new_epoch_has_none_of_the_old_ones(tmp_path):
    filled(tmp_path)
    assert numbers(tmp_path, epoch=2).take(PACKS).name is None


def test_blocks_that_are_anothers_by_now_go(tmp_path):
    book = filled(tmp_path)
    book.given(PACKS, None, frozenset({"b1"}), "start-2")
    assert book.take(PACKS).name is None


@pytest.mark.parametrize("text", [b"", b"{", b'{"owner": 1}', b"\xff"])
def test_a_file_that_is_none_gives_no_number_twice(tmp_path, text):
    filled(tmp_path)
    (tmp_path / FILE).write_bytes(text)
    assert numbers(tmp_path).take(PACKS).name is None


def test_what_cannot_be_kept_is_not_given(tmp_path, monkeypatch):
    book = filled(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr("sync.store.numbers.os.fsync", full)
    assert book.take(PACKS).name is None
    monkeypatch.undo()
    assert book.take(PACKS).name == "P0"


@pytest.mark.parametrize(
    ("prefix", "serial", "number"),
    [("34012345", 998, "340123450000009980"), ("34012345", 10**9, None), ("3401A", 1, None)],
)
def test_a_packs_number(prefix, serial, number):
    made = sscc(prefix, serial)
    assert (made is None) == (number is None)
    assert made is None or (made[:17] == number[:17] and checks_out(made))


@pytest.mark.skipif(sys.platform == "win32", reason="NTFS writes names down by itself")
def test_a_number_is_used_once_its_name_is_on_disk_too(tmp_path, monkeypatch):
    book, synced, fsync = filled(tmp_path), [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (synced.append(os.fstat(file)), fsync(file)))
    assert book.take(PACKS).name == "P0"
    folders = [one for one in synced if stat.S_ISDIR(one.st_mode)]
    assert [one.st_ino for one in folders] == [tmp_path.stat().st_ino]
    assert stat.S_ISREG(synced[0].st_mode), "what is in it comes first"
