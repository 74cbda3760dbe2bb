"""Pictures of labels as a camera takes them: codes on a desk, turned, blurred, dark, noisy."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageEnhance, ImageFilter

SIZE = (1280, 720)
PAPER, DESK = 245, 150
GS = "\x1d"
_F = zxingcpp.BarcodeFormat


@dataclass(frozen=True)
class Printed:
    """A code on a label: how it was given to the encoder, and what a scanner reads of it."""

    kind: object
    given: str
    text: str
    aim: str
    scale: int = 3
    gs1: bool = False


GS1 = "(01)09506000134352(10)ABC(17)261231"
_READ = f"010950600013435210ABC{GS}17261231"
LINK = "https://id.gs1.org/01/09506000134352/10/ABC"
CODES = {
    "ean13": Printed(_F.EAN13, "4006381333931", "4006381333931", "]E0", 4),
    "gs1_128": Printed(_F.Code128, GS1, _READ, "]C1", 2, gs1=True),
    "qr_link": Printed(_F.QRCode, LINK, LINK, "]Q1", 6),
    "data_matrix": Printed(_F.DataMatrix, GS1, _READ, "]d2", 8, gs1=True),
    "code_39": Printed(_F.Code39, "A-01-02", "A-01-02", "]A0", 3),
    "itf_14": Printed(_F.ITF, "15400141288763", "15400141288763", "]I1", 3),
}


def label(code: Printed) -> Image.Image:
    """The code on white paper, with the margin it needs."""
    made = zxingcpp.create_barcode(code.given, code.kind, gs1=code.gs1)
    drawn = memoryview(made.to_image(scale=code.scale))
    symbol = Image.frombytes("L", (drawn.shape[1], drawn.shape[0]), drawn.tobytes())
    # A row of bars is as high as a thumb is broad, whatever the encoder's default is.
    height = symbol.height if symbol.height * 2 > symbol.width else max(symbol.height, 110)
    symbol = symbol.resize((symbol.width, height), Image.Resampling.NEAREST)
    paper = Image.new("L", (symbol.width + 60, symbol.height + 60), PAPER)
    paper.paste(symbol.point(lambda dot: 25 if dot < 128 else PAPER), (30, 30))
    return paper


def photo(*labels: Image.Image, turned: float = 0) -> Image.Image:
    """The labels side by side on a desk, all of it seen at an angle."""
    desk = Image.new("L", SIZE, DESK)
    for number, each in enumerate(labels):
        across = SIZE[0] * (2 * number + 1) // (2 * len(labels)) - each.width // 2
        desk.paste(each, (across, (SIZE[1] - each.height) // 2))
    return desk.rotate(turned, Image.Resampling.BICUBIC, fillcolor=DESK)


def noisy(picture: Image.Image, spread: float, seed: int = 7) -> Image.Image:
    noise = Image.frombytes(
        "L", picture.size, random.Random(seed).randbytes(picture.width * picture.height)
    )
    return Image.blend(picture, noise, spread)


def aslant(picture: Image.Image) -> Image.Image:
    """Seen from the side: what is farther away is smaller."""
    width, height = picture.size
    corners = (0, height * 0.12, 0, height * 0.88, width, height, width, 0)
    return picture.transform(
        picture.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=DESK
    )


def dark(picture: Image.Image, light: float) -> Image.Image:
    """So much of the light, and the grain that a sensor has without it."""
    return noisy(ImageEnhance.Brightness(picture).enhance(light), 0.04)


CONDITIONS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "straight": photo,
    "turned 10": lambda label: photo(label, turned=10),
    "turned 45": lambda label: photo(label, turned=45),
    "turned 90": lambda label: photo(label, turned=90),
    "upside down": lambda label: photo(label, turned=180),
    "aslant": lambda label: aslant(photo(label)),
    "blurred 1": lambda label: photo(label).filter(ImageFilter.GaussianBlur(1)),
    "blurred 2": lambda label: photo(label).filter(ImageFilter.GaussianBlur(2)),
    "a quarter of the light": lambda label: dark(photo(label), 0.25),
    "a tenth of the light": lambda label: dark(photo(label), 0.1),
    "noisy": lambda label: noisy(photo(label), 0.3),
    "small": lambda label: photo(label.resize((label.width // 2, label.height // 2))),
}


def jpeg(picture: Image.Image, quality: int = 80) -> bytes:
    """As a camera hands it over."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def film(picture: Image.Image, frames: int = 5) -> bytes:
    """A video that shows one picture, as Chromium's camera of cardboard plays it in a ring."""
    width, height = picture.size
    colourless = bytes([128]) * (width * height // 2)
    head = f"YUV4MPEG2 W{width} H{height} F5:1 Ip A1:1 C420mpeg2\n".encode()
    return head + (b"FRAME\n" + picture.tobytes() + colourless) * frames
