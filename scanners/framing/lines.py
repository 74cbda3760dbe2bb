"""A scanner on a line: bytes as they come become frames, whatever they are cut into."""

from dataclasses import dataclass, replace

STX, ETX = b"\x02", b"\x03"
LENGTH_MAX = 65_536
"""More bytes than this without an end are no scan: the rest of them is passed over."""


@dataclass(frozen=True, slots=True)
class LineRules:
    """How this scanner ends what it sends.

    A frame that begins with STX ends with ETX, whatever is in it; else it ends with CR, LF or ETX.
    `quiet_ms` is for a scanner that sends no end: a silence that long is one, 0 where it sends one.
    `prefix` and `suffix` are what the scanner was told to put around, and are taken off.
    """

    prefix: str = ""
    suffix: str = ""
    quiet_ms: int = 0


AS_IT_COMES = LineRules()


@dataclass(frozen=True, slots=True)
class LineState:
    """What came since the last end; a text cut at LENGTH_MAX is longer than any code may be."""

    rules: LineRules = AS_IT_COMES
    held: bytes = b""


def feed(state: LineState, data: bytes) -> tuple[LineState, tuple[str, ...]]:
    """Take some bytes; hand over the texts that they end."""
    found: list[str] = []
    while data:
        end = _end(state.held[:1] or data[:1], data)
        piece = data if end < 0 else data[:end]
        data = b"" if end < 0 else data[end + 1 :]
        state = _grown(state, piece)
        if end >= 0:
            found += _text(state)
            state = LineState(state.rules)
    return state, tuple(found)


def quiet(state: LineState) -> tuple[LineState, tuple[str, ...]]:
    """Take a silence of `quiet_ms`: the end of what a scanner without an end sent."""
    return LineState(state.rules), tuple(_text(state))


def readable(data: bytes) -> str:
    """Read bytes as text: UTF-8 where they are, else letter by letter, so that none is lost."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _end(first: bytes, data: bytes) -> int:
    if first == STX:
        return data.find(ETX)
    ends = (data.find(b"\r"), data.find(b"\n"), data.find(ETX))
    return min((end for end in ends if end >= 0), default=-1)


def _grown(state: LineState, piece: bytes) -> LineState:
    room = LENGTH_MAX - len(state.held)
    return replace(state, held=state.held + piece[:room])


def _text(state: LineState) -> list[str]:
    # What stands before another STX is a frame that lost its end.
    text = readable(state.held.rpartition(STX)[2])
    text = text.removeprefix(state.rules.prefix).removesuffix(state.rules.suffix)
    return [text] if text else []
