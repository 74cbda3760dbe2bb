"""Customers' own ZPL: values stay values, whatever is in them, and what cannot be is named."""

import random
from dataclasses import replace

import pytest

from scanners.labels import foreign
from scanners.labels.fault import Fault, Wrong
from scanners.labels.foreign import Foreign
from scanners.labels.symbols.symbol import Symbology
from scanners.labels.template import Asked
from scanners.printers.stationery import BadTemplate, read_foreign, read_sheets
from tests.labels import paper
from tests.labels.hostile import draw

PAYLOADS = 150
SIZE = (1600, 500)
HEAD = "^XA^PW1600^LL500^CI28\n"
CODES = {
    "^BY2^BCN,120,N,N,N,N": ("]C0", ""),
    "^BXN,6,200,,,,_": ("]d1", ""),
    "^BQN,2,6": ("]Q1", ""),
    "^BY2^B3N,N,120,N,N": ("]A0", ""),
}


def format_of(drawn: str, value: str = "{data}", head: str = HEAD) -> Foreign:
    zpl = f'{head}^FO50,40{drawn}^FN1"Lot"^FDdefault^FS\n^FX ours^FO50,400^GB900,4,4^FS^XZ\n'
    asked = Asked(name="data", type="code", about="", length_max=100)
    return Foreign(name="acme", about="", dpi=203, fields=(asked,), values={1: value}, zpl=zpl)


def names(content: bytes) -> list[str]:
    read = foreign.commands(content.decode())
    assert not isinstance(read, Fault), read
    return [one.name for one in read]


@pytest.mark.parametrize("drawn", CODES)
def test_a_barcode_holds_its_value_or_says_which_character_it_cannot(drawn: str):
    dice = random.Random(drawn)
    own, seen, refused = format_of(drawn), 0, 0
    plain = foreign.write(own, {"data": "A"}, 203)
    assert isinstance(plain, bytes)
    for _ in range(PAYLOADS):
        payload = draw(dice, Symbology.CODE128)
        written = foreign.write(own, {"data": payload}, 203)
        if isinstance(written, tuple):
            assert written[0].wrong is Wrong.BAD_CHARACTER, written
            assert written[0].detail in payload
            refused += 1
            continue
        read = paper.codes(paper.from_zpl(written, SIZE, 203))
        assert read == [(CODES[drawn][0], payload)], (drawn, payload, read)
        assert names(written) == names(plain)
        seen += 1
    assert seen, (drawn, refused)
    assert refused == 0 or "B3" in drawn, refused


@pytest.mark.parametrize("drawn", ["^A0N,40", "^A0N,40^FB1500,2,0,L"])
def test_text_brings_no_command_with_it(drawn: str):
    dice = random.Random(drawn)
    own = format_of(drawn)
    plain = foreign.write(own, {"data": "A"}, 203)
    assert isinstance(plain, bytes)
    for _ in range(PAYLOADS):
        payload = draw(dice, Symbology.CODE128)
        written = foreign.write(own, {"data": payload}, 203)
        if isinstance(written, bytes):
            assert names(written) == names(plain), payload
        else:
            assert "\\" in payload
            assert "FB" in drawn


def test_letters_of_any_script_go_where_the_format_says_that_it_is_unicode():
    asked = (Asked(name="data", type="text", about=""),)
    own = replace(format_of("^A0N,40"), fields=asked)
    written = foreign.write(own, {"data": "Łódź ↑"}, 203)
    assert isinstance(written, bytes)
    assert b"\\C5\\81" in written
    old = replace(own, zpl=own.zpl.replace("^CI28", ""))
    assert foreign.write(old, {"data": "Łódź"}, 203) == (Fault(Wrong.BAD_CHARACTER, "data", "Ł"),)


def test_a_value_that_begins_like_a_mode_stays_a_value():
    for value in ("{data}", "QA,{data}"):
        written = foreign.write(format_of("^BQN,2,6", value), {"data": "HA,12"}, 203)
        assert isinstance(written, bytes)
        read = paper.codes(paper.from_zpl(written, SIZE, 203))
        assert read == [("]Q1", "HA,12")], value


