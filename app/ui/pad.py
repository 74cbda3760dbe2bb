"""Keys for a thumb in a glove: digits, the decimal mark, back and OK."""

import flet as ft

from app.base.messages import Action, Tapped
from app.ui.hands import Hands
from app.ui.icons import icon
from app.ui.looks import Field, QuestionLook, Tone
from app.ui.parts import Skin, column, pressable, row, strong
from app.ui.theme import (
    INK,
    LINE,
    PAPER,
    RADIUS_SMALL,
    SPACE_S,
    TONES,
    TOUCH,
    TYPE_TITLE,
    WELL,
)

BACK = "back"
_NAMES = {BACK: "back", ",": "decimal", ".": "decimal", "-": "dash"}


def pad(question: QuestionLook, hands: Hands) -> ft.Control:
    """Draw the pad; every digit is sent at once, and shown again by the question's field."""
    mark = "." if question.kind is Field.DATE else question.decimal_mark
    grid = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), (mark, "0", BACK))
    keys: list[ft.Control] = []
    for line in grid:
        # Digits stand where they always do: also where all else is the other way round.
        drawn = [_key(key, hands) for key in line if key]
        keys.append(row(drawn[::-1] if hands.words.rtl else drawn, SPACE_S))
    return column(keys, SPACE_S)


def _key(key: str, hands: Hands) -> ft.Control:
    content: ft.Control = strong(key, TYPE_TITLE + 2)
    fill: ft.ColorValue = PAPER
    if key == BACK:
        content, fill = icon("backspace", 24, INK), WELL
    skin = Skin(
        fill=fill,
        edge=LINE,
        radius=RADIUS_SMALL,
        padding=0,
        height=TOUCH,
        expand=True,
        align=ft.Alignment.CENTER,
    )
    said = hands.words
    name = {BACK: said.take_away, ",": said.comma, ".": said.point}.get(key, key)
    return pressable(
        f"pad-{_NAMES.get(key, key)}",
        name,
        content,
        lambda: hands.send(Tapped(Action.PAD, key)),
        skin,
    )


def confirm_button(question: QuestionLook, hands: Hands) -> ft.Control:
    """Draw OK: the one filled button of a question."""
    accent = TONES[Tone.ACCENT]
    skin = Skin(
        fill=accent.full,
        edge=None,
        radius=RADIUS_SMALL,
        padding=0,
        height=60,
        expand=True,
        align=ft.Alignment.CENTER,
    )
    content = strong(question.confirm, TYPE_TITLE, color=accent.on_full)

    return pressable(
        "action-confirm",
        question.confirm,
        content,
        lambda: hands.send(Tapped(Action.CONFIRM)),
        skin,
    )
