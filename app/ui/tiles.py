"""A tile of the home screen: one kind of work and how much of it waits."""

import flet as ft

from app.base.messages import Tapped
from app.ui.bars import key_cap
from app.ui.guards import safe_component, steady_component
from app.ui.hands import Cursor, Hands
from app.ui.icons import icon
from app.ui.looks import TileLook, Tone
from app.ui.parts import Skin, column, pressable, row, strong, words
from app.ui.scale import is_big, marked
from app.ui.theme import (
    INK,
    LINE,
    MEDIUM,
    MUTED,
    PAPER,
    RADIUS_SMALL,
    SPACE_M,
    SPACE_S,
    TONES,
    TYPE_FIGURE,
    TYPE_SMALL,
    TYPE_TINY,
    TYPE_TITLE,
    Width,
)


@safe_component
def TilesView(tiles: tuple[TileLook, ...], hands: Hands, cursor: Cursor) -> ft.Control:  # noqa: N802
    """Draw the tiles: one under another in the hand, two beside each other with more room."""
    drawn = [TileView(tile, hands, tile.kind == cursor.at, key=tile.kind) for tile in tiles]
    if hands.width is Width.HAND:
        return column(drawn, SPACE_S + 4)
    pairs: list[ft.Control] = []
    for start in range(0, len(drawn), 2):
        cells: list[ft.Control] = [
            ft.Container(cell, expand=1) for cell in drawn[start : start + 2]
        ]
        if len(cells) == 1 and len(drawn) > 1:
            cells.append(ft.Container(expand=1))
        pairs.append(row(cells, SPACE_M))
    return column(pairs, SPACE_M)


def _draw_tile(tile: TileLook, hands: Hands, here: bool) -> ft.Control:  # noqa: FBT001
    accent, colours = TONES[Tone.ACCENT], TONES[tile.tone]
    mark = ft.Container(
        content=icon(tile.icon or tile.kind, 26, colours.on_soft),
        bgcolor=colours.soft,
        width=marked(48),
        height=marked(48),
        border_radius=RADIUS_SMALL,
        alignment=ft.Alignment.CENTER,
    )
    head: list[ft.Control] = [strong(tile.title, TYPE_TITLE, lines=2)]
    if hands.has_keys and tile.key:
        head.append(key_cap(tile.key, MUTED))
    texts = column([ft.Row(head, spacing=SPACE_S, wrap=True), *_states(tile)], 4)
    figure = ft.Column(
        [
            strong(tile.waiting, TYPE_FIGURE, color=INK),
            words(tile.waiting_words, TYPE_TINY, color=MUTED),
        ],
        spacing=0,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.END,
    )
    body: ft.Control = row([mark, ft.Container(texts, expand=True), figure], SPACE_M)
    if is_big():
        amount = [figure] if tile.waiting else []
        body = column([texts, ft.Row(list(amount), alignment=ft.MainAxisAlignment.END)], 4)
    skin = Skin(
        fill=PAPER,
        edge=accent.ink if here else LINE,
        edge_width=2 if here else 1,
        padding=ft.Padding.symmetric(horizontal=SPACE_M, vertical=SPACE_M),
    )
    name = ", ".join(
        t for t in (tile.title, f"{tile.waiting} {tile.waiting_words}", tile.begun, tile.late) if t
    )
    press = (lambda: hands.send(Tapped(tile.action, tile.value))) if tile.enabled else None
    return pressable(f"tile-{tile.kind}", name, body, press, skin)


TileView = steady_component(_draw_tile)


def _states(tile: TileLook) -> list[ft.Control]:
    parts: list[ft.Control] = []
    if tile.begun:
        parts.append(words(tile.begun, TYPE_SMALL, color=MUTED, weight=MEDIUM))
    if tile.late:
        ink = TONES[Tone.ASK].ink
        late = [icon("late", 16, ink), words(tile.late, TYPE_SMALL, color=ink, weight=MEDIUM)]
        parts.append(ft.Row(list(late), spacing=4, tight=True))
    return [ft.Row(parts, spacing=SPACE_S + 4, wrap=True, run_spacing=2)] if parts else []
