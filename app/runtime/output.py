"""What reaches a person: looks, sounds, and how they like both."""

from collections.abc import Callable
from dataclasses import dataclass

from app.base.notice import Sound
from app.base.people import Likes
from app.ui.looks import ScreenLook


@dataclass(frozen=True, slots=True)
class Output:
    """What reaches the person; no call may wait for the screen."""

    show: Callable[[ScreenLook], None]
    sound: Callable[[Sound], None]
    like: Callable[[Likes], None] = lambda _likes: None
