"""A pack that its supplier announced: one scan counts all that is said to be in it, or none."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.base.decision import Do, Go, Refuse, Stay
from app.base.messages import Scanned
from app.base.receiving import Receiving, Rule
from app.base.session import Receive
from app.receive.flow import decide
from sync.core.numbering import sscc
from sync.core.operations import Damage
from sync.core.records import Entry
from sync.core.slices import Announced, Found
from tests.flows.floor import (
    DOCK,
    DRILL,
    MILK,
    PAINT,
    RECEIPT,
    SAW,
    line,
    scan,
    session_with,
    slice_of,
)

D = Decimal
PACK = sscc("7612345", 1) or ""
PLAIN = session_with()


def part(product, amount: int, lot: str | None = None, expiry: date | None = None):
    return line(product).id, Entry(lot, expiry, DOCK.id, D(amount), package=PACK)


def scanned(session, *parts, **over):
    slice_ = slice_of(announced=Announced(PACK, parts), **over)
    return decide(session, Scanned(scan(f"00{PACK}")), slice_)


def test_one_scan_counts_all_of_it_with_lots_and_days():
    day = date(2027, 6, 30)
    done = scanned(
        PLAIN, part(DRILL, 6), part(MILK, 6, "L-9", day), part(PAINT, 4, "P-1")
    )  # fmt: skip
    assert isinstance(done, Do)
    deeds = [done.deed, *done.also]
    assert [(one.product, one.quantity, one.lot, one.expiry, one.package) for one in deeds] == [
        (DRILL.id, 6, None, None, PACK),
        (MILK.id, 6, "L-9", day, PACK),
        (PAINT.id, 4, "P-1", None, PACK),
    ]
    assert done.session.hand.package is None, "the pack is closed: all of it is there"
    assert done.session.hand.line is None


@pytest.mark.parametrize(
    "unknown", [part(MILK, 6, "L-9"), part(MILK, 6), part(SAW, 2, "S-1"), (999, part(DRILL, 1)[1])]
)
def test_where_not_all_is_known_nothing_is_counted_and_the_pack_is_open(unknown):
    refused = scanned(PLAIN, part(DRILL, 6), unknown)
    assert isinstance(refused, Refuse)
    assert refused.session.hand.package == PACK
    assert refused.text.key == "pack_by_hand"


def test_what_is_there_already_is_not_counted_again():
    refused = scanned(PLAIN)
    assert isinstance(refused, Refuse)
    assert refused.text.key == "pack_counted"


def test_who_counts_blind_or_found_damage_is_told_nothing_and_opens_it():
    blind = replace(PLAIN, rules=Receiving((Rule(blind=True),)))
    for session in (blind, session_with(damage=Damage.CRUSHED)):
        opened = scanned(session, part(DRILL, 6))
        assert isinstance(opened, Stay)
        assert opened.session.hand.package == PACK


def test_a_pack_of_another_receipt_leads_there():
    other = replace(RECEIPT, id=101, name="WH/IN/00008")
    gone = decide(PLAIN, Scanned(scan(f"00{PACK}")), slice_of(found=Found(documents=(other,))))
    assert gone == Go(Receive(101))
