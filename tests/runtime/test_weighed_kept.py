"""What a pack was weighed at is the device's: after the app ended, and for whoever finishes it."""

import asyncio
from decimal import Decimal
from pathlib import Path

from app.base.messages import Action
from app.base.session import Home, Pack
from app.runtime.person import Person
from app.runtime.setup_desk import SetupDesk
from app.runtime.weighing import DOCUMENTS_MAX, Weighed
from app.settings.weighed import FILE, keep_weighed, weighed_in
from app.ui.looks import HomeLook, ScreenLook
from scanners.codes import house
from scanners.codes.scan import HouseKind
from sync.core.pack_types import PackWeight
from tests.runtime.shift import Shift, shift
from tests.runtime.test_pack_label import opened, packed

D = Decimal
LIGHT, HEAVY, OTHER = PackWeight("A", D(1)), PackWeight("A", D(2)), PackWeight("B", D(3))
PACK = house.write(HouseKind.PACKAGE, "BOX-1")


def has_led_back(look: ScreenLook) -> bool:
    return isinstance(look, HomeLook) and look.banner is not None


async def weighed(work: Shift) -> int:
    """Fill a pack and enter its weight; say which document it is of."""
    await opened(work)
    await work.scan(PACK)
    await packed(work)
    await work.scan(PACK)
    await work.tap(Action.ASK_WEIGHT)
    await work.answer("3.25")
    assert work.person.session.weighed == (PackWeight("BOX-1", D("3.25")),)
    return work.person.session.place.document


def test_after_the_app_ended_the_weight_is_there(tmp_path: Path):
    async def work() -> None:
        async with shift(tmp_path) as one:
            document = await weighed(one)
        async with shift(tmp_path) as again:
            look = await again.until(has_led_back)
            await again.tap(Action.GO_ON, look.banner.value)
            session = again.person.session
            assert session.place.document == document
            assert session.weighed == (PackWeight("BOX-1", D("3.25")),)

    asyncio.run(work())


def test_another_person_at_the_device_has_it_too_and_what_comes_out_takes_it_away(tmp_path: Path):
    async def work() -> None:
        async with shift(tmp_path) as one:
            document = await weighed(one)
            person = Person(one.workplace.device, SetupDesk(one.workplace))
            other = Shift(one.workplace, person)
            person.sit_down(other.output)
            other.look = await person.first_look()
            await other.tap(Action.GO_ON, f"pack:{document}")
            assert person.session.weighed == one.person.session.weighed != ()
            await one.tap(Action.UNDO)
            await other.tap(Action.ASK_WEIGHT)
            assert person.session.weighed == ()

    asyncio.run(work())


def test_two_people_change_their_own_and_leave_the_others():
    async def work() -> None:
        here, elsewhere, shared = Pack(8), Pack(9), Weighed({8: (LIGHT,)})
        before = shared.at(here)
        await shared.turned(here, before, (*before, OTHER))
        await shared.turned(here, before, (HEAVY,))
        assert set(shared.at(here)) == {HEAVY, OTHER}
        assert shared.at(elsewhere) == shared.at(Home()) == (), "a pack of that name is another's"
        await shared.turned(here, (HEAVY,), ())
        assert shared.at(here) == (OTHER,)
        for document in range(DOCUMENTS_MAX):
            await shared.turned(Pack(100 + document), (), (HEAVY,))
        assert shared.at(here) == ()
        assert shared.at(Pack(100)) == (HEAVY,)

    asyncio.run(work())


def test_a_file_that_cannot_be_read_or_written_stops_nobody(tmp_path: Path):
    assert weighed_in(tmp_path) == {}
    said = {8: (LIGHT, OTHER), 9: (HEAVY,)}
    keep_weighed(tmp_path, said)
    assert weighed_in(tmp_path) == said
    for wrong in ("{", '{"8": {"A": "-1"}}', '{"8": {"A": "much"}}', '{"x": {}}'):
        (tmp_path / FILE).write_text(wrong)
        assert weighed_in(tmp_path) == {}
    keep_weighed(tmp_path / "gone", said)
    assert weighed_in(tmp_path / "gone") == {}
