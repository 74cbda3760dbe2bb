"""Regular expressions of strangers, matched in bounded steps: none can hang the scanner.

They are run all ways at once, letter by letter, and never go back. What that way cannot do (look
around, refer back) is not taken. What is taken means what it means to Python's `re`.
"""

import re
from dataclasses import dataclass

PATTERN_LENGTH_MAX = 250
PROGRAM_MAX = 1_500
"""Steps of a compiled pattern; `{1,30}` counts as thirty."""
DEPTH_MAX = 20
STEPS_MAX = 4_000
"""Steps one scan may cost over all patterns of a company: a few thousandths of a second."""

_TOKEN = re.compile(
    r"(?P<atom>\\x[0-9A-Fa-f]{2}|\\[dDwWsSnrtfv]|\\[^0-9A-Za-z]|\.|\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<open>\((?:\?:)?(?!\?))|(?P<close>\))|(?P<or>\|)|(?P<edge>[\^$])"
    r"|(?P<times>(?:[*+?]|\{\d*,\d*\}|\{\d+\})\??)|(?P<letter>[^\\()\[\]|*+?])",
    re.DOTALL,
)
_COUNTED = re.compile(r"\{(\d*)(,?)(\d*)\}")


class _Unfit(Exception):
    pass


@dataclass(frozen=True, slots=True)
class _One:
    """A step that takes one letter; `letter` where only this one will do."""

    fits: re.Pattern[str]
    letter: str = ""