def test_what_the_author_wrote_around_a_value_steers_and_the_value_does_not():
    own = format_of("^BY2^BCN,120,N,N,N,N", value=">:>810{data}")
    written = foreign.write(own, {"data": "A>8>;B"}, 203)
    assert isinstance(written, bytes)
    assert paper.codes(paper.from_zpl(written, SIZE, 203)) == [("]C1", "10A>8>;B")]
    digits = format_of("^BY2^BCN,120,N,N,N,N", value=">;>800{data}")
    written = foreign.write(digits, {"data": "340123450000009980"}, 203)
    assert isinstance(written, bytes)
    assert paper.codes(paper.from_zpl(written, SIZE, 203)) == [("]C1", "00340123450000009980")]
    assert isinstance(foreign.write(digits, {"data": "12A"}, 203), tuple), "pairs of digits only"
    assert isinstance(foreign.write(digits, {"data": "123"}, 203), tuple)


@pytest.mark.parametrize(
    ("zpl", "wrong"),
    [
        ("", Wrong.BROKEN_ZPL),
        ("^FO1,1^FN1^FS", Wrong.BROKEN_ZPL),
        ("^XA^FN1^FS", Wrong.BROKEN_ZPL),
        ("^XA^FN1^FS^XZ^XA^XZ", Wrong.BROKEN_ZPL),
        ("stray^XA^FN1^FS^XZ", Wrong.BROKEN_ZPL),
        ("^XA^FNx^FS^XZ", Wrong.BROKEN_ZPL),
        ("^XA~JR^FN1^FS^XZ", Wrong.FORBIDDEN_COMMAND),
        ("^XA^CC+^FN1^FS^XZ", Wrong.FORBIDDEN_COMMAND),
        ("^XA^JUS^FN1^FS^XZ", Wrong.FORBIDDEN_COMMAND),
        ("^XA^PQ5^FN1^FS^XZ", Wrong.FORBIDDEN_COMMAND),
        ("^XA^SN001,1,Y^FN1^FS^XZ", Wrong.FORBIDDEN_COMMAND),
        ("^XA^FN2^FDx^FS^XZ", Wrong.UNKNOWN_NUMBER),
    ],
)
def test_a_format_that_cannot_be_used_is_named(zpl: str, wrong: Wrong):
    own = replace(format_of("^A0"), zpl=zpl)
    assert wrong in {one.wrong for one in foreign.faults_of(own)}
    assert isinstance(foreign.write(own, {"data": "A"}, 203), tuple)


@pytest.mark.parametrize(
    ("drawn", "payload"),
    [
        ("^BCN,100,Y,N,N,D", "AB"),
        ("^BXN,6,200", "A_1"),
        ("^BXN,6,200", "A~1"),
        ("^BEN,100", "12A"),
        ("^B7N,4,5", "A~B"),
        ("^XFE:ACME.ZPL^FS", "A^B"),
    ],
)
def test_what_the_field_could_read_as_something_else_is_refused(drawn: str, payload: str):
    written = foreign.write(format_of(drawn), {"data": payload}, 203)
    if "XF" in drawn:
        assert isinstance(written, bytes), "a field of its own, and all in hexadecimal"
        assert b"^B" not in written.split(b"^FH")[1]
    else:
        assert isinstance(written, tuple)
        assert written[0].wrong is Wrong.BAD_CHARACTER


def test_a_format_for_other_dots_is_not_printed():
    assert foreign.write(format_of("^A0"), {"data": "A"}, 300) == (
        Fault(Wrong.WRONG_DPI, "", "203: 300"),
    )


def test_formats_are_read_from_a_folder_and_bad_ones_named(tmp_path):
    (tmp_path / "good.zpl").write_text("^XA^FO1,1^A0^FN1^FS^XZ")
    (tmp_path / "good.json").write_text(
        '{"name": "acme", "about": "x", "dpi": 203, "values": {"1": "{lot}"},'
        ' "fields": [{"name": "lot", "type": "lot", "about": ""}]}'
    )
    (tmp_path / "alone.zpl").write_text("^XA^XZ")
    (tmp_path / "wrong.zpl").write_text("^XA^XZ")
    (tmp_path / "wrong.json").write_text('{"name": "X"}')
    found, bad = read_foreign(tmp_path)
    assert list(found) == ["acme"]
    assert {(one.path.name, isinstance(one, BadTemplate)) for one in bad} == {
        ("alone.json", True),
        ("wrong.json", True),
    }
    assert foreign.values_of(found["acme"], {"lot": "L-1"}) == ((1, "L-1"),)


def test_a_file_that_cannot_be_opened_is_named_and_the_others_stand(tmp_path):
    (tmp_path / "mine.json").mkdir()
    (tmp_path / "theirs.zpl").mkdir()
    (tmp_path / "theirs.json").write_text("{}")
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere")
    sheets, bad = read_sheets(tmp_path)
    assert "package" in sheets
    assert {one.path.name for one in bad} == {"mine.json", "theirs.zpl", "gone.json"}
