"""Makes the tones in `assets/tones` from figures alone: run it after changing a figure here.

Each tone is a few soft sine notes with a little of their octave, so that it is heard through the
noise of a hall without being sharp; high and short for good, level for a question, low and long
for stop.
"""

import math
import struct
import wave
from dataclasses import dataclass
from pathlib import Path

RATE = 22_050
ATTACK_S, RELEASE_S = 0.004, 0.03
OCTAVE = 0.25
LOUDNESS = 0.8
FOLDER = Path(__file__).parent.parent / "assets" / "tones"


@dataclass(frozen=True, slots=True)
class Note:
    """One note, and the silence after it."""

    hertz: int
    seconds: float
    rest: float = 0.0


TONES: dict[str, tuple[Note, ...]] = {
    "counted": (Note(1760, 0.075),),
    "taken_back": (Note(1568, 0.06, 0.01), Note(1047, 0.1)),
    "line_done": (Note(1319, 0.08, 0.01), Note(1976, 0.13)),
    "order_done": (Note(1047, 0.09, 0.01), Note(1319, 0.09, 0.01), Note(2093, 0.24)),
    "question": (Note(880, 0.11, 0.07), Note(880, 0.11)),
    "stop": (Note(233, 0.45),),
    "busy": (Note(2400, 0.012),),
}


def samples(note: Note) -> list[int]:
    """Tell the waveform of one note with the silence after it."""
    length = round(note.seconds * RATE)
    out = [round(32767 * LOUDNESS * _wave(note, at / RATE)) for at in range(length)]
    return out + [0] * round(note.rest * RATE)


def _wave(note: Note, at: float) -> float:
    turn = 2 * math.pi * note.hertz * at
    body = (math.sin(turn) + OCTAVE * math.sin(2 * turn)) / (1 + OCTAVE)
    # A low note needs its upper notes to be heard from the small speaker of a handheld.
    if note.hertz < 400:
        body = (2 * body + math.sin(3 * turn) + 0.7 * math.sin(5 * turn)) / 3.7
    rise = min(1.0, at / ATTACK_S)
    fall = min(1.0, (note.seconds - at) / min(RELEASE_S, note.seconds / 2))
    return body * rise * fall


def write(name: str, notes: tuple[Note, ...]) -> int:
    """Write one tone as 16-bit mono, and tell its size in bytes."""
    path = FOLDER / f"{name}.wav"
    path.parent.mkdir(parents=True, exist_ok=True)
    wavedata = [value for note in notes for value in samples(note)]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(wavedata)}h", *wavedata))
    return path.stat().st_size


if __name__ == "__main__":
    for tone_name, tone_notes in TONES.items():
        print(f"{tone_name}.wav  {write(tone_name, tone_notes)} bytes")
