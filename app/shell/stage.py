"""What the shell shows right now, as observables: setting one is all that drawing costs."""

from dataclasses import dataclass

import flet as ft

from app.ui.feedback import Feel
from app.ui.frame_words import IN_ENGLISH, FrameWords
from app.ui.looks import ScreenLook
from app.ui.scale import Scale
from app.ui.theme import Width, scale_of


@ft.observable
@dataclass(eq=False)
class Light:
    """The light that is on, if one is."""

    feel: Feel | None = None


@ft.observable
@dataclass(eq=False)
class Stage:
    """The look, the room for it, and an epoch that makes every control new after a reconnect.

    Whoever draws the stage is not drawn again for its light.
    """

    look: ScreenLook
    light: Light
    width: Width = Width.HAND
    epoch: int = 0
    left_handed: bool = False
    words: FrameWords = IN_ENGLISH
    text: int = 100

    @property
    def scale(self) -> Scale:
        """How large all is drawn."""
        return scale_of(self.width, self.text)
