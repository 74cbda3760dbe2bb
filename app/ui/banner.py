"""A banner over the work: something wants to be looked at, and a tap goes there."""

import flet as ft

from app.base.messages import Tapped
from app.ui.guards import steady_component
from app.ui.hands import Hands
from app.ui.icons import icon
from app.ui.looks import BannerLook, Tone
from app.ui.parts import Skin, column, named, pressable, row, surface, words
from app.ui.rows import bar
from app.ui.theme import (
    MEDIUM,
    RADIUS_SMALL,
    SPACE_M,
    SPACE_S,
    SPACE_XS,
    TONES,
    TOUCH,
    TYPE_BODY,
    TYPE_SMALL,
)


@steady_component
def BannerView(banner: BannerLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw it calmly: it stays, and stops nobody."""
    colours = TONES[banner.tone]
    texts: list[ft.Control] = [
        words(banner.text, TYPE_BODY, color=colours.on_soft, weight=MEDIUM, lines=2)
    ]
    if banner.detail:
        texts.append(words(banner.detail, TYPE_SMALL, color=colours.on_soft, lines=2))
    if banner.percent is not None:
        texts.append(bar(banner.percent, Tone.ACCENT))
    parts: list[ft.Control] = [
        icon(banner.icon, 24, colours.on_soft),
        ft.Container(column(texts, SPACE_XS), expand=True),
    ]
    act = banner.action
    if act:
        parts.append(icon("forward", 24, colours.on_soft))
    body = row(parts, SPACE_S + 4)
    skin = Skin(
        fill=colours.soft,
        edge=None,
        radius=RADIUS_SMALL,
        padding=ft.Padding.symmetric(horizontal=SPACE_M - 4, vertical=SPACE_S + 4),
        height=TOUCH,
    )
    name = f"{banner.text} {banner.detail}".strip()
    if act is None:
        return named("banner", name, surface(body, skin))
    return pressable("banner", name, body, lambda: hands.send(Tapped(act, banner.value)), skin)
