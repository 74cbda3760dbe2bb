"""Settings survive; a key is nowhere but where keys belong."""

import json
import stat
import sys
from decimal import Decimal

import keyring
import pytest
from keyring.backends import fail

from app.base.receiving import Receiving, Rule
from app.base.setup import Erp
from app.base.wording import say
from app.settings.folder import data_folder
from app.settings.kept import Settings, load, save
from app.settings.receiving import rules_in
from app.settings.secret import keep, kept

ODOO = Settings(erp=Erp.ODOO, user="Ana", url="https://o.example", database="wh", company=1)


@pytest.fixture
def no_keyring():
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def test_settings_come_back_as_they_were(tmp_path):
    save(tmp_path, ODOO)
    assert load(tmp_path) == ODOO


@pytest.mark.parametrize("broken", ["", "{", '{"erp": "sap"}', "[]"])
def test_broken_settings_are_the_defaults(tmp_path, broken):
    (tmp_path / "settings.json").write_text(broken)
    assert load(tmp_path) == Settings()


def test_two_databases_never_share_a_folder():
    assert ODOO.site != ODOO.model_copy(update={"database": "wh2"}).site
    assert ODOO.site != Settings().site


@pytest.mark.usefixtures("no_keyring")
def test_without_a_keyring_the_key_is_in_a_private_file(tmp_path):
    assert keep(tmp_path, "odoo-1", "s3cret") is False
    assert kept(tmp_path, "odoo-1") == "s3cret"
    assert kept(tmp_path, "odoo-2") is None
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


@pytest.mark.usefixtures("no_keyring")
def test_a_second_key_keeps_the_first(tmp_path):
    keep(tmp_path, "odoo-1", "one")
    keep(tmp_path, "odoo-2", "two")
    assert kept(tmp_path, "odoo-1") == "one"


@pytest.mark.usefixtures("no_keyring")
def test_the_key_is_in_no_settings_file(tmp_path):
    keep(tmp_path, ODOO.site, "s3cret")
    save(tmp_path, ODOO)
    assert "s3cret" not in (tmp_path / "settings.json").read_text()


def test_the_data_folder_can_be_named(tmp_path):
    assert data_folder({"STOCKHAND_DATA": str(tmp_path)}) == tmp_path


RULES = """
{"rules": [{"blind": true}, {"supplier": "Mill", "over_percent": "2.5", "shelf_days": 30}],
 "supervisors": {"b-7": "Ida"}}
"""


def test_the_rules_for_receiving_are_read_from_a_file(tmp_path):
    assert rules_in(tmp_path) == (Receiving(), None)
    (tmp_path / "receiving.json").write_text(RULES, encoding="utf-8")
    read, trouble = rules_in(tmp_path)
    assert trouble is None
    assert read.rules == (
        Rule(blind=True),
        Rule(supplier="Mill", over_percent=Decimal("2.5"), shelf_days=30),
    )
    assert read.supervisors == {"B-7": "Ida"}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("", "Invalid JSON"),
        ("[]", "Input should be an object"),
        ('{"rules": [{"blind": "perhaps"}]}', "rules.0.blind"),
        ('{"rules": [{"over_percent": -1}]}', "rules.0.over_percent"),
        ('{"rules": [{"over_percent": "NaN"}]}', "rules.0.over_percent"),
        ('{"rules": [{"shelf_days": 1.5}]}', "rules.0.shelf_days"),
        ('{"rules": [{"suplier": "Mill"}]}', "rules.0.suplier"),
        ('{"supervisors": {"7": null}}', "supervisors.7"),
    ],
)
def test_rules_that_cannot_be_read_do_not_hold_and_say_where(tmp_path, given, why):
    (tmp_path / "receiving.json").write_text(given, encoding="utf-8")
    read, trouble = rules_in(tmp_path)
    assert read == Receiving()
    assert why in say(trouble.text)
    assert trouble.stays


@pytest.mark.parametrize("given", ["xx", "", 3, ["de"], None])
def test_a_language_nobody_here_speaks_leaves_all_else_as_it_was(tmp_path, given):
    text = json.dumps({"user": "Ana", "company": 3, "warehouse": 4, "language": given})
    (tmp_path / "settings.json").write_text(text, encoding="utf-8")
    read = load(tmp_path)
    assert (read.user, read.company, read.warehouse, read.language) == ("Ana", 3, 4, None)
