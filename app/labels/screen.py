"""Draws the labels desk, and the designer: a label as it comes out, and what can be changed."""

import flet as ft

from app.ui.board import page_of
from app.ui.guards import steady_component
from app.ui.hands import Hands
from app.ui.looks import DesignLook, LabelsLook, Tone
from app.ui.parts import Skin, column, named, strong, surface, words
from app.ui.question import QuestionView, choice
from app.ui.rows import RowsView, empty, list_title
from app.ui.theme import INK, MUTED, PAPER, SPACE_XS, TONES, TYPE_BODY, TYPE_TITLE, Width


@steady_component
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


PICTURE_HEIGHT, PICTURE_HEIGHT_IN_HAND = 280, 170
"""In the hand its fields and parts need the room; both are seen at once, and so is a move."""


@steady_component
def DesignScreen(look: DesignLook, hands: Hands) -> ft.Control:  # noqa: N802
    """Draw the label, what speaks against it, its fields and its parts."""
    if look.question is not None:
        return page_of([QuestionView(look.question, hands)], hands)
    head: list[ft.Control] = []
    if look.picture:
        head.append(_picture(look, hands))
    head += [_fault(one, at) for at, one in enumerate(look.faults)]
    if look.words:
        head.append(named("printer", look.words, words(look.words, TYPE_BODY, color=MUTED)))
    if look.nudges:
        nudges = [ft.Container(choice(one, hands), expand=True) for one in look.nudges]
        head.append(ft.Row(list(nudges), spacing=SPACE_XS))
    parts: list[ft.Control] = []
    for title, rows in ((look.rows_title, look.rows), (look.parts_title, look.parts)):
        if title:
            parts.append(list_title(title))
        parts.append(RowsView(rows, hands, hands.cursor))
    return page_of(parts, hands, head=head)


def _picture(look: DesignLook, hands: Hands) -> ft.Control:
    """The label is black on white paper, by day and by night."""
    in_hand = hands.width is Width.HAND
    height = PICTURE_HEIGHT_IN_HAND if in_hand else PICTURE_HEIGHT
    image = ft.Image(src=look.picture, fit=ft.BoxFit.CONTAIN, height=height)
    paper = ft.Container(image, bgcolor="#FFFFFF", padding=8, border_radius=8)
    return named("picture", look.picture_name, paper)


def _fault(said: str, at: int) -> ft.Control:
    colours = TONES[Tone.STOP]
    skin = Skin(fill=colours.soft, edge=None)
    face = surface(words(said, TYPE_BODY, color=colours.on_soft, lines=4), skin)
    return named(f"fault-{at}", said, face)
