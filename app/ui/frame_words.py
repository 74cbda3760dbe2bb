"""The few words that no look brings along: of the frame, the pad, and of a part that failed."""

from dataclasses import dataclass

from app.base.labels import label
from app.base.language import is_right_to_left


@dataclass(frozen=True, slots=True)
class FrameWords:
    """In the language of whoever looks; in English until somebody does."""

    back: str = "Back"
    take_away: str = "Take one away"
    comma: str = "Decimal comma"
    point: str = "Point"
    failed: str = "This part cannot be shown. Go back, and carry on."
    rtl: bool = False
    type_code: str = "Type a code"
    of: str = "of"
    """As between what is done and what is to be: 3 of 24."""


IN_ENGLISH = FrameWords()


def frame_words() -> FrameWords:
    """Put them into the language that is spoken here."""
    return FrameWords(
        label("back"),
        label("pad_take_away"),
        label("pad_comma"),
        label("pad_point"),
        label("part_failed"),
        is_right_to_left(),
        label("type_code"),
        label("amount_of"),
    )
