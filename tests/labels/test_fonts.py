"""The fonts that are shipped: whole, and named where one is missing or damaged."""

import shutil
from pathlib import Path

import pytest

from scanners.labels.fault import Fault, Wrong
from scanners.labels.letters.fonts import Fonts
from scanners.labels.render import render
from scanners.labels.wish import To, Wish
from scanners.printers.stationery import ASSETS, read_fonts
from tests.labels import kit


def fonts_in(folder: Path) -> Path:
    shutil.copytree(ASSETS / "fonts", folder / "fonts")
    return folder / "fonts"


@pytest.mark.parametrize("content", [None, b"", b"no font", b"cut"])
@pytest.mark.parametrize("name", ["DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"])
def test_a_font_that_is_missing_or_damaged_is_named(
    name: str, content: bytes | None, tmp_path: Path
):
    font = fonts_in(tmp_path) / name
    whole = font.read_bytes()
    font.unlink()
    if content is not None:
        font.write_bytes(whole[: len(whole) // 3] if content == b"cut" else content)
    fonts = read_fonts(tmp_path)
    assert fonts == Fault(Wrong.NO_FONT, "", name)
    case = kit.TEMPLATES["case"]
    assert render(case, kit.example(case), Wish(To.ZPL, 203), fonts) == (fonts,)


def test_the_fonts_that_are_shipped_are_whole():
    assert isinstance(read_fonts(), Fonts)
