"""What one person likes is what that person gets: sound, motor, dress, hand and voice."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import flet as ft
import pytest

from app.base.language import ENGLISH, Language, speak
from app.base.notice import Sound
from app.base.people import Likes, Theme
from app.settings.words import words_of
from app.shell.voice import _marked
from app.ui.schemes import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT
from app.ui.spoken import spoken_of
from tests.screens import looks
from tests.screens.test_screens import Floor, on_floor

BUZZES = {"light_impact", "medium_impact", "heavy_impact", "vibrate"}


def liking(likes: Likes, then: Callable[[Floor], Awaitable[None]]) -> Floor:
    async def act(floor: Floor) -> None:
        floor.shell.like(likes)
        await floor.bench.settle()
        await then(floor)

    return on_floor(looks.RECEIVE, act)


@pytest.mark.parametrize(
    ("likes", "tone", "motor"),
    [
        (Likes(), True, True),
        (Likes(volume=0), False, True),
        (Likes(volume=30), True, True),
        (Likes(haptics=False), True, False),
        (Likes(volume=0, haptics=False), False, False),
    ],
)
def test_who_likes_it_silent_or_still_has_it_so(likes: Likes, tone: bool, motor: bool) -> None:
    async def hear(floor: Floor) -> None:
        floor.shell.feedback(Sound.COUNTED)
        floor.shell.show(looks.OUTBOX)
        await floor.bench.settle()

    asked = set(liking(likes, hear).bench.client.asked)
    assert ("play" in asked) is tone
    assert bool(asked & BUZZES) is motor


@pytest.mark.parametrize(
    ("theme", "mode", "light", "dark"),
    [
        (Theme.SYSTEM, ft.ThemeMode.SYSTEM, LIGHT, DARK),
        (Theme.LIGHT, ft.ThemeMode.LIGHT, LIGHT, DARK),
        (Theme.DARK, ft.ThemeMode.DARK, LIGHT, DARK),
        (Theme.CONTRAST, ft.ThemeMode.SYSTEM, CONTRAST_LIGHT, CONTRAST_DARK),
    ],
)
def test_the_dress_is_ones_own(
    theme: Theme, mode: ft.ThemeMode, light: ft.ColorScheme, dark: ft.ColorScheme
) -> None:
    async def look(floor: Floor) -> None:
        page = floor.bench.page
        assert page.theme_mode is mode
        assert page.theme is not None
        assert page.dark_theme is not None
        assert (page.theme.color_scheme, page.dark_theme.color_scheme) == (light, dark)

    liking(Likes(theme=theme), look)


def test_the_left_hand_has_the_bar_the_other_way_round() -> None:
    async def order(floor: Floor) -> list[str]:
        return [
            name
            for name in floor.bench.named()
            if name.startswith("action-") and name != "action-back"
        ]

    async def right(floor: Floor) -> None:
        assert await order(floor) == ["action-undo", "action-ask_bin", "action-finish"]

    async def left(floor: Floor) -> None:
        assert await order(floor) == ["action-finish", "action-ask_bin", "action-undo"]

    liking(Likes(), right)
    liking(Likes(left_handed=True), left)


def test_what_came_of_a_scan_is_said_once_to_who_likes_to_hear_it() -> None:
    async def show(floor: Floor) -> None:
        for _ in range(2):
            floor.shell.show(looks.STOPPED)
            await floor.bench.settle()

    assert "announce_message" not in liking(Likes(), show).bench.client.asked
    said = liking(Likes(spoken=True), show).bench.client.asked
    assert said.count("announce_message") == 1


@pytest.mark.parametrize(
    ("look", "words"),
    [
        (looks.STOPPED, "Not this. Set it aside. Large desk. 12 of 10. 2 over"),
        (looks.RECEIVE, "Large desk. 12 of 10. 2 over"),
        (looks.PAD, "Too many. How many?"),
        (looks.HOME, ""),
        (replace(looks.HOME, notice=looks.NoticeLook(Sound.ORDER_DONE, "Done.")), "Done"),
    ],
)
def test_the_ear_hears_the_outcome_first_then_what_to_do(
    look: looks.ScreenLook, words: str
) -> None:
    assert spoken_of(look) == words


def test_the_voice_says_an_amount_in_the_language_of_the_app() -> None:
    speak(words_of(Language.GERMAN))
    said = spoken_of(looks.RECEIVE)
    speak(ENGLISH)
    assert said == "Large desk. 12 von 10. 2 over"


def test_the_voice_is_told_the_language_in_letters_nobody_sees() -> None:
    speak(words_of(Language.GERMAN))
    assert [chr(ord(letter) - 0xE0000) for letter in _marked()] == ["d", "e"]
    speak(ENGLISH)
