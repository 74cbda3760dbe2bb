"""Work that a person carries to another device: taken in once, and refused in clear values."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sync.core.envelope import is_sealed
from sync.core.lifecycle import Outcome, Result
from sync.core.records import Company
from sync.core.touched import Touched
from sync.store.rescue import (
    RESCUE_VERSION,
    Rescued,
    RescueTrouble,
    RescueTroubleKind,
    RescueWritten,
)
from sync.store.store import Store
from tests.store.floor import CATALOGUE, Floor, goods, receipt, run, undo

WORK = receipt(lines=8)
ERP = "odoo-1234"


def device(folder: Path, name: str) -> Floor:
    """A device that never heard of the other."""
    floor = Floor(folder / name)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)
    return floor


@pytest.fixture
def dying(tmp_path: Path) -> Floor:
    """A device with an answered operation, three unsent ones and a parked one."""
    floor = device(tmp_path, "dying")
    done = [floor.did(goods(WORK, quantity=number)) for number in (1, 2, 3, 4)]
    floor.did(undo(done[3]))
    first, second = (one.envelope for one in done[:2])
    run(floor.store.record((Result(first.op_id, first.seq, Outcome.APPLIED),)))
    run(floor.store.record((Result(second.op_id, second.seq, Outcome.EXCEPTION),)))
    floor.absorb(applied_seq=2)
    yield floor
    floor.store.close()


@pytest.fixture
def other(tmp_path: Path) -> Floor:
    """A device with one operation of its own."""
    floor = device(tmp_path, "other")
    floor.number = 100
    floor.did(goods(WORK, 4))
    yield floor
    floor.store.close()


def written(floor: Floor, path: Path) -> Path:
    done = run(floor.store.rescue.export(path, ERP))
    assert isinstance(done, RescueWritten), done
    return path


def unsent(store: Store) -> list[str]:
    return [one.op_id for one in run(store.batch(50))]


def test_unsent_work_goes_on_under_the_other_ones_numbers(dying, other, tmp_path: Path):
    path = tmp_path / "carried.stockhand"
    assert run(dying.store.rescue.export(path, ERP)) == RescueWritten(str(path), 4)
    parked = [row.envelope.op_id for row in run(dying.store.outbox(9, 0)).rows if row.result]
    carried = {*parked, *unsent(dying.store)}
    ours, seen = unsent(other.store), other.done()
    done = run(other.store.rescue.take_in(path, ERP))
    assert done == Rescued(4, 0, Touched(frozenset({1}), outbox=True))
    batch = run(other.store.batch(50))
    assert [one.op_id for one in batch][:1] == ours
    assert {one.op_id for one in batch[1:]} == carried
    assert [one.seq for one in batch] == [1, 2, 3, 4, 5]
    assert all(is_sealed(one) for one in batch)
    assert {one.device for one in batch} == {other.store.opened.device}
    # Two, three, four and four taken back: what is in hand shows at once.
    assert other.done()[0] == seen[0] + 5


def test_a_second_time_it_does_nothing(dying, other, tmp_path: Path):
    path = written(dying, tmp_path / "carried")
    run(other.store.rescue.take_in(path, ERP))
    before = unsent(other.store), other.done()
    assert run(other.store.rescue.take_in(path, ERP)) == Rescued(0, 4, Touched())
    assert (unsent(other.store), other.done()) == before
    assert run(dying.store.rescue.take_in(path, ERP)) == Rescued(0, 4, Touched())


def test_nothing_to_carry_is_a_file_too(other, tmp_path: Path):
    run(other.store.record((Result(unsent(other.store)[0], 1, Outcome.APPLIED),)))
    path = tmp_path / "carried"
    assert run(other.store.rescue.export(path, ERP)) == RescueWritten(str(path), 0)
    assert run(other.store.rescue.take_in(path, ERP)) == Rescued(0, 0, Touched())


def test_work_for_another_database_is_refused(dying, other, tmp_path: Path):
    path = written(dying, tmp_path / "carried")
    refused = run(other.store.rescue.take_in(path, "odoo-9999"))
    assert refused == RescueTrouble(RescueTroubleKind.OTHER_ERP, str(path), ERP)
    assert len(unsent(other.store)) == 1


def test_work_of_another_company_is_refused(dying, tmp_path: Path):
    path = written(dying, tmp_path / "carried")
    floor = Floor(tmp_path / "south")
    run(floor.store.absorb(replace(CATALOGUE, companies=(Company(2, "South"),))))
    refused = run(floor.store.rescue.take_in(path, ERP))
    assert refused == RescueTrouble(RescueTroubleKind.OTHER_COMPANY, str(path), "1")
    assert unsent(floor.store) == []
    floor.store.close()


def test_a_newer_file_is_refused(dying, other, tmp_path: Path):
    path = written(dying, tmp_path / "carried")
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    newer = json.loads(header) | {"version": RESCUE_VERSION + 1}
    path.write_text("\n".join([json.dumps(newer), *lines]) + "\n", encoding="utf-8")
    refused = run(other.store.rescue.take_in(path, ERP))
    assert isinstance(refused, RescueTrouble)
    assert refused.kind is RescueTroubleKind.NEWER_VERSION


DAMAGES = {
    "a line is missing": lambda lines: lines[:-1],
    "a line is twice": lambda lines: [*lines, lines[-1]],
    "two lines are swapped": lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
    "an amount": lambda lines: [*lines[:-1], lines[-1].replace('"4"', '"9"')],
    "an empty file": lambda _: [],
    "no such file at all": lambda _: ["GIF89a"],
    "the count": lambda lines: [lines[0].replace('"operations": 4', '"operations": 5'), *lines[1:]],
    "the device": lambda lines: [lines[0].replace("device-a", "device-b"), *lines[1:]],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_refused_whole(dying, other, tmp_path: Path, damage):
    path = written(dying, tmp_path / "carried")
    lines = path.read_text(encoding="utf-8").splitlines()
    changed = damage(list(lines))
    assert changed != lines
    path.write_text("".join(f"{line}\n" for line in changed), encoding="utf-8")
    refused = run(other.store.rescue.take_in(path, ERP))
    assert refused == RescueTrouble(RescueTroubleKind.DAMAGED, str(path))
    assert len(unsent(other.store)) == 1


def test_every_single_flipped_bit_is_seen(dying, other, tmp_path: Path):
    path = written(dying, tmp_path / "carried")
    whole = path.read_bytes()
    for place in range(0, len(whole), 13):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        refused = run(other.store.rescue.take_in(path, ERP))
        assert isinstance(refused, RescueTrouble), place
    assert len(unsent(other.store)) == 1


def test_a_file_that_cannot_be_written_or_read_is_a_value(dying, tmp_path: Path):
    nowhere = tmp_path / "nowhere" / "carried"
    written = run(dying.store.rescue.export(nowhere, ERP))
    assert written == RescueTrouble(RescueTroubleKind.NOT_WRITABLE, str(nowhere))
    read = run(dying.store.rescue.take_in(nowhere, ERP))
    assert read == RescueTrouble(RescueTroubleKind.NOT_READABLE, str(nowhere))


def test_there_is_nothing_in_it_but_the_work(dying, tmp_path: Path):
    path = written(dying, tmp_path / "carried")
    header, *lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert set(header) == {"version", "erp", "device", "epoch", "operations", "sum"}
    assert all(set(line) == set(lines[0]) for line in lines)
    assert not list(tmp_path.glob("*.part"))
