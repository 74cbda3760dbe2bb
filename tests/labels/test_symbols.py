"""The symbols themselves, each module as another reader sees it, at every size there is."""

import pytest
import zplkit
import zxingcpp
from PIL import Image

from scanners.labels.drawing import Modules, draw_modules
from scanners.labels.symbols import code128, datamatrix
from scanners.labels.symbols.symbol import Symbol, Symbology
from tests.labels import paper


def read(symbol: Symbol) -> list[paper.Code]:
    height = 90 if symbol.is_linear else symbol.width * 3
    image = draw_modules(Modules(0, 0, 3, height, symbol, ""))
    return paper.codes(image.convert("L").point(lambda shade: 255 - shade))


@pytest.mark.parametrize("length", [1, 3, 5, 8, 12, 18, 22, 30, 36, 44, 62, 86, 114, 144, 174])
def test_a_square_code_of_every_size(length: int):
    data = ("aZ_^~>\\" * 30)[:length]
    symbol = datamatrix.encode(data, Symbology.DATAMATRIX)
    assert symbol is not None
    assert read(symbol) == [("]d1", data)]


@pytest.mark.parametrize(
    "data",
    ["1", "12", "123", "1234", "A1234", "A12345", "1234A", "12A34", "  ", "~}|{", "A123456B"],
)
def test_bars_of_every_mixture(data: str):
    assert read(code128.encode(data, Symbology.CODE128)) == [("]C0", data)]


def test_digits_take_half_the_room():
    digits = code128.encode("0123456789", Symbology.CODE128)
    letters = code128.encode("ABCDEFGHIJ", Symbology.CODE128)
    assert digits.width == 11 * 7 + 13
    assert letters.width == 11 * 12 + 13


def test_bars_agree_with_another_maker():
    """GTIN, expiry and lot in one symbol: no longer than what another program makes of it."""
    data = "010950110153000317270630" + "10ABC123456"
    ours = code128.encode(data, Symbology.GS1_128)
    text = "(01)09501101530003(17)270630(10)ABC123456"
    other = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128, gs1=True)
    picture = Image.fromarray(other.to_image(add_quiet_zones=False))
    assert ours.width <= picture.width
    assert read(ours) == [("]C1", data)]


@pytest.mark.parametrize("data", ["~VSUFCR.", "~TRMUSB130.", "1234"])
def test_what_sets_a_scanner_up_is_told_apart_by_its_last_sign(data: str):
    """A reader leaves FNC3 out of the text: the bars are compared with another maker's."""
    ours = code128.encode(data + code128.FNC3, Symbology.CODE128)
    assert read(ours) == [("]C0", data)]
    said = ours.zpl.replace("~", "\\7E")
    document = zplkit.render(
        f"^XA^PW900^LL120^FO30,10^BY3^BCN,90,N,N,N^FH\\^FD{said}^FS^XZ".encode(),
        zplkit.Options(width=900, height=120, dpi=203),
    )
    (label,) = document.labels
    raster = label.rasterize()
    row = Image.frombytes("L", (raster.width, raster.height), raster.pixels).crop((0, 50, 900, 51))
    bars = "".join("1" if shade < 128 else "0" for shade in row.tobytes()[::3]).strip("0")
    assert bars == ours.rows[0]
