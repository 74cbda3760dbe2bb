"""The card: the article in hand and its one big amount, or what to scan."""

import flet as ft

from app.base.messages import Tapped
from app.ui.guards import steady_component
from app.ui.hands import Hands
from app.ui.icons import icon
from app.ui.looks import CardLook, FactLook, Tone
from app.ui.parts import Skin, column, kicker, named, pressable, row, strong, surface, words
from app.ui.rows import bar
from app.ui.scale import is_big, marked, sized
from app.ui.theme import (
    INK,
    MEDIUM,
    MUTED,
    RADIUS_SMALL,
    SPACE_L,
    SPACE_M,
    SPACE_S,
    SPACE_XS,
    STRONG,
    SWATCHES,
    TONES,
    TOUCH,
    TYPE_AMOUNT,
    TYPE_AMOUNT_FAR,
    TYPE_BODY,
    TYPE_FIGURE,
    TYPE_SMALL,
    TYPE_TITLE,
    WELL,
    Width,
)

LONG = 26
"""Signs that fit into one line of a handheld."""


PLACE_FAR_MAX = 14
"""Signs of a place that stand in one line as large as the amount, where it is read from afar."""
_FOOT = {"forward": "next", "receipt": "left", "label": "printer"}


@steady_component
def CardView(card: CardLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw what is in hand, or what to do when nothing is."""
    return _in_hand(card, hands) if card.name else _prompt(card, hands)


def _prompt_size(hands: Hands) -> int:
    """What to do now is the largest there is, where there is room for it."""
    return TYPE_FIGURE if hands.has_keys else TYPE_TITLE


def _prompt(card: CardLook, hands: Hands) -> ft.Control:
    accent = TONES[Tone.ACCENT]
    badge = ft.Container(
        content=icon("scan", 34, accent.on_soft),
        bgcolor=accent.soft,
        width=marked(64),
        height=marked(64),
        border_radius=RADIUS_SMALL,
        alignment=ft.Alignment.CENTER,
    )
    texts: list[ft.Control] = [strong(card.kicker, _prompt_size(hands), lines=2)]
    if card.hint:
        texts.append(words(card.hint, TYPE_BODY, color=MUTED, lines=3))
    said = column(texts, SPACE_XS)
    parts: list[ft.Control] = [
        said if is_big() else row([badge, ft.Container(said, expand=True)], SPACE_M)
    ]
    parts += _foot(card)
    name = ". ".join(t for t in (card.kicker, card.hint, card.left, card.next) if t)
    return named("card", name, surface(column(parts, SPACE_M), Skin(padding=SPACE_M)))


def _in_hand(card: CardLook, hands: Hands) -> ft.Control:
    roomy = hands.width is not Width.HAND
    colours = TONES[card.tone]
    alarmed = card.tone in {Tone.ASK, Tone.STOP}
    parts: list[ft.Control] = []
    if card.kicker:
        parts.append(kicker(card.kicker))
    if card.place:
        parts.append(_place(card, hands))
    parts += [_article(card), _amount(card, hands)]
    if card.percent is not None:
        parts.append(bar(card.percent, card.tone, 8))
    if card.facts:
        parts.append(_facts(card.facts, hands))
    parts += _foot(card)
    skin = Skin(
        edge=colours.ink if alarmed else TONES[Tone.PLAIN].soft,
        edge_width=2 if alarmed else 1,
        padding=SPACE_L if roomy else SPACE_M,
    )
    return surface(column(parts, SPACE_M if not roomy else SPACE_L), skin)


def _place(card: CardLook, hands: Hands) -> ft.Control:
    far = hands.width is Width.WIDE and len(card.place) <= PLACE_FAR_MAX
    where: ft.Control = strong(card.place, TYPE_AMOUNT_FAR if far else TYPE_FIGURE, lines=1)
    if card.swatch is not None:
        where = ft.Row([_swatch(card.swatch, card.place, TYPE_AMOUNT * 2, TYPE_AMOUNT)])
    body: list[ft.Control] = [ft.Container(where, expand=True)]
    if card.check:
        body.append(words(card.check, TYPE_BODY, color=MUTED))
    return named("card-place", f"{card.place} {card.check}".strip(), row(body, SPACE_S))


def _swatch(number: int, text: str, size: int, type_size: int) -> ft.Control:
    """Draw a tote as it stands on the cart: its letter on its colour."""
    fill, on_fill = SWATCHES[number % len(SWATCHES)]
    return ft.Container(
        content=strong(text, type_size, color=on_fill),
        bgcolor=fill,
        width=size,
        height=size,
        border_radius=RADIUS_SMALL,
        alignment=ft.Alignment.CENTER,
    )


def _article(card: CardLook) -> ft.Control:
    picture: ft.Control = icon("box", 28, MUTED)
    if card.picture:
        picture = ft.Image(src=card.picture, fit=ft.BoxFit.COVER, error_content=picture)
    frame = ft.Container(
        content=picture,
        bgcolor=WELL,
        width=marked(TOUCH),
        height=marked(TOUCH),
        border_radius=RADIUS_SMALL,
        alignment=ft.Alignment.CENTER,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )
    texts: list[ft.Control] = [strong(card.name, TYPE_TITLE, lines=2)]
    if card.code:
        texts.append(words(card.code, TYPE_BODY, color=MUTED))
    said = column(texts, 2)
    body = said if is_big() else row([frame, ft.Container(said, expand=True)], SPACE_M)
    return named("card-article", f"{card.name} {card.code}".strip(), body)


def _amount(card: CardLook, hands: Hands) -> ft.Control:
    colours = TONES[card.tone]
    tinted = card.tone in {Tone.GOOD, Tone.ASK, Tone.STOP}
    near = TYPE_AMOUNT if len(card.done) + len(card.demand) <= 9 else TYPE_FIGURE
    big = TYPE_AMOUNT_FAR if hands.has_keys and near == TYPE_AMOUNT else near
    spans = [ft.TextSpan(card.done, ft.TextStyle(size=sized(big), weight=STRONG))]
    if card.demand:
        spans.append(
            ft.TextSpan(
                f" / {card.demand}",
                ft.TextStyle(size=sized(big * 4 // 7), weight=MEDIUM, color=MUTED),
            )
        )
    if card.unit:
        spans.append(ft.TextSpan(f" {card.unit}", ft.TextStyle(size=sized(TYPE_BODY), color=MUTED)))
    figure = ft.Text(
        spans=spans,
        color=colours.ink if tinted else INK,
        text_align=ft.TextAlign.CENTER,
        style=ft.TextStyle(height=1.1),
    )
    parts: list[ft.Control] = [figure] if card.done else []
    if card.state:
        pill = ft.Container(
            content=words(card.state, TYPE_BODY, color=colours.on_soft, weight=STRONG, lines=2),
            bgcolor=colours.soft,
            border_radius=20,
            padding=ft.Padding.symmetric(horizontal=14, vertical=5),
        )
        parts.append(pill)
    body = ft.Column(
        parts, spacing=6, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER
    )
    of = hands.words.of if card.demand else ""
    name = " ".join(t for t in (card.done, of, card.demand, card.unit, card.state) if t)
    skin = Skin(fill=None, edge=None, padding=SPACE_XS, height=TOUCH)
    act = card.amount_action
    if act is None:
        return named("card-amount", name, surface(body, skin))
    return pressable("card-amount", name, body, lambda: hands.send(Tapped(act)), skin)


def _facts(facts: tuple[FactLook, ...], hands: Hands) -> ft.Control:
    lines: list[list[FactLook]] = []
    room = 0
    for fact in facts:
        need = _sixths(fact, hands)
        if need > room:
            lines.append([])
            room = 6
        lines[-1].append(fact)
        room -= need
    drawn = [row([draw_fact(fact, hands) for fact in line], SPACE_S) for line in lines]
    return column(drawn, SPACE_S)


def _sixths(fact: FactLook, hands: Hands) -> int:
    """Tell how much of a line a fact needs, so that a lot is never cut: all, a half, a third."""
    signs = max(len(fact.label), len(fact.value)) // (1 if hands.width is Width.HAND else 2)
    signs = signs * hands.text // 100
    if signs > 13:
        return 6
    return 3 if signs > 7 else 2


def draw_fact(fact: FactLook, hands: Hands) -> ft.Control:
    """Draw a small labelled value; one with an action is a button of full touch height."""
    fill, ink = _fact_colours(fact)
    body = column(
        [
            words(fact.label, 12, color=ink or MUTED),
            words(
                fact.value or "–",
                TYPE_BODY if len(fact.value) <= LONG else TYPE_SMALL,
                lines=1 if len(fact.value) <= LONG else 2,
                weight=MEDIUM,
                color=ink or INK,
            ),
        ],
        1,
    )
    skin = Skin(
        fill=fill,
        edge=None,
        radius=RADIUS_SMALL,
        padding=ft.Padding.symmetric(horizontal=12, vertical=8),
        height=TOUCH,
        expand=True,
        align=ft.Alignment.CENTER_LEFT,
    )
    name = f"{fact.label} {fact.value}".strip()
    act = fact.action
    if act is None:
        face = surface(body, skin)
        face.expand = None
        return named(f"fact-{fact.name}", name, face, expand=True)
    return pressable(
        f"fact-{fact.name}", name, body, lambda: hands.send(Tapped(act, fact.act_value)), skin
    )


def _fact_colours(fact: FactLook) -> tuple[ft.ColorValue, ft.ColorValue | None]:
    """What a fact stands on, and what it is written in where that is not the plain ink."""
    if fact.swatch is not None:
        return SWATCHES[fact.swatch % len(SWATCHES)]
    colours = TONES[fact.tone]
    return colours.soft, None if fact.tone is Tone.PLAIN else colours.on_soft


def _foot(card: CardLook) -> list[ft.Control]:
    lines: list[ft.Control] = []
    if card.next:
        lines.append(_foot_line("forward", card.next, INK))
    if card.left:
        lines.append(_foot_line("receipt", card.left, MUTED))
    if card.printer:
        lines.append(_foot_line("label", card.printer, MUTED))
    return [column(lines, SPACE_S)] if lines else []


def _foot_line(mark: str, text: str, color: ft.ColorValue) -> ft.Control:
    body = row(
        [
            icon(mark, 18, MUTED),
            ft.Container(words(text, TYPE_SMALL + 1, color=color), expand=True),
        ],
        SPACE_S,
    )
    return named(f"card-{_FOOT[mark]}", text, body)
