"""A story: what cannot be filed as it was meant, how that came about, and what to do about it."""

import flet as ft

from app.base.messages import Tapped
from app.ui.forms import ChoiceLook
from app.ui.guards import safe_component, steady_component
from app.ui.hands import Hands
from app.ui.icons import icon
from app.ui.looks import StepLook, StoryLook, Tone
from app.ui.parts import Skin, column, kicker, named, pressable, row, strong, surface, words
from app.ui.question import choice
from app.ui.scale import is_big, lines_of, sized
from app.ui.theme import (
    INK,
    LINE,
    MEDIUM,
    MUTED,
    RADIUS_SMALL,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    SPACE_XS,
    STRONG,
    TONES,
    TYPE_BODY,
    TYPE_FIGURE,
    TYPE_SMALL,
    TYPE_TITLE,
    WELL,
    Width,
)

_DOT = 32


@steady_component
def StoryView(story: StoryLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw what is so now, the goods it is about, and the steps that led there."""
    roomy = hands.width is not Width.HAND
    parts: list[ft.Control] = [_title(story)]
    if story.article or story.amount:
        parts.append(_goods(story))
    if story.steps:
        parts.append(_steps(story.steps))
    skin = Skin(edge=TONES[Tone.ASK].ink, edge_width=2, padding=SPACE_L if roomy else SPACE_M)
    return surface(column(parts, SPACE_L if roomy else SPACE_M - 2), skin)


@safe_component
def ChoicesView(story: StoryLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the question and its answers, the next step first and largest."""
    parts: list[ft.Control] = []
    if story.ask:
        parts.append(named("story-ask", story.ask, kicker(story.ask)))
    if hands.width is not Width.HAND or is_big():
        parts += [choice(one, hands) for one in story.choices]
        return column(parts, SPACE_S)
    # In the hand the others stand beside each other: the story needs the room.
    parts += [choice(one, hands) for one in story.choices[:1]]
    parts.append(row([_short(one, hands) for one in story.choices[1:]], SPACE_S))
    return column(parts, SPACE_S)


def _short(look: ChoiceLook, hands: Hands) -> ft.Control:
    face = ft.Text(
        look.label,
        size=sized(TYPE_BODY),
        color=INK,
        weight=MEDIUM,
        max_lines=lines_of(2),
        text_align=ft.TextAlign.CENTER,
        style=ft.TextStyle(height=1.15),
    )
    skin = Skin(
        edge=LINE,
        radius=RADIUS_SMALL,
        padding=SPACE_S,
        height=64,
        expand=True,
        align=ft.Alignment.CENTER,
    )
    tap = Tapped(look.action, look.value)
    name = ", ".join(t for t in (look.label, look.detail) if t)
    identifier = f"choice-{look.action.value}"
    return pressable(identifier, name, face, lambda: hands.send(tap), skin)


def _title(story: StoryLook) -> ft.Control:
    colours = TONES[Tone.ASK]
    mark = ft.Container(
        content=icon("question", 26, colours.on_soft),
        bgcolor=colours.soft,
        width=44,
        height=44,
        border_radius=RADIUS_SMALL,
        alignment=ft.Alignment.CENTER,
    )
    said = ft.Container(strong(story.title, TYPE_TITLE - 2, lines=3), expand=True)
    return named("story-title", story.title, row([mark, said], SPACE_M - 4))


def _goods(story: StoryLook) -> ft.Control:
    lines: list[ft.Control] = []
    if story.amount:
        figure = ft.Text(
            spans=[
                ft.TextSpan(story.amount, ft.TextStyle(size=sized(TYPE_FIGURE), weight=STRONG)),
                ft.TextSpan(f" {story.unit}", ft.TextStyle(size=sized(TYPE_BODY), color=MUTED)),
            ],
            color=INK,
            style=ft.TextStyle(height=1.1),
        )
        lines.append(figure)
    lines.append(words(story.article, TYPE_TITLE - 4, weight=MEDIUM, lines=2))
    if story.about:
        lines.append(words(story.about, TYPE_SMALL, color=MUTED, lines=2))
    name = " ".join(t for t in (story.amount, story.unit, story.article, story.about) if t)
    return named("story-goods", name, column(lines, 2))


def _steps(steps: tuple[StepLook, ...]) -> ft.Control:
    drawn: list[ft.Control] = []
    for number, step in enumerate(steps):
        if number:
            line = ft.Container(width=2, height=8, bgcolor=LINE)
            drawn.append(ft.Row([ft.Container(width=_DOT // 2 - 1), line], spacing=0))
        drawn.append(_step(step))
    name = ". ".join(f"{step.text} {step.about}".strip() for step in steps)
    return named("story-steps", name, column(drawn))


def _step(step: StepLook) -> ft.Control:
    colours = TONES[step.tone]
    plain = step.tone is Tone.PLAIN
    dot = ft.Container(
        content=icon(step.icon or "ok", 18, MUTED if plain else colours.on_soft),
        bgcolor=WELL if plain else colours.soft,
        width=_DOT,
        height=_DOT,
        border_radius=_DOT // 2,
        alignment=ft.Alignment.CENTER,
    )
    texts: list[ft.Control] = [words(step.text, TYPE_BODY, weight=MEDIUM, lines=2)]
    if step.about:
        texts.append(words(step.about, TYPE_SMALL, color=MUTED, lines=2))
    return row([dot, ft.Container(column(texts, 1), expand=True)], SPACE_S + SPACE_XS)
