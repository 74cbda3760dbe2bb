"""A template with some of its elements elsewhere: moved by millimetres, and all that is in them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from scanners.labels.template import (
    Barcode,
    Box,
    Condition,
    Element,
    Line,
    Picture,
    Repeat,
    Template,
    Text,
)

Move = tuple[int, float, float]
"""Which element of the first layout, and how many millimetres right and down."""


def moved(template: Template, moves: Iterable[Move]) -> Template:
    """Move elements of the widest layout; what would leave it at the left or top stays at 0."""
    layout = template.layouts[0]
    elements = list(layout.elements)
    for at, right, down in moves:
        if 0 <= at < len(elements):
            elements[at] = _shifted(elements[at], right, down)
    first = replace(layout, elements=tuple(elements))
    return replace(template, layouts=(first, *template.layouts[1:]))


def named(element: Element) -> str:
    """Say of an element what it holds, for who looks for it."""
    match element:
        case Text(value=value):
            return value
        case Barcode(value=value, gs1=parts):
            return value or "".join(f"({part.ai}){{{part.field}}}" for part in parts)
        case Picture(field=field) | Condition(field=field) | Repeat(field=field):
            return f"{{{field}}}"
        case Box() | Line():
            return f"{element.w:g} x {element.h:g} mm"
        case _:
            assert_never(element)


def _shifted(element: Element, right: float, down: float) -> Element:
    if isinstance(element, Condition | Repeat):
        inside = tuple(_shifted(one, right, down) for one in element.elements)
        return replace(element, elements=inside)
    return replace(
        element,
        x=round(max(0.0, element.x + right), 2),
        y=round(max(0.0, element.y + down), 2),
    )
