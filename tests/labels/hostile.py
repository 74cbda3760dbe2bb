"""Data that would like to be a command: drawn from a seed, printed, and read again."""

import random
from dataclasses import dataclass

from scanners.codes import ai
from scanners.labels.symbols.symbol import GS1, Symbology
from scanners.labels.template import Asked, Barcode, Layout, Part, Template
from scanners.labels.wish import To, Wish
from tests.labels import kit

_STEERING = "^~_\\>()%{}#!\"'<;:,/|`$@&"
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_GS1_X = "".join(c for c in _ASCII if c != " " and not ai.fault(ai.AIS["10"], c))
_COMMANDS = (
    "^XZ",
    "~DG",
    ">;>8",
    ">5",
    "_1",
    "_5F",
    "\\5E",
    "^FS",
    ">0",
    ">:",
    "~JA",
    "^FH_",
    "__",
)
WAYS = (To.ZPL, To.PNG, To.PDF)
_LONGEST = {Symbology.CODE128: 26, Symbology.GS1_128: 20, Symbology.GS1_DATAMATRIX: 20}


@dataclass(frozen=True)
class Misread:
    """A payload of which a reader read something else."""

    payload: str
    to: To
    read: list[tuple[str, str]]


def misread(symbology: Symbology, seed: int, count: int) -> list[Misread]:
    """Print and read `count` payloads, a third of them each way."""
    dice = random.Random(f"{symbology} {seed}")
    template = template_of(symbology)
    found = []
    for at in range(count):
        payload = draw(dice, symbology)
        to = WAYS[at % len(WAYS)]
        wish = Wish(to, dice.choice((203, 300)), "en", 0)
        gtin = "0109501101530003" if symbology in GS1 else ""
        want = [(kit.AIMS[symbology], f"{gtin}10{payload}" if gtin else payload)]
        given = {"gtin": "9501101530003", "data": payload}
        read = kit.printed(template, given, wish)
        if read != want:
            found.append(Misread(payload, to, read))
    return found


def draw(dice: random.Random, symbology: Symbology) -> str:
    """Draw a payload: digits, what steers printers, and whole commands, in any order."""
    letters = _GS1_X if symbology in GS1 else _ASCII
    steering = "".join(c for c in _STEERING if c in letters)
    commands = [c for c in _COMMANDS if all(one in letters for one in c)]
    longest = _LONGEST.get(symbology, 60)
    length = dice.randint(1, longest)
    payload = ""
    while len(payload) < length:
        match dice.randrange(4):
            case 0:
                payload += dice.choice(letters)
            case 1:
                payload += dice.choice(steering)
            case 2:
                payload += dice.choice(commands)
            case _:
                payload += str(dice.randrange(10 ** dice.randint(1, 6)))
    return payload[:longest].strip() or "0"


def template_of(symbology: Symbology) -> Template:
    is_gs1 = symbology in GS1
    parts = (Part(ai="01", field="gtin"), Part(ai="10", field="data")) if is_gs1 else ()
    barcode = Barcode(
        x=2, y=1, w=208, h=34, symbology=symbology, value="" if is_gs1 else "{data}", gs1=parts
    )
    return Template(
        name="hostile",
        about="a label for hostile data",
        fields=(
            Asked(name="gtin", type="gtin", about=""),
            Asked(name="data", type="lot" if is_gs1 else "code", about="", length_max=100),
        ),
        layouts=(Layout(width=212, height=36, elements=(barcode,)),),
    )
