"""Writes docs/OFFLINE.md from a table: function by function, what works where no network is.

    make manual

The table names every place of the app; a test opens each of them at a device that is cut off.
"""

import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from app.base import session as at

TARGET = ROOT / "docs" / "OFFLINE.md"


class Works(StrEnum):
    """How much of a function works without a network."""

    ALL = "all of it"
    MOST = "most of it"
    NONE = "nothing new"


class Line(NamedTuple):
    """One function: what it is called, how much works, and what waits for the network."""

    name: str
    works: Works
    waits: str = ""


PLACES: Mapping[type[at.Place], Line] = {
    at.SignOn: Line("Signing on and off", Works.ALL),
    at.Mine: Line("What a person likes", Works.ALL),
    at.People: Line("The list of people", Works.ALL, "it is this device's own and goes nowhere"),
    at.Report: Line("Reporting a problem", Works.ALL, "the file is carried to support by hand"),
    at.Home: Line(
        "Home: what waits", Works.MOST, "what the office changed since the last pull is not seen"
    ),
    at.Lookup: Line(
        "Looking anything up",
        Works.MOST,
        "amounts are the office's at the last pull, with all that was done here on them",
    ),
    at.Receipts: Line("The list of receipts", Works.MOST, "receipts made since the last pull"),
    at.Receive: Line("Receiving", Works.ALL, "booking; who else is at the receipt"),
    at.Arrive: Line("Receiving without an order", Works.ALL, "booking"),
    at.Returns: Line("Taking back from customers", Works.ALL, "booking"),
    at.Putaway: Line(
        "Putting away, transfers", Works.ALL, "booking; what others put into the bins meanwhile"
    ),
    at.Move: Line("Moving goods", Works.ALL, "booking"),
    at.Count: Line(
        "Counting", Works.ALL, "booking: where stock moved meanwhile it is counted again"
    ),
    at.Picks: Line("The list of picks", Works.MOST, "deliveries made since the last pull"),
    at.Pick: Line("Picking", Works.ALL, "booking; what is set aside where others took it first"),
    at.Packs: Line("The list of what is packed", Works.MOST, "what was made since the last pull"),
    at.Pack: Line(
        "Packing and loading",
        Works.MOST,
        "booking; new numbers of packs, once those given to the device are used up",
    ),
    at.Checks: Line("The inspector's queue", Works.MOST, "what came to the queue elsewhere"),
    at.Check: Line("Checking goods", Works.ALL, "booking; pictures are sent after the verdicts"),
    at.Outbox: Line("The outbox", Works.ALL, "sending"),
    at.Settle: Line("The settle desk", Works.MOST, "what the office says to a decision"),
    at.Labels: Line("Labels", Works.MOST, "printers that are reached over the network"),
    at.Design: Line("Designing labels", Works.ALL),
    at.Setup: Line(
        "Setup",
        Works.MOST,
        "testing a connection, and choosing another company or warehouse",
    ),
}

_HEAD = """\
# What works without a network

*Written by `make manual` from a table in `build/offline.py`; do not edit it by hand.*

Every screen reads the device's own store, and every deed is on its disk before the tone. What
needs the network is what others did since the last pull, and the booking of what was done here: it
follows by itself, in order, once. The first pull of a new device needs a network; from then on this
holds. A test cuts a device off and opens every place in this table.

| function | works | what waits for the network |
|---|---|---|
"""


def offline() -> str:
    """The whole page."""
    rows = (f"| {it.name} | {it.works} | {it.waits or 'nothing'} |\n" for it in PLACES.values())
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    TARGET.write_text(offline(), encoding="utf-8")
    print(f"written: {TARGET.name}")
