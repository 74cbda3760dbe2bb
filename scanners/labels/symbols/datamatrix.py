"""Data Matrix ECC 200, square, one block of error correction: up to 174 code words."""

from scanners.labels.symbols.symbol import Symbol, Symbology

QUIET = 2  # the standard asks for one module; two survive a label that is cut askew
FNC1 = "\x1d"
ESCAPE = "_"
"""What begins a command inside ^BX; every underscore of the data is doubled."""

_FNC1_WORD, _PAD = 232, 129
#: Side of the symbol, code words of data and of error correction, regions along a side.
_SIZES = (
    (10, 3, 5, 1), (12, 5, 7, 1), (14, 8, 10, 1), (16, 12, 12, 1), (18, 18, 14, 1),
    (20, 22, 18, 1), (22, 30, 20, 1), (24, 36, 24, 1), (26, 44, 28, 1),
    (32, 62, 36, 2), (36, 86, 42, 2), (40, 114, 48, 2), (44, 144, 56, 2), (48, 174, 68, 2),
)  # fmt: skip
WORDS_MAX = _SIZES[-1][1]


def encode(data: str, symbology: Symbology) -> Symbol | None:
    """Draw ASCII; None where the data is too long for the largest symbol drawn here."""
    is_gs1 = symbology is Symbology.GS1_DATAMATRIX
    words = ([_FNC1_WORD] if is_gs1 else []) + _words(data)
    size = next((size for size in _SIZES if size[1] >= len(words)), None)
    if size is None:
        return None
    side, room, correction, regions = size
    words = _padded(words, room)
    bits = _placed(words + _correction(words, correction), side - 2 * regions)
    zpl = ("_1" if is_gs1 else "") + data.replace(ESCAPE, ESCAPE * 2).replace(FNC1, "_1")
    return Symbol(symbology, _framed(bits, side, regions), QUIET, zpl)


def _words(data: str) -> list[int]:
    words = []
    at = 0
    while at < len(data):
        if len(pair := data[at : at + 2]) == 2 and pair.isdigit():
            words.append(130 + int(pair))
            at += 2
        else:
            words.append(_FNC1_WORD if data[at] == FNC1 else ord(data[at]) + 1)
            at += 1
    return words


def _padded(words: list[int], room: int) -> list[int]:
    padded = list(words)
    if len(padded) < room:
        padded.append(_PAD)
    while len(padded) < room:
        noise = 149 * (len(padded) + 1) % 253 + 1
        padded.append((_PAD + noise - 1) % 254 + 1)
    return padded


# ------------------------------------------------------------------ error correction


def _tables() -> tuple[list[int], list[int]]:
    powers, logs = [0] * 255, [0] * 256
    value = 1
    for at in range(255):
        powers[at], logs[value] = value, at
        value = value * 2 ^ (0x12D if value >= 128 else 0)
    return powers, logs


_POWERS, _LOGS = _tables()


def _times(left: int, right: int) -> int:
    return _POWERS[(_LOGS[left] + _LOGS[right]) % 255] if left and right else 0


def _correction(words: list[int], count: int) -> list[int]:
    factors = [1]
    for power in range(1, count + 1):
        root = _POWERS[power % 255]
        shifted = [*factors, 0]
        factors = [
            high ^ (_times(root, factors[at - 1]) if at else 0) for at, high in enumerate(shifted)
        ]
    rest = [0] * count
    for word in words:
        lead = word ^ rest[0]
        rest = [
            old ^ _times(lead, factor)
            for old, factor in zip([*rest[1:], 0], factors[1:], strict=True)
        ]
    return rest


# ------------------------------------------------------------------ where the bits go

Grid = list[list[int | None]]

#: The eight modules of a code word, as the steps from its last one; the shape of an L.
_SHAPE = ((-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0))
#: The four shapes that lie in corners, counted from the sides (-1 is the last row or column).
_CORNERS = (
    ((-1, 0), (-1, 1), (-1, 2), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)),
    ((-3, 0), (-2, 0), (-1, 0), (0, -4), (0, -3), (0, -2), (0, -1), (1, -1)),
    ((-3, 0), (-2, 0), (-1, 0), (0, -2), (0, -1), (1, -1), (2, -1), (3, -1)),
    ((-1, 0), (-1, -1), (0, -3), (0, -2), (0, -1), (1, -3), (1, -2), (1, -1)),
)


def _placed(words: list[int], side: int) -> Grid:
    """Lay the code words out in diagonals, up and down in turn, as ISO/IEC 16022 annex F does."""
    grid: Grid = [[None] * side for _ in range(side)]
    left = iter(words)
    row, column = 4, 0
    while row < side or column < side:
        corner = _corner(row, column, side)
        if corner is not None:
            _put(grid, next(left), [(r % side, c % side) for r, c in _CORNERS[corner]])
        while True:  # up and to the right
            if row < side and column >= 0 and grid[row][column] is None:
                _put(grid, next(left), _around(row, column, side))
            row, column = row - 2, column + 2
            if row < 0 or column >= side:
                break
        row, column = row + 1, column + 3
        while True:  # down and to the left
            if row >= 0 and column < side and grid[row][column] is None:
                _put(grid, next(left), _around(row, column, side))
            row, column = row + 2, column - 2
            if row >= side or column < 0:
                break
        row, column = row + 3, column + 1
    if grid[-1][-1] is None:  # two by two modules stay over in some sizes
        grid[-1][-1] = grid[-2][-2] = 1
    return grid


def _corner(row: int, column: int, side: int) -> int | None:
    if column == 0 and row == side:
        return 0
    if column == 0 and row == side - 2 and side % 4:
        return 2 if side % 8 == 4 else 1
    if column == 2 and row == side + 4 and side % 8 == 0:
        return 3
    return None


def _around(row: int, column: int, side: int) -> list[tuple[int, int]]:
    places = []
    for down, right in _SHAPE:
        r, c = row + down, column + right
        if r < 0:
            r, c = r + side, c + 4 - (side + 4) % 8
        if c < 0:
            r, c = r + 4 - (side + 4) % 8, c + side
        places.append((r, c))
    return places


def _put(grid: Grid, word: int, places: list[tuple[int, int]]) -> None:
    for at, (row, column) in enumerate(places):
        grid[row][column] = word >> (7 - at) & 1


def _framed(bits: Grid, side: int, regions: int) -> tuple[str, ...]:
    """Put the solid and the dotted edges around each region."""
    span = side // regions
    rows = []
    for y in range(side):
        row = []
        for x in range(side):
            inside_y, inside_x = y % span, x % span
            if inside_x == 0 or inside_y == span - 1:
                row.append("1")
            elif inside_y == 0:
                row.append("10"[inside_x % 2])
            elif inside_x == span - 1:
                row.append("01"[inside_y % 2])
            else:
                at = bits[y // span * (span - 2) + inside_y - 1]
                row.append("1" if at[x // span * (span - 2) + inside_x - 1] else "0")
        rows.append("".join(row))
    return tuple(rows)
