"""A label's template: what it asks for, and where in millimetres each thing stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter, with_config

from scanners.labels.symbols.symbol import Symbology

Mm = Annotated[float, Field(ge=0, le=400, allow_inf_nan=False)]
Size = Annotated[float, Field(ge=1, le=200, allow_inf_nan=False)]
FieldType = Literal[
    "text", "lot", "code", "gtin", "sscc", "count", "date", "bin", "badge", "command", "url",
    "image", "list",
]  # fmt: skip
ELEMENTS_MAX = 200
STRICT = ConfigDict(extra="forbid")


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One field of the data. `may_be_none` lets a label go without it, if that is said."""

    name: str
    type: FieldType
    about: str
    may_be_none: bool = False
    length_max: Annotated[int, Field(ge=1, le=400)] = 80
    items: tuple["Asked", ...] = ()
    example: object = None


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Letters in a box: as large as `size` or smaller, wrapped where it is high enough.

    `value` holds fields as {name} and words in the label's language as {word:name}.
    """

    kind: Literal["text"] = "text"
    x: Mm
    y: Mm
    w: Mm
    h: Mm
    value: str
    size: Size
    smallest: Size = 1.8
    bold: bool = False
    inverse: bool = False
    align: Literal["start", "centre", "end"] = "start"


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A frame, or an area that is solid or hatched."""

    kind: Literal["box"] = "box"
    x: Mm
    y: Mm
    w: Mm
    h: Mm
    line: Mm = 0.4
    fill: Literal["none", "solid", "hatch", "check"] = "none"


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line across or down."""

    kind: Literal["line"] = "line"
    x: Mm
    y: Mm
    w: Mm = 0.4
    h: Mm = 0.4


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One pair of a GS1 message: left out where its field is none."""

    ai: str
    field: str


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Barcode:
    """A symbol in a box: a linear one with bars of whole height, a square one as large as may be.

    `value` is for plain symbols, `gs1` for those of GS1. One that `may_be_left_out` gives way
    where its data is too long for the box; another symbol on the same label then carries it.
    """

    kind: Literal["barcode"] = "barcode"
    x: Mm
    y: Mm
    w: Mm
    h: Mm
    symbology: Symbology
    value: str = ""
    gs1: tuple[Part, ...] = ()
    readable: bool = True
    may_be_left_out: bool = False


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A black and white PNG out of a field, such as a sign for dangerous goods."""

    kind: Literal["image"] = "image"
    x: Mm
    y: Mm
    w: Mm
    h: Mm
    field: str


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Elements that are there only if a field is, or is not, or equals something."""

    kind: Literal["condition"] = "condition"
    field: str
    when: Literal["there", "none"] = "there"
    elements: tuple["Element", ...]


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Elements once for each entry of a list: beside each other first, then below."""

    kind: Literal["repeat"] = "repeat"
    field: str
    across: Annotated[int, Field(ge=1, le=20)] = 1
    dx: Mm = 0
    dy: Mm
    elements: tuple["Element", ...]


Element = Annotated[
    Text | Box | Line | Barcode | Picture | Condition | Repeat, Field(discriminator="kind")
]


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One size of the label. `grows` names a list that makes it longer by `grows_by` each."""

    width: Annotated[Mm, Field(gt=5, le=220)]
    height: Annotated[Mm, Field(gt=5, le=400)]
    grows: str = ""
    grows_by: Mm = 0
    elements: Annotated[tuple[Element, ...], Field(max_length=ELEMENTS_MAX)]


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A label: its fields, and its layouts from the widest to the narrowest."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,30}$")]
    about: str
    fields: tuple[Asked, ...]
    layouts: Annotated[tuple[Layout, ...], Field(min_length=1)]


_ADAPTER = TypeAdapter(Template)


def read(text: str | bytes) -> Template:
    """Read a template; pydantic's ValidationError names what in it cannot be."""
    return _ADAPTER.validate_json(text)


def to_json(template: Template) -> bytes:
    """Write a template as it is read."""
    return _ADAPTER.dump_json(template, indent=1)


def schema() -> dict[str, object]:
    """Write the JSON schema that a template is checked against."""
    return _ADAPTER.json_schema()


def walk(elements: tuple[Element, ...]) -> Iterator[Element]:
    """Go through elements and all that is in them."""
    for element in elements:
        yield element
        if isinstance(element, Condition | Repeat):
            yield from walk(element.elements)
