"""The module says about a problem what the table of the app says."""

import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from sync.core.envelope import from_json, to_json
from sync.core.operations import Kind
from sync.core.policies import policy
from sync.core.problems import Problem
from sync.core.quantity import AMOUNT_MAX
from sync.core.rules import LOT_LENGTH_MAX
from sync.erp.odoo.marker import NOTES, Marker, lane, read_marker, tag, write_marker
from tests.rigs.odoo_server import ADDONS

MODELS = ADDONS / "stockhand" / "models"
OP = "0190a1b2-c3d4-7e5f-8a6b-0123456789ab"
OPERATIONS = Path(__file__).parents[1] / "core" / "fixtures" / "operations.jsonl"


def loaded(name: str) -> ModuleType:
    """Load a file of the module that needs no Odoo."""
    spec = importlib.util.spec_from_file_location(f"stockhand_{name}", MODELS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", Kind)
def test_what_becomes_of_a_problem(kind: Kind):
    later = loaded("rules").later
    ours = {problem: str(policy(kind, problem).later) for problem in Problem}
    assert {problem: later(str(kind), str(problem)) for problem in Problem} == ours


def test_every_problem_it_names_is_one():
    text = (MODELS / "rules.py").read_text() + (MODELS / "desk.py").read_text()
    named = {str(problem) for problem in Problem if f'"{problem}"' in text}
    assert len(named) > 20
    assert (loaded("rules").AMOUNT_MAX, loaded("rules").LOT_LENGTH_MAX) == (
        AMOUNT_MAX,
        LOT_LENGTH_MAX,
    )


def test_the_office_reads_words_for_every_problem_and_every_deed():
    words = loaded("words")
    assert set(words.PROBLEMS) == {str(problem) for problem in Problem}
    assert set(words.DEEDS) == {str(kind) for kind in Kind}


def test_it_reads_every_operation_that_was_ever_released():
    lines = OPERATIONS.read_text().splitlines()
    assert {json.loads(line)["kind"] for line in lines} == set(Kind)
    for line in lines:
        raw = json.loads(to_json(from_json(line)))
        op = loaded("deeds").read_op(raw)
        assert (op.problem, op.kind, op.seq) == ("", raw["kind"], raw["seq"])


def test_it_reads_the_notes_of_those_who_came_before_it():
    ops = {1: OP, 2: OP.replace("89ab", "89ac")}
    filed = {lane("dock 2/ü", 3): frozenset(ops)}
    note = write_marker(Marker(filed, {}, frozenset(map(tag, ops.values()))))
    before = loaded("before").Before([f"<p>{note}</p>"], "dock 2/ü", 3)
    lines = [json.loads(line) for line in OPERATIONS.read_text().splitlines()]
    raw = next(raw for raw in lines if raw["kind"] == "receive_line")
    received = loaded("deeds").read_op(raw)
    for seq, op_id in ops.items():
        assert before.holds(replace(received, seq=seq, op_id=op_id), is_done=False)
    assert before.holds(replace(received, seq=3, op_id=OP), is_done=False), "issued again"
    assert not before.holds(replace(received, seq=1, op_id=OP[:-1] + "0"), is_done=False)
    assert loaded("before").NOTES == NOTES


def test_the_app_reads_the_notes_it_leaves_behind():
    lanes = [("dock 2/ü", 3, "filed", {3, 1, 2}), ("dock 2/ü", 3, "closing", {4})]
    note = loaded("before").note_of(lanes, {OP}, {OP.replace("89ab", "89ac")})
    here = lane("dock 2/ü", 3)
    assert read_marker(f"<p>{note}</p>") == Marker(
        {here: frozenset({1, 2, 3})},
        {here: frozenset({4})},
        frozenset({tag(OP)}),
        frozenset({tag(OP.replace("89ab", "89ac"))}),
    )
