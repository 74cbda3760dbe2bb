"""Hostile and half-right inputs for the parser, from a seed: any of them can be told again."""

import random
from collections.abc import Iterator

GTIN = "09506000134352"
SEEDS = (
    f"]C101{GTIN}10ABC123\x1d17261231", f"]d201{GTIN}21S1\x1d3103001250\x1d37012",
    f"01{GTIN}10ABC17261231", "]E04006381333931", "4006381333931", "01234565", "034012345000000019",
    "]E402345673|]e099COMPOSITE\x1d98XYZ", f"]Q1https://id.gs1.org/01/{GTIN}/10/A%2FB?17=261200",
    f"(01){GTIN}(10)L\\(1)(3922)1299", "SHL.A-01-03J", "SHC.UNDOX", "]J1" + "10A\x1d" * 9,
    "8008260101120000", "43099999999999" + "8" * 12, "7040" + "1ABC", "8003" + "0" * 30,
    "2112345678900", "<(%|)>", "https://[::1]/01/", "^0112345678901231^10A",
    "urn:epc:id:sgtin:1.2.3",
)  # fmt: skip
_ALPHABET = "0123456789" * 3 + "]CEdQe01(){}|/\\%^.:?&=-_ABCxyz\x1d\x00\r\n\x7fé€\ud800𝟘²"
_LONG = 70_000


def inputs(seed: int, count: int) -> Iterator[str]:
    """Random texts, seeds with some letters changed, cut, doubled or stuck together."""
    chance = random.Random(seed)
    for _ in range(count):
        kind = chance.random()
        if kind < 0.25:
            yield _random(chance, chance.randint(0, 60))
        elif kind < 0.9:
            yield _mutated(chance, chance.choice(SEEDS))
        elif kind < 0.9999:
            yield _mutated(chance, chance.choice(SEEDS) + chance.choice(SEEDS))
        else:
            text = _mutated(chance, chance.choice(SEEDS)) or "0"
            yield (text * (_LONG // len(text) + 1))[: chance.randint(4_000, _LONG)]


def _random(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(_ALPHABET, k=length))


def _mutated(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(0, 4)):
        at = chance.randint(0, len(text))
        match chance.randint(0, 4):
            case 0:
                text = text[:at] + chance.choice(_ALPHABET) + text[at + 1 :]
            case 1:
                text = text[:at] + text[at + chance.randint(1, 5) :]
            case 2:
                text = text[:at] + _random(chance, chance.randint(1, 5)) + text[at:]
            case 3:
                text = text[:at] + text[: chance.randint(0, len(text))]
            case _:
                text = chance.choice(("]C1", "]d2", "]Q1", "]e0", "]E0", "]E4", "]E3", "")) + text
    return text
