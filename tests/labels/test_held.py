"""What a barcode cannot hold is named, whatever type of field a template puts into it."""

import pytest

from scanners.labels.fault import Fault, Wrong
from scanners.labels.render import render
from scanners.labels.symbols.symbol import GS1, Symbology
from scanners.labels.template import Asked, Barcode, Layout, Template
from scanners.labels.wish import To, Wish
from tests.labels import kit

WAYS = [To.ZPL, To.TSPL, To.PNG]


def name_in(symbology: Symbology) -> Template:
    """A template of the house that writes an article's name, of any letters, into a barcode."""
    bars = Barcode(x=2, y=2, w=196, h=40, symbology=symbology, value="{name}")
    asked = Asked(name="name", type="text", about="")
    return Template(
        name="own",
        about="",
        fields=(asked,),
        layouts=(Layout(width=200, height=44, elements=(bars,)),),
    )


@pytest.mark.parametrize("symbology", [one for one in Symbology if one not in GS1])
@pytest.mark.parametrize(("name", "strange"), [("Kaj 4, Århus", "Å"), ("Łódź", "Ł"), ("5 €", "€")])
@pytest.mark.parametrize("to", WAYS)
def test_letters_that_no_barcode_here_holds(symbology: Symbology, name: str, strange: str, to: To):
    written = render(name_in(symbology), {"name": name}, Wish(to, 203), kit.FONTS)
    assert written == (Fault(Wrong.BAD_CHARACTER, "name", strange),)


@pytest.mark.parametrize("symbology", [one for one in Symbology if one not in GS1])
def test_a_name_of_plain_letters_is_held_and_read_again(symbology: Symbology):
    read = kit.printed(name_in(symbology), {"name": "Kaj 4, Aarhus"}, Wish(To.ZPL, 203))
    assert [data for _, data in read] == ["Kaj 4, Aarhus"]
