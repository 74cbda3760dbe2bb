"""What a scanned text means."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scanners.codes import gs1, gtin, house
from scanners.codes.parse import TEXT_LENGTH_MAX, parse
from scanners.codes.scan import (
    CodeProblem,
    ElementString,
    Frame,
    Gtin,
    House,
    HouseKind,
    Measure,
    MeasureKind,
    Plain,
    Reading,
    Sscc,
)

GTIN = "09506000134352"
EAN = "4006381333931"
SSCC = "34012345000000001" + gtin.check_digit("34012345000000001")
GS = gs1.GS


def read(text: str, aim: str = "") -> tuple[Reading, ...]:
    return parse(Frame(text, aim)).readings


def message(text: str, aim: str = "") -> ElementString:
    found = parse(Frame(text, aim))
    assert found.message, found
    assert not found.problems
    return found.message


@given(st.text() | st.text(alphabet="]CEdQ3e0(1)0123456789ABS.L\x1d^|"), st.text(max_size=4))
@example("\ud800", "")
@example("]", "")
@example("(", "")
@example("01" + GTIN, "]E4")
def test_any_text_is_read(text: str, aim: str) -> None:
    scan = parse(Frame(text, aim, "wedge"))
    assert isinstance(scan.readings[-1], Plain)
    assert scan.device == "wedge"
    for key in (scan.raw, *scan.keys):
        key.encode()  # a store can hold it


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (EAN, (EAN, "0" + EAN)),
        ("0" + EAN, ("0" + EAN, EAN)),
        ("036000291452", ("036000291452", "00036000291452", "0036000291452")),
        ("]E0" + EAN, ("]E0" + EAN, EAN, "0" + EAN)),
        (f"01{GTIN}10ABC", (f"01{GTIN}10ABC", GTIN, GTIN[1:])),
        ("00" + SSCC, ("00" + SSCC, SSCC)),
        ("WH/IN/00012", ("WH/IN/00012",)),
        ("  A-01\r", ("  A-01\r", "A-01")),
        (" ", ()),
        ("X" * 201, ()),
    ],
)
def test_keys_to_look_up(text: str, keys: tuple[str, ...]) -> None:
    assert parse(Frame(text)).keys == keys


def test_a_plain_number_is_never_cut_into_identifiers() -> None:
    for text in ("7032069804988", "400123456", "10ABC", "21-44", EAN):
        assert parse(Frame(text)).message is None


@pytest.mark.parametrize("aim", ["]C1", "]d2", "]Q3", "]e0", "]J1"])
def test_a_message_by_its_identifier(aim: str) -> None:
    expected = message(f"10L1{GS}17261231", aim)
    assert (expected.lot, expected.expiry) == ("L1", date(2026, 12, 31))
    assert message(f"{aim}10L1{GS}17261231") == expected
    assert message(f"{aim}{GS}10L1{GS}17261231{GS}") == expected


def test_a_message_without_identifier() -> None:
    assert message(f"{GS}10L1").lot == "L1"
    assert message("(10)L1").lot == "L1"
    assert message(f"(01) {GTIN} (10) L\\(1)").lot == "L(1)"
    assert message(f"01{GTIN}10L1").lot == "L1"
    # No identifier, and the number does not check out or the rest does not read: plain text.
    assert read(f"01{GTIN[:-1]}910L1") == (Plain(f"01{GTIN[:-1]}910L1"),)
    assert read(f"01{GTIN}89X") == (Plain(f"01{GTIN}89X"),)


def test_everything_a_label_says() -> None:
    dates = "11260102" + "13260201" + "15260200" + "17260301"
    said = message(f"]C101{GTIN}{dates}310300125010L-1{GS}21S/9{GS}30012")
    assert said.gtin == GTIN
    assert said.production == date(2026, 1, 2)
    assert said.packed == date(2026, 2, 1)
    assert said.best_before == date(2026, 2, 28)
    assert said.expiry == date(2026, 3, 1)
    assert said.lot == "L-1"
    assert said.serial == "S/9"
    assert said.count == Decimal(12)
    assert said.measures == (Measure(MeasureKind.NET_WEIGHT, Decimal("1.250"), "kg"),)


def test_a_pallet_says_what_is_on_it() -> None:
    said = message(f"]C100{SSCC}02{GTIN}37048")
    assert (said.sscc, said.gtin, said.content, said.count) == (SSCC, None, GTIN, Decimal(48))
    assert parse(Frame(f"]C100{SSCC}02{GTIN}37048")).keys[2:] == (SSCC, GTIN, GTIN[1:])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"]C101{GTIN[:-1]}9", CodeProblem.CHECK_DIGIT),
        ("]C101095060", CodeProblem.TRUNCATED),
        (f"]C101{GTIN}1", CodeProblem.TRUNCATED),
        (f"]C1010950{GS}10A", CodeProblem.TRUNCATED),
        (f"]C101{GTIN}17260230", CodeProblem.BAD_DATE),
        (f"]C101{GTIN}10A B", CodeProblem.BAD_CHARACTER),
        (f"]C101{GTIN}89X", CodeProblem.UNKNOWN_AI),
        (f"]C110{'L' * 21}", CodeProblem.TOO_LONG),
        (f"]C110A{GS}10B", CodeProblem.REPEATED_AI),
        ("]C1", CodeProblem.EMPTY),
        ("", CodeProblem.EMPTY),
        ("4006381333932", CodeProblem.CHECK_DIGIT),
        ("]E0400638133393", CodeProblem.CHECK_DIGIT),
        ("]E4" + EAN, CodeProblem.TOO_LONG),
        ("A\x00B", CodeProblem.CONTROL_CHARACTERS),
        ("]X", CodeProblem.UNKNOWN_SYMBOLOGY),
        ("X" * (TEXT_LENGTH_MAX + 1), CodeProblem.TOO_LONG),
        ("SHL.A-01A", CodeProblem.CHECK_DIGIT),
    ],
)
def test_what_cannot_be_trusted_is_no_reading(text: str, problem: CodeProblem) -> None:
    scan = parse(Frame(text))
    assert problem in scan.problems
    assert [type(reading) for reading in scan.readings] == [Plain]


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        (f"01{GTIN}10ABC17261231", True),
        (f"01{GTIN}10ABC1726123121X9", True),
        (f"01{GTIN}21S1301{GTIN}", True),
        (f"]C101{GTIN}10ABC17261231", True),
        (f"01{GTIN}10ABC17261340", False),  # no such date, so it is part of the lot
        (f"01{GTIN}10ABC21X9", False),  # too many true lots look like this
        (f"01{GTIN}10ABC17261231{GS}21X9", False),  # this device passes separators on
        (f"01{GTIN}1726123110ABC", False),
    ],
)
def test_a_lost_separator_is_suspected(text: str, doubted: bool) -> None:
    scan = parse(Frame(text))
    assert scan.message
    assert scan.problems == ((CodeProblem.SEPARATOR_MAYBE_LOST,) if doubted else ())


def test_a_number_reads_as_all_it_may_be() -> None:
    assert read("01234565") == (
        Gtin("00000001234565", "01234565"),
        Gtin("00012345000065", "01234565"),
        Plain("01234565"),
    )
    assert read("]E001234565")[0] == Gtin("00012345000065", "01234565")
    assert read("]E401234565")[0] == Gtin("00000001234565", "01234565")
    assert read(f"]E3{EAN}12")[0] == Gtin("0" + EAN, EAN)
    assert read(SSCC) == (Sscc(SSCC), Plain(SSCC))


@given(st.integers(0, 10**17 - 1))
def test_a_check_digit_finds_one_wrong_digit(number: int) -> None:
    body = str(number).zfill(17)
    whole = body + gtin.check_digit(body)
    assert gtin.checks_out(whole)
    for at, digit in enumerate(whole):
        other = str((int(digit) + 1) % 10)
        assert not gtin.checks_out(whole[:at] + other + whole[at + 1 :])


LOTS = st.text("ABCXYZ0123456789-/.", min_size=1, max_size=20)
PAIRS = st.fixed_dictionaries(
    {"01": st.just(GTIN)},
    optional={
        "10": LOTS,
        "21": LOTS,
        "17": st.dates(date(1980, 1, 1), date(2070, 1, 1)).map(lambda d: d.strftime("%y%m%d")),
        "37": st.integers(0, 99999999).map(str),
        "3102": st.integers(0, 999999).map(lambda n: str(n).zfill(6)),
    },
)


@given(PAIRS, st.randoms(use_true_random=False))
def test_what_is_written_is_read(pairs: dict[str, str], chance: object) -> None:
    order = list(pairs.items())
    chance.shuffle(order)  # type: ignore[attr-defined]
    said = parse(Frame(gs1.write(tuple(order)), "]C1")).message
    assert said
    assert said.elements == tuple(order)
    assert (said.lot, said.serial) == (pairs.get("10"), pairs.get("21"))


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("760101", 2026, date(2076, 1, 1)),
        ("770101", 2026, date(1977, 1, 1)),
        ("490101", 2099, date(2149, 1, 1)),
        ("500101", 2099, date(2050, 1, 1)),
        ("260200", 2026, date(2026, 2, 28)),
        ("280200", 2026, date(2028, 2, 29)),
    ],
)
def test_the_century_of_a_date(text: str, year: int, expected: date) -> None:
    said = parse(Frame(f"17{text}", "]C1"), year).message
    assert said
    assert said.expiry == expected


@given(
    st.sampled_from([k for k in HouseKind if k is not HouseKind.COMMAND]),
    st.text(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./_", min_size=1, max_size=house.VALUE_LENGTH_MAX
    ),
)
def test_a_label_of_ours_is_read_back(kind: HouseKind, value: str) -> None:
    text = house.write(kind, value)
    assert read(text)[0] == House(kind, value)
    assert read(text.lower())[0] == House(kind, value)  # a scanner under Caps Lock
    stock = kind in {HouseKind.LOCATION, HouseKind.PACKAGE}
    assert parse(Frame(text)).keys == ((text, value) if stock else (text,))


def test_commands() -> None:
    for command in house.Command:
        label = read(house.write(HouseKind.COMMAND, command))[0]
        assert label == House(HouseKind.COMMAND, command.value)
    newer = parse(Frame(house.write(HouseKind.COMMAND, "DANCE")))
    assert newer.problems == (CodeProblem.UNKNOWN_COMMAND,)


def test_a_label_of_ours_shows_one_wrong_character() -> None:
    text = house.write(HouseKind.LOCATION, "A-01-03")
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./_"
    for at in range(4, len(text)):
        for other in alphabet.replace(text[at], ""):
            wrong = text[:at] + other + text[at + 1 :]
            assert parse(Frame(wrong)).problems == (CodeProblem.CHECK_DIGIT,)
