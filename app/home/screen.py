"""Draws the home screen: what waits, biggest first, and the way to type what cannot be scanned."""

import flet as ft

from app.ui.banner import BannerView
from app.ui.board import by_hand, page_of
from app.ui.guards import safe_component
from app.ui.hands import Hands
from app.ui.looks import HomeLook
from app.ui.parts import column, named, words
from app.ui.question import QuestionView
from app.ui.theme import MUTED, SPACE_XS, TYPE_BODY
from app.ui.tiles import TilesView

_TILES_WIDTH_MAX = 960


@safe_component
def HomeScreen(look: HomeLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw who and where, the tiles, and a field for a code by hand."""
    if look.question is not None:
        return page_of([QuestionView(look.question, hands)], hands)
    parts: list[ft.Control] = []
    about = " · ".join(text for text in (look.who, look.where) if text)
    if about:
        said = words(about, TYPE_BODY, color=MUTED, lines=2)
        parts.append(named("person", about, column([ft.Container(said, padding=SPACE_XS)])))
    if look.banner is not None:
        parts.append(BannerView(look.banner, hands))
    if look.hint:
        # Above the tiles: on a handheld it would be found below them by nobody.
        parts.append(by_hand(look.hint, hands))
    parts.append(TilesView(look.tiles, hands, hands.cursor))
    return page_of(parts, hands, _TILES_WIDTH_MAX)
