"""THE TABLE of what an outcome sounds, feels and looks like; told apart with eyes shut."""

from dataclasses import dataclass
from enum import StrEnum

from app.base.notice import Sound
from app.ui.looks import Tone


class Light(StrEnum):
    """Where the light comes on: nowhere, round the edge, or over everything."""

    NONE = "none"
    EDGE = "edge"
    FULL = "full"


class Buzz(StrEnum):
    """What a handheld's motor can be asked for, weakest first."""

    LIGHT = "light_impact"
    MEDIUM = "medium_impact"
    HEAVY = "heavy_impact"
    LONG = "vibrate"


@dataclass(frozen=True, slots=True)
class Feel:
    """`tone_file` under assets; `buzzes` with `buzz_gap_ms` between them; a light for a moment."""

    tone_file: str
    tone: Tone
    light: Light
    light_ms: int
    icon: str
    buzzes: tuple[Buzz, ...] = ()


BUZZ_GAP_MS = 110

FEEDBACK: dict[Sound, Feel] = {
    Sound.COUNTED: Feel("counted.wav", Tone.GOOD, Light.EDGE, 200, "ok", (Buzz.LIGHT,)),
    Sound.TAKEN_BACK: Feel(
        "taken_back.wav", Tone.ACCENT, Light.EDGE, 200, "undo", (Buzz.LIGHT, Buzz.LIGHT)
    ),
    Sound.LINE_DONE: Feel("line_done.wav", Tone.GOOD, Light.EDGE, 200, "ok", (Buzz.MEDIUM,)),
    Sound.ORDER_DONE: Feel("order_done.wav", Tone.GOOD, Light.FULL, 500, "finish", (Buzz.HEAVY,)),
    Sound.QUESTION: Feel(
        "question.wav", Tone.ASK, Light.EDGE, 200, "question", (Buzz.MEDIUM, Buzz.MEDIUM)
    ),
    Sound.STOP: Feel(
        "stop.wav", Tone.STOP, Light.FULL, 300, "stop", (Buzz.LONG, Buzz.LONG, Buzz.LONG, Buzz.LONG)
    ),
    Sound.BUSY: Feel("busy.wav", Tone.PLAIN, Light.NONE, 0, "send"),
}
