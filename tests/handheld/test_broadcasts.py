"""Broadcasts of handhelds' own scanners, as their makers' manuals have them: no device was here."""

import asyncio
import tomllib
from pathlib import Path

import pytest

from scanners.codes.parse import parse
from scanners.devices.broadcasts import HANDHELD, Broadcasts
from scanners.devices.link import Link
from scanners.frame import Frame
from scanners.framing.intents import ACTION, MAKERS, data_wedge_profile, frame_of, honeywell_claim
from tests.devices.hearing import heard
from tests.handheld import android
from tests.rings import cannot_run

DATALOGIC = "com.datalogic.decodewedge.decode_action"
EXTENSION = Path(__file__).parents[2] / "build/android"
GS1 = "010950600013435210ABC\x1d17261231"
ZEBRA = {
    "com.symbol.datawedge.source": "scanner",
    "com.symbol.datawedge.label_type": "LABEL-TYPE-EAN128",
    "com.symbol.datawedge.data_string": "010950600013435210ABC17261231",
    "com.symbol.datawedge.decode_data": [GS1.encode()],
}


@pytest.mark.parametrize(
    ("action", "extras", "frame"),
    [
        (ACTION, ZEBRA, Frame(GS1, aim="]C1")),
        (ACTION, {"com.symbol.datawedge.data_string": "A-01"}, Frame("A-01")),
        (
            ACTION,
            {
                "com.symbol.datawedge.label_type": "LABEL-TYPE-DATAMATRIX",
                "com.symbol.datawedge.data_string": GS1,
            },
            Frame(GS1),
        ),
        (
            ACTION,
            {"version": 2, "data": GS1, "dataBytes": GS1.encode(), "aimId": "]d2", "codeId": "w"},
            Frame(GS1, aim="]d2"),
        ),
        (ACTION, {"data": "plain", "aimId": "no"}, Frame("plain")),
        (
            DATALOGIC,
            {
                "com.datalogic.decode.intentwedge.barcode_string": "4006381333931",
                "com.datalogic.decode.intentwedge.barcode_data": b"4006381333931",
            },
            Frame("4006381333931"),
        ),
        ("nlscan.action.SCANNER_RESULT", {"SCAN_BARCODE1": "ABC"}, Frame("ABC")),
        ("com.example.other", ZEBRA, None),
        (ACTION, {}, None),
        (ACTION, {"data": ""}, None),
        (ACTION, {"data": 7, "dataBytes": [], "aimId": b"x"}, None),
        (ACTION, {"dataBytes": b"\xff\xfe"}, Frame("ÿþ")),
    ],
)
def test_what_a_broadcast_says(action, extras, frame) -> None:
    assert frame_of(action, extras) == frame


def test_a_code_with_a_lost_separator_is_none_where_the_bytes_are_told() -> None:
    frame = frame_of(ACTION, ZEBRA)
    assert frame
    message = parse(frame).message
    assert message
    assert (message.lot, str(message.expiry)) == ("ABC", "2026-12-31")


def test_broadcasts_arrive_once_and_in_order_and_wait_while_the_line_is_full() -> None:
    async def run() -> None:
        told: asyncio.Queue[object] = asyncio.Queue()
        for number in range(200):
            told.put_nowait((ACTION, {"data": f"S{number}"}))
            told.put_nowait((ACTION, {"com.symbol.datawedge.api.RESULT": "SUCCESS"}))
        async with heard(Broadcasts(told.get)) as hearing:
            hearing.open.clear()
            await hearing.link(Link.READY)
            await hearing.until(lambda: hearing.knocks)
            assert hearing.knocks <= 1 or hearing.texts
            hearing.open.set()
            await hearing.until(lambda: len(hearing.texts) >= 200)
            assert hearing.texts == [f"S{number}" for number in range(200)]
            assert {frame.device for frame in hearing.frames} == {HANDHELD}

    asyncio.run(run())


def test_the_java_half_hands_over_what_python_asks_for(tmp_path: Path) -> None:
    if not android.has_java():
        cannot_run("no Java compiler here", "apt-get install default-jdk-headless")
    actions = [{"action": one.action, "category": one.category} for one in MAKERS]
    wanted = {
        "actions": actions,
        "data_wedge": data_wedge_profile(),
        "honeywell": honeywell_claim(),
    }
    said = android.run(wanted, tmp_path)
    assert [line.split()[1] for line in said if line.startswith("heard ")] == [
        one.action for one in MAKERS
    ]
    assert any("com.datalogic.decodewedge.decode_category" in line for line in said)
    [profile] = [line for line in said if line.startswith("sent com.symbol.datawedge.api.ACTION")]
    assert "PACKAGE_NAME=com.example.stockhand" in profile
    assert f"intent_action={ACTION}" in profile
    assert "keystroke_output_enabled=false" in profile
    assert f"DPR_DATA_INTENT_ACTION={ACTION}" in "".join(said)
    # Bytes go over as bytes; what the way to Dart cannot carry is left out, not fatal.
    assert "told [bytes, text] 3" in said
    assert said.count("unheard") == 1


def test_both_halves_call_things_the_same() -> None:
    dart = (EXTENSION / "flutter/scan_intents/lib/src/scan_intents.dart").read_text()
    java = next(android.PLUGIN.rglob("*.java")).read_text()
    python = (EXTENSION.parents[1] / "app/shell/handheld.py").read_text()
    extension = (EXTENSION / "flutter/scan_intents/lib/src/extension.dart").read_text()
    assert "'app.stockhand/scans'" in dart
    assert '"app.stockhand/scans"' in java
    for name in ("actions", "data_wedge", "honeywell"):
        assert f"control.get('{name}')" in dart
        assert f'asked.get("{name}")' in java
        assert f"    {name}: " in python
    assert "case 'ScanIntents':" in extension
    assert '@ft.control("ScanIntents")' in python
    assert "triggerEvent('broadcast'" in dart
    made = tomllib.loads((EXTENSION / "pyproject.toml").read_text())
    flet = next(
        one
        for one in tomllib.loads((EXTENSION.parents[1] / "pyproject.toml").read_text())["project"][
            "dependencies"
        ]
        if one.startswith("flet==")
    )
    assert made["project"]["dependencies"] == [flet]
