"""Settings go whole from device to device, in a file or as a code, and no secret goes along."""

import asyncio
import json
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from app.base.language import Language
from app.base.messages import Action
from app.base.people import Role, WorkerForm
from app.base.session import Home, Setup
from app.base.setup import SETTINGS_CODE, Erp, Form
from app.settings.carry import FOLDER, Carry, where_of
from app.settings.kept import Settings
from app.settings.people import Book
from app.ui.looks import SetupLook
from tests.runtime.shift import scanned, shift

ODOO = Settings(
    erp=Erp.ODOO,
    user="Ana",
    url="https://odoo.example.com",
    database="wh",
    company=2,
    warehouse=7,
    language=Language.POLISH,
)
RULES = {"rules": [{"blind": True}], "supervisors": {"CARD-900": "Cat"}}
PRINTERS = {"printers": {"DOCK2": "tcp://10.0.0.5:9100?to=zpl&dpi=203"}, "here": "DOCK2"}


def device(folder: Path, name: str) -> Carry:
    folder.mkdir(parents=True, exist_ok=True)
    return Carry(folder, ODOO, name)


def carried(source: Carry, target: Carry) -> str:
    path, _ = source.save()
    (target.folder / FOLDER).mkdir(exist_ok=True)
    (target.folder / FOLDER / Path(path).name).write_bytes(Path(path).read_bytes())
    return Path(path).name


def test_another_device_has_the_same_rules_and_printers(tmp_path: Path):
    one, other = device(tmp_path / "one", "d1"), device(tmp_path / "other", "d2")
    (one.folder / "receiving.json").write_text(json.dumps(RULES))
    (one.folder / "printers.json").write_text(json.dumps(PRINTERS))
    name = carried(one, other)
    assert other.files() == (name,)
    form = other.taken(name, Form(erp=Erp.TRAINING, user="Ben"))
    assert isinstance(form, Form)
    assert (form.url, form.database, form.company, form.warehouse) == (ODOO.url, "wh", 2, 7)
    assert (form.user, form.language, form.companies) == ("Ben", Language.POLISH, ())
    assert json.loads((other.folder / "printers.json").read_text()) == PRINTERS
    rules = json.loads((other.folder / "receiving.json").read_text())
    assert rules == {"rules": [{"blind": True}], "supervisors": {}}


def test_no_secret_goes_along(tmp_path: Path):
    one = device(tmp_path / "one", "d1")
    book = Book(one.folder, lambda: b"0123456789abcdef")
    book.keep(WorkerForm(name="Ana", role=Role.CLERK, badge="ANA7"), "40961")
    (one.folder / "keys.json").write_text(json.dumps({"odoo-1": "0f3c9a7b"}))
    (one.folder / "receiving.json").write_text(json.dumps(RULES))
    path, _ = one.save()
    text = Path(path).read_text()
    assert not [it for it in ("ANA7", "40961", "0f3c9a7b", "CARD-900") if it in text]


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ("no settings", "JSON"),
        ({"stockhand_settings": 2, "where": {"erp": "odoo"}, "files": {}}, "stockhand_settings"),
        ({"stockhand_settings": 1, "where": {"erp": "odoo"}, "files": {"keys.json": {}}}, "keys"),
        ({"stockhand_settings": 1, "where": {"erp": "odoo"}, "files": {"../x": {}}}, "../x"),
        (
            {
                "stockhand_settings": 1,
                "where": {"erp": "odoo"},
                "files": {"printers.json": PRINTERS, "receiving.json": {"rules": [{"blind": 7}]}},
            },
            "receiving.json",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_is_changed(
    tmp_path: Path, held: object, why: str
):
    one = device(tmp_path, "d1")
    (tmp_path / FOLDER).mkdir()
    text = held if isinstance(held, str) else json.dumps(held)
    (tmp_path / FOLDER / "settings-d2.json").write_text(text)
    said = one.taken("settings-d2.json", Form(erp=Erp.TRAINING, user="Ben"))
    assert isinstance(said, str)
    assert why in said
    assert sorted(it.name for it in tmp_path.iterdir()) == [FOLDER]


def test_the_code_says_where_the_work_is(tmp_path: Path):
    _, png = device(tmp_path, "d1").save()
    [code] = zxingcpp.read_barcodes(Image.open(BytesIO(png)))
    where = where_of(code.text)
    assert where is not None
    assert (where.url, where.warehouse) == (ODOO.url, 7)
    assert where_of("SHSET:{}") is None
    assert where_of("4098765000010") is None


def test_a_scanned_code_opens_setup_with_the_form_filled_in(tmp_path: Path):
    async def work() -> None:
        async with shift(tmp_path) as one:
            code = SETTINGS_CODE + '{"erp":"odoo","url":"https://o.example","database":"wh"}'
            look = await one.say(scanned(code))
            assert isinstance(look, SetupLook)
            assert [it.value for it in look.fields][:2] == ["https://o.example", "wh"]
            assert "Enter the key" in look.words
            await one.tap(Action.BACK)
            assert isinstance(one.person.session.place, Home)
            await one.tap(Action.OPEN_SETUP)
            assert one.person.session.place == Setup()
            look = await one.tap(Action.CHOOSE, "settings:save")
            assert isinstance(look, SetupLook)
            assert look.pictures

    asyncio.run(work())
