"""Draws the outbox: what waits for a person first, then what waits for the network."""

import flet as ft

from app.ui.board import page_of
from app.ui.guards import steady_component
from app.ui.hands import Hands
from app.ui.looks import OutboxLook, Tone
from app.ui.parts import Skin, column, named, strong, surface, words
from app.ui.question import QuestionView
from app.ui.rows import RowsView, empty
from app.ui.theme import INK, MUTED, PAPER, TONES, TYPE_BODY, TYPE_SMALL, TYPE_TITLE


@steady_component
def OutboxScreen(look: OutboxLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the headline and the operations that are not settled."""
    if look.question is not None:
        return page_of([QuestionView(look.question, hands)], hands)
    parts: list[ft.Control] = []
    if look.headline:
        parts.append(_headline(look))
    if look.empty is not None and not look.rows:
        parts.append(empty(look.empty))
    parts.append(RowsView(look.rows, hands, hands.cursor))
    if look.more:
        parts.append(words(look.more, TYPE_SMALL, color=MUTED, lines=2))
    return page_of(parts, hands)


def _headline(look: OutboxLook) -> ft.Control:
    plain = look.tone is Tone.PLAIN
    colours = TONES[look.tone]
    texts: list[ft.Control] = [
        strong(look.headline, TYPE_TITLE, color=INK if plain else colours.on_soft, lines=3)
    ]
    if look.words:
        color = MUTED if plain else colours.on_soft
        texts.append(words(look.words, TYPE_BODY, color=color, lines=4))
    skin = Skin(fill=PAPER if plain else colours.soft, edge=None)
    return named(
        "outbox-headline",
        f"{look.headline} {look.words}".strip(),
        surface(column(texts, 6), skin),
    )
