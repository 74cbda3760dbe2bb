"""Labels of packs, decided: to whom one goes, what is in it when it is closed, which printer."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.base.decision import AtPrinter, Number, Refuse, Stay
from app.base.messages import Action, Tapped
from app.base.printing import AUTOMATIC, LabelWanted, Occasion
from app.base.session import PackStep
from app.base.wanted import pack_label
from app.pack.flow import decide
from app.pack.view import view
from app.ui.looks import Badge, Mark
from sync.core.pack_slices import PackSlice
from tests.flows.floor import DRILL, PAINT, PIECES
from tests.flows.test_pack import BOX, ORDER, at, inside, scanned, slice_of, task

SSCC = "395011010013000129"
GTIN = "09501101530003"
ACME = replace(ORDER, party="Acme")
COUNTED = replace(DRILL, barcode=GTIN)


def to_acme(*packed: object, **over: object) -> PackSlice:
    return slice_of(task(), packed=packed, documents=(ACME,), **over)


def told(label: LabelWanted) -> dict[str, object]:
    return {name: value for name, value in label.data if value is not None}


def test_a_new_pack_is_the_receivers_from_the_beginning():
    asked = decide(at(), Tapped(Action.NEW_PACK), to_acme())
    assert asked == Number(at(), receiver="Acme")
    label = pack_label(SSCC, "Acme")
    assert (label.label, label.customer, label.occasion) == ("sscc", "Acme", Occasion.PACK)
    assert told(label) == {"sscc": SSCC, "receiver": "Acme"}
    ours = pack_label("BOX-1", "Acme")
    assert (ours.label, told(ours)) == ("package", {"number": "BOX-1", "receiver": "Acme"})


def test_a_closed_pack_goes_out_with_what_is_in_it():
    packed = inside(SSCC, 12, COUNTED, "L-1")
    checked = at(PackStep.CHECK, package=SSCC)
    closed = decide(checked, Tapped(Action.SKIP), to_acme(packed))
    assert isinstance(closed, Stay)
    (label,) = closed.labels
    assert (label.occasion, label.customer) == (Occasion.SHIP, "Acme")
    assert told(label) == {
        "sscc": SSCC, "content": GTIN, "count": "12", "lot": "L-1", "receiver": "Acme",
    }  # fmt: skip
    assert Occasion.SHIP not in AUTOMATIC, "one pack, one label, where the house says nothing"


def test_an_empty_pack_goes_nowhere():
    closed = decide(at(package="BOX-1"), scanned(BOX), to_acme())
    assert isinstance(closed, Stay)
    assert closed.labels == ()


@pytest.mark.parametrize(
    "packed",
    [
        (inside(SSCC, 1, COUNTED), inside(SSCC, 1, PAINT)),
        (inside(SSCC, 1, replace(DRILL, barcode="12")),),
        (replace(inside(SSCC, 1, COUNTED), quantity=Decimal("1.5")),),
        (replace(inside(SSCC, 1, COUNTED), unit=replace(PIECES, id=PIECES.id + 900)),),
        (inside(SSCC, 10**8, COUNTED),),
    ],
    ids=["two articles", "no number", "no whole one", "another unit", "more than fits"],
)
def test_what_gs1_cannot_say_of_it_is_left_out(packed):
    assert told(pack_label(SSCC, "", packed)) == {"sscc": SSCC}


def test_two_lots_are_none():
    packed = (inside(SSCC, 1, COUNTED, "L-1"), inside(SSCC, 2, COUNTED, "L-2"))
    assert told(pack_label(SSCC, "", packed)) == {"sscc": SSCC, "content": GTIN, "count": "3"}


def test_a_label_is_printed_when_it_is_asked_for():
    packed = inside("BOX-1", 12, COUNTED)
    asked = decide(at(package="BOX-1"), Tapped(Action.PRINT_LABEL), to_acme(packed))
    assert isinstance(asked, AtPrinter)
    assert isinstance(asked.deed, LabelWanted)
    assert (asked.deed.about, asked.deed.occasion) == ("BOX-1", Occasion.ASKED)
    nothing = decide(at(), Tapped(Action.PRINT_LABEL), to_acme())
    assert isinstance(nothing, Refuse)


def test_the_printer_is_seen_before_the_work_starts():
    session = replace(at(), printer="DOCK2")
    badge = Badge(Mark.DONE)
    assert view(to_acme(), session, badge).card.printer == "Printer DOCK2"
    opened = replace(at(package="BOX-1"), printer="DOCK2")
    facts = view(to_acme(), opened, badge).card.facts
    assert [one.value for one in facts if one.action is Action.PRINT_LABEL] == ["DOCK2"]
