"""Draws receiving: the list of open receipts, and one receipt with its card, lines and paper."""

import flet as ft

from app.ui.banner import BannerView
from app.ui.board import by_hand, page_of, pane, panes, typed
from app.ui.card import CardView, draw_fact
from app.ui.filters import draw_filters
from app.ui.guards import steady_component
from app.ui.hands import Hands
from app.ui.looks import ReceiptsLook, ReceiveLook
from app.ui.parts import Skin, column, surface, words
from app.ui.question import QuestionView
from app.ui.rows import RowsView, empty, list_title
from app.ui.scale import wide
from app.ui.sheet import Sheet
from app.ui.theme import LIST_WIDTH, MUTED, PAPER_WIDTH, SPACE_S, TYPE_SMALL, Width


@steady_component
def ReceiptsScreen(look: ReceiptsLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the open receipts, the earliest first; a scan opens one as well as a tap."""
    sheet: ft.MutableRef[Sheet] = ft.use_ref(Sheet)
    if look.question is not None:
        return page_of([QuestionView(look.question, hands)], hands)
    parts: list[ft.Control] = []
    if look.hint:
        parts.append(by_hand(look.hint, hands))
    parts += draw_filters(look.filters, hands)
    if look.empty is not None and not look.rows:
        parts.append(empty(look.empty))
    parts.append(RowsView(look.rows, hands, hands.cursor, sheet.current))
    parts += _more(look.more)
    return page_of(parts, hands, held=sheet.current)


@steady_component
def ReceiveScreen(look: ReceiveLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw one receipt: in the hand the card above its lines, at the dock side by side."""
    sheet: ft.MutableRef[Sheet] = ft.use_ref(Sheet)

    async def show_card() -> None:
        # Whoever looks at the last lines must see what the next scan did.
        if not hands.has_keys:
            await sheet.current.to_top()

    ft.use_effect(show_card, [look.card, look.question is None])
    main = [*_banner(look, hands), _card_or_question(look, hands)]
    if not hands.has_keys:
        lines = [] if look.question else [*_lines(look, hands, sheet.current), typed(hands)]
        return page_of([*main, *lines], hands, held=sheet.current)
    main += [] if look.question else [typed(hands)]
    lines = _lines(look, hands, sheet.current)
    columns = [(pane(lines, sheet.current), wide(LIST_WIDTH)), (pane(main), 0)]
    if look.paper and hands.width is Width.WIDE:
        columns.append((pane([_paper(look, hands)]), wide(PAPER_WIDTH)))
    return panes(columns)


def _banner(look: ReceiveLook, hands: Hands) -> list[ft.Control]:
    asked = look.question is not None
    return [] if look.banner is None or asked else [BannerView(look.banner, hands)]


def _card_or_question(look: ReceiveLook, hands: Hands) -> ft.Control:
    if look.question is not None:
        return QuestionView(look.question, hands)
    return CardView(look.card, hands)


def _lines(look: ReceiveLook, hands: Hands, sheet: Sheet) -> list[ft.Control]:
    parts: list[ft.Control] = []
    if look.rows_title:
        parts.append(list_title(look.rows_title))
    parts.append(RowsView(look.rows, hands, hands.cursor, sheet))
    return parts + _more(look.more)


def _paper(look: ReceiveLook, hands: Hands) -> ft.Control:
    facts = [ft.Row([draw_fact(fact, hands)]) for fact in look.paper]
    return surface(column(facts, SPACE_S), Skin(padding=12))


def _more(text: str) -> list[ft.Control]:
    return [words(text, TYPE_SMALL, color=MUTED, lines=2)] if text else []
