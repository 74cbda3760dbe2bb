"""The bar on top (where, how far, the badge) and the bar below (what the thumb can do)."""

from dataclasses import replace

import flet as ft

from app.base.messages import Action, Tapped
from app.ui.finder import finder_button
from app.ui.guards import steady_component
from app.ui.hands import Hands
from app.ui.icons import MARKS, icon
from app.ui.looks import ActionButton, Badge, BottomBar, Tone, TopBar
from app.ui.parts import Skin, beside, column, named, pressable, row, strong, surface, words
from app.ui.scale import as_a_bar, is_big, sized
from app.ui.theme import (
    GROUND,
    INK,
    LINE,
    MEDIUM,
    MUTED,
    PAPER,
    RADIUS_SMALL,
    SPACE_S,
    SPACE_XS,
    TONES,
    TOUCH,
    TYPE_BODY,
    TYPE_SMALL,
    TYPE_TINY,
    TYPE_TITLE,
    Width,
)

PILL_HEIGHT = 40
SHORT_MAX = 9
"""Letters of a word that fits a button of four in the hand; a longer one is written smaller."""


def draw_badge(badge: Badge, hands: Hands) -> ft.Control:
    """Draw the mark; the person who wants to know more taps it and is told what waits."""
    colours = TONES[badge.tone]
    parts: list[ft.Control] = [
        ft.Icon(MARKS[badge.mark], size=_mark_size(badge), color=colours.on_soft)
    ]
    worded = bool(badge.words) and hands.width is not Width.HAND
    if badge.count and not worded:
        parts.append(strong(badge.count, color=colours.on_soft))
    if worded:
        parts.append(words(badge.words, TYPE_SMALL, color=colours.on_soft))
    inner = ft.Row(parts, spacing=6, tight=True, alignment=ft.MainAxisAlignment.CENTER)
    face = Skin(colours.soft, None, radius=20, padding=ft.Padding.symmetric(horizontal=12))
    pill = surface(inner, replace(face, height=PILL_HEIGHT))
    skin = Skin(fill=None, edge=None, padding=SPACE_S, height=TOUCH, align=ft.Alignment.CENTER)
    name = ". ".join(part for part in (badge.words, badge.detail) if part) or badge.mark.value
    return pressable("badge", name, pill, lambda: hands.send(Tapped(Action.OPEN_OUTBOX)), skin)


def _mark_size(badge: Badge) -> int:
    return 12 if badge.mark.value == "here" else 20


@steady_component
def TopBarView(top: TopBar, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the place, what it is about, how far it is, and the badge."""
    with as_a_bar():
        lines = _below(top, hands) if is_big() else [_beside(top, hands)]
    return ft.Container(
        content=column(lines),
        bgcolor=GROUND,
        padding=ft.Padding.only(left=SPACE_XS, top=2, bottom=2),
    )


def _beside(top: TopBar, hands: Hands) -> ft.Control:
    titles: list[ft.Control] = [
        strong(top.title, TYPE_TITLE if not top.subtitle else TYPE_BODY + 2)
    ]
    if top.subtitle:
        titles.append(words(top.subtitle, TYPE_SMALL, color=MUTED))
    said = named("title", f"{top.title} {top.subtitle}".strip(), column(titles), expand=True)
    return _with_ends(top, hands, [said, *_progress(top)])


def _below(top: TopBar, hands: Hands) -> list[ft.Control]:
    """Put what it is about below the title: beside large words there is no room."""
    said = strong(top.title, TYPE_BODY + 2)
    lines = [_with_ends(top, hands, [named("title", top.title, said, expand=True)])]
    about: list[ft.Control] = [ft.Container(width=SPACE_S)]
    if top.subtitle:
        told = words(top.subtitle, TYPE_SMALL, color=MUTED)
        about.append(named("subtitle", top.subtitle, told, expand=True))
    about += [*_progress(top), ft.Container(width=SPACE_S)]
    return [*lines, row(about, SPACE_S)] if top.subtitle or top.progress else lines


def _with_ends(top: TopBar, hands: Hands, said: list[ft.Control]) -> ft.Control:
    parts: list[ft.Control] = [_back(hands) if top.back else ft.Container(width=SPACE_S), *said]
    if hands.camera:
        parts.append(finder_button(hands.camera))
    return row([*parts, draw_badge(top.badge, hands)], SPACE_XS)


def _progress(top: TopBar) -> list[ft.Control]:
    figure = words(top.progress, TYPE_BODY, weight=MEDIUM, color=MUTED)
    return [named("progress", top.progress, figure)] if top.progress else []


def _back(hands: Hands) -> ft.Control:
    skin = Skin(
        fill=None, edge=None, padding=0, height=TOUCH, width=TOUCH, align=ft.Alignment.CENTER
    )
    mark, press = icon("back", 24, INK), lambda: hands.send(Tapped(Action.BACK))
    return pressable("action-back", hands.words.back, mark, press, skin)


@steady_component
def BottomBarView(bar: BottomBar, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw up to four actions within reach of the thumb."""
    if not bar.actions:
        return ft.Container(height=0)
    actions = bar.actions[::-1] if hands.left else bar.actions
    return ft.Container(
        content=beside([action_button(button, hands) for button in actions], SPACE_S, 2),
        padding=ft.Padding.only(left=SPACE_S, right=SPACE_S, bottom=SPACE_S, top=SPACE_XS),
    )


def action_button(button: ActionButton, hands: Hands, *, prefix: str = "action") -> ft.Control:
    """Draw one action; the key that does the same stands beside it where there are keys."""
    tone = Tone.ACCENT if button.primary else Tone.PLAIN
    fill = TONES[tone].full if button.primary else PAPER
    color = TONES[tone].on_full if button.primary else INK
    size = TYPE_SMALL if len(button.label) <= SHORT_MAX else TYPE_TINY
    label = words(button.label, size, color=color, weight=MEDIUM)
    label.text_align = ft.TextAlign.CENTER
    parts: list[ft.Control] = [label]
    if button.icon and not is_big():
        parts.insert(0, icon(button.icon, 22, color))
    if hands.has_keys and button.key:
        parts = [ft.Row([*parts, key_cap(button.key, color)], spacing=SPACE_S, tight=True)]
    body = ft.Column(
        parts,
        spacing=2,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    skin = Skin(
        fill=fill,
        edge=None if button.primary else LINE,
        radius=RADIUS_SMALL,
        padding=SPACE_XS,
        height=60,
        expand=True,
        align=ft.Alignment.CENTER,
    )
    press = (lambda: hands.send(Tapped(button.action, button.value))) if button.enabled else None
    suffix = f"-{button.value}" if prefix != "action" and button.value else ""
    return pressable(f"{prefix}-{button.action.value}{suffix}", button.label, body, press, skin)


def key_cap(key: str, color: ft.ColorValue) -> ft.Control:
    """Draw the name of a key as a small cap."""
    return ft.Container(
        content=ft.Text(_CAPS.get(key, key), size=sized(TYPE_TINY), color=color, weight=MEDIUM),
        border=ft.Border.all(1, ft.Colors.with_opacity(0.4, color)),
        border_radius=6,
        padding=ft.Padding.symmetric(horizontal=6, vertical=1),
    )


_CAPS = {"Escape": "Esc", "Arrow Down": "Down", "Arrow Up": "Up"}
