"""One label tells the keyboard layout, and what is read after it is put right."""

import json
import string
from pathlib import Path

import pytest

from scanners.codes.parse import parse
from scanners.frame import Frame
from scanners.framing.layout import (
    AS_IT_ARRIVES,
    BY_PLACE,
    SIGNS,
    Calibrated,
    Unread,
    calibrated,
    label_text,
    meant,
)
from scanners.framing.wedge import SCANNED, TYPED

ASSETS = Path(__file__).parents[2] / "assets"
US = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
US += '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
# What the same keys give, one by one; · is an accent that waits for the next key.
HOSTS = {
    "de": "·1234567890ß·qwertzuiopü+#asdfghjklöäyxcvbnm,.-"
    "°!\"§$%&/()=?·QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_",
    "fr": "²&é\"'(-è_çà)=azertyuiop·$*qsdfghjklmùwxcvbn,;:!"
    "~1234567890°+AZERTYUIOP·£µQSDFGHJKLM%WXCVBN?./§",
    "pl": US,
}
ACCENTS = dict(zip("`=+", "^´`", strict=True))
MESSAGE = "]C1010950600013435210aB-7/z\x1d17261231"


def typed(text: str, host: str) -> str:
    """What arrives of a text that a scanner set to US types at such a computer."""
    keys, found, waiting = dict(zip(US, HOSTS[host], strict=True)), [], ""
    for sign in text:
        arrives = keys.get(sign, sign)
        if waiting:
            found.append(waiting if arrives == " " else waiting + arrives)
            waiting = ""
        elif arrives == "·":
            waiting = ACCENTS.get(sign, "¨")
        else:
            found.append(arrives)
    return "".join(found)


@pytest.mark.parametrize("host", HOSTS)
def test_what_another_layout_made_of_a_scan_is_put_right(host: str) -> None:
    told = calibrated(Frame(typed(label_text(), host)))
    assert isinstance(told, Calibrated)
    text = "".join(sign for sign in SIGNS if sign not in told.lost)
    waits = {sign for sign in text if HOSTS[host][US.index(sign)] == "·"}
    text = "".join(sign for sign in text if sign not in waits)  # before a space only
    assert len(text) >= len(SIGNS) - 4
    arrived = Frame(typed(text, host), device=SCANNED)
    assert meant(arrived, told.layout).text == text
    scan = parse(meant(Frame(typed(MESSAGE, host), device=SCANNED), told.layout))
    assert scan.message
    assert (scan.message.gtin, scan.message.lot) == ("09506000134352", "aB-7/z")


def test_the_same_layout_needs_nothing() -> None:
    assert calibrated(Frame(label_text())) == Calibrated(AS_IT_ARRIVES)


def test_caps_lock_is_no_layout() -> None:
    assert calibrated(Frame(label_text().swapcase())) is Unread.CAPS_LOCK


@pytest.mark.parametrize("read", ["", "x", "4006381333931", label_text()[:-30], "x" * 500, " x1"])
def test_another_label_tells_nothing(read: str) -> None:
    assert calibrated(Frame(read)) is Unread.NOT_THE_LABEL


def test_signs_that_arrive_as_one_or_not_at_all_are_told_and_left_alone() -> None:
    read = label_text().replace("x( ", "x) ").replace("x~ ", "x")
    told = calibrated(Frame(read))
    assert told == Calibrated(AS_IT_ARRIVES, lost=("(", ")", "~"))


def test_only_a_keyboard_scanner_is_corrected() -> None:
    told = calibrated(Frame(typed(label_text(), "de")))
    assert isinstance(told, Calibrated)
    for device in (TYPED, "serial:/dev/ttyACM0", "camera"):
        frame = Frame("zY", device=device)
        assert meant(frame, told.layout) == frame
    assert meant(Frame("zY", device=SCANNED, keys="yZ"), told.layout) == Frame("yZ", device=SCANNED)


def test_the_label_holds_every_sign_of_a_code() -> None:
    wanted = set(string.printable[:94]) - set("xX")
    assert set(SIGNS) == wanted
    assert len(SIGNS) == len(wanted)


def test_the_label_to_print_is_this_one() -> None:
    label = json.loads((ASSETS / "labels" / "keyboard.json").read_text())
    [coded] = [one for one in label["layouts"][0]["elements"] if one["kind"] == "barcode"]
    assert coded["value"] == label_text()


def test_where_the_client_tells_the_keys_they_are_believed() -> None:
    told = calibrated(Frame(typed(label_text(), "fr"), keys=label_text().strip()))
    assert told == Calibrated(BY_PLACE)
    arrived = Frame(typed(MESSAGE, "fr"), device=SCANNED, keys=MESSAGE)
    assert meant(arrived, BY_PLACE) == Frame(MESSAGE, device=SCANNED)
    assert meant(Frame("ABC", device=SCANNED), BY_PLACE).text == "ABC"
