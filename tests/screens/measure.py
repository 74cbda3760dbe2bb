"""How high a drawn thing is at least, by what it is made of: heights given, words, what is around.

It is less than what the client draws, never more: words count as one line, and a picture as none.
"""

import flet as ft
from flet.components.component import Component

_LINE = 1.2
_FIELD = 48


def height_of(part: object) -> float:
    """Tell how high this is drawn at least."""
    match part:
        case Component():
            return height_of(part._b)
        case ft.Container() if part.height is not None:
            return float(part.height)
        case ft.Container():
            return _around(part) + height_of(part.content)
        case ft.Column():
            gaps = (part.spacing or 0) * max(0, len(part.controls) - 1)
            return sum(map(height_of, part.controls)) + gaps
        case ft.Row() | ft.Stack():
            return max(map(height_of, part.controls), default=0)
        case ft.Text():
            return _size(part) * (part.style.height if part.style and part.style.height else 1)
        case ft.Icon():
            return float(part.size or 0)
        case ft.TextField():
            return max(_FIELD, (part.text_size or 0) * _LINE)
        case ft.Semantics():
            return height_of(part.content)
        case _:
            return 0


def words_in(part: object) -> list[ft.Text]:
    """Every text that stands in it."""
    match part:
        case Component():
            return words_in(part._b)
        case ft.Text():
            return [part]
        case ft.Container() | ft.Semantics():
            return words_in(part.content)
        case ft.Column() | ft.Row() | ft.Stack():
            return [one for inner in part.controls for one in words_in(inner)]
        case _:
            return []


def said(text: ft.Text) -> str:
    return text.value or "".join(one.text or "" for one in text.spans or [])


def _size(text: ft.Text) -> float:
    spans = [one.style.size or 0 for one in text.spans or [] if one.style]
    return float(max([text.size or 0, *spans]))


def _around(box: ft.Container) -> float:
    pad, border = box.padding, box.border
    inside = pad * 2 if isinstance(pad, int | float) else pad.top + pad.bottom if pad else 0
    edges = (border.top.width + border.bottom.width) if border else 0
    return float(inside + edges)
