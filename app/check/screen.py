"""Draws checking: the queue, and one check with its question as the card."""

import flet as ft

from app.ui.banner import BannerView
from app.ui.board import by_hand, page_of, pane, panes
from app.ui.card import CardView
from app.ui.forms import PictureLook
from app.ui.guards import steady_component
from app.ui.hands import Hands
from app.ui.icons import icon
from app.ui.looks import CheckLook, ChecksLook
from app.ui.parts import Skin, named, surface, words
from app.ui.question import QuestionView
from app.ui.rows import RowsView, empty, list_title
from app.ui.scale import wide
from app.ui.sheet import Sheet
from app.ui.theme import (
    INK,
    LIST_WIDTH,
    MUTED,
    RADIUS_SMALL,
    SPACE_M,
    SPACE_S,
    TYPE_BODY,
    TYPE_SMALL,
    WELL,
    Width,
)

SHOWN_HEIGHT, THUMB = 160, 96
"""How high pictures are: of instructions, and of evidence."""
NAME_SHOWN = 8


@steady_component
def ChecksScreen(look: ChecksLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw what waits for an inspector; a scan of the goods opens it as well as a tap."""
    sheet: ft.MutableRef[Sheet] = ft.use_ref(Sheet)
    parts: list[ft.Control] = []
    if look.hint:
        parts.append(by_hand(look.hint, hands))
    if look.empty is not None and not look.rows:
        parts.append(empty(look.empty))
    parts.append(RowsView(look.rows, hands, hands.cursor, sheet.current))
    if look.more:
        parts.append(words(look.more, TYPE_SMALL, color=MUTED, lines=2))
    return page_of(parts, hands, held=sheet.current)


@steady_component
def CheckScreen(look: CheckLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the question first; on a tablet the goods stand beside it, in the hand below."""
    sheet: ft.MutableRef[Sheet] = ft.use_ref(Sheet)
    asked = look.question.title if look.question else ""

    async def show_question() -> None:
        if hands.width is Width.HAND:
            await sheet.current.to_top()

    ft.use_effect(show_question, [asked, len(look.rows)])
    main: list[ft.Control] = [BannerView(look.banner, hands)] if look.banner else []
    if look.card.name and look.card.hint:
        main.append(_instructions(look.card.hint))
    if look.question is not None:
        main.append(QuestionView(look.question, hands))
    # Beside the question or below it: nobody scrolls for the next answer.
    shows = [_picture(one, "shows", SHOWN_HEIGHT, ft.BoxFit.CONTAIN) for one in look.shows]
    main += _evidence(look.evidence)
    card, answers = CardView(look.card, hands), _answers(look, hands, sheet.current)
    if hands.width is Width.HAND or look.question is None:
        return page_of([*main, *shows, card, *answers], hands, held=sheet.current)
    goods = [card, *shows, *answers]
    return panes([(pane(main), 0), (pane(goods, sheet.current), wide(LIST_WIDTH))])


def _instructions(text: str) -> ft.Control:
    said = words(text, TYPE_BODY, color=INK, lines=6)
    return surface(said, Skin(fill=WELL, edge=None, padding=SPACE_M))


def _evidence(pictures: tuple[PictureLook, ...]) -> list[ft.Control]:
    if not pictures:
        return []
    small = [_picture(one, "evidence", THUMB, ft.BoxFit.COVER, THUMB) for one in pictures]
    return [ft.Row(small, wrap=True, spacing=SPACE_S, run_spacing=SPACE_S)]


def _picture(
    look: PictureLook, kind: str, height: int, fit: ft.BoxFit, width: int | None = None
) -> ft.Control:
    gone = icon("camera", 28, MUTED)
    drawn = ft.Image(src=look.data, fit=fit, height=height, width=width, error_content=gone)
    frame = ft.Container(
        drawn if look.data else gone,
        height=height,
        width=width,
        bgcolor=WELL,
        border_radius=RADIUS_SMALL,
        alignment=ft.Alignment.CENTER,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )
    return named(f"{kind}-{look.name[:NAME_SHOWN]}", look.label or kind, frame)


def _answers(look: CheckLook, hands: Hands, sheet: Sheet) -> list[ft.Control]:
    parts: list[ft.Control] = []
    if look.rows_title:
        parts.append(list_title(look.rows_title))
    parts.append(RowsView(look.rows, hands, hands.cursor, sheet))
    return parts
