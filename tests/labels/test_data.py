"""What a label is given: taken as it is, or refused with all that is wrong with it."""

import pytest

from scanners.labels import data, render
from scanners.labels.fault import Fault, Wrong
from scanners.labels.symbols import datamatrix
from scanners.labels.symbols.symbol import Symbology
from scanners.labels.wish import To, Wish
from tests.labels import kit

CASE = kit.TEMPLATES["case"]
GOOD = kit.example(CASE)


def wrong(**changed: object) -> list[tuple[str, str]]:
    checked = data.check(CASE.fields, GOOD | changed)
    return [(fault.wrong, fault.field) for fault in checked.faults]


@pytest.mark.parametrize(
    "good",
    [
        {"gtin": "9501101530003"},
        {"gtin": 9501101530003},
        {"gtin": "96385074"},
        {"lot": "A!\"%&'()*+,-./:;<=>?_"[:20]},
        {"lot": None},
        {"expiry": None},
        {"expiry": "2028-02-29"},
        {"name": "صندوق شاي"},
    ],
)
def test_what_can_be_printed_is_taken(good: dict[str, object]):
    assert wrong(**good) == []


@pytest.mark.parametrize(
    ("field", "given", "what"),
    [
        ("gtin", "9501101530004", Wrong.CHECK_DIGIT),
        ("gtin", "950110153000", Wrong.CHECK_DIGIT),
        ("gtin", "95011015300034", Wrong.CHECK_DIGIT),
        ("gtin", "950110153000345", Wrong.WRONG_LENGTH),
        ("gtin", "９５０１１０１５３０００３", Wrong.NOT_DIGITS),
        ("gtin", 9501101530003.0, Wrong.WRONG_TYPE),
        ("gtin", True, Wrong.WRONG_TYPE),
        ("gtin", None, Wrong.NOT_NONE),
        ("gtin", "", Wrong.EMPTY),
        ("lot", "A" * 21, Wrong.TOO_LONG),
        ("lot", "A B", Wrong.BAD_CHARACTER),
        ("lot", "A^B", Wrong.BAD_CHARACTER),
        ("lot", "A\x1dB", Wrong.CONTROL_CHARACTER),
        ("lot", "A\nB", Wrong.CONTROL_CHARACTER),
        ("lot", ["A"], Wrong.WRONG_TYPE),
        ("expiry", "30.06.2027", Wrong.BAD_DATE),
        ("expiry", "2027-02-30", Wrong.BAD_DATE),
        ("expiry", "20270630", Wrong.BAD_DATE),
        ("expiry", "1926-06-30", Wrong.DATE_TOO_FAR),
        ("expiry", "2127-06-30", Wrong.DATE_TOO_FAR),
        ("name", "Tea\u202e!", Wrong.CONTROL_CHARACTER),
        ("name", "Tea\ud800", Wrong.CONTROL_CHARACTER),
        ("name", "x" * 81, Wrong.TOO_LONG),
        ("name", "   ", Wrong.EMPTY),
        ("colour", "red", Wrong.UNKNOWN_FIELD),
    ],
)
def test_what_cannot_be_printed_is_named(field: str, given: object, what: Wrong):
    assert wrong(**{field: given}) == [(what, field)]


def test_a_field_that_is_not_given_is_not_the_same_as_none():
    given = {name: value for name, value in GOOD.items() if name != "lot"}
    assert data.check(CASE.fields, given).faults == (Fault(Wrong.MISSING, "lot", "may_be_none"),)


def test_everything_that_is_wrong_is_said_at_once():
    assert wrong(gtin="1", lot="é", name="") == [
        (Wrong.WRONG_LENGTH, "gtin"),
        (Wrong.BAD_CHARACTER, "lot"),
        (Wrong.EMPTY, "name"),
    ]


def test_a_letter_that_no_font_has_is_named():
    drawn = render.render(CASE, GOOD | {"name": "茶 tea"}, Wish(To.PNG, 203), kit.FONTS)
    assert drawn == (Fault(Wrong.NO_GLYPH, "name", "茶"),)


def test_a_text_that_cannot_fit_is_named():
    hold = kit.TEMPLATES["hold"]
    given = kit.example(hold) | {"by": "W" * 60}
    drawn = render.render(hold, given, Wish(To.PNG, 203, "en", 72), kit.FONTS)
    assert drawn == (Fault(Wrong.TEXT_DOES_NOT_FIT, "by", "W" * 40),)


def test_a_label_is_not_squeezed_onto_narrow_paper():
    sscc = kit.TEMPLATES["sscc"]
    drawn = render.render(sscc, kit.example(sscc), Wish(To.ESCPOS, 203), kit.FONTS)
    assert drawn == (Fault(Wrong.LABEL_TOO_WIDE, "", "102 > 72"),)


def test_more_than_the_largest_square_code_holds_is_said():
    assert datamatrix.encode("x" * 174, Symbology.DATAMATRIX) is not None
    assert datamatrix.encode("x" * 175, Symbology.DATAMATRIX) is None
