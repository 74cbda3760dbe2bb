"""A scan and every meaning it may have, as frozen values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from scanners.codes import gtin
from scanners.frame import Frame

__all__ = [
    "CodeProblem",
    "ElementString",
    "Frame",
    "Gtin",
    "House",
    "HouseKind",
    "Measure",
    "MeasureKind",
    "Plain",
    "Price",
    "Reading",
    "Ruled",
    "RuledPart",
    "Scan",
    "Sscc",
    "Weighed",
]

KEY_LENGTH_MAX = 200
"""No barcode in any ERP is longer; a longer text is not looked up."""


class CodeProblem(StrEnum):
    """Everything that can be wrong with a code.

    A problem that refuses a meaning leaves that reading out, so that a doubtful lot or date is
    never taken over in silence. SEPARATOR_MAYBE_LOST, CONTROL_CHARACTERS, CONTRADICTION,
    AMOUNT_OF_NOTHING and what is about the company's rules alone come along with a reading: the
    person is asked.
    """

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TRUNCATED = "truncated"
    CONTROL_CHARACTERS = "control_characters"
    BAD_CHARACTER = "bad_character"
    CHECK_DIGIT = "check_digit"
    BAD_DATE = "bad_date"
    BAD_VALUE = "bad_value"
    UNKNOWN_AI = "unknown_ai"
    REPEATED_AI = "repeated_ai"
    SEPARATOR_MAYBE_LOST = "separator_maybe_lost"
    UNKNOWN_SYMBOLOGY = "unknown_symbology"
    UNKNOWN_COMMAND = "unknown_command"
    NO_DIGITAL_LINK = "no_digital_link"
    CONTRADICTION = "contradiction"
    AMOUNT_OF_NOTHING = "amount_of_nothing"
    RULES_DISAGREE = "rules_disagree"
    RULES_TOO_COSTLY = "rules_too_costly"


class HouseKind(StrEnum):
    """What one of our own labels stands for."""

    LOCATION = "location"
    PACKAGE = "package"
    BADGE = "badge"
    COMMAND = "command"
    PRINTER = "printer"
    PAIRING = "pairing"


class MeasureKind(StrEnum):
    """What a GS1 measure measures; the gross ones are those of a logistic unit."""

    NET_WEIGHT = "net_weight"
    GROSS_WEIGHT = "gross_weight"
    LENGTH = "length"
    WIDTH = "width"
    HEIGHT = "height"
    AREA = "area"
    NET_VOLUME = "net_volume"
    GROSS_LENGTH = "gross_length"
    GROSS_WIDTH = "gross_width"
    GROSS_HEIGHT = "gross_height"
    GROSS_AREA = "gross_area"
    GROSS_VOLUME = "gross_volume"
    DENSITY = "density"


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount in the unit the label states; converting is for the data plane."""

    kind: MeasureKind
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Price:
    """What is to be paid; the currency by its ISO 4217 number, "" for that of the country."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Gtin:
    """An article number: padded to 14 digits, and as it was given."""

    value14: str
    given: str


@dataclass(frozen=True, slots=True)
class Sscc:
    """The number of one logistic unit, 18 digits."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementString:
    """A whole GS1 message; a field is None where the label does not state it.

    `gtin` is the article itself, `content` the article inside a logistic unit (AI 02), `count`
    the pieces of either (AI 30 or 37). `gln` is the place the label belongs to (AI 414), `uri`
    the Digital Link that it came as. `elements` keeps every pair in the order of the label.
    """

    elements: tuple[tuple[str, str], ...]
    gtin: str | None = None
    content: str | None = None
    sscc: str | None = None
    lot: str | None = None
    serial: str | None = None
    expiry: date | None = None
    best_before: date | None = None
    production: date | None = None
    packed: date | None = None
    count: Decimal | None = None
    measures: tuple[Measure, ...] = ()
    prices: tuple[Price, ...] = ()
    gln: str | None = None
    uri: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """One of our own labels; the value of a command is one of `house.Command`."""

    kind: HouseKind
    value: str


@dataclass(frozen=True, slots=True)
class RuledPart:
    """What one rule of the company found: `base` is the code with the amount in it zeroed."""

    type: str
    code: str
    base: str
    amount: Decimal | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Ruled:
    """A text as the company's own barcode rules read it."""

    parts: tuple[RuledPart, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a scale says that lies on it, at rest; converting is for the data plane."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Plain:
    """The text itself, trimmed: it may still be a lot, a bin or an order number."""

    text: str


Reading = Gtin | Sscc | ElementString | House | Ruled | Weighed | Plain


@dataclass(frozen=True, slots=True)
class Scan:
    """`raw` is what came, for the journal; `readings` go from most specific to `Plain`.

    `also` is the text by another keyboard layout, looked up last.
    """

    raw: str
    device: str
    readings: tuple[Reading, ...]
    problems: tuple[CodeProblem, ...] = ()
    also: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The exact strings to look up in the barcode index, most specific first."""
        found = dict.fromkeys((self.raw, self.text))
        for reading in self.readings:
            found.update(dict.fromkeys(_keys_of(reading)))
        found[self.also] = None
        return tuple(
            key for key in found if len(key) <= KEY_LENGTH_MAX and not key.isspace() and key
        )

    @property
    def text(self) -> str:
        """The text as typed, trimmed."""
        last = self.readings[-1]
        return last.text if isinstance(last, Plain) else self.raw

    @property
    def message(self) -> ElementString | None:
        """The GS1 message, if it is one."""
        return next((r for r in self.readings if isinstance(r, ElementString)), None)

    @property
    def weighed(self) -> Weighed | None:
        """What a scale says, if it came from one."""
        return next((r for r in self.readings if isinstance(r, Weighed)), None)

    @property
    def house(self) -> House | None:
        """Our own label, if it is one: settle this before looking up any key."""
        return next((r for r in self.readings if isinstance(r, House)), None)


_KEYED = frozenset({"product", "package", "location", "location_dest", "alias"})
"""The types of the company's rules whose code is looked up."""


def _keys_of(reading: Reading) -> Iterator[str]:
    match reading:
        case ElementString():
            if reading.sscc:
                yield reading.sscc
            for value14 in filter(None, (reading.gtin, reading.content)):
                yield from gtin.forms(value14)
        case Gtin():
            yield from gtin.forms(reading.value14)
        case Sscc():
            yield reading.value
        # A badge or command is no stock: only its raw text may be looked up.
        case House(HouseKind.LOCATION | HouseKind.PACKAGE, value):
            yield value
        case Ruled(parts):
            # One with an amount in it is no article that a flow may count one of.
            for part in parts:
                if part.type in _KEYED and part.amount is None:
                    yield from (part.code, part.base)
        case House() | Weighed() | Plain():
            pass
