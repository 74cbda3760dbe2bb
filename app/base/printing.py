"""Labels as people at a screen speak of them: what is wanted, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum


class Occasion(StrEnum):
    """Why a label is printed: a person asked, or the house lets this be labelled by itself."""

    ASKED = "asked"
    PACK = "pack"
    SHIP = "ship"
    LOT = "lot"
    PUTAWAY = "putaway"
    HOLD = "hold"
    SLIP = "slip"
    """What is in a shipment, when it is finished."""


AUTOMATIC = (Occasion.PACK, Occasion.LOT, Occasion.HOLD)
"""What is labelled by itself where the house says nothing."""


@dataclass(frozen=True, slots=True)
class LabelRules:
    """The house's labels: their language, by customer where one has their own, and which print.

    `sender` stands on what goes out; where the house says none, it is the company's name.
    """

    language: str = "en"
    customers: tuple[tuple[str, str], ...] = ()
    automatic: tuple[Occasion, ...] = AUTOMATIC
    sender: str = ""

    def language_for(self, customer: str) -> str:
        return dict(self.customers).get(customer, self.language)


USUAL = LabelRules()
"""What holds where the house says nothing."""


@dataclass(frozen=True, slots=True)
class LabelWanted:
    """A label by its name, and its fields; `about` says to people what it is of.

    Where `customer` names one, their own template and language stand before the house's.
    """

    label: str
    about: str
    data: tuple[tuple[str, object], ...]
    occasion: Occasion = Occasion.ASKED
    customer: str = ""


class Verdict(StrEnum):
    """What a person says of a label."""

    CAME_OUT = "came_out"
    DID_NOT = "did_not"
    AGAIN = "again"
    GIVE_UP = "give_up"


@dataclass(frozen=True, slots=True)
class Judged:
    """Somebody looked at a printer, or wants a label once more."""

    job: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class UsePrinter:
    """Labels of this place come out of this printer from now on."""

    printer: str


@dataclass(frozen=True, slots=True)
class SaveDesign:
    """Keep a label of the app or the house with parts of it moved, as the house's own."""

    label: str
    moves: tuple[tuple[int, int, int], ...]


PrintDeed = LabelWanted | Judged | UsePrinter | SaveDesign


class PrintState(StrEnum):
    """Where a label is."""

    QUEUED = "queued"
    SENDING = "sending"
    DONE = "done"
    UNKNOWN = "unknown"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class PrintRow:
    """One label that was wanted; `again` says that it is a copy, made on purpose."""

    job: str
    about: str
    printer: str
    asked_by: str
    state: PrintState
    again: bool = False


@dataclass(frozen=True, slots=True)
class PrintsSlice:
    """The newest labels, and the printer of this place; `trouble` is what it waits for."""

    rows: tuple[PrintRow, ...]
    printer: str = ""
    trouble: str = ""
