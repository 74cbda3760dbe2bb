"""Devices make numbers, lose answers, start again, are copied and put back: none is made twice."""

import asyncio
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from sync.core.numbering import PACKS, NumberKind, Purpose
from sync.core.records import Product
from sync.engine.supply import Asker, Supply
from sync.store.numbers import FILE, MARK, Numbers
from sync.wire import messages
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import NumbersRequest
from sync.wire.remote import Remote
from tests.contract.training_erp import training_erp
from tests.engine.virtual import VirtualTime

SEEDS = 8
STEPS = 80


@pytest.fixture(autouse=True)
def _no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here is about power cuts, and a slow disk would make it one of minutes."""
    monkeypatch.setattr("sync.store.numbers.os.fsync", lambda _file: None)


@dataclass
class Line:
    """The way to the books: requests are lost on it, and answers."""

    remote: Remote
    dice: Random
    trouble: bool = True

    async def numbers(self, request: NumbersRequest) -> messages.Numbers | Failure:
        if self.trouble and not self.dice.randrange(4):
            return Failure(FailureKind.UNREACHABLE)
        said = await self.remote.numbers(request)
        if self.trouble and not self.dice.randrange(4):
            return Failure(FailureKind.ANSWER_LOST)
        return said


@dataclass
class World:
    """Devices by folder, what each is called, and every number that was ever made."""

    folder: Path
    line: Line
    dice: Random
    made: Counter[str] = field(default_factory=Counter)
    devices: dict[str, tuple[str, int]] = field(default_factory=dict)
    running: dict[str, tuple[Numbers, Supply]] = field(default_factory=dict)
    count: int = 0
    lots: Purpose = PACKS
    known: frozenset[str] = frozenset()

    def new_id(self) -> str:
        self.count += 1
        return f"id-{self.count}"

    async def used(self, _product: int, names: tuple[str, ...]) -> frozenset[str]:
        return frozenset(names) & self.known

    def start(self, name: str) -> None:
        """Start the app anew in a folder: what it had in its head is gone."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)

        def identity() -> tuple[str, int]:
            return self.devices[name]

        kept = Numbers(folder, identity, lambda: f"OWN{self.new_id()}")
        asker = Asker(identity, 1, 1, self.new_id, self.used)
        supply = Supply(kept, self.line, VirtualTime(1).world(), asker)
        self.running[name] = kept, supply

    def take(self, name: str, purpose: Purpose, times: int) -> None:
        for _ in range(times):
            taken = self.running[name][0].take(purpose)
            if taken.name:
                self.made[f"{purpose} {taken.name}"] += 1

    async def step(self) -> None:
        name = self.dice.choice(list(self.devices))
        match self.dice.randrange(8):
            case 0 | 1:
                self.take(name, PACKS, self.dice.randrange(60))
            case 2:
                self.take(name, self.lots, self.dice.randrange(30))
            case 3 | 4:
                await self.running[name][1].ask()
            case 5:
                self.start(name)
            case 6:
                self.copied(name)
            case 7:
                device, epoch = self.devices[name]
                self.devices[name] = device, epoch + 1

    def copied(self, name: str) -> None:
        """Copy a device to another place, or put it back from a copy that was made before."""
        place = self.folder / name
        saved = self.folder / f"saved-{name}"
        if saved.exists():
            shutil.rmtree(place)
            shutil.copytree(saved, place)
            shutil.rmtree(saved)
            self.start(name)
            return
        shutil.copytree(place, saved)
        if len(self.devices) < 6:
            other = self.new_id()
            shutil.copytree(place, self.folder / other)
            self.devices[other] = self.devices[name]
            self.start(other)


@pytest.mark.sim
@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_number_is_made_twice(tmp_path: Path, seed: int):
    with training_erp(tmp_path) as erp:
        asyncio.run(_many(tmp_path, erp.remote, seed))


async def _many(folder: Path, remote: Remote, seed: int) -> None:
    dice = Random(seed)
    world = World(folder / "devices", Line(remote, dice), dice)
    world.folder.mkdir()
    tracked = remote.books.find(Product, "tracking = 'lot'")[0]
    world.lots = Purpose(NumberKind.LOT, tracked.id)
    for name in ("ONE", "TWO", "THREE"):
        world.devices[name] = (name, 1)
        world.start(name)
    for _ in range(STEPS):
        await world.step()
    world.line.trouble = False
    for name in world.devices:
        await world.running[name][1].ask()
        world.take(name, PACKS, 1)
    twice = [number for number, times in world.made.items() if times > 1]
    assert not twice, (seed, twice[:5])
    assert len(world.made) > STEPS, (seed, len(world.made))
    await remote.close()


def test_of_two_copies_to_the_bit_the_second_to_ask_loses_what_it_held(tmp_path: Path):
    with training_erp(tmp_path) as erp:
        asyncio.run(_copies(tmp_path, erp.remote))


async def _copies(folder: Path, remote: Remote) -> None:
    world = World(folder / "devices", Line(remote, Random(1), trouble=False), Random(1))
    world.folder.mkdir()
    world.devices["ONE"] = ("ONE", 1)
    world.start("ONE")
    await world.running["ONE"][1].ask()
    world.take("ONE", PACKS, 3)
    shutil.copytree(world.folder / "ONE", world.folder / "TWIN")
    world.devices["TWIN"] = ("ONE", 1)
    world.start("TWIN")
    _bit_by_bit(world, "ONE", "TWIN")
    await world.running["ONE"][1].ask()
    await world.running["TWIN"][1].ask()
    world.take("ONE", PACKS, 250)
    world.take("TWIN", PACKS, 250)
    assert max(world.made.values()) == 1
    assert len(world.made) == 3 + 197 + 200, "the twin has a block of its own"
    await remote.close()


def _bit_by_bit(world: World, one: str, twin: str) -> None:
    """Have the copy believe that it is the very same place, as a copied disk does."""
    here, there = world.running[one][0].owner, world.running[twin][0].owner
    book = (world.folder / twin / FILE).read_text()
    assert here in book
    assert (world.folder / twin / MARK).exists()
    (world.folder / twin / FILE).write_text(book.replace(here, there))


def test_an_answer_that_was_lost_comes_again_under_the_same_id(tmp_path: Path):
    with training_erp(tmp_path) as erp:
        asyncio.run(_lost(erp.remote))


async def _lost(remote: Remote) -> None:
    request = NumbersRequest(
        device="ONE", epoch=1, company=1, warehouse=1, was="", now="s1", holds=(),
        asked="a1", kind=NumberKind.PACK,
    )  # fmt: skip
    first = await remote.numbers(request)
    assert isinstance(first, messages.Numbers)
    assert await remote.numbers(request) == first
    other = await remote.numbers(replace_(request, device="TWO", asked="a1"))
    assert other == messages.Numbers(), "what was given one is not another's"
    more = await remote.numbers(replace_(request, asked="a2", holds=("a1",)))
    assert isinstance(more, messages.Numbers)
    assert not set(first.names) & set(more.names)
    assert not more.void
    await remote.close()


def replace_(request: NumbersRequest, **over: object) -> NumbersRequest:
    return request.model_copy(update=over)
