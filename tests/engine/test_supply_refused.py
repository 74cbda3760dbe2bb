"""What an ERP has against one block keeps nobody from the others; names it gives again are seen."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from sync.core.numbering import PACKS, NumberKind, Purpose
from sync.core.records import Product
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import Numbers, NumbersRequest
from tests.contract.training_erp import training_erp
from tests.engine.test_supply import Line, World


@dataclass
class Refusing(Line):
    """An ERP that has something against packs."""

    why: FailureKind = FailureKind.NO_RIGHTS

    async def numbers(self, request: NumbersRequest) -> Numbers | Failure:
        if request.kind is NumberKind.PACK:
            return Failure(self.why)
        return await super().numbers(request)


@pytest.fixture
def world(tmp_path: Path):
    with training_erp(tmp_path) as erp:
        dice = Random(1)
        world = World(tmp_path / "devices", Refusing(erp.remote, dice, trouble=False), dice)
        world.folder.mkdir()
        tracked = erp.remote.books.find(Product, "tracking = 'lot'")[0]
        world.lots = Purpose(NumberKind.LOT, tracked.id)
        world.devices["ONE"] = ("ONE", 1)
        world.start("ONE")
        # Wished for once, it is kept in numbers.
        world.take("ONE", world.lots, 1)
        yield world
        asyncio.run(erp.remote.close())


@pytest.mark.parametrize(
    ("why", "given"),
    [(FailureKind.NO_RIGHTS, 50), (FailureKind.BUSY, 50), (FailureKind.UNREACHABLE, 0)],
)
def test_what_is_refused_for_packs_is_given_for_lots(world: World, why: FailureKind, given: int):
    assert isinstance(world.line, Refusing)
    world.line.why = why
    numbers, supply = world.running["ONE"]
    asyncio.run(supply.ask())
    assert numbers.take(PACKS).name is None
    assert numbers.take(world.lots).size == given


def test_names_that_were_given_before_are_not_used_again(world: World):
    again = frozenset(f"L{number:07d}" for number in range(1, 40))
    world.known = again
    numbers, supply = world.running["ONE"]
    asyncio.run(supply.ask())
    taken = numbers.take(world.lots)
    assert (taken.name, taken.left) == ("L0000040", 10)
