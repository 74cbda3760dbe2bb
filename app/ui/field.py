"""A field drawn by ourselves, so that scans and keys reach the app and not a text box.

A finger on it opens a real text box in its place, for letters by touch; while that has the keys,
the shell only listens for a scan that goes into it.
"""

import flet as ft

from app.base.messages import Action, Tapped
from app.ui.guards import guarded, safe_component
from app.ui.hands import Box, Echo, Hands
from app.ui.icons import icon
from app.ui.looks import Field, QuestionLook, Tone
from app.ui.parts import Skin, box_edge, named, pressable, row, strong, surface, words
from app.ui.scale import sized
from app.ui.theme import (
    INK,
    MUTED,
    PAPER,
    RADIUS_SMALL,
    SPACE_M,
    SPACE_S,
    TONES,
    TYPE_BODY,
    TYPE_HEAD,
    TYPE_TITLE,
)

ANSWER = "answer"
CODE = "code"
SEARCH = "search"
LETTERS = frozenset({Field.TEXT, Field.BIN})
_HEIGHT = 60
_HIDDEN = "•"


@safe_component
def AnswerField(question: QuestionLook, hands: Hands, echo: Echo, box: Box) -> ft.Control:  # noqa: N802
    """Draw what is entered so far, live; for letters, a finger on it opens the box."""
    if box.name == ANSWER and question.kind in LETTERS:
        return BoxView(ANSWER, question.hint or question.title, hands, box)
    text = question.typed + echo.text
    if question.kind is Field.PIN:
        text = _HIDDEN * len(text)
    wrong = bool(question.error) and not text
    skin = Skin(
        edge=TONES[Tone.STOP if wrong else Tone.ACCENT].ink,
        edge_width=2,
        radius=RADIUS_SMALL,
        height=_HEIGHT,
        padding=ft.Padding.symmetric(horizontal=SPACE_M),
    )
    body = _entered(text, question, skin.edge or INK)
    name = f"{text} {question.unit}".strip() or question.hint or question.title
    if question.kind in LETTERS:
        return pressable("question-field", name, body, lambda: hands.open(ANSWER), skin)
    return named("question-field", name, surface(body, skin))


def _entered(text: str, question: QuestionLook, ink: ft.ColorValue) -> ft.Control:
    size = TYPE_HEAD if len(text) <= 14 else TYPE_TITLE if len(text) <= 24 else TYPE_BODY
    said = strong(text, size) if text else words(question.hint, TYPE_TITLE - 4, color=MUTED)
    parts: list[ft.Control] = [ft.Container(said, expand=True, expand_loose=True)]
    if text:
        parts.append(ft.Container(width=2, height=sized(30), bgcolor=ink))
    elif question.kind in LETTERS:
        parts.insert(0, icon("keyboard", 22, MUTED))
    if question.unit:
        parts.append(words(question.unit, TYPE_BODY, color=MUTED))
    return ft.Row(parts, spacing=SPACE_S, alignment=ft.MainAxisAlignment.CENTER)


@safe_component
def HandField(label: str, hands: Hands, box: Box, mark: str = "keyboard") -> ft.Control:  # noqa: N802
    """Draw a quiet button that becomes a real text box, for a code that cannot be scanned.

    One marked as a search is answered while it is typed.
    """
    if box.name == CODE:
        return BoxView(CODE, label, hands, box, mark == SEARCH)
    body = row(
        [
            icon(mark, 22, MUTED),
            ft.Container(words(label, TYPE_BODY, color=MUTED), expand=True),
        ],
        SPACE_S + 4,
    )
    skin = Skin(fill=None, edge=ft.Colors.OUTLINE, radius=RADIUS_SMALL, height=56)
    return pressable(f"open-{CODE}", label, body, lambda: hands.open(CODE), skin)


@safe_component
def BoxView(  # noqa: N802
    name: str,
    label: str,
    hands: Hands,
    box: Box,
    live: bool = False,  # noqa: FBT001, FBT002
) -> ft.Control:
    """Draw the open text box; what is entered is sent as `Answered`, by Enter or by OK."""
    drawn: ft.MutableRef[ft.TextField | None] = ft.use_ref(None)

    async def focus() -> None:
        # `autofocus` would not do: the catcher of keys has the focus already.
        if drawn.current:
            await guarded(drawn.current.focus)()

    ft.use_effect(focus, [])

    def change(event: ft.Event[ft.TextField]) -> None:
        box.text = event.control.value
        if live and box.name == name:
            hands.send(Tapped(Action.SEARCH, box.text))

    def blur() -> None:
        # OK takes the focus too: what was typed must stand until it arrives.
        hands.editing("")
        if not box.text:
            hands.close()

    drawn.current = ft.TextField(
        value=box.text,
        label=label,
        autocorrect=False,
        enable_suggestions=False,
        text_size=sized(TYPE_TITLE),
        label_style=ft.TextStyle(size=sized(TYPE_BODY)),
        border=box_edge(),
        filled=True,
        fill_color=PAPER,
        on_change=guarded(change),
        on_focus=guarded(lambda: hands.editing(name)),
        on_blur=guarded(blur),
        on_submit=guarded(lambda event: hands.answer(event.control.value.strip())),
    )
    return ft.Semantics(identifier=f"field-{name}", label=label, content=drawn.current)
