"""Draws the labels desk: the printer of this place, and what became of each label."""

import flet as ft

from app.ui.board import page_of
from app.ui.guards import safe_component
from app.ui.hands import Hands
from app.ui.looks import LabelsLook, Tone
from app.ui.parts import Skin, column, named, strong, surface, words
from app.ui.question import QuestionView
from app.ui.rows import RowsView, empty
from app.ui.theme import INK, MUTED, PAPER, TONES, TYPE_BODY, TYPE_TITLE


@safe_component
def LabelsScreen(look: LabelsLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the printer and the labels, or the question about one of them."""
    if look.question is not None:
        return page_of([QuestionView(look.question, hands)], hands)
    parts: list[ft.Control] = [_printer(look)]
    if look.empty is not None:
        parts.append(empty(look.empty))
    parts.append(RowsView(look.rows, hands, hands.cursor))
    return page_of(parts, hands)


def _printer(look: LabelsLook) -> ft.Control:
    plain = look.tone is Tone.PLAIN
    colours = TONES[look.tone]
    texts: list[ft.Control] = [
        strong(look.headline, TYPE_TITLE, color=INK if plain else colours.on_soft, lines=2),
        words(look.words, TYPE_BODY, color=MUTED if plain else colours.on_soft, lines=3),
    ]
    skin = Skin(fill=PAPER if plain else colours.soft, edge=None)
    return named("printer", f"{look.headline} {look.words}", surface(column(texts, 6), skin))
