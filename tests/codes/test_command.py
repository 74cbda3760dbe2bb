"""`python -m scanners parse` as the support desk uses it, and as a stranger attacks it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEYS = ["raw", "symbology", "kind", "gs1", "uri", "text", "problems"]
GTIN = "09506000134352"


def ask(given: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "scanners", "parse", *arguments]
    return subprocess.run(command, input=given, cwd=ROOT, capture_output=True, check=False)


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, object]]:
    """One process for all the harmless ones: it answers line by line, in order."""
    texts = [text for text, *_ in SAID]
    done = ask("".join(json.dumps(text) + "\n" for text in texts).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    return dict(zip(texts, map(json.loads, lines), strict=True))


SAID = [
    (f"]C101{GTIN}10L1\x1d17261231", "gs1", {"01": GTIN, "10": "L1", "17": "261231"}),
    (f"]Q1https://id.gs1.org/01/{GTIN}", "gs1", {"01": GTIN}),
    ("4006381333931", "gtin", {"01": "04006381333931"}),
    ("034012345000000019", "sscc", {"00": "034012345000000019"}),
    ("SHC.UNDOF", "house", {}),
    ("WH/IN/00012", "plain", {}),
    ("", "none", {}),
]


@pytest.mark.parametrize(("text", "kind", "gs1"), SAID)
def test_one_object_a_line(answers, text: str, kind: str, gs1: dict[str, str]) -> None:
    answer = answers[text]
    assert list(answer) == KEYS
    assert (answer["raw"], answer["kind"], answer["gs1"]) == (text, kind, gs1)
    assert (answer["uri"] or "") in text
    assert answer["symbology"] == (text[:3] if text[:1] == "]" else None)


def test_whatever_is_sent_gets_an_answer_each() -> None:
    lines = [
        b"not json", b'"half', b"5", b"[" * 90_000, b"\xff\xfe\x00", b'"\\ud800"', b"", b"\x00",
        json.dumps("7" * 65_536).encode(), json.dumps("\x00\x1d" * 2_000).encode(),
        b'"' + b"x" * 3_000_000 + b'"', b"1" * 6_000, b'"]C1"', b'{"raw": 1}',
    ]  # fmt: skip
    done = ask(b"\n".join(lines))
    assert (done.returncode, done.stderr) == (0, b"")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(lines)
    for answer in answers:
        assert list(answer) == KEYS
        assert answer["problems"]


def test_the_readable_form() -> None:
    done = ask(json.dumps(f"]C101{GTIN}10ABC17261231").encode(), "--read")
    said = done.stdout.decode()
    for words in ("GS1-128", f"(01)  {GTIN}", "(10)ABC(17)261231", "separator maybe lost"):
        assert words in said


def test_a_wrong_call_is_told_how() -> None:
    done = ask(b"", "--wrong")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"usage" in done.stderr
