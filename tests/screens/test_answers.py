"""A question is answered by a scan, on keys or in the box by touch, and shows what it takes."""

from dataclasses import replace

import flet as ft
import pytest

from app.base.messages import Action, Answered, Tapped
from app.base.notice import Sound
from app.shell.mount import PHANTOM_MS_MAX
from app.ui.looks import (
    CardLook,
    FactLook,
    Field,
    NoticeLook,
    QuestionLook,
    ReceiveLook,
    RowLook,
    ScreenLook,
)
from scanners.framing.wedge import SCANNED
from tests.screens import looks
from tests.screens.test_screens import Floor, on_floor

SERIAL = looks.asking(QuestionLook(Field.TEXT, "Which serial number?", "Scan or type"))
TYPING_MS, SCANNING_MS, PAUSE_MS = 120, 5, 600


async def open_box(floor: Floor, opener: str = "question-field", name: str = "answer") -> None:
    await floor.bench.tap(opener)
    await floor.bench.happen(box_of(floor, name), "focus")


def box_of(floor: Floor, name: str = "answer") -> ft.TextField:
    box = floor.bench.named()[f"field-{name}"].content
    assert isinstance(box, ft.TextField)
    return box


async def into_box(floor: Floor, text: str, gap_ms: int, name: str = "answer") -> None:
    """Let every key go into the box: the page hears it, and the box holds it."""
    for sign in text:
        floor.now_ms += gap_ms
        await floor.bench.press(sign, shift=sign.isupper())
        box = box_of(floor, name)
        await floor.bench.enter(box, (box.value or "") + sign)


@pytest.mark.parametrize("look", [looks.LOT, looks.PAD], ids=["lot", "amount"])
def test_what_is_typed_on_keys_stands_in_the_question(look: ScreenLook) -> None:
    async def type_slowly(floor: Floor) -> None:
        await floor.type("12")
        await floor.shell._typing.show()
        await floor.bench.settle()
        drawn = look.question.typed + "12" if look.question else ""
        assert drawn in floor.bench.texts()
        assert "echo" not in floor.bench.named()

    on_floor(look, type_slowly)


@pytest.mark.parametrize("look", [looks.LOT, SERIAL], ids=["lot", "serial"])
def test_ok_takes_what_stands_in_the_open_box(look: ScreenLook) -> None:
    async def type_and_tap_ok(floor: Floor) -> None:
        await open_box(floor)
        await floor.bench.enter(box_of(floor), " L-77")
        await floor.bench.happen(box_of(floor), "blur")
        assert box_of(floor).value == " L-77"
        await floor.bench.tap("action-confirm")
        assert "field-answer" not in floor.bench.named()

    assert on_floor(look, type_and_tap_ok).said == [Answered("L-77")]


@pytest.mark.parametrize("key_first", [True, False], ids=["key first", "box first"])
def test_a_scan_into_the_open_box_is_a_scan(key_first: bool) -> None:
    async def half_typed_then_scan(floor: Floor) -> None:
        await open_box(floor)
        await into_box(floor, "XY", TYPING_MS)
        floor.now_ms += PAUSE_MS
        await into_box(floor, "L-2291", SCANNING_MS)
        box = box_of(floor)
        if key_first:
            await floor.bench.press("Enter")
        await floor.bench.happen(box, "submit", box.value)
        if not key_first:
            await floor.bench.press("Enter")
        assert "field-answer" not in floor.bench.named()

    floor = on_floor(looks.LOT, half_typed_then_scan)
    assert [(f.text, f.device) for f in floor.frames] == [("L-2291", SCANNED)]
    assert floor.said == []


@pytest.mark.parametrize("key_first", [True, False], ids=["key first", "box first"])
def test_a_text_typed_into_the_box_is_one_answer(key_first: bool) -> None:
    async def type_and_enter(floor: Floor) -> None:
        await open_box(floor)
        await into_box(floor, "L-77", TYPING_MS)
        floor.now_ms += TYPING_MS
        box = box_of(floor)
        if key_first:
            await floor.bench.press("Enter")
        await floor.bench.happen(box, "submit", box.value)
        if not key_first:
            await floor.bench.press("Enter")

    floor = on_floor(looks.LOT, type_and_enter)
    assert floor.said == [Answered("L-77")]
    assert floor.frames == []


@pytest.mark.parametrize("look", [looks.HOME, looks.LOOKS["receipts"]], ids=["home", "receipts"])
def test_a_scan_into_the_box_for_codes_is_a_scan(look: ScreenLook) -> None:
    async def scan(floor: Floor) -> None:
        await open_box(floor, "open-code", "code")
        await into_box(floor, "P00001", SCANNING_MS, "code")
        await floor.bench.press("Enter")

    floor = on_floor(look, scan)
    assert [frame.text for frame in floor.frames] == ["P00001"]
    assert floor.said == []


def test_the_same_enter_never_counts_twice_and_the_next_one_does() -> None:
    async def enter_after_the_box(floor: Floor) -> None:
        await floor.bench.press("Arrow Down")
        await open_box(floor, "open-code", "code")
        await floor.bench.enter(box_of(floor, "code"), "P1")
        await floor.bench.happen(box_of(floor, "code"), "submit", "P1")
        await floor.bench.press("Enter")
        floor.now_ms += PHANTOM_MS_MAX
        await floor.bench.press("Enter")

    floor = on_floor(looks.HOME, enter_after_the_box)
    assert floor.said == [Answered("P1"), Tapped(Action.OPEN_TILE, "receipt")]


