"""`python -m scanners label`: a file, or one line that says why there is none."""

import json
from pathlib import Path

import pytest

from scanners.__main__ import main
from scanners.commands import words
from scanners.labels.fault import Fault, Wrong
from scanners.labels.wish import To
from scanners.printers.stationery import ASSETS
from tests.labels import kit, paper

CASE: dict[str, object] = {
    "gtin": "09501101530003",
    "lot": "L-2291",
    "expiry": "2027-06-30",
    "name": "Tea",
}


def run(folder: Path, data: object, *arguments: str) -> tuple[int, Path]:
    given, out = folder / "data.json", folder / "label"
    given.write_text(data if isinstance(data, str) else json.dumps(data))
    how = ["--data", str(given), "--out", str(out), *arguments]
    return main(["label", *(["case"] if "case" not in arguments else []), *how]), out


@pytest.mark.parametrize("to", list(To))
def test_a_case_is_written_in_every_way(to: To, tmp_path: Path):
    done, out = run(tmp_path, CASE, "--dpi", "203", "--to", to)
    assert done == 0
    assert out.stat().st_size > 1000
    assert not list(tmp_path.glob("*.part"))


def test_a_picture_is_read_as_what_was_given(tmp_path: Path):
    _, out = run(tmp_path, CASE, "--dpi", "203", "--to", "png")
    codes = paper.codes(paper.look(To.PNG, out.read_bytes(), (0, 0), 203))
    assert ("]d2", "01095011015300031727063010L-2291") in codes


def test_the_list_names_every_label_and_field(capsys: pytest.CaptureFixture[str]):
    assert main(["label", "--list"]) == 0
    said = capsys.readouterr().out
    for template in kit.TEMPLATES.values():
        assert f"\n{template.name}: " in f"\n{said}"
        assert all(asked.name in said for asked in template.fields)


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (CASE | {"lot": "A\nB"}, "lot"),
        (CASE | {"gtin": "09501101530004"}, "gtin"),
        (CASE | {"expiry": "2027-13-01"}, "expiry"),
        (CASE | {"name": "茶"}, "茶"),
        (CASE | {"colour\x1b[2J": "red"}, "colour"),
        ({"gtin": "09501101530003"}, "lot is missing"),
        ("[]", "JSON object"),
        ("{", "JSON"),
        ("", "JSON"),
        ("[" * 100_000, "JSON"),
        ('{"gtin": ' + "9" * 5000 + "}", "JSON"),
        ('{"lot": "A", "lot": "B"}', "twice"),
        ('{"name": "\\ud800"}', "name"),
    ],
)
def test_bad_data_is_one_line_and_no_file(
    data: object, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    done, out = run(tmp_path, data, "--to", "png")
    said = capsys.readouterr().err
    assert done == 2
    assert named in said
    assert said.count("\n") == 1
    assert said.rstrip("\n").isprintable()
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["label", "nothing", "--data", "x", "--to", "png", "--out", "y"], "nothing"),
        (["label", "case", "--data", "/no/such", "--to", "png", "--out", "y"], "/no/such"),
        (["label", "case", "--data", "/", "--to", "png", "--out", "y"], "--data"),
        (["label", "case", "--data", "x\0", "--to", "png", "--out", "y"], "--data"),
        (["label", "case", "--data", "x", "--to", "bmp", "--out", "y"], "bmp"),
        (["label", "case", "--data", "x", "--dpi", "72", "--to", "png", "--out", "y"], "72"),
        (["label", "case", "--to", "png", "--out", "y"], "--data"),
        (["label"], "NAME"),
    ],
)
def test_a_wrong_call_is_one_line(
    arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]
):
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert named in said
    assert said.count("\n") == 1


def test_what_was_there_stays_where_nothing_can_be_written(tmp_path: Path):
    (tmp_path / "data.json").write_text(json.dumps(CASE))
    out = tmp_path / "no such folder" / "label.png"
    call = [
        "label",
        "case",
        "--data",
        str(tmp_path / "data.json"),
        "--to",
        "png",
        "--out",
        str(out),
    ]
    assert main(call) == 2
    assert not out.parent.exists()


def test_a_template_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    text = {"kind": "text", "x": 1, "y": 1, "w": 40, "h": 8, "value": "{name}", "size": 5}
    own = {
        "name": "own",
        "about": "mine",
        "fields": [{"name": "name", "type": "text", "about": "a name"}],
        "layouts": [{"width": 50, "height": 20, "elements": [text]}],
    }
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "own.json").write_text(json.dumps(own))
    call = ["case", "--templates", str(folder), "--to", "png"]
    assert run(tmp_path, CASE, *call)[0] == 0
    (tmp_path / "own.json").write_text('{"name": "Tea"}')
    own_call = ["label", "own", "--data", str(tmp_path / "own.json"), "--to", "png"]
    out = tmp_path / "own.png"
    assert main([*own_call, "--out", str(out), "--templates", str(folder)]) == 0
    text["value"] = "{nmae}"
    (folder / "own.json").write_text(json.dumps(own))
    assert main([*own_call, "--out", str(tmp_path / "no"), "--templates", str(folder)]) == 2
    assert "nmae" in capsys.readouterr().err


@pytest.mark.parametrize(
    "change",
    [{"size": 0}, {"w": -1}, {"x": "NaN"}, {"h": 1e9}, {"align": "left"}, {"colour": "red"}],
)
def test_a_template_that_cannot_be_drawn_is_named(
    change: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    text = {"kind": "text", "x": 1, "y": 1, "w": 40, "h": 8, "value": "Hello", "size": 5} | change
    layout = {"width": 50, "height": 20, "elements": [text]}
    own = {"name": "own", "about": "mine", "fields": [], "layouts": [layout]}
    (tmp_path / "own.json").write_text(json.dumps(own))
    assert main(["label", "--list", "--templates", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert next(iter(change)) in said
    assert said.count("\n") == 1


def test_everything_that_can_be_wrong_has_its_words():
    for wrong in Wrong:
        assert words.say(Fault(wrong, "lot", "1: 2"))


def test_the_schema_names_all_that_the_labels_here_are_made_of(
    capsys: pytest.CaptureFixture[str],
):
    assert main(["label", "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    written = [json.loads(path.read_text()) for path in (ASSETS / "labels").glob("*.json")]
    assert written
    assert {key for one in written for key in one} <= set(schema["properties"])
    known = {one["properties"]["kind"]["const"] for one in schema["$defs"].values()
             if "kind" in one.get("properties", {})}  # fmt: skip
    assert known == {"text", "box", "line", "barcode", "image", "repeat", "condition"}
