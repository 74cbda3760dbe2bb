"""Graphics for ZPL: hexadecimal digits, with runs and repeated rows made short."""

from itertools import groupby

_REPEATS = [(20 * at, chr(ord("f") + at)) for at in range(20, 0, -1)] + [
    (at, chr(ord("F") + at)) for at in range(19, 0, -1)
]


def graphic(content: bytes, row_bytes: int) -> str:
    """Write rows of dots as ^GFA takes them; the printer needs no ZIP, and no byte is no text."""
    rows = [content[at : at + row_bytes].hex().upper() for at in range(0, len(content), row_bytes)]
    said: list[str] = []
    before = ""
    for row in rows:
        said.append(":" if row == before else _row(row))
        before = row
    return f"^GFA,{len(content)},{len(content)},{row_bytes}," + "".join(said)


def _row(row: str) -> str:
    for digit, mark in (("0", ","), ("F", "!")):
        short = row.rstrip(digit)
        if len(short) < len(row):
            return _runs(short) + mark
    return _runs(row)


def _runs(text: str) -> str:
    return "".join(_run(digit, len(list(run))) for digit, run in groupby(text))


def _run(digit: str, length: int) -> str:
    if length <= 2:
        return digit * length
    said = ""
    for count, letter in _REPEATS:
        while length >= count:
            said += letter
            length -= count
    return said + digit
