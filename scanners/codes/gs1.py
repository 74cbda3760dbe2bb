"""GS1 element strings: cut into pairs and checked, from scanned data or from "(01)..." text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scanners.codes import ai
from scanners.codes.scan import CodeProblem

GS = "\x1d"
"""The separator, as scanners send the FNC1 inside a message."""

Pair = tuple[str, str]

_BRACKET = re.compile(r"(?<!\\)\(")
_BRACKETED = re.compile(r"\((\d{2,4})\)")
# A lost separator is suspected only before identifiers whose values are checked strictly; a
# lot such as "B21X10" would otherwise always be doubted.
_STRICT = re.compile(r"0[0123]|1[123567]|3[1-6]")
_STRICT_LENGTH_MIN = 8
_DOUBTED_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of a message; empty where a problem refuses the message as a whole."""

    pairs: tuple[Pair, ...]
    problems: tuple[CodeProblem, ...] = ()


def read(data: str) -> Pairs:
    """Cut scanned data (without the leading FNC1) into pairs."""
    found, problem, open_value = _cut(data)
    if problem is None:
        return _settled(found)
    # A value too long for its identifier may be one that lost its separator.
    lost = GS not in data and _strict_starts(open_value)
    return _refused(problem, *((CodeProblem.SEPARATOR_MAYBE_LOST,) if lost else ()))


def cuts(pairs: tuple[Pair, ...]) -> list[tuple[Pair, ...]]:
    """Cut the last value in every way that leaves whole further pairs behind it."""
    value = pairs[-1][1]
    return _cut_at(pairs, range(1, len(value)))


def strict_cuts(pairs: tuple[Pair, ...]) -> list[tuple[Pair, ...]]:
    """As `cuts`, but only before identifiers whose values are checked strictly."""
    return _cut_at(pairs, _strict_starts(pairs[-1][1]))


def is_bracketed(text: str) -> bool:
    """Say whether this text begins like the form that people read, "(01)..."."""
    start = _BRACKETED.match(text)
    return start is not None and start[1] in ai.AIS


def read_bracketed(text: str) -> Pairs:
    """Cut the form that people read into pairs; a bracket in a value has a backslash before it."""
    before, *pieces = _BRACKET.split(text)
    if before.strip() or not pieces:
        return _refused(CodeProblem.UNKNOWN_AI)
    found: list[Pair] = []
    for piece in pieces:
        code, closed, value = piece.partition(")")
        entry = ai.AIS.get(code)
        if entry is None:
            return _refused(CodeProblem.UNKNOWN_AI if closed else CodeProblem.TRUNCATED)
        value = value.strip().replace("\\(", "(")
        if problem := fault(entry, value):
            return _refused(problem)
        found.append((code, value))
    return _settled(found)


def write(pairs: tuple[Pair, ...]) -> str:
    """Write pairs as data, with a separator only where one is needed."""
    last = len(pairs) - 1
    return "".join(
        code + value + ("" if ai.AIS[code].fixed or at == last else GS)
        for at, (code, value) in enumerate(pairs)
    )


def _cut(data: str) -> tuple[list[Pair], CodeProblem | None, str]:
    """Cut data up to its end or its first problem; also tell the last value of open length."""
    found: list[Pair] = []
    value = ""
    at = 0
    while at < len(data):
        entry = ai.find(data, at)
        if entry is None:
            return found, _unknown(data[at:]), ""
        start = at + len(entry.code)
        end = _end(entry, data, start)
        value = data[start:end]
        if problem := fault(entry, value):
            return found, problem, "" if entry.fixed else value
        found.append((entry.code, value))
        at = end + data.startswith(GS, end)
    if not found:
        return found, CodeProblem.EMPTY, ""
    return found, None, "" if ai.AIS[found[-1][0]].fixed else value


def _end(entry: ai.Ai, data: str, start: int) -> int:
    if entry.fixed:
        return min(start + entry.fixed, len(data))
    end = data.find(GS, start)
    return len(data) if end < 0 else end


def fault(entry: ai.Ai, value: str) -> CodeProblem | None:
    """Say what is wrong with the value of an identifier, if anything is."""
    return CodeProblem.TRUNCATED if GS in value else ai.fault(entry, value)


def _unknown(rest: str) -> CodeProblem:
    """Tell an identifier cut off from one that does not exist."""
    cut = len(rest) < 4 and any(code.startswith(rest) for code in ai.AIS)
    return CodeProblem.TRUNCATED if cut else CodeProblem.UNKNOWN_AI


def _strict_starts(value: str) -> list[int]:
    """Tell where in an open value further pairs may begin, their separator lost."""
    if not _STRICT_LENGTH_MIN < len(value) <= _DOUBTED_LENGTH_MAX:
        return []
    found = _STRICT.finditer(value, 1, len(value) - _STRICT_LENGTH_MIN + 2)
    return [at for at in (start.start() for start in found) if _cut(value[at:])[1] is None]


def _cut_at(pairs: tuple[Pair, ...], places: Iterable[int]) -> list[tuple[Pair, ...]]:
    *before, (code, value) = pairs
    found: list[tuple[Pair, ...]] = []
    for at in places:
        behind, problem, _ = _cut(value[at:])
        whole = tuple(dict.fromkeys((*before, (code, value[:at]), *behind)))
        if problem is None and len(dict(whole)) == len(whole):
            found.append(whole)
    return found


def _refused(*problems: CodeProblem) -> Pairs:
    return Pairs((), problems)


def _settled(found: list[Pair]) -> Pairs:
    distinct = dict.fromkeys(found)
    if len({code for code, _ in distinct}) < len(distinct):
        return _refused(CodeProblem.REPEATED_AI)
    return Pairs(tuple(distinct))
