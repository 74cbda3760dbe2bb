"""A report holds what support needs, and nothing that opens a door."""

import asyncio
import json
import logging
from pathlib import Path
from zipfile import ZipFile

import keyring.errors
import pytest

from app.base.messages import Action
from app.base.people import Role, WorkerForm
from app.settings import secret
from app.settings.people import Book
from app.settings.report import HIDDEN, hidden
from scanners.codes.house import write
from scanners.codes.scan import HouseKind
from tests.runtime.shift import shift

KEY, PIN, BADGE, CHIEF = "0f3c9a7be2d14455", "40961", "ANA7", "CARD-900"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def refuse(*_: object) -> None:
        raise keyring.errors.NoKeyringError

    monkeypatch.setattr(secret.keyring, "set_password", refuse)
    monkeypatch.setattr(secret.keyring, "get_password", refuse)
    secret.keep(tmp_path, "odoo-1", KEY)
    Book(tmp_path, lambda: b"0123456789abcdef").keep(
        WorkerForm(name="Ana", role=Role.ADMINISTRATOR, badge=BADGE), PIN
    )
    rules = {"rules": [{"blind": True}], "supervisors": {CHIEF: "Cat"}}
    (tmp_path / "receiving.json").write_text(json.dumps(rules))
    printers = {"printers": {"DOCK2": "ipp://cat:hunter2@10.0.0.5/ipp"}}
    (tmp_path / "printers.json").write_text(json.dumps(printers))
    return tmp_path


def test_no_key_no_pin_and_no_badge_is_in_it(folder: Path):
    async def work() -> str:
        async with shift(folder) as one:
            logging.getLogger("app").warning("asked with %s and scanned %s", KEY, CHIEF.lower())
            await one.tap(Action.OPEN_PERSON, "Ana")
            await one.answer("99999")
            await one.answer(PIN)
            badge = write(HouseKind.BADGE, BADGE)
            await one.scan("P00001")
            await one.scan(badge)
            await one.tap(Action.BACK)
            await one.tap(Action.GO_HOME)
            await one.tap(Action.OPEN_MINE)
            await one.tap(Action.OPEN_REPORT)
            look = await one.answer(f"It beeped twice. My badge is {badge}, and {BADGE}.")
            assert look.notice is not None
            return look.notice.text

    said = asyncio.run(work())
    [report] = (folder / "reports").glob("*.zip")
    assert str(report) in said
    with ZipFile(report) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    assert {"note.txt", "device.json", "outbox.json", "screens.txt", "log.txt"} <= set(parts)
    assert {"settings/receiving.json", "settings/printers.json"} <= set(parts)
    every = "\n".join(parts.values())
    for secret_one in (KEY, PIN, BADGE, CHIEF, "hunter2", "99999"):
        assert secret_one.lower() not in every.lower(), secret_one
    assert "It beeped twice." in parts["note.txt"]
    assert "asked with" in parts["log.txt"]
    assert json.loads(parts["settings/receiving.json"])["supervisors"] == 1
    assert json.loads(parts["device.json"])["role"] == "administrator"
    assert "How you like it" in parts["screens.txt"]
    assert not any("people" in name or "keys" in name for name in parts)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("key abc-123!", f"key {HIDDEN}!"),
        ("KEY ABC-123", f"KEY {HIDDEN}"),
        ("shb.eve9x was scanned", f"{HIDDEN} was scanned"),
        ("http://u:p@host/x", f"http://{HIDDEN}@host/x"),
        ("nothing here", "nothing here"),
    ],
)
def test_what_opens_a_door_is_dots(text: str, kept: str):
    assert hidden(text, ("abc-123",)) == kept
