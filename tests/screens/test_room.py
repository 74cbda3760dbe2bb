"""In every layout and size of words: a glove hits what can be pressed, and no word is cut by it."""

import flet as ft
import pytest

from app.base.people import TEXT_SIZES, Likes
from app.shell.mount import Shell
from app.ui.scale import LARGEST
from app.ui.theme import TOUCH
from tests.screens import looks
from tests.screens.measure import height_of, said, words_in
from tests.screens.test_screens import Floor, on_floor

LARGE = TEXT_SIZES[-1]


async def _sized(floor: Floor, text: int) -> None:
    floor.shell.like(Likes(text=text))
    await floor.bench.settle()


def _sizes(floor: Floor) -> dict[str, int]:
    """The smallest size each text is written in."""
    found: dict[str, int] = {}
    for one in floor.bench.controls():
        if isinstance(one, ft.Text) and one.size:
            found[said(one)] = min(int(one.size), found.get(said(one), 1_000))
    return found


@pytest.mark.parametrize("width", [360, 1024])
@pytest.mark.parametrize("name", looks.LOOKS)
def test_large_words_grow_whole_and_leave_room_for_a_glove(name: str, width: int) -> None:
    async def check(floor: Floor) -> None:
        before = _sizes(floor)
        look = looks.LOOKS[name].top
        top = {look.title, look.subtitle, look.progress, look.badge.count, look.badge.words}
        await _sized(floor, LARGE)
        after = _sizes(floor)
        for words in before.keys() & after.keys():
            # The bar on top grows less, and its few words stand elsewhere, too.
            if words not in top and before[words] < LARGEST:
                assert after[words] >= min(before[words] * LARGE // 100, LARGEST), words
        for box in floor.bench.controls():
            if isinstance(box, ft.Container) and box.on_click:
                assert height_of(box) >= TOUCH
            if isinstance(box, ft.Container) and box.height is not None:
                needed = max((one.size or 0 for one in words_in(box)), default=0)
                assert box.height >= needed, f"{[said(one) for one in words_in(box)]} is cut"

    on_floor(looks.LOOKS[name], check, width)


def test_large_words_are_given_more_lines() -> None:
    async def check(floor: Floor) -> None:
        def lines() -> int:
            named = floor.bench.named()["row-7"]
            return next(one.max_lines or 0 for one in words_in(named) if said(one) == "Large desk")

        before = lines()
        await _sized(floor, LARGE)
        assert lines() >= 3 * before

    on_floor(looks.RECEIVE, check)


def test_words_of_a_person_who_left_do_not_stay_large() -> None:
    async def check(floor: Floor) -> None:
        shell: Shell = floor.shell

        def title() -> int:
            return next(int(one.size or 0) for one in words_in(floor.bench.named()["title"]))

        before = title()
        await _sized(floor, LARGE)
        assert title() > before
        shell.like(Likes())
        await floor.bench.settle()
        assert title() == before

    on_floor(looks.RECEIVE, check)


def test_what_to_do_now_is_the_largest_where_the_screen_stands_far_off() -> None:
    async def check(floor: Floor) -> None:
        named = floor.bench.named()
        largest = {
            name: max((one.size or 0 for one in words_in(named[name])), default=0) for name in named
        }
        assert largest["card"] == max(largest.values())
        assert largest["card"] >= 40

    nothing = looks.LOOKS["nothing in hand"]
    on_floor(nothing, check, 1920)
