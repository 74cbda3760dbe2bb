"""A row of a list: what it is, how far it is, what state it is in, and its one-tap next steps."""

import flet as ft

from app.base.messages import Tapped
from app.ui.bars import action_button
from app.ui.guards import safe_component, steady_component
from app.ui.hands import Cursor, Hands
from app.ui.icons import MARKS, icon
from app.ui.looks import EmptyLook, RowLook, Tone
from app.ui.parts import Skin, beside, column, kicker, named, pressable, row, strong, words
from app.ui.scale import is_big, marked
from app.ui.sheet import Sheet, place
from app.ui.theme import (
    INK,
    LINE,
    MEDIUM,
    MUTED,
    PAPER,
    RADIUS_SMALL,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    SPACE_XS,
    TONES,
    TYPE_BODY,
    TYPE_SMALL,
    TYPE_TITLE,
    WELL,
)

ROWS_MAX = 100
_Kept = dict[str, tuple[tuple[RowLook, Hands, bool], ft.Control]]
"""The rows that stand, by their ids, each with all that it was drawn from."""


@safe_component
def RowsView(  # noqa: N802
    rows: tuple[RowLook, ...], hands: Hands, cursor: Cursor, sheet: Sheet | None = None
) -> ft.Control:
    """Draw the rows under each other; the one under the arrow keys is marked, and in view."""

    async def follow() -> None:
        if sheet is not None:
            await sheet.to(cursor.at)

    ft.use_effect(follow, [cursor.at])
    kept: ft.MutableRef[_Kept] = ft.use_ref(dict)
    drawn: list[ft.Control] = []
    stands: _Kept = {}
    for look in rows[:ROWS_MAX]:
        if look.heading:
            drawn.append(list_title(look.heading))
        seen = (look, hands, look.id == cursor.at)
        was = kept.current.get(look.id)
        # Flet passes over the very row that stood there; one made anew it compares, part by part.
        stands[look.id] = was if was and was[0] == seen else (seen, RowView(*seen, key=look.id))
        drawn.append(stands[look.id][1])
    kept.current = stands
    return column(drawn, SPACE_S)


def _draw_row(look: RowLook, hands: Hands, here: bool) -> ft.Control:  # noqa: FBT001
    marked = here or look.chosen
    skin = Skin(
        fill=TONES[Tone.ACCENT].soft if look.chosen else PAPER,
        edge=TONES[Tone.ACCENT].ink if marked else LINE,
        edge_width=2 if marked else 1,
        radius=RADIUS_SMALL,
        padding=ft.Padding.symmetric(horizontal=SPACE_M - 2, vertical=_edge(look)),
    )
    act = look.action
    body = _row_body(look)
    name = ", ".join(t for t in (look.title, look.subtitle, look.amount, look.state) if t)
    pressed = (lambda: hands.send(Tapped(act, look.value))) if act else None
    if pressed:
        face = pressable(f"row-{look.id}", name, body, pressed, skin)
    else:
        plain = ft.Container(
            content=body,
            bgcolor=skin.fill,
            border=ft.Border.all(skin.edge_width, skin.edge or LINE),
            border_radius=skin.radius,
            padding=skin.padding,
        )
        face = named(f"row-{look.id}", name, plain)
    if here:
        # Only the row that is brought into view: the client makes what carries such a key anew
        # with every patch, and a hundred rows made anew are three frames late.
        face.key = place(look.id)
    if not look.steps:
        return face
    steps = [action_button(step, hands, prefix=f"step-{look.id}") for step in look.steps]
    return column([face, beside(steps, SPACE_S)], SPACE_S)


def _edge(look: RowLook) -> int:
    """With a single line of words, give the room that is missing for a glove."""
    return 10 if look.subtitle or (look.amount and look.state) else 19


RowView = steady_component(_draw_row)


def _row_body(look: RowLook) -> ft.Control:
    colours = TONES[look.tone]
    texts: list[ft.Control] = [words(look.title, TYPE_BODY, weight=MEDIUM, lines=2)]
    if look.subtitle:
        texts.append(words(look.subtitle, TYPE_SMALL, color=MUTED, lines=2))
    ends: list[ft.Control] = []
    if look.amount:
        figure = [strong(look.amount, 18, color=colours.ink if _tinted(look) else INK)]
        if look.unit:
            figure.append(words(look.unit, TYPE_SMALL, color=MUTED))
        ends.append(ft.Row(list(figure), spacing=SPACE_XS, tight=True))
    if look.state:
        ends.append(words(look.state, TYPE_SMALL, color=colours.ink, weight=MEDIUM))
    parts: list[ft.Control] = [ft.Container(content=column(texts, 2), expand=True)]
    if ends and is_big():
        texts.append(ft.Row(ends, spacing=SPACE_S, run_spacing=2, wrap=True))
    elif ends:
        parts.append(
            ft.Column(ends, spacing=2, tight=True, horizontal_alignment=ft.CrossAxisAlignment.END)
        )
    if look.mark:
        size = 10 if look.mark.value == "here" else 18
        parts.append(ft.Icon(MARKS[look.mark], size=size, color=colours.ink))
    line = row(parts, SPACE_S + 4)
    if look.percent is None:
        return line
    return column(
        [line, ft.Container(bar(look.percent, look.tone), padding=ft.Padding.only(top=8))]
    )


def _tinted(look: RowLook) -> bool:
    return look.tone in {Tone.GOOD, Tone.ASK, Tone.STOP}


def bar(percent: int, tone: Tone, height: int = 4) -> ft.Control:
    """Draw how far something is; a line of the accent until its tone says more."""
    ink = TONES[Tone.ACCENT if tone is Tone.PLAIN else tone].ink
    done = max(0, min(percent, 100))
    return ft.Container(
        content=ft.ProgressBar(
            value=done / 100,
            bar_height=height,
            color=ink,
            bgcolor=WELL,
            border_radius=height,
        ),
        height=height,
    )


def list_title(text: str) -> ft.Control:
    """Draw the small title over a list."""
    return ft.Container(
        content=kicker(text),
        padding=ft.Padding.only(left=SPACE_XS, top=SPACE_S, bottom=SPACE_XS),
    )


def empty(look: EmptyLook) -> ft.Control:
    """Say calmly that there is nothing, and what to do then."""
    parts: list[ft.Control] = [
        ft.Container(
            content=icon(look.icon or "ok", 36, MUTED),
            bgcolor=WELL,
            width=marked(80),
            height=marked(80),
            border_radius=marked(40),
            alignment=ft.Alignment.CENTER,
        ),
        strong(look.title, TYPE_TITLE, lines=2),
    ]
    if look.words:
        text = words(look.words, TYPE_BODY, color=MUTED, lines=4)
        text.text_align = ft.TextAlign.CENTER
        parts.append(text)
    body = ft.Column(
        parts, spacing=SPACE_M, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER
    )
    face = ft.Container(content=body, padding=SPACE_L * 2, alignment=ft.Alignment.CENTER)
    return named("empty", f"{look.title}. {look.words}", face)