@dataclass(frozen=True, slots=True)
class _Fork:
    """Go on at both, the first is preferred."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """Keep where we are: the beginning or end of a group."""

    slot: int


@dataclass(frozen=True, slots=True)
class _Edge:
    sign: str


_Step = _One | _Fork | _Mark | _Edge | None


@dataclass(frozen=True, slots=True)
class Program:
    """A pattern ready to run; its last step, None, is the match."""

    pattern: str
    steps: tuple[_Step, ...]
    groups: int
    begins: str
    """What every match begins with: most texts are told apart by that alone."""


@dataclass(slots=True)
class Budget:
    """What is left to spend on one scan."""

    steps: int = STEPS_MAX


@dataclass(frozen=True, slots=True)
class Found:
    """A match from the beginning of a text: where it ends, and its groups ("" where unused)."""

    end: int
    groups: tuple[str, ...]


def compiled(pattern: str) -> Program | None:
    """Make a pattern ready, or None where it is wrong, too long or not of the kinds taken."""
    if len(pattern) > PATTERN_LENGTH_MAX:
        return None
    try:
        re.compile(pattern)
        reader = _Reader(pattern)
        steps = reader.either(0, 0)
        if reader.at < len(reader.tokens):
            return None
    except (_Unfit, re.error, OverflowError, RecursionError):
        return None
    return Program(pattern, (*steps, None), reader.groups, _beginning(steps))


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
            if at < len(text) and isinstance(step, _One) and step.fits.match(text[at]):
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
            case _Fork(first, second):
                waiting += [(second, marks), (first, marks)]
            case _Mark(slot):
                waiting.append((step_at + 1, (*marks[:slot], at, *marks[slot + 1 :])))
            case _Edge("^"):
                waiting += [(step_at + 1, marks)] if at == 0 else []
            case _Edge():
                last = at == len(text) or (at == len(text) - 1 and text[at] == "\n")
                waiting += [(step_at + 1, marks)] if last else []
            case _One() | None:
                found.append((step_at, marks))
    return found


class _Reader:
    """Reads a pattern from left to right into steps; places in them are absolute."""

    def __init__(self, pattern: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.at = 0
        self.groups = 0
        end = 0
        while end < len(pattern):
            found = _TOKEN.match(pattern, end)
            if found is None or found.lastgroup is None:
                raise _Unfit
            self.tokens.append((found.lastgroup, found[0]))
            end = found.end()

    def either(self, base: int, depth: int) -> list[_Step]:
        """Read ways parted by `|`, up to a closing bracket or the end."""
        if depth > DEPTH_MAX:
            raise _Unfit
        first = self._row(base, depth)
        if self._kind() != "or":
            return first
        self.at += 1
        first = _moved(first, base, base + 1)
        second_at = base + len(first) + 2
        second = self.either(second_at, depth + 1)
        return [_Fork(base + 1, second_at), *first, *_leap(second_at + len(second)), *second]

    def _row(self, base: int, depth: int) -> list[_Step]:
        steps: list[_Step] = []
        while self._kind() not in {"", "or", "close"}:
            start = base + len(steps)
            part = self._part(start, depth)
            if self._kind() == "times":
                part = _repeated(part, start, self._take())
            steps += part
            if len(steps) > PROGRAM_MAX:
                raise _Unfit
        return steps

    def _part(self, base: int, depth: int) -> list[_Step]:
        kind = self._kind()
        token = self._take()
        match kind:
            case "atom":
                return [_One(re.compile(token))]
            case "letter":
                return [_One(re.compile(re.escape(token)), token)]
            case "edge":
                return [_Edge(token)]
            case "open":
                return self._group(token, base, depth)
            case _:
                raise _Unfit

    def _group(self, bracket: str, base: int, depth: int) -> list[_Step]:
        kept = bracket == "("
        number = self.groups
        self.groups += kept
        inside = self.either(base + kept, depth + 1)
        if self._kind() != "close":
            raise _Unfit
        self.at += 1
        return [_Mark(2 * number), *inside, _Mark(2 * number + 1)] if kept else inside

    def _kind(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]


def _beginning(steps: list[_Step]) -> str:
    letters = ""
    for step in steps:
        match step:
            case _One(letter=letter) if letter:
                letters += letter
            case _Mark():
                pass
            case _:
                break
    return letters


def _leap(to: int) -> list[_Step]:
    return [_Fork(to, to)]


def _moved(steps: list[_Step], base: int, to: int) -> list[_Step]:
    """Write steps that stood at `base` for another place."""
    by = to - base
    return [_Fork(s.first + by, s.second + by) if isinstance(s, _Fork) else s for s in steps]


def _repeated(part: list[_Step], base: int, token: str) -> list[_Step]:
    least, most, greedy = _times(token)
    if most != 1 and _takes_nothing(part, base):
        raise _Unfit  # nothing over and over again: engines differ in what that means
    steps: list[_Step] = []

    def fork(inside: int, beyond: int) -> _Fork:
        return _Fork(inside, beyond) if greedy else _Fork(beyond, inside)

    for _ in range(least):
        steps += _moved(part, base, base + len(steps))
        if len(steps) > PROGRAM_MAX:
            raise _Unfit
    if most is None:
        start = base + len(steps)
        body = _moved(part, base, start + 1)
        return [*steps, fork(start + 1, start + len(body) + 2), *body, *_leap(start)]
    rest = most - least
    if rest * (len(part) + 1) > PROGRAM_MAX:
        raise _Unfit
    end = base + len(steps) + rest * (len(part) + 1)
    for _ in range(rest):
        start = base + len(steps)
        steps += [fork(start + 1, end), *_moved(part, base, start + 1)]
    return steps


def _takes_nothing(part: list[_Step], base: int) -> bool:
    """Say whether this part can be passed without taking a letter."""
    seen: set[int] = set()
    waiting = [0]
    while waiting:
        at = waiting.pop()
        if at >= len(part):
            return True
        if at in seen:
            continue
        seen.add(at)
        match part[at]:
            case _Fork(first, second):
                waiting += [first - base, second - base]
            case _Mark() | _Edge():
                waiting.append(at + 1)
            case _:
                pass
    return False


def _times(token: str) -> tuple[int, int | None, bool]:
    greedy = len(token) == 1 or not token.endswith("?")
    bare = token if greedy else token[:-1]
    if bare[0] != "{":
        return ("*+?".index(bare) == 1) + 0, 1 if bare == "?" else None, greedy
    found = _COUNTED.fullmatch(bare)
    assert found is not None
    least = int(found[1] or 0)
    if not found[2]:
        return least, least, greedy
    most = int(found[3]) if found[3] else None
    if most is not None and most < least:
        raise _Unfit
    return least, most, greedy
