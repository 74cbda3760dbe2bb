"""Photos made small, signatures made pictures; and what is none is said, not thrown."""

import io
from random import Random

import pytest
from PIL import Image

from app.runtime.picture import EDGE_MAX, THUMB_EDGE, Unpictured, compressed, drawn, thumbnail
from sync.core.evidence import PICTURE_BYTES_MAX


def photo(width: int, height: int, kind: str = "JPEG", **more: object) -> bytes:
    noise = Image.frombytes("RGB", (160, 100), Random(1).randbytes(160 * 100 * 3))
    out = io.BytesIO()
    noise.resize((width, height)).save(out, kind, **more)
    return out.getvalue()


def opened(data: bytes | Unpictured) -> Image.Image:
    assert isinstance(data, bytes), data
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_of_a_phone_becomes_small_enough_to_send(kind: str):
    small = compressed(photo(1800, 1200, kind))
    assert isinstance(small, bytes)
    assert len(small) <= PICTURE_BYTES_MAX
    assert opened(small).format == "JPEG"
    assert max(opened(small).size) == EDGE_MAX
    assert max(opened(thumbnail(small)).size) == THUMB_EDGE


def test_it_stands_upright_and_does_not_say_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Secret Phone"
    small = compressed(photo(400, 200, exif=exif))
    assert opened(small).size == (200, 400)
    assert isinstance(small, bytes)
    assert b"Secret" not in small


def test_what_is_clear_lies_on_white():
    clear, out = Image.new("RGBA", (50, 50), (0, 0, 0, 0)), io.BytesIO()
    clear.save(out, "PNG")
    assert min(opened(compressed(out.getvalue())).getpixel((25, 25))) > 250


NONE: dict[str, bytes] = {
    "nothing": b"",
    "a text": b"a text that is no picture",
    "half of one": photo(400, 300)[:2000],
    "a name only": b"\x89PNG\r\n\x1a\n",
    "an empty gif": b"GIF89a\x00\x00\x00\x00\x00\x00\x00",
}


@pytest.mark.parametrize("data", NONE.values(), ids=NONE)
def test_what_is_no_picture_is_said(data: bytes):
    assert compressed(data) is Unpictured.UNREADABLE
    assert thumbnail(data) == b""


def test_a_picture_that_would_fill_the_memory_is_not_opened():
    out = io.BytesIO()
    Image.new("1", (12_000, 10_000)).save(out, "PNG")
    assert len(out.getvalue()) < PICTURE_BYTES_MAX
    assert compressed(out.getvalue()) is Unpictured.TOO_LARGE


def test_what_a_finger_wrote_is_dark_on_white_and_small():
    data = drawn((((10, 10), (200, 80), (390, 20)), ((30, 100),)))
    image = opened(data)
    assert (image.format, image.mode) == ("PNG", "L")
    assert image.getextrema() == (0, 255)
    assert isinstance(data, bytes)
    assert len(data) < 20_000
    assert drawn(()) is Unpictured.EMPTY
    wild = Random(2)
    scribble = tuple((wild.randrange(9_000), wild.randrange(9_000)) for _ in range(3_000))
    assert not isinstance(drawn((scribble,)), bytes) or len(drawn((scribble,))) <= PICTURE_BYTES_MAX
