"""Draws the home screen: what waits, biggest first, and the way to type what cannot be scanned."""

import flet as ft

from app.base.messages import Action, Tapped
from app.ui.banner import BannerView
from app.ui.board import by_hand, page_of
from app.ui.guards import steady_component
from app.ui.hands import Hands
from app.ui.icons import icon
from app.ui.looks import HomeLook
from app.ui.parts import Skin, pressable, row, words
from app.ui.question import QuestionView
from app.ui.theme import MUTED, RADIUS_SMALL, SPACE_S, SPACE_XS, TOUCH, TYPE_BODY
from app.ui.tiles import TilesView

_TILES_WIDTH_MAX = 960


@steady_component
def HomeScreen(look: HomeLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw who and where, the tiles, and a field for a code by hand."""
    if look.question is not None:
        return page_of([QuestionView(look.question, hands)], hands)
    parts: list[ft.Control] = []
    about = " · ".join(text for text in (look.who, look.where) if text)
    if about:
        parts.append(_person(about, hands))
    if look.banner is not None:
        parts.append(BannerView(look.banner, hands))
    if look.hint:
        # Above the tiles: on a handheld it would be found below them by nobody.
        parts.append(by_hand(look.hint, hands))
    parts.append(TilesView(look.tiles, hands, hands.cursor))
    return page_of(parts, hands, _TILES_WIDTH_MAX)


def _person(about: str, hands: Hands) -> ft.Control:
    """Say who is at work; a tap leads to what they like, and to signing off."""
    said = ft.Container(words(about, TYPE_BODY, color=MUTED, lines=2), expand=True)
    body = row([icon("person", 22, MUTED), said, icon("forward", 22, MUTED)], SPACE_S)
    skin = Skin(
        fill=None,
        edge=None,
        radius=RADIUS_SMALL,
        height=TOUCH,
        padding=ft.Padding.symmetric(horizontal=SPACE_XS),
    )
    return pressable("person", about, body, lambda: hands.send(Tapped(Action.OPEN_MINE)), skin)
