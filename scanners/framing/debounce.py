"""One code read twice by one pull of the trigger: told by its content and its time."""

from dataclasses import dataclass

from scanners.frame import Frame


@dataclass(frozen=True, slots=True)
class Debounce:
    """The last frame taken. `window_ms` is 0 where every frame counts."""

    window_ms: int
    text: str = ""
    taken_ms: int = 0


def take(state: Debounce, frame: Frame, at_ms: int) -> tuple[Debounce, bool]:
    """Say whether this frame counts. A repeat later than the window is meant, and counts.

    The window begins at what was taken: somebody who scans the same again and again is counted.
    """
    again = frame.text == state.text and at_ms - state.taken_ms < state.window_ms
    if again:
        return state, False
    return Debounce(state.window_ms, frame.text, at_ms), True
