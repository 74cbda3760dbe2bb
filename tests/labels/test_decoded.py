"""Every barcode on every label, as others draw and read it, equals its data."""

import pytest
from zplkit import parse as zpl_parse

from scanners.labels import render
from scanners.labels.drawing import Drawing
from scanners.labels.symbols.symbol import Symbology
from scanners.labels.template import Layout, Template
from scanners.labels.wish import To, Wish
from scanners.labels.words import LANGUAGES
from tests.labels import hostile, kit, paper

LAYOUTS = [
    pytest.param(template, layout, id=f"{template.name}-{layout.width:g}")
    for template in kit.TEMPLATES.values()
    for layout in template.layouts
]
COMMANDS = {"XA", "PW", "LL", "LH", "LS", "LT", "FW", "PO", "PM", "LR", "CI", "FO", "GF", "FS",
            "GB", "BY", "BC", "BX", "BQ", "FH", "FD", "XZ"}  # fmt: skip
SLICE = 16
"""Hostile payloads of each symbology in the fast ring; `make labels` prints 2,000."""


def test_every_template_that_is_shipped_can_be_used():
    assert kit.BAD == ()
    assert len(kit.TEMPLATES) >= 16


@pytest.mark.parametrize("to", [To.ZPL, To.PNG, To.PDF])
@pytest.mark.parametrize(("template", "layout"), LAYOUTS)
def test_what_is_read_is_what_was_given(template: Template, layout: Layout, to: To):
    given = kit.example(template)
    want = kit.wanted(template, layout, given, 203)
    assert want, "a label without a barcode"
    assert kit.printed(template, given, Wish(to, 203, "en", layout.width)) == want


@pytest.mark.parametrize(
    ("to", "dpi"), [*((to, dpi) for to in To for dpi in (203, 300)), (To.ZPL, 600)]
)
def test_a_case_in_every_language_of_printers(to: To, dpi: int):
    case = kit.TEMPLATES["case"]
    layout = case.layouts[to in {To.ESCPOS, To.BROTHER}]
    want = kit.wanted(case, layout, kit.example(case), dpi)
    assert ("]d2", "010950110153000317270630" + "10L-2291") in want
    if to is To.BROTHER and dpi != 300:
        return  # its heads have 300 dots an inch and no others
    assert kit.printed(case, kit.example(case), Wish(to, dpi, "en")) == want


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hold_in_every_language_of_people(language: str):
    hold = kit.TEMPLATES["hold"]
    want = kit.wanted(hold, hold.layouts[0], kit.example(hold), 203)
    assert kit.printed(hold, kit.example(hold), Wish(To.ZPL, 203, language)) == want


@pytest.mark.parametrize("symbology", list(Symbology))
def test_hostile_payloads_come_back_as_they_were(symbology: Symbology):
    assert hostile.misread(symbology, seed=1, count=SLICE) == []


def test_a_long_lot_moves_into_the_square_code():
    """Its bars would be wider than the label; the other code then carries it alone."""
    case = kit.TEMPLATES["case"]
    given = kit.example(case) | {"lot": "ABCDEFGHIJKLMNOPQRST"}
    read = kit.printed(case, given, Wish(To.ZPL, 203))
    assert read == [
        ("]C1", "010950110153000317270630"),
        ("]d2", "01095011015300031727063010ABCDEFGHIJKLMNOPQRST"),
    ]


def test_no_text_can_be_a_command():
    """Every command a printer would find is one of ours, however hostile the words."""
    hold = kit.TEMPLATES["hold"]
    nasty = "^XZ^XA~JR_5E\\5E>;^FDx^FS%{0}"
    given = kit.example(hold) | {"name": nasty, "reason": nasty, "by": nasty, "number": nasty}
    drawn = render.draw(hold, given, Wish(To.ZPL, 203), kit.FONTS)
    assert isinstance(drawn, Drawing)
    content = render.WRITERS[To.ZPL](drawn)
    found = [e for e in zpl_parse.parse(content).elements if e.kind != "before_first_command"]
    assert {element.kind for element in found} == {"format_command"}
    assert {bytes(element)[1:3].decode() for element in found} <= COMMANDS
    assert content.count(b"^XA") == content.count(b"^XZ") == 1
    assert content.isascii()
    assert b"~" not in content
    picture = paper.from_zpl(content, (drawn.width, drawn.height), 203)
    assert paper.codes(picture) == [("]d1", nasty)]


@pytest.mark.parametrize(
    ("symbology", "payload", "to", "dpi"),
    [
        (Symbology.GS1_128, "_c9907'>:P>0>5", To.PNG, 203),
        (Symbology.QR, ">;>8##G^6#!&7930{`>}}45^FSc,/44790>0_&!\\5779690:", To.PDF, 300),
    ],
    ids=["a film's edge in bars", "a Micro QR in a QR"],
)
def test_no_code_is_read_within_another(
    symbology: Symbology, payload: str, to: To, dpi: int
) -> None:
    """A decoder that looks for all it knows found two in these, of which one was not there."""
    template = hostile.template_of(symbology)
    given = {"gtin": "9501101530003", "data": payload}
    gtin = "0109501101530003" + "10" if symbology is Symbology.GS1_128 else ""
    read = kit.printed(template, given, Wish(to, dpi))
    assert read == [(kit.AIMS[symbology], gtin + payload)]
