"""A label in dots: what every backend draws, each in its own words."""

from dataclasses import dataclass, field

from PIL import Image, ImageOps

from scanners.labels.symbols.symbol import Symbol


@dataclass(frozen=True, slots=True)
class Ink:
    """Dots as they are; 1 is black."""

    x: int
    y: int
    image: Image.Image = field(repr=False)


@dataclass(frozen=True, slots=True)
class Block:
    """A black rectangle."""

    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, slots=True)
class Modules:
    """A barcode: `module` dots wide each, and `height` dots high in all."""

    x: int
    y: int
    module: int
    height: int
    symbol: Symbol
    data: str


Mark = Ink | Block | Modules


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole label; no two marks depend on each other."""

    width: int
    height: int
    dpi: int
    marks: tuple[Mark, ...]


def extent(mark: Mark) -> tuple[int, int, int, int]:
    """Say where a mark begins and ends: left, top, right, below."""
    match mark:
        case Ink(x, y, image):
            return x, y, x + image.width, y + image.height
        case Block(x, y, w, h):
            return x, y, x + w, y + h
        case Modules(x, y, module, height, symbol):
            return x, y, x + symbol.width * module, y + height


def trimmed(ink: Ink) -> tuple[Ink, ...]:
    """Leave out what is blank around it, and all of it where there is nothing."""
    box = ink.image.getbbox()
    return (Ink(ink.x + box[0], ink.y + box[1], ink.image.crop(box)),) if box else ()


def blank(width: int, height: int) -> Image.Image:
    return Image.new("1", (width, height), 0)


def paint(drawing: Drawing) -> Image.Image:
    """Draw all of it as dots; 1 is black."""
    page = blank(drawing.width, drawing.height)
    for mark in drawing.marks:
        match mark:
            case Ink(x, y, image):
                page.paste(1, (x, y), image)
            case Block(x, y, w, h):
                page.paste(1, (x, y, x + w, y + h))
            case Modules():
                page.paste(draw_modules(mark), (mark.x, mark.y))
    return page


def draw_modules(mark: Modules) -> Image.Image:
    """Draw a barcode as dots, each module as many dots wide as it was given."""
    rows = mark.symbol.rows
    small = blank(len(rows[0]), len(rows))
    small.putdata([module == "1" for row in rows for module in row])
    return small.resize((small.width * mark.module, mark.height), Image.Resampling.NEAREST)


def packed(image: Image.Image) -> bytes:
    """Write an image as bytes, row by row, eight dots each, 1 is black; rows end at a byte."""
    return image.tobytes()


def turned(image: Image.Image) -> Image.Image:
    """Turn a label on its side."""
    return image.transpose(Image.Transpose.ROTATE_90)


def inverted(image: Image.Image) -> Image.Image:
    return ImageOps.invert(image.convert("L")).convert("1")
