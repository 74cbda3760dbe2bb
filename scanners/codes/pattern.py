"""Regular expressions of strangers, made into steps that `regex` runs.

What cannot be run in bounded steps (looking around, referring back) is not taken. What is taken
means what it means to Python's `re`.
"""

import re
from dataclasses import dataclass

PATTERN_LENGTH_MAX = 250
PROGRAM_MAX = 1_500
"""Steps of a compiled pattern; `{1,30}` counts as thirty."""
DEPTH_MAX = 20
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
class One:
    """A step that takes one letter; `letter` where only this one will do."""

    fits: re.Pattern[str]
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Fork:
    """Go on at both, the first is preferred."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Keep where we are: the beginning or end of a group."""

    slot: int


@dataclass(frozen=True, slots=True)
class Edge:
    sign: str


Step = One | Fork | Mark | Edge | None


@dataclass(frozen=True, slots=True)
class Program:
    """A pattern ready to run; its last step, None, is the match."""

    pattern: str
    steps: tuple[Step, ...]
    groups: int
    begins: str
    """What every match begins with: most texts are told apart by that alone."""


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

    def either(self, base: int, depth: int) -> list[Step]:
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
        return [Fork(base + 1, second_at), *first, *_leap(second_at + len(second)), *second]

    def _row(self, base: int, depth: int) -> list[Step]:
        steps: list[Step] = []
        while self._kind() not in {"", "or", "close"}:
            start = base + len(steps)
            part = self._part(start, depth)
            if self._kind() == "times":
                part = _repeated(part, start, self._take())
            steps += part
            if len(steps) > PROGRAM_MAX:
                raise _Unfit
        return steps

    def _part(self, base: int, depth: int) -> list[Step]:
        kind = self._kind()
        token = self._take()
        match kind:
            case "atom":
                return [One(re.compile(token))]
            case "letter":
                return [One(re.compile(re.escape(token)), token)]
            case "edge":
                return [Edge(token)]
            case "open":
                return self._group(token, base, depth)
            case _:
                raise _Unfit

    def _group(self, bracket: str, base: int, depth: int) -> list[Step]:
        kept = bracket == "("
        number = self.groups
        self.groups += kept
        inside = self.either(base + kept, depth + 1)
        if self._kind() != "close":
            raise _Unfit
        self.at += 1
        return [Mark(2 * number), *inside, Mark(2 * number + 1)] if kept else inside

    def _kind(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]


def _beginning(steps: list[Step]) -> str:
    letters = ""
    for step in steps:
        match step:
            case One(letter=letter) if letter:
                letters += letter
            case Mark():
                pass
            case _:
                break
    return letters


def _leap(to: int) -> list[Step]:
    return [Fork(to, to)]


def _moved(steps: list[Step], base: int, to: int) -> list[Step]:
    """Write steps that stood at `base` for another place."""
    by = to - base
    return [Fork(s.first + by, s.second + by) if isinstance(s, Fork) else s for s in steps]


def _repeated(part: list[Step], base: int, token: str) -> list[Step]:
    least, most, greedy = _times(token)
    if most != 1 and _takes_nothing(part, base):
        raise _Unfit  # nothing over and over again: engines differ in what that means
    steps: list[Step] = []

    def fork(inside: int, beyond: int) -> Fork:
        return Fork(inside, beyond) if greedy else Fork(beyond, inside)

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


def _takes_nothing(part: list[Step], base: int) -> bool:
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
            case Fork(first, second):
                waiting += [first - base, second - base]
            case Mark() | Edge():
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
