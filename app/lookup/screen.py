"""Draws a search: the field first, and under it what the words may mean."""

import flet as ft

from app.ui.board import page_of
from app.ui.field import SEARCH, HandField
from app.ui.guards import steady_component
from app.ui.hands import Hands
from app.ui.looks import LookupLook
from app.ui.parts import words
from app.ui.rows import RowsView, empty
from app.ui.sheet import Sheet
from app.ui.theme import MUTED, TYPE_SMALL


@steady_component
def LookupScreen(look: LookupLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the field and the rows; the field stays where it is while the rows follow it."""
    sheet: ft.MutableRef[Sheet] = ft.use_ref(Sheet)
    parts: list[ft.Control] = []
    if look.empty is not None and not look.rows:
        parts.append(empty(look.empty))
    parts.append(RowsView(look.rows, hands, hands.cursor, sheet.current))
    if look.more:
        parts.append(words(look.more, TYPE_SMALL, color=MUTED, lines=2))
    field = HandField(look.words or look.hint, hands, hands.box, SEARCH)
    return page_of(parts, hands, held=sheet.current, head=[field])
