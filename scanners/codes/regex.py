"""Regular expressions of strangers, matched in bounded steps: none can hang the scanner.

They are run all ways at once, letter by letter, and never go back.
"""

from dataclasses import dataclass

from scanners.codes.pattern import Edge, Fork, Mark, One, Program

STEPS_MAX = 4_000
"""Steps one scan may cost over all patterns of a company: a few thousandths of a second."""


@dataclass(slots=True)
class Budget:
    """What is left to spend on one scan."""

    steps: int = STEPS_MAX


@dataclass(frozen=True, slots=True)
class Found:
    """A match from the beginning of a text: where it ends, and its groups ("" where unused)."""

    end: int
    groups: tuple[str, ...]


def match(program: Program, text: str, budget: Budget) -> Found | None:
    """Match from the beginning of the text, as `re.match`; None too where the budget ran out."""
    if not text.startswith(program.begins):
        return None
    slots: tuple[int, ...] = (-1,) * (2 * program.groups)
    threads = _settled(program, [(0, slots)], (text, 0), budget)
    best: tuple[int, tuple[int, ...]] | None = None
    for at in range(len(text) + 1):
        moved: list[tuple[int, tuple[int, ...]]] = []
        for step_at, marks in threads:
            step = program.steps[step_at]
            if step is None:
                best = (at, marks)
                break  # what was less preferred is given up
            if at < len(text) and isinstance(step, One) and step.fits.match(text[at]):
                moved.append((step_at + 1, marks))
        if not moved or budget.steps <= 0:
            break
        threads = _settled(program, moved, (text, at + 1), budget)
    if best is None or budget.steps <= 0:
        return None
    end, marks = best
    spans = zip(marks[::2], marks[1::2], strict=True)
    return Found(end, tuple(text[a:b] if a >= 0 and b >= 0 else "" for a, b in spans))


def _settled(
    program: Program,
    starts: list[tuple[int, tuple[int, ...]]],
    where: tuple[str, int],
    budget: Budget,
) -> list[tuple[int, tuple[int, ...]]]:
    """Follow every step that takes no letter, most preferred first, each place once."""
    text, at = where
    seen: set[int] = set()
    found: list[tuple[int, tuple[int, ...]]] = []
    waiting = starts[::-1]
    while waiting:
        step_at, marks = waiting.pop()
        budget.steps -= 1
        if step_at in seen or budget.steps <= 0:
            continue
        seen.add(step_at)
        match program.steps[step_at]:
            case Fork(first, second):
                waiting += [(second, marks), (first, marks)]
            case Mark(slot):
                waiting.append((step_at + 1, (*marks[:slot], at, *marks[slot + 1 :])))
            case Edge("^"):
                waiting += [(step_at + 1, marks)] if at == 0 else []
            case Edge():
                last = at == len(text) or (at == len(text) - 1 and text[at] == "\n")
                waiting += [(step_at + 1, marks)] if last else []
            case One() | None:
                found.append((step_at, marks))
    return found
