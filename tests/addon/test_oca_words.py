"""OCA's tests and triggers in the words of our rules, by rows as they were read from its module."""

import importlib.util
from pathlib import Path

import sync

MODELS = Path(sync.__file__).parent / "erp/odoo/addon/stockhand/models"
spec = importlib.util.spec_from_file_location("stockhand_oca_words", MODELS / "oca_words.py")
assert spec
assert spec.loader
words = importlib.util.module_from_spec(spec)
spec.loader.exec_module(words)

LID = {
    "id": 8, "sequence": 1, "name": "Lid", "type": "qualitative", "notes": False, "min_value": 0.0,
    "max_value": 0.0, "unit": False,
    "answers": [{"name": "Tight!", "ok": True}, {"name": "Loose", "ok": False}],
}  # fmt: skip
WEIGHT = {
    "id": 7, "sequence": 2, "name": "Weight", "type": "quantitative", "notes": "Weigh one tin.",
    "min_value": 0.95, "max_value": 1.05, "unit": "kg", "answers": [],
}  # fmt: skip
PAINT = {"id": 4, "name": "Arrival of paint", "company": 1, "questions": [WEIGHT, LID]}


def test_what_is_asked_and_of_which_goods():
    lines = [
        {"test": 4, "partners": [], "product_ids": [31]},
        {"test": 4, "partners": [], "product_ids": [32, 31]},
        {"test": 4, "partners": [9, 2], "categ_ids": [5]},
        {"test": 3, "partners": [], "product_ids": [33]},
    ]
    found = words.rules_of([PAINT], lines)
    assert list(found) == ["4/product_ids", "4/categ_ids/2/9"]
    articles, categories = found.values()
    assert (articles["product_ids"], articles["partner_ids"]) == ([31, 32], [])
    assert (categories["categ_ids"], categories["partner_ids"]) == ([5], [2, 9])
    assert articles["instructions"] == "Weigh one tin."
    assert [(one["name"], one["kind"]) for one in articles["asks"]] == [
        ("Lid", "choice"),
        ("Weight", "number"),
    ]
    lid, weight = articles["asks"]
    assert lid["options"] == "Tight\nLoose!", "only what is bad ends with the sign for bad"
    assert (weight["low"], weight["high"], weight["unit"]) == (0.95, 1.05, "kg")


def test_a_test_that_nothing_triggers_is_no_rule():
    assert words.rules_of([PAINT], []) == {}


def test_what_changes_on_it_is_noticed_and_nothing_else_is():
    lines = [{"test": 4, "partners": [], "product_ids": [31]}]
    (before,) = words.rules_of([PAINT], lines).values()
    (same,) = words.rules_of([PAINT | {"questions": [LID, WEIGHT]}], lines).values()
    (other,) = words.rules_of([PAINT | {"name": "Arrival"}], lines).values()
    assert words.digest_of(before) == words.digest_of(same)
    assert words.digest_of(before) != words.digest_of(other)
