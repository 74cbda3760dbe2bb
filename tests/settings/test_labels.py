"""The house's labels and printers: what the files say, and what is told where they say nonsense."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.base.designing import fault_text
from app.base.printing import AUTOMATIC, Occasion
from app.base.wanted import goods_label
from app.base.wording import say
from app.runtime.stationery import Stationery
from app.settings.labels import FILE, keep_language, labels_in
from app.settings.printers import printers_in
from scanners.labels.fault import Fault, Wrong
from scanners.labels.wish import To
from scanners.printers.printer import Speaks
from scanners.printers.stationery import ASSETS
from tests.flows.floor import MILK

PAINT_PLAIN = replace(MILK, barcode=None)


def test_without_a_file_labels_are_english_and_packs_and_holds_print(tmp_path):
    rules, trouble = labels_in(tmp_path, 1)
    assert (rules.language, rules.automatic, trouble) == ("en", AUTOMATIC, None)


def test_a_customers_language_stands_before_the_companys_before_the_houses(tmp_path):
    said = {
        "language": "de", "automatic": ["putaway"],
        "companies": {"3": {"language": "fr"}}, "customers": {"Acme": {"language": "pl"}},
    }  # fmt: skip
    (tmp_path / FILE).write_text(json.dumps(said))
    rules, _ = labels_in(tmp_path, 3)
    assert (rules.language_for(""), rules.language_for("Acme")) == ("fr", "pl")
    assert rules.automatic == (Occasion.PUTAWAY,)
    assert labels_in(tmp_path, 1)[0].language == "de"


def test_a_language_is_kept_for_its_company_beside_all_else(tmp_path):
    assert keep_language(tmp_path, "de", None)
    assert keep_language(tmp_path, "ar", 3)
    assert labels_in(tmp_path, 3)[0].language == "ar"
    assert labels_in(tmp_path, 1)[0].language == "de"
    (tmp_path / FILE).write_text("{")
    assert not keep_language(tmp_path, "de", 3), "what somebody wrote is not written over"


@pytest.mark.parametrize(
    "text", ["{", '{"language": "xx"}', '{"langage": "de"}', '{"automatic": ["all"]}']
)
def test_a_file_that_cannot_be_read_is_told_and_labels_go_on(tmp_path, text):
    (tmp_path / FILE).write_text(text)
    rules, trouble = labels_in(tmp_path, 1)
    assert rules.language == "en"
    assert trouble is not None
    assert FILE in say(trouble.text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "printers.json cannot be read"),
        ('{"printers": {"dock": "tcp://x"}}', "printers.json cannot be read"),
        ('{"printers": {"DOCK": "tpc://x"}}', "Printer DOCK cannot be used"),
    ],
)
def test_printers_that_cannot_be_are_told(tmp_path, text, told):
    (tmp_path / "printers.json").write_text(text)
    set_up = printers_in(tmp_path, training=True)
    assert set_up.printers == {}
    assert set_up.trouble is not None
    assert told in say(set_up.trouble.text)
    set_up.keep("DOCK")
    if told.startswith("printers"):
        assert (tmp_path / "printers.json").read_text() == text


def test_the_house_and_a_customer_have_templates_of_their_own(tmp_path):
    (tmp_path / "customers" / "Acme").mkdir(parents=True)
    own = json.loads(_shipped("lot"))
    own["about"] = "the house's"
    (tmp_path / "lot.json").write_text(json.dumps(own))
    own["about"] = "Acme's"
    (tmp_path / "customers" / "Acme" / "lot.json").write_text(json.dumps(own))
    paper = Stationery(folder=tmp_path, company=1)
    assert paper.sheets()[0]["lot"].about == "the house's"
    assert paper.sheets("Acme")[0]["lot"].about == "Acme's"
    assert paper.sheets("../customers/Acme")[0]["lot"].about == "the house's"


def test_the_label_is_in_the_language_of_the_house(tmp_path):
    (tmp_path / FILE).write_text('{"language": "de"}')
    wanted = goods_label(MILK, "L-1", date(2027, 6, 30))
    here = Stationery(labels_in(tmp_path, 1)[0])
    assert here.write(wanted, Speaks(To.ZPL, 203)) != Stationery().write(
        wanted, Speaks(To.ZPL, 203)
    )


def _shipped(name: str) -> str:
    return (ASSETS / "labels" / f"{name}.json").read_text(encoding="utf-8")


def test_a_customers_own_zpl_stands_in_the_place_of_the_apps_label(tmp_path):
    own = tmp_path / "customers" / "Acme"
    own.mkdir(parents=True)
    (own / "lot.zpl").write_text("^XA^FO9,9^A0N,30^FN1^FS^XZ")
    fields = [{"name": "lot", "type": "code", "about": "", "may_be_none": True}]
    said = {"name": "lot", "about": "", "dpi": 203, "values": {"1": "LOT {lot}"}, "fields": fields}
    (own / "lot.json").write_text(json.dumps(said))
    paper = Stationery(folder=tmp_path, company=1)
    wanted = replace(goods_label(PAINT_PLAIN, "L-1", None), customer="Acme")
    written = paper.write(wanted, Speaks(To.ZPL, 203))
    assert written == b"^XA^FO9,9^A0N,30^FH\\^FDLOT\\20L\\2D1^FS^XZ"
    assert paper.write(wanted, Speaks(To.ZPL, 300)) == Fault(Wrong.WRONG_DPI, "", "203: 300")
    assert paper.write(wanted, Speaks(To.PDF, 203)) == Fault(Wrong.ONLY_ZPL, "", "pdf")


def test_where_nobody_said_otherwise_labels_speak_as_the_app_does(tmp_path):
    assert labels_in(tmp_path, 1, "fr")[0].language == "fr"
    (tmp_path / FILE).write_text('{"language": "de"}')
    assert labels_in(tmp_path, 1, "fr")[0].language == "de"


def own_template(folder: Path, about: str) -> None:
    """A template of the house in the place of the app's own, told apart by what it is about."""
    folder.mkdir(parents=True, exist_ok=True)
    template = json.loads((ASSETS / "labels" / "case.json").read_text())
    (folder / "case.json").write_text(json.dumps(template | {"about": about}))


def test_a_customers_template_stands_before_the_companys_before_the_houses(tmp_path):
    def about(company: int, customer: str) -> str:
        sheets, bad = Stationery(folder=tmp_path, company=company).sheets(customer)
        assert not bad
        return sheets["case"].about

    shipped = Stationery().sheets()[0]["case"].about
    assert about(3, "Acme") == shipped
    own_template(tmp_path, "the house's")
    own_template(tmp_path / "company-3", "the company's")
    own_template(tmp_path / "customers" / "Acme", "the customer's")
    assert about(3, "Acme") == "the customer's"
    assert about(3, "Borg") == about(3, "") == "the company's"
    assert about(1, "") == "the house's"
    assert about(1, "../company-3") == "the house's"


def test_without_its_fonts_a_label_is_refused_and_says_which_file_is_missing():
    class Bare(Stationery):
        fonts = Fault(Wrong.NO_FONT, "", "DejaVuSansCondensed.ttf")

    refused = Bare().write(goods_label(MILK, "L-1", date(2027, 6, 30)), Speaks(To.ZPL, 203))
    assert refused == Bare.fonts
    assert "DejaVuSansCondensed.ttf" in say(fault_text(refused))
