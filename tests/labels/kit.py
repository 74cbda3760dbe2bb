"""The labels, their fonts and the data of their examples; and what must be read on each."""

from collections.abc import Mapping

from scanners.labels import data, fill, render
from scanners.labels.drawing import Drawing, Modules
from scanners.labels.symbols.code128 import FNC3
from scanners.labels.symbols.symbol import Symbology
from scanners.labels.template import Layout, Template
from scanners.labels.wish import To, Wish
from scanners.printers.stationery import read_fonts, read_templates
from tests.labels import paper

FONTS = read_fonts()
TEMPLATES, BAD = read_templates()
AIMS = {
    Symbology.CODE128: "]C0",
    Symbology.GS1_128: "]C1",
    Symbology.DATAMATRIX: "]d1",
    Symbology.GS1_DATAMATRIX: "]d2",
    Symbology.QR: "]Q1",
}


def example(template: Template) -> dict[str, object]:
    return {asked.name: asked.example for asked in template.fields}


def wanted(
    template: Template, layout: Layout, given: Mapping[str, object], dpi: int
) -> list[paper.Code]:
    """What is to be read: from the data, not from what was drawn, but for what may be left out."""
    checked = data.check(template.fields, given)
    filled = fill.fill(layout, checked.values, "en")
    drawn = render.draw(template, given, Wish(To.PNG, dpi, "en", layout.width), FONTS)
    assert isinstance(drawn, Drawing), drawn
    there = {(m.symbol.symbology, m.data) for m in drawn.marks if isinstance(m, Modules)}
    return sorted(
        (AIMS[placed.at.symbology], placed.data.replace(FNC3, ""))
        for placed in filled.placed
        if isinstance(placed, fill.Coded)
        and (not placed.at.may_be_left_out or (placed.at.symbology, placed.data) in there)
    )


def printed(template: Template, given: Mapping[str, object], wish: Wish) -> list[paper.Code]:
    """What a reader reads on a label that was written this way."""
    drawn = render.draw(template, given, wish, FONTS)
    assert isinstance(drawn, Drawing), drawn
    content = render.WRITERS[wish.to](drawn)
    picture = paper.look(wish.to, content, (drawn.width, drawn.height), wish.dpi)
    return paper.codes(picture)