def test_escape_closes_the_box_and_then_the_question() -> None:
    async def escape_twice(floor: Floor) -> None:
        await open_box(floor)
        await floor.bench.enter(box_of(floor), "L")
        await floor.bench.press("Escape")
        assert "question-field" in floor.bench.named()
        assert floor.said == []
        await floor.bench.press("Escape")

    assert on_floor(looks.LOT, escape_twice).said == [Tapped(Action.CANCEL)]


def test_the_box_does_not_outlive_its_question() -> None:
    async def ask_something_else(floor: Floor) -> None:
        await open_box(floor)
        await floor.bench.enter(box_of(floor), "L-7")
        floor.shell.show(looks.LOT)
        await floor.bench.settle()
        assert box_of(floor).value == "L-7"
        floor.shell.show(SERIAL)
        await floor.bench.settle()
        assert "field-answer" not in floor.bench.named()

    on_floor(looks.LOT, ask_something_else)


@pytest.mark.parametrize("gone", ["reconnect", "another screen"])
def test_keys_are_heard_again_when_the_box_went_without_a_word(gone: str) -> None:
    async def lose_the_box(floor: Floor) -> None:
        await open_box(floor)
        if gone == "reconnect":
            await floor.bench.happen(floor.bench.page, "connect")
        else:
            floor.shell.show(looks.HOME)
            await floor.bench.settle()
        await floor.type("123")
        await floor.bench.press("Enter")

    assert [frame.text for frame in on_floor(looks.LOT, lose_the_box).frames] == ["123"]


def test_an_error_of_the_open_question_is_said_once_and_left_by_one_escape() -> None:
    wrong = QuestionLook(Field.DATE, "Best before?", error="That is no date.", cancel="Cancel")
    stays = NoticeLook(Sound.STOP, "That is no date.", stays=True)
    look = replace(looks.asking(wrong), notice=stays)

    async def leave(floor: Floor) -> None:
        assert floor.bench.texts().count("That is no date.") == 1
        assert "notice" not in floor.bench.named()
        await floor.bench.press("Escape")

    assert on_floor(look, leave).said == [Tapped(Action.CANCEL)]


@pytest.mark.parametrize("width", [360, 1024])
def test_ok_and_cancel_of_a_question_stand_once(width: int) -> None:
    async def look_at(floor: Floor) -> None:
        # The names of all that is drawn are told apart by `named` itself.
        assert {"action-confirm", "action-cancel"} <= set(floor.bench.named())

    on_floor(looks.PAD, look_at, width)


@pytest.mark.parametrize(("at", "asked"), [(0, 0), (900, 1)])
def test_a_new_card_brings_the_top_into_view(at: float, asked: int) -> None:
    async def scan_while_scrolled(floor: Floor) -> None:
        sheet = next(c for c in floor.bench.controls() if isinstance(c, ft.ListView))
        if at:
            moved = {"event_type": "update", "pixels": at, "viewport_dimension": 500.0}
            moved |= {"min_scroll_extent": 0.0, "max_scroll_extent": 2000.0, "scroll_delta": at}
            await floor.bench.happen(sheet, "scroll", moved)
        card = replace(looks.CARD, done="13")
        floor.shell.show(replace(looks.RECEIVE, card=card))
        await floor.bench.settle()
        assert floor.bench.client.asked.count("scroll_to") == asked

    on_floor(looks.RECEIVE, scan_while_scrolled)


@pytest.mark.parametrize("width", [360, 1024])
def test_the_row_under_the_arrow_keys_is_brought_into_view(width: int) -> None:
    async def walk(floor: Floor) -> None:
        await floor.bench.press("Arrow Down")
        assert floor.bench.client.asked.count("scroll_to") == 1

    on_floor(many_rows(), walk, width)


def many_rows() -> ReceiveLook:
    rows = [RowLook(str(n), f"Line {n}", action=Action.TAKE_LINE, value=str(n)) for n in range(40)]
    return replace(looks.RECEIVE, rows=tuple(rows))


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        (("L-1", "30.06", "Stock"), [3]),
        (("L-2291-B", "30.06.27"), [2]),
        (("L-2291-B", "30.06.27", "Stock"), [2, 1]),
        (("LOT-2026-000-LONG-1", "30.06.27", "Stock"), [1, 2]),
    ],
)
def test_facts_of_the_card_have_the_room_they_need(
    values: tuple[str, ...], lines: list[int]
) -> None:
    names = ("lot", "expiry", "bin")
    facts = tuple(FactLook(n, n, v) for n, v in zip(names, values, strict=False))
    card: CardLook = replace(looks.CARD, facts=facts)

    async def count(floor: Floor) -> None:
        rows = [c for c in floor.bench.controls() if isinstance(c, ft.Row)]
        found = [[c for c in row.controls if _is_fact(c)] for row in rows]
        assert [len(line) for line in found if line] == lines

    on_floor(replace(looks.RECEIVE, card=card, paper=()), count)


def _is_fact(control: object) -> bool:
    return isinstance(control, ft.Semantics) and (control.identifier or "").startswith("fact-")


def test_how_the_connection_test_went_never_scrolls_away() -> None:
    async def look_at(floor: Floor) -> None:
        form = next(c for c in floor.bench.controls() if isinstance(c, ft.ListView))
        names = [c.identifier for c in form.controls if isinstance(c, ft.Semantics)]
        assert "outcome" in floor.bench.named()
        assert "outcome" not in names

    on_floor(looks.SETUP, look_at)
