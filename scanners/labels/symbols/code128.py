"""Code 128 in sets B and C, shortest first: for our own labels, with FNC1 for GS1-128, and FNC3."""

from scanners.labels.symbols.symbol import Symbol, Symbology

QUIET = 10
FNC1 = "\x1d"
"""How the separator stands in the data, as scanners send it."""

FNC3 = "\ue003"
"""What sets a scanner up instead of being read; no data can hold this letter."""

_START = {"B": 104, "C": 105}
_SWITCH = {"B": 100, "C": 99}
_FNC1, _FNC3, _STOP = 102, 96, 106
_ZPL_START = {"B": ">:", "C": ">;"}
_ZPL_SWITCH = {"B": ">6", "C": ">5"}

# The widths of the six bars and spaces of every code word, as ISO/IEC 15417 lists them.
_TABLE = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232
122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122
321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311
211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113
213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422
121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111
241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121
412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412
211214 211232 2331112
"""
_WIDTHS = _TABLE.split()

Step = tuple[str, str]
"""A set and what it says: one character or FNC3 in B, two digits in C, or FNC1 in either."""
_ZPL_SAYS = {FNC1: ">8", FNC3: ">2"}


def encode(data: str, symbology: Symbology) -> Symbol:
    """Draw printable ASCII; for GS1-128 the FNC1 in front is added, others are in the data."""
    steps = _shortest(FNC1 + data if symbology is Symbology.GS1_128 else data)
    words = _words(steps)
    words.append((words[0] + sum(at * word for at, word in enumerate(words))) % 103)
    words.append(_STOP)
    row = "".join(_modules(_WIDTHS[word]) for word in words)
    return Symbol(symbology, (row,), QUIET, _zpl(steps))


def _shortest(data: str) -> list[Step]:
    """Find the steps with the fewest code words: best[set] is the way to here that ends in it."""
    best: list[dict[str, tuple[int, str, Step | None]]] = [{} for _ in range(len(data) + 1)]
    best[0] = {"B": (1, "", None), "C": (1, "", None)}
    for at in range(len(data)):
        for here, (cost, _, _) in list(best[at].items()):
            for step, length in _next(data, at):
                extra = 1 + (at > 0 and step[0] != here) if step[0] != "*" else 1
                there = here if step[0] == "*" else step[0]
                if at == 0 and step[0] not in {"*", here}:
                    continue
                found = best[at + length].get(there)
                if found is None or cost + extra < found[0]:
                    best[at + length][there] = (cost + extra, here, (there, step[1]))
    return _walk_back(best)


def _next(data: str, at: int) -> list[tuple[Step, int]]:
    if data[at] == FNC1:
        return [(("*", FNC1), 1)]
    steps: list[tuple[Step, int]] = [(("B", data[at]), 1)]
    if len(pair := data[at : at + 2]) == 2 and pair.isdigit():
        steps.append((("C", pair), 2))
    return steps


def _walk_back(best: list[dict[str, tuple[int, str, Step | None]]]) -> list[Step]:
    at = len(best) - 1
    here = min(best[at], key=lambda name: best[at][name][0])
    steps: list[Step] = []
    while at:
        _, before, step = best[at][here]
        assert step is not None, at
        steps.append(step)
        at -= len(step[1])
        here = before
    return steps[::-1]


def _words(steps: list[Step]) -> list[int]:
    here = steps[0][0] if steps else "B"
    words = [_START[here]]
    for name, said in steps:
        if name != here:
            words.append(_SWITCH[name])
            here = name
        words.append(_word(name, said))
    return words


def _word(name: str, said: str) -> int:
    if said in {FNC1, FNC3}:
        return _FNC1 if said == FNC1 else _FNC3
    return int(said) if name == "C" else ord(said) - 32


def _modules(widths: str) -> str:
    return "".join("10"[at % 2] * int(width) for at, width in enumerate(widths))


def _zpl(steps: list[Step]) -> str:
    """Say the same steps to ^BC, whose own commands begin with a `>`; so a `>` is `>0`."""
    here = steps[0][0] if steps else "B"
    said = [_ZPL_START[here]]
    for name, piece in steps:
        if name != here:
            said.append(_ZPL_SWITCH[name])
            here = name
        said.append(_ZPL_SAYS.get(piece) or piece.replace(">", ">0"))
    return "".join(said)
