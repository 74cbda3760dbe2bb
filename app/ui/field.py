"""A field drawn by ourselves, so that scans and keys reach the app and not a text box.

A finger on it opens a real text box, for letters by touch; while that has the keys, the shell
keeps out of its way.
"""

import flet as ft

from app.ui.guards import guarded, safe_component
from app.ui.hands import Hands
from app.ui.icons import icon
from app.ui.looks import Tone
from app.ui.parts import Skin, box_edge, pressable, row, strong, words
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


def typed_field(text: str, hint: str, unit: str, *, wrong: bool) -> ft.Control:
    """Draw what is entered so far, from the pad and from keys, as large as it is important."""
    ink = TONES[Tone.STOP].ink if wrong else TONES[Tone.ACCENT].ink
    shown = text or hint
    size = TYPE_HEAD if text and len(text) <= 14 else TYPE_TITLE if len(shown) <= 24 else TYPE_BODY
    parts: list[ft.Control] = [
        strong(text, size, color=INK) if text else words(hint, TYPE_TITLE - 2, color=MUTED)
    ]
    if text:
        parts.append(ft.Container(width=2, height=30, bgcolor=ink))
    if unit:
        parts.append(words(unit, TYPE_BODY, color=MUTED))
    return ft.Container(
        content=ft.Row(parts, spacing=SPACE_S, alignment=ft.MainAxisAlignment.CENTER),
        bgcolor=PAPER,
        border=ft.Border.all(2, ink),
        border_radius=RADIUS_SMALL,
        height=64,
        padding=ft.Padding.symmetric(horizontal=SPACE_M),
    )


@safe_component
def HandField(name: str, label: str, hint: str, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw a quiet button that becomes a real text box; what is entered is sent as `Answered`."""
    opened, set_opened = ft.use_state(initial=False)
    box_ref: ft.MutableRef[ft.TextField | None] = ft.use_ref(None)

    async def focus() -> None:
        # `autofocus` would not do: the catcher of keys has the focus already.
        if opened and box_ref.current:
            await guarded(box_ref.current.focus)()

    ft.use_effect(focus, [opened])

    def open_box() -> None:
        set_opened(True)

    def leave() -> None:
        hands.editing("")
        set_opened(False)

    def submit(event: ft.Event[ft.TextField]) -> None:
        text = event.control.value.strip()
        leave()
        if text:
            hands.answer(text)

    if not opened:
        return _opener(name, label, open_box)
    box = box_ref.current = ft.TextField(
        label=label,
        hint_text=hint,
        autocorrect=False,
        enable_suggestions=False,
        text_size=TYPE_TITLE,
        border=box_edge(),
        filled=True,
        fill_color=PAPER,
        on_focus=guarded(lambda: hands.editing(name)),
        on_blur=guarded(leave),
        on_submit=guarded(submit),
    )
    return ft.Semantics(identifier=f"field-{name}", label=label, content=box)


def _opener(name: str, label: str, open_box: object) -> ft.Control:
    assert callable(open_box)
    body = row(
        [
            icon("keyboard", 22, MUTED),
            ft.Container(words(label, TYPE_BODY, color=MUTED), expand=True),
        ],
        SPACE_S + 4,
    )
    skin = Skin(fill=None, edge=ft.Colors.OUTLINE, radius=RADIUS_SMALL, height=56)
    return pressable(f"open-{name}", label, body, open_box, skin)
