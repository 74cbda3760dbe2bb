"""The setup desk as a table: what a tap or a filled form makes of the form."""

import pytest

from app.base.setup import Erp, Form
from app.base.wording import text
from app.setup.flow import answered, choose, failed, fill
from sync.core.records import Company, Warehouse

COMPANIES = (Company(1, "Holding"), Company(2, "North"), Company(3, "South"))
WAREHOUSES = (
    Warehouse(20, 2, "N1", "North one", 0),
    Warehouse(21, 2, "N2", "North two", 0),
    Warehouse(30, 3, "S1", "South one", 0),
)
FILLED = {"url": " https://odoo.example.com/ ", "database": " wh ", "key": " k ", "user": " Ana "}


def known(form: Form) -> Form:
    return answered(form, COMPANIES, WAREHOUSES, text("connected", server="S", user="Ana"))


def test_what_was_typed_is_trimmed():
    form = fill(Form(Erp.ODOO, ""), FILLED)
    assert (form.url, form.database, form.key, form.user) == (
        "https://odoo.example.com",
        "wh",
        "k",
        "Ana",
    )
    assert not form.wrong


@pytest.mark.parametrize("name", ["url", "database", "key", "user"])
def test_every_field_of_an_odoo_is_needed(name):
    assert fill(Form(Erp.ODOO, ""), FILLED | {name: " "}).wrong == ((name, "required"),)


def test_a_kept_key_need_not_be_typed_again():
    assert not fill(Form(Erp.ODOO, "", key_kept=True), FILLED | {"key": ""}).wrong


def test_training_needs_a_name_only():
    assert fill(Form(Erp.TRAINING, "x"), {"user": ""}).wrong == (("user", "required"),)


def test_a_company_with_a_warehouse_is_chosen_at_first():
    form = known(Form(Erp.ODOO, "Ana"))
    assert (form.company, form.warehouse) == (2, 20)


def test_another_company_brings_its_own_warehouse():
    form = choose(known(Form(Erp.ODOO, "Ana")), "company:3")
    assert (form.company, form.warehouse) == (3, 30)
    assert choose(form, "warehouse:30").warehouse == 30


def test_what_was_chosen_before_is_kept_where_it_still_is():
    assert known(Form(Erp.ODOO, "Ana", company=2, warehouse=21)).warehouse == 21
    assert known(Form(Erp.ODOO, "Ana", company=9, warehouse=90)).company == 2


def test_without_a_warehouse_nothing_is_chosen():
    form = answered(
        Form(Erp.ODOO, "Ana", company=2, warehouse=20), COMPANIES, (), text("connected")
    )
    assert (form.company, form.warehouse) == (None, None)


def test_another_erp_forgets_what_the_last_one_said():
    form = choose(known(Form(Erp.ODOO, "Ana")), "erp:training")
    assert form.erp is Erp.TRAINING
    assert not form.companies


def test_a_failure_keeps_all_that_was_filled_in():
    form = failed(fill(Form(Erp.ODOO, ""), FILLED), text("failure.key_refused"))
    assert not form.went_well
    assert form.url == "https://odoo.example.com"


def test_the_key_is_in_no_text_of_the_form():
    assert "s3cret" not in repr(fill(Form(Erp.ODOO, ""), FILLED | {"key": "s3cret"}))


@pytest.mark.parametrize("url", ["foo bar", "ftp://x", "odoo.example.com", "https://", "http:// x"])
def test_an_address_that_is_none_is_named(url):
    assert fill(Form(Erp.ODOO, ""), FILLED | {"url": url}).wrong == (("url", "address_begins"),)
