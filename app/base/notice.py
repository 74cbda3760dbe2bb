"""What became of the last message: an outcome to hear and see, and the words for it."""

from dataclasses import dataclass
from enum import StrEnum

from app.base.wording import Text


class Sound(StrEnum):
    """The outcomes that are heard; `app/ui/feedback` gives each its tone and light."""

    COUNTED = "counted"
    TAKEN_BACK = "taken_back"
    LINE_DONE = "line_done"
    ORDER_DONE = "order_done"
    QUESTION = "question"
    STOP = "stop"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Notice:
    """An outcome: `stays` until acknowledged by the next scan or a tap; else it passes."""

    sound: Sound
    text: Text | None = None
    stays: bool = False
