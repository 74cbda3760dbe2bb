"""Draws the settle desk: one story with its choices under the thumb, and the others that wait."""

import flet as ft

from app.ui.board import page_of, pane, panes
from app.ui.guards import steady_component
from app.ui.hands import Hands
from app.ui.looks import SettleLook, StoryLook
from app.ui.parts import words
from app.ui.question import QuestionView
from app.ui.rows import RowsView, empty, list_title
from app.ui.scale import wide
from app.ui.sheet import Sheet
from app.ui.story import ChoicesView, StoryView
from app.ui.theme import GROUND, LIST_WIDTH, MUTED, SPACE_S, TYPE_SMALL, Width


@steady_component
def SettleScreen(look: SettleLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw one story: in the hand its choices stand at the foot, at the dock beside the list."""
    sheet: ft.MutableRef[Sheet] = ft.use_ref(Sheet)
    at = look.story.id if look.story else ""

    async def show_story() -> None:
        if not hands.has_keys:
            await sheet.current.to_top()

    ft.use_effect(show_story, [at, look.question is None])
    if look.story is None:
        parts = [empty(look.empty)] if look.empty is not None else []
        return page_of([*parts, *_others(look, hands, sheet.current)], hands, held=sheet.current)
    if hands.has_keys:
        others = pane(_others(look, hands, sheet.current), sheet.current)
        return panes([(others, wide(LIST_WIDTH)), (pane(_told(look, look.story, hands)), 0)])
    if look.question is not None:
        return page_of([QuestionView(look.question, hands)], hands, held=sheet.current)
    if hands.width is not Width.HAND or hands.scale.is_big:
        parts = [*_told(look, look.story, hands), *_others(look, hands, sheet.current)]
        return page_of(parts, hands, held=sheet.current)
    parts = [StoryView(look.story, hands), *_others(look, hands, sheet.current)]
    page = ft.Container(page_of(parts, hands, held=sheet.current), expand=True)
    return ft.Column([page, _foot(look.story, hands)], spacing=0, expand=True)


def _told(look: SettleLook, story: StoryLook, hands: Hands) -> list[ft.Control]:
    if look.question is not None:
        return [QuestionView(look.question, hands)]
    return [StoryView(story, hands), ChoicesView(story, hands)]


def _foot(story: StoryLook, hands: Hands) -> ft.Control:
    padding = ft.Padding.only(left=12, right=12, top=SPACE_S, bottom=SPACE_S + 4)
    return ft.Container(ChoicesView(story, hands), bgcolor=GROUND, padding=padding)


def _others(look: SettleLook, hands: Hands, sheet: Sheet) -> list[ft.Control]:
    parts: list[ft.Control] = []
    # At the dock the open one stands among them; in the hand it stands above them.
    rows = tuple(one for one in look.rows if hands.has_keys or not one.chosen)
    if look.rows_title and rows:
        parts.append(list_title(look.rows_title))
    parts.append(RowsView(rows, hands, hands.cursor, sheet))
    if look.more:
        parts.append(words(look.more, TYPE_SMALL, color=MUTED, lines=2))
    return parts
