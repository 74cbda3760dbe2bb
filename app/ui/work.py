"""Draws work on goods: the card in hand, or the question in its place, and the rows around it."""

import flet as ft

from app.ui.banner import BannerView
from app.ui.board import page_of, pane, panes, typed
from app.ui.card import CardView
from app.ui.guards import steady_component
from app.ui.hands import Hands
from app.ui.looks import WorkLook
from app.ui.parts import words
from app.ui.question import QuestionView
from app.ui.rows import RowsView, list_title
from app.ui.scale import wide
from app.ui.sheet import Sheet
from app.ui.theme import LIST_WIDTH, MUTED, TYPE_SMALL


@steady_component
def WorkScreen(look: WorkLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the card above its rows in the hand, and beside them at the dock."""
    sheet: ft.MutableRef[Sheet] = ft.use_ref(Sheet)

    async def show_card() -> None:
        # Whoever looks at the last rows must see what the next scan did.
        if not hands.has_keys:
            await sheet.current.to_top()

    ft.use_effect(show_card, [look.card, look.question is None])
    asked = look.question
    main: list[ft.Control] = []
    if look.banner is not None and asked is None:
        main.append(BannerView(look.banner, hands))
    main.append(QuestionView(asked, hands) if asked else CardView(look.card, hands))
    if not hands.has_keys:
        rows = [] if asked else [*_rows(look, hands, sheet.current), typed(hands)]
        return page_of([*main, *rows], hands, held=sheet.current)
    main += [] if asked else [typed(hands)]
    beside = pane(_rows(look, hands, sheet.current), sheet.current)
    return panes([(beside, wide(LIST_WIDTH)), (pane(main), 0)])


def _rows(look: WorkLook, hands: Hands, sheet: Sheet) -> list[ft.Control]:
    parts: list[ft.Control] = [list_title(look.rows_title)] if look.rows_title else []
    parts.append(RowsView(look.rows, hands, hands.cursor, sheet))
    return parts + ([words(look.more, TYPE_SMALL, color=MUTED, lines=2)] if look.more else [])
