"""Settings survive; a key is nowhere but where keys belong."""

import stat
import sys

import keyring
import pytest
from keyring.backends import fail

from app.base.setup import Erp
from app.settings.folder import data_folder
from app.settings.kept import Settings, load, save
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
