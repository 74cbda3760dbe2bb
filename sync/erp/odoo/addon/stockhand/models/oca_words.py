"""Tests of OCA's quality control, in the words of our rules: rows in, values of rules out."""

import hashlib
import json

GOODS = ("product_ids", "categ_ids")
"""What a rule can be about; both on one rule would have to hold together, so each gets its own."""


def rules_of(tests, lines):
    """Give the rules that tests and their triggers stand for, by a key that stays the same.

    `tests` are rows with their `questions`, and these with their `answers`; a line names its
    `test`, its `partners`, and its `product_ids` or `categ_ids`.
    """
    found = {}
    for test in tests:
        for about in GOODS:
            grouped = {}
            for line in lines:
                if line["test"] == test["id"] and line.get(about):
                    partners = tuple(sorted(line["partners"]))
                    grouped.setdefault(partners, set()).update(line[about])
            for partners, ids in grouped.items():
                key = "/".join([str(test["id"]), about, *map(str, partners)])
                found[key] = _rule(test, about, sorted(ids), partners)
    return found


def digest_of(rule):
    """Say whether a rule is another one by now: what people changed on ours is left alone else."""
    return hashlib.sha256(json.dumps(rule, sort_keys=True).encode()).hexdigest()


def _rule(test, about, ids, partners):
    asked = sorted(test["questions"], key=lambda one: (one["sequence"], one["id"]))
    notes = [one["notes"] for one in asked if one["notes"]]
    return {
        "name": test["name"],
        "company_id": test["company"] or False,
        "instructions": "\n".join(notes),
        about: ids,
        "partner_ids": list(partners),
        "asks": [_ask(one) for one in asked],
    }


def _ask(question):
    said = {"sequence": question["sequence"], "name": question["name"]}
    if question["type"] == "quantitative":
        low, high = question["min_value"], question["max_value"]
        bounds = {"bounded": True, "low": low, "high": high}
        return said | {"kind": "number", "unit": question["unit"] or ""} | bounds
    # Our choices say in their last sign that they are bad: a good one must not end with it.
    options = [one["name"].rstrip("! ") + ("" if one["ok"] else "!") for one in question["answers"]]
    return said | {"kind": "choice", "options": "\n".join(options)}
