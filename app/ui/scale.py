"""How large all is drawn: as a person likes to read, and as far off as the screen stands.

Ambient while a part is drawn, like the language while a text is put: whoever draws names sizes as
they are in the hand, and says nothing of who reads them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

LARGEST = 40
"""Words grow no further than this, and what is larger by itself not at all: it is read at arm's
length already, and what to do now must not be pushed off a handheld by its own size."""
OF_A_BAR = 150
"""The bar on top grows no further than this percentage, for the same reason."""
BIG = 150
"""From this percentage on, what stands side by side in the hand has no room beside each other."""


@dataclass(frozen=True, slots=True)
class Scale:
    """`text` is what the person likes, in percent; `far` how much further off the screen is."""

    text: int = 100
    far: float = 1.0

    @property
    def is_big(self) -> bool:
        """Say whether words are too large to stand beside each other in the hand."""
        return self.text >= BIG


AS_IT_IS = Scale()
_SCALE: ContextVar[Scale] = ContextVar("scale", default=AS_IT_IS)


@contextmanager
def drawn_in(scale: Scale) -> Iterator[None]:
    """Draw at this scale for as long as it lasts."""
    token = _SCALE.set(scale)
    try:
        yield
    finally:
        _SCALE.reset(token)


@contextmanager
def as_a_bar() -> Iterator[None]:
    """Draw what stands over the work, and must not take its room."""
    scale = _SCALE.get()
    with drawn_in(Scale(min(scale.text, OF_A_BAR), scale.far)):
        yield


def sized(pixels: int) -> int:
    """Size type: all of it grows as the person likes, but what is large already."""
    scale = _SCALE.get()
    there = pixels * scale.far
    return round(max(there, min(there * scale.text / 100, LARGEST)))


def marked(pixels: int) -> int:
    """Size a mark, or the room for a finger: by how far off it is alone."""
    return round(pixels * _SCALE.get().far)


def wide(pixels: int) -> int:
    """Give larger words the width that they need, where there is room."""
    scale = _SCALE.get()
    return round(pixels * scale.far * scale.text / 100)


def lines_of(lines: int) -> int:
    """Give larger words the lines that they need, so that no more of them is cut."""
    more = _SCALE.get().text - 100
    return lines + -(-lines * more // 50)


def is_big() -> bool:
    """Say whether words are too large to stand beside each other in the hand."""
    return _SCALE.get().is_big
