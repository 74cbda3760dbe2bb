"""The ground a screen's parts are laid on: a scrolling page of reading width, or panes."""

from collections.abc import Sequence

import flet as ft

from app.ui.field import HandField
from app.ui.hands import Hands
from app.ui.parts import column
from app.ui.scale import wide
from app.ui.sheet import Sheet
from app.ui.theme import READING_WIDTH_MAX, SPACE_L, SPACE_M, SPACE_S, Width


def page_of(
    parts: Sequence[ft.Control],
    hands: Hands,
    width_max: int = READING_WIDTH_MAX,
    *,
    held: Sheet | None = None,
    head: Sequence[ft.Control] = (),
) -> ft.Control:
    """Lay parts under each other in the middle; they scroll when too many, the head never."""
    sheet = ft.ListView(
        controls=list(parts), spacing=SPACE_S + 4, padding=_padding(hands), expand=True
    )
    if held is not None:
        held.hold(sheet)
    page: ft.Control = sheet
    if head:
        top = ft.Container(column(head, SPACE_S), padding=_padding(hands))
        page = ft.Column([top, sheet], spacing=0, expand=True)
    if hands.width is Width.HAND:
        return page
    return ft.Row(
        [ft.Container(page, width=_within(hands, width_max), expand_loose=True)],
        alignment=ft.MainAxisAlignment.CENTER,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
        expand=True,
    )


def _within(hands: Hands, width_max: int) -> int:
    return wide(width_max if hands.has_keys else min(width_max, READING_WIDTH_MAX))


def _padding(hands: Hands) -> ft.Padding:
    side = 12 if hands.width is Width.HAND else SPACE_M
    return ft.Padding.only(left=side, right=side, top=SPACE_S, bottom=SPACE_M)


def panes(columns: Sequence[tuple[ft.Control, int]]) -> ft.Control:
    """Stand panes beside each other; a width of 0 takes the room that is left."""
    drawn: list[ft.Control] = []
    for content, width in columns:
        drawn.append(
            ft.Container(content, width=width) if width else ft.Container(content, expand=True)
        )
    return ft.Container(
        content=ft.Row(
            drawn,
            spacing=SPACE_L,
            vertical_alignment=ft.CrossAxisAlignment.STRETCH,
            expand=True,
        ),
        padding=ft.Padding.only(left=SPACE_L, right=SPACE_L, top=SPACE_S),
        expand=True,
    )


def pane(parts: Sequence[ft.Control], held: Sheet | None = None) -> ft.Control:
    """Let one pane scroll by itself."""
    sheet = ft.ListView(
        controls=list(parts),
        spacing=SPACE_S + 4,
        padding=ft.Padding.only(bottom=SPACE_M),
        expand=True,
    )
    if held is not None:
        held.hold(sheet)
    return sheet


def by_hand(hint: str, hands: Hands) -> ft.Control:
    """Offer to type a code that cannot be scanned."""
    return HandField(hint, hands, hands.box)


def typed(hands: Hands) -> ft.Control:
    """Offer it beside the work, for whoever has neither scanner nor keys: after all else."""
    return by_hand(hands.words.type_code, hands)
