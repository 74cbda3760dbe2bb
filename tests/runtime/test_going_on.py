"""Whoever comes back after the app ended under them is led to where they were; who left is not."""

import asyncio
from pathlib import Path
from typing import get_args

import pytest

from app.base.going_on import left_at, place_of
from app.base.messages import Action
from app.base.session import Count, Home, Pack, Pick, Place, Putaway, Receive
from app.settings.where import FILE, Whereabouts
from app.ui.looks import HomeLook, ScreenLook
from tests.runtime.shift import Shift, shift, to_receipts

ORDER = "P00001"
PLACES = (Receive(7), Pack(8), Pick((3, 4)), Putaway(), Putaway(planned=True), Count())


@pytest.mark.parametrize("place", PLACES)
def test_a_way_leads_back(place: Place):
    left = left_at(place, "CEN/IN/00001")
    assert left is not None
    assert place_of(left.way) == place


@pytest.mark.parametrize("way", ["", "receive:", "pick:x", "moon:1", "receive", "pack:-3"])
def test_what_is_no_way_leads_nowhere(way: str):
    assert place_of(way) is None


def test_home_is_nothing_to_go_on_with():
    others = set(get_args(Place)) - {type(place) for place in PLACES}
    assert Home in others
    assert left_at(Home(), "Stockhand") is None


def banner(look: ScreenLook) -> str:
    return look.banner.text if isinstance(look, HomeLook) and look.banner else ""


async def at_receipt(one: Shift) -> None:
    await to_receipts(one)
    await one.scan(ORDER)
    assert isinstance(one.person.session.place, Receive)


def test_after_the_app_ended_one_tap_goes_on(tmp_path: Path):
    async def work() -> None:
        async with shift(tmp_path) as one:
            assert not banner(one.look)
            await at_receipt(one)
            was = one.person.session.place
        async with shift(tmp_path) as again:
            look = await again.until(lambda look: bool(banner(look)))
            assert isinstance(look, HomeLook)
            assert look.banner is not None
            assert banner(look) == "You were at CEN/IN/00001"
            await again.tap(Action.GO_ON, look.banner.value)
            assert again.person.session.place == was

    asyncio.run(work())


def test_who_left_is_not_led_back(tmp_path: Path):
    async def work() -> None:
        async with shift(tmp_path) as one:
            await at_receipt(one)
            assert not banner(await one.tap(Action.BACK))
            assert not banner(await one.tap(Action.BACK))
        async with shift(tmp_path) as again:
            assert not banner(again.look)

    asyncio.run(work())


def test_a_file_that_cannot_be_read_costs_a_tap_and_no_more(tmp_path: Path):
    (tmp_path / FILE).write_text("{")
    where = Whereabouts(tmp_path)
    assert where.last("Ana") is None
    where.at("Ana", left_at(Receive(7), "x"))
    again = Whereabouts(tmp_path).last("Ana")
    assert again is not None
    assert again.way == "receive:7"
