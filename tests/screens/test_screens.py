"""Every look is drawn, everything that can be touched has a name, and says the right thing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import flet as ft
import pytest

from app.base.language import ENGLISH, Language, speak
from app.base.messages import Action, Answered, Tapped
from app.base.notice import Sound
from app.settings.words import words_of
from app.shell.mount import PHANTOM_MS_MAX, TURNED_MS_MIN, Shell, Wiring, mount
from app.ui.feedback import FEEDBACK, Light
from app.ui.forms import Filled
from app.ui.guards import FAILED
from app.ui.looks import Field, ScreenLook
from app.ui.theme import TOUCH
from scanners.frame import Frame
from scanners.framing.wedge import TYPED
from tests.screens import looks
from tests.screens.clientless import BenchPage
from tests.screens.measure import height_of


@dataclass
class Floor:
    """A shell on a page without a client, and everything it hands over."""

    bench: BenchPage
    shell: Shell = field(init=False)
    said: list[Any] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    now_ms: int = 10_000

    def now(self) -> int:
        return self.now_ms

    async def type(self, text: str) -> None:
        for sign in text:
            await self.bench.press(sign)


def on_floor(look: ScreenLook, act: Callable[[Floor], Awaitable[None]], width: int = 360) -> Floor:
    """Mount the look, act on it, and check that the person could go on working."""

    async def run() -> Floor:
        floor = Floor(BenchPage(width))
        wiring = Wiring(floor.said.append, floor.said.append, floor.frames.append, floor.now)
        floor.shell = mount(floor.bench.page, wiring, look)
        await floor.bench.settle()
        await act(floor)
        await floor.bench.settle()
        assert not floor.bench.crashed()
        assert FAILED not in floor.bench.texts()
        floor.bench.close()
        return floor

    return asyncio.run(run())


@pytest.mark.parametrize("width", [360, 768, 1024, 1920])
@pytest.mark.parametrize("name", looks.LOOKS)
def test_every_look_is_drawn_with_names_and_room_for_a_glove(name: str, width: int) -> None:
    async def check(floor: Floor) -> None:
        named = floor.bench.named()
        assert {"badge", "title"} <= set(named)
        wrapped = [n.content for n in named.values()]
        for control in floor.bench.controls():
            if isinstance(control, ft.Container) and control.on_click:
                assert control in wrapped, "a button without a name"
                assert height_of(control) >= TOUCH, f"too low: {height_of(control)}"
                assert control.width is None or control.width >= TOUCH
            if isinstance(control, ft.Semantics):
                assert control.identifier
                assert control.label
                assert not control.button or control.on_tap

    on_floor(looks.LOOKS[name], check, width)


@pytest.mark.parametrize(
    ("look", "identifier", "said"),
    [
        (looks.HOME, "tile-receipt", Tapped(Action.OPEN_TILE, "receipt")),
        (looks.HOME, "action-open_setup", Tapped(Action.OPEN_SETUP)),
        (looks.HOME, "badge", Tapped(Action.OPEN_OUTBOX)),
        (looks.RECEIVE, "action-back", Tapped(Action.BACK)),
        (looks.RECEIPTS, "only-late", Tapped(Action.ONLY, "late")),
        (looks.RECEIVE, "row-8", Tapped(Action.TAKE_LINE, "8")),
        (looks.RECEIVE, "card-amount", Tapped(Action.ASK_QUANTITY)),
        (looks.RECEIVE, "fact-lot", Tapped(Action.ASK_LOT)),
        (looks.RECEIVE, "action-finish", Tapped(Action.FINISH)),
        (looks.PAD, "pad-7", Tapped(Action.PAD, "7")),
        (looks.PAD, "pad-decimal", Tapped(Action.PAD, ",")),
        (looks.PAD, "pad-back", Tapped(Action.PAD, "back")),
        (looks.PAD, "action-confirm", Tapped(Action.CONFIRM)),
        (looks.PAD, "action-cancel", Tapped(Action.CANCEL)),
        (looks.LOT, "choice-confirm-L-1", Tapped(Action.CONFIRM, "L-1")),
        (looks.SHORT, "choice-rest_dropped", Tapped(Action.REST_DROPPED)),
        (looks.STOPPED, "notice", Tapped(Action.ACKNOWLEDGE)),
        (looks.OUTBOX, "step-op1-undo-op1", Tapped(Action.UNDO, "op1")),
        (looks.SETUP, "choice-confirm-odoo", Tapped(Action.CONFIRM, "odoo")),
        (looks.SETTLE, "choice-let_go", Tapped(Action.LET_GO, "op1")),
        (looks.SETTLE, "choice-office", Tapped(Action.OFFICE, "op1")),
        (looks.SETTLE, "row-op2", Tapped(Action.OPEN_STORY, "op2")),
        (looks.LOOKS["receive with a banner"], "banner", Tapped(Action.OPEN_SETTLE, "100")),
    ],
)
def test_a_tap_says_what_it_shows(look: ScreenLook, identifier: str, said: Tapped) -> None:
    floor = on_floor(look, lambda floor: floor.bench.tap(identifier))
    assert floor.said == [said]


@pytest.mark.parametrize(
    ("look", "keys", "said"),
    [
        (looks.HOME, ["F1"], [Tapped(Action.OPEN_TILE, "receipt")]),
        (looks.HOME, ["Arrow Down", "Arrow Down", "Enter"], [Tapped(Action.OPEN_TILE, "transfer")]),
        (looks.RECEIPTS, ["Arrow Right"], [Tapped(Action.ONLY, "begun")]),
        (looks.RECEIPTS, ["Arrow Left"], []),
        (looks.RECEIVE, ["F9"], [Tapped(Action.FINISH)]),
        (looks.RECEIVE, ["F2"], []),
        (looks.RECEIVE, ["Escape"], [Tapped(Action.BACK)]),
        (looks.RECEIVE, ["Arrow Up", "Arrow Up", "Enter"], [Tapped(Action.TAKE_LINE, "7")]),
        (looks.RECEIVE, ["Enter"], []),
        (looks.PAD, ["Enter"], [Tapped(Action.CONFIRM)]),
        (looks.PAD, ["Escape"], [Tapped(Action.CANCEL)]),
        (looks.SHORT, ["Enter"], [Tapped(Action.REST_STAYS_OPEN)]),
        (looks.SHORT, ["F2"], [Tapped(Action.REST_DROPPED)]),
        (looks.STOPPED, ["Escape"], [Tapped(Action.ACKNOWLEDGE)]),
        (looks.SETTLE, ["Delete"], [Tapped(Action.LET_GO, "op1")]),
        (looks.SETTLE, ["F6"], [Tapped(Action.OFFICE, "op1")]),
        (looks.SETTLE, ["Enter"], []),
        (looks.SETTLE, ["Arrow Down", "Enter"], [Tapped(Action.OPEN_STORY, "op2")]),
    ],
)
def test_a_key_does_what_its_button_does(
    look: ScreenLook, keys: list[str], said: list[Tapped]
) -> None:
    async def press(floor: Floor) -> None:
        for key in keys:
            await floor.bench.press(key)

    assert on_floor(look, press).said == said


def test_what_is_typed_belongs_to_the_scanner_and_not_to_the_buttons() -> None:
    async def scan(floor: Floor) -> None:
        await floor.type("12")
        await floor.bench.press("Enter")
        await floor.bench.press("Escape")

    floor = on_floor(looks.PAD, scan)
    assert [frame.text for frame in floor.frames] == ["12"]
    assert floor.said == [Tapped(Action.CANCEL)]


def test_ok_by_touch_ends_what_was_typed_on_keys() -> None:
    async def type_then_tap(floor: Floor) -> None:
        await floor.type("3")
        await floor.bench.tap("action-confirm")

    floor = on_floor(looks.PAD, type_then_tap)
    assert floor.frames == [Frame("3", device=TYPED)]
    assert floor.said == []


def test_a_button_pressed_by_a_persons_enter_is_pressed() -> None:
    async def enter_then_click(floor: Floor) -> None:
        await floor.bench.press("Enter")
        await floor.bench.tap("action-finish")

    assert on_floor(looks.RECEIVE, enter_then_click).said == [Tapped(Action.FINISH)]


def test_a_button_pressed_by_the_scanners_enter_does_nothing() -> None:
    async def scan_then_phantom(floor: Floor) -> None:
        await floor.type("123")
        await floor.bench.press("Enter")
        floor.now_ms += PHANTOM_MS_MAX - 1
        await floor.bench.tap("action-finish")
        assert floor.said == []
        floor.now_ms += 1
        await floor.bench.tap("action-finish")

    assert on_floor(looks.RECEIVE, scan_then_phantom).said == [Tapped(Action.FINISH)]


def test_a_text_box_takes_letters_by_touch_and_gives_the_keys_back() -> None:
    async def type_lot(floor: Floor) -> None:
        await floor.bench.tap("question-field")
        box = floor.bench.named()["field-answer"].content
        assert isinstance(box, ft.TextField)
        await floor.bench.happen(box, "focus")
        await floor.bench.press("A")
        await floor.bench.enter(box, " L-77 ")
        await floor.bench.happen(box, "submit", " L-77 ")
        await floor.type("1")
        await floor.bench.press("Enter")
        assert "question-field" in floor.bench.named()

    floor = on_floor(looks.LOT, type_lot)
    assert floor.said == [Answered("L-77")]
    assert [frame.text for frame in floor.frames] == ["1"]


def test_the_form_hands_over_what_is_in_its_fields() -> None:
    async def fill(floor: Floor) -> None:
        box = next(c for c in floor.bench.controls() if isinstance(c, ft.TextField) and c.password)
        await floor.bench.enter(box, "s3cret ")
        await floor.bench.tap("action-submit")

    floor = on_floor(looks.SETUP, fill)
    assert floor.said == [Filled((("url", "http://odoo"), ("key", "s3cret")))]
    assert "s3cret" not in repr(floor.said)


def test_a_new_look_is_one_small_patch() -> None:
    async def count(floor: Floor) -> None:
        before = len(floor.bench.client.sent)
        card = looks.replace(looks.CARD, done="13", state="3 over")
        floor.shell.show(looks.replace(looks.RECEIVE, card=card))
        await floor.bench.settle()
        patches = floor.bench.client.sent[before:]
        assert len(patches) == 1
        assert patches[0][1] < 1000
        assert "13 / 10 pcs" in floor.bench.texts()

    on_floor(looks.RECEIVE, count)


def test_every_look_follows_every_other() -> None:
    async def walk(floor: Floor) -> None:
        for look in [*looks.LOOKS.values(), *reversed(looks.LOOKS.values())]:
            floor.shell.show(look)
            await floor.bench.settle()
            assert look.top.title in floor.bench.texts()

    on_floor(looks.HOME, walk)


def test_a_client_that_comes_back_gets_new_controls() -> None:
    async def come_back(floor: Floor) -> None:
        before = {id(c) for c in floor.bench.named().values()}
        await floor.bench.happen(floor.bench.page, "connect")
        assert before.isdisjoint({id(c) for c in floor.bench.named().values()})

    on_floor(looks.RECEIVE, come_back)


def test_what_happened_while_the_tab_was_away_is_there_when_it_is_back() -> None:
    async def go_and_come_back(floor: Floor) -> None:
        await floor.bench.go_away()
        floor.shell.show(looks.OUTBOX)
        floor.shell.feedback(Sound.COUNTED)
        await floor.bench.come_back()
        await floor.bench.settle()
        assert looks.OUTBOX.top.title in floor.bench.texts()

    on_floor(looks.RECEIVE, go_and_come_back)


def test_a_wider_window_shows_the_keys_and_the_paper() -> None:
    async def widen(floor: Floor) -> None:
        assert "F9" not in floor.bench.texts()
        await floor.bench.happen(floor.bench.page, "resize", {"width": 1920, "height": 1080})
        assert "F9" in floor.bench.texts()
        assert "fact-order" in floor.bench.named()

    on_floor(looks.RECEIVE, widen)


def test_outcomes_are_told_apart_without_eyes_and_without_ears() -> None:
    assert set(FEEDBACK) == set(Sound)
    assert len({feel.tone_file for feel in FEEDBACK.values()}) == len(Sound)
    seen = {(f.tone, f.light, f.icon) for f in FEEDBACK.values() if f.light is not Light.NONE}
    assert len(seen) >= 4


@pytest.mark.parametrize("sound", Sound)
def test_a_device_without_sound_or_motor_goes_on(sound: Sound) -> None:
    async def play(floor: Floor) -> None:
        floor.shell.feedback(sound)
        floor.shell.show(looks.RECEIVE)  # it comes with the look, so that neither waits to be drawn
        await floor.bench.settle()
        assert "play" in floor.bench.client.asked

    on_floor(looks.RECEIVE, play)


def test_questions_of_every_kind_are_drawn() -> None:
    asked = {look.question.kind for look in looks.LOOKS.values() if look.question}
    assert asked == set(Field)


@pytest.mark.parametrize("by", ["finger", "key"])
def test_what_came_up_under_a_finger_is_not_settled_by_it(by: str) -> None:
    async def twice(floor: Floor) -> None:
        async def choose() -> None:
            await (floor.bench.tap("choice-office") if by == "finger" else floor.bench.press("F6"))

        await choose()
        story = looks.replace(looks.STORY, id="op2", title="A-01-02 was closed.")
        floor.shell.show(looks.replace(looks.SETTLE, story=story))
        await floor.bench.settle()
        floor.now_ms += TURNED_MS_MIN - 1
        await choose()
        assert len(floor.said) == 1
        floor.now_ms += 1
        await choose()

    floor = on_floor(looks.SETTLE, twice)
    assert floor.said == [Tapped(Action.OFFICE, "op1")] * 2


def test_a_pin_is_never_drawn_nor_named() -> None:
    async def look(floor: Floor) -> None:
        await floor.type("7")
        await floor.bench.settle()
        names = [one.label or "" for one in floor.bench.named().values()]
        assert not any("40961" in said for said in (*floor.bench.texts(), *names))
        assert "•" * 5 in floor.bench.texts()

    on_floor(looks.LOOKS["sign on asks for a PIN"], look)


@pytest.mark.parametrize(
    ("shown", "names"),
    [
        (looks.PAD, {"action-back": "Zurück", "pad-back": "Eine Stelle löschen"}),
        (looks.STOPPED, {"card-amount": "12 von 10 pcs 2 over"}),
    ],
    ids=["frame", "amount"],
)
def test_what_no_look_brings_along_is_in_the_language_of_whoever_looks(
    shown: looks.ScreenLook, names: dict[str, str]
) -> None:
    async def look(floor: Floor) -> None:
        speak(words_of(Language.GERMAN))
        floor.shell.show(shown)
        speak(ENGLISH)
        await floor.bench.settle()
        named = floor.bench.named()
        assert {one: named[one].label for one in names} == names

    on_floor(shown, look)


def test_a_part_that_fails_says_so_in_the_language_of_whoever_looks() -> None:
    async def look(floor: Floor) -> None:
        speak(words_of(Language.GERMAN))
        broken = looks.replace(looks.PAD.question, choices=("no choice",))
        floor.shell.show(looks.replace(looks.PAD, question=broken))
        speak(ENGLISH)
        await floor.bench.settle()
        assert any("lässt sich nicht zeigen" in said for said in floor.bench.texts())
        floor.shell.show(looks.PAD)

    on_floor(looks.PAD, look)


def test_training_is_told_on_every_screen() -> None:
    async def look(floor: Floor) -> None:
        assert "training" not in floor.bench.named()
        for one in looks.LOOKS.values():
            badge = looks.replace(looks.BADGE, training="Training: nothing here is real")
            floor.shell.show(looks.replace(one, top=looks.replace(one.top, badge=badge)))
            await floor.bench.settle()
            assert floor.bench.named()["training"].label == badge.training

    on_floor(looks.RECEIVE, look)


def test_digits_stand_where_they_always_do_from_right_to_left_too() -> None:
    async def look(floor: Floor) -> None:
        def digits() -> list[str]:
            return [it for it in floor.bench.named() if it.startswith("pad-")][:3]

        assert digits() == ["pad-1", "pad-2", "pad-3"]
        speak(words_of(Language.ARABIC))
        floor.shell.show(looks.PAD)
        speak(ENGLISH)
        await floor.bench.settle()
        # Laid out from the right, the last comes to stand where the first is read.
        assert digits() == ["pad-3", "pad-2", "pad-1"]

    on_floor(looks.PAD, look)
