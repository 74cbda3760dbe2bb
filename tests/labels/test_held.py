"""What a barcode cannot hold is named, whatever type of field a template puts into it."""

import pytest

from scanners.labels.dots import DPIS
from scanners.labels.fault import Fault, Wrong
from scanners.labels.render import render
from scanners.labels.symbols import qr
from scanners.labels.symbols.symbol import GS1, Symbology
from scanners.labels.template import Asked, Barcode, Layout, Template
from scanners.labels.wish import To, Wish
from tests.labels import kit

WAYS = [To.ZPL, To.TSPL, To.PNG]
LONG = "x" * 60


def name_in(symbology: Symbology, width: float = 196, value: str = "{name}") -> Template:
    """A template of the house that writes an article's name, of any letters, into a barcode."""
    bars = Barcode(x=2, y=2, w=width, h=40, symbology=symbology, value=value)
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


@pytest.mark.parametrize(
    ("symbology", "most"),
    [(Symbology.CODE128, 80), (Symbology.DATAMATRIX, 174), (Symbology.QR, qr.LENGTH_MAX)],
)
@pytest.mark.parametrize("to", WAYS)
def test_more_than_a_barcode_holds_is_named(symbology: Symbology, most: int, to: To):
    """A field has a length; a template may put it into a barcode several times."""
    times = most // len(LONG) + 1
    template = name_in(symbology, value="{name}" * times)
    written = render(template, {"name": LONG}, Wish(to, 600), kit.FONTS)
    assert written == (Fault(Wrong.BARCODE_TOO_LONG, "name", str(times * len(LONG))),)


@pytest.mark.parametrize("symbology", [one for one in Symbology if one not in GS1])
@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("to", WAYS)
def test_a_barcode_too_wide_for_its_place_is_named(symbology: Symbology, dpi: int, to: To):
    """Dots cannot be smaller than the standard lets them be, so the label is not printed at all."""
    narrow = name_in(symbology, width=4)
    written = render(narrow, {"name": "Kaj 4, Aarhus"}, Wish(to, dpi), kit.FONTS)
    assert isinstance(written, tuple)
    assert [(one.wrong, one.field) for one in written] == [(Wrong.BARCODE_DOES_NOT_FIT, "name")]
    needs, has = written[0].detail.split(" > ")
    assert int(needs) > int(has) == 4
