"""What a screen holds in its hands besides its look: ways out, the room it has, live typing."""

from collections.abc import Callable
from dataclasses import dataclass

import flet as ft

from app.base.messages import Answered
from app.ui.finder import FinderHands
from app.ui.forms import Filled, Pictured
from app.ui.frame_words import IN_ENGLISH, FrameWords
from app.ui.looks import Send
from app.ui.scale import Scale
from app.ui.theme import Width, scale_of


@ft.observable
@dataclass(eq=False)
class Echo:
    """What a person is typing on keys right now, before its Enter; empty while a scanner types."""

    text: str = ""


@ft.observable
@dataclass(eq=False)
class Cursor:
    """Which row or tile the arrow keys stand on, by its id; "" while nobody uses them."""

    at: str = ""


@ft.observable
@dataclass(eq=False)
class Box:
    """The one real text box that can be open, by its name ("" for none), and what it holds."""

    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Hands:
    """`send` for every tap; `fill` for a form; `picture` for what a finger wrote.

    `editing` tells when a real field has the keys. The `left` hand has the bar the other way round.
    """

    send: Send
    fill: Callable[[Filled], None]
    editing: Callable[[str], None]
    echo: Echo
    cursor: Cursor
    box: Box
    picture: Callable[[Pictured], None]
    width: Width = Width.HAND
    camera: FinderHands | None = None
    left: bool = False
    words: FrameWords = IN_ENGLISH
    text: int = 100
    """How large words are, in percent of what they are by themselves."""

    def open(self, name: str) -> None:
        """Open a real text box, for letters by touch."""
        self.box.text = ""
        self.box.name = name

    def close(self) -> None:
        """Close it, and forget what it holds."""
        self.box.name = self.box.text = ""

    def answer(self, text: str) -> None:
        """Send a text entered into a real text box."""
        self.send(Answered(text))

    @property
    def scale(self) -> Scale:
        """How large all is drawn."""
        return scale_of(self.width, self.text)

    @property
    def has_keys(self) -> bool:
        """Whether there is a keyboard worth naming keys for."""
        return self.width in {Width.DOCK, Width.WIDE}
