"""A code that nobody knew is known here as soon as a person said what it is on."""

import sqlite3
from dataclasses import replace

from sync.core.lifecycle import Outcome, Result
from sync.core.problems import Problem
from sync.store.files import JOURNAL_NAME
from sync.store.linked import SAID
from tests.store.floor import LOTTED, PLAIN, Floor, goods, receipt, run, undo

CODE = "4099999999996"


def found(floor: Floor, code: str = CODE) -> list[int]:
    return [one.product.id for one in floor.receive(keys=(code,)).found.products]


def test_it_is_known_at_once_and_after_a_restart(floor: Floor):
    floor.absorb(receipt())
    assert found(floor) == []
    floor.did(replace(goods(receipt()), code=CODE))
    assert found(floor) == [PLAIN]
    assert found(floor, "CODE") == []
    floor.reopen()
    assert found(floor) == [PLAIN]


def test_the_last_word_counts(floor: Floor):
    floor.absorb(receipt())
    floor.did(replace(goods(receipt()), code=CODE))
    floor.did(replace(goods(receipt(), line=1), lot="L-1", code=CODE))
    assert found(floor) == [LOTTED]


def test_taken_back_it_is_forgotten(floor: Floor):
    floor.absorb(receipt())
    done = floor.did(replace(goods(receipt()), code=CODE))
    floor.did(undo(done))
    assert found(floor) == []


def test_what_had_no_effect_links_nothing(floor: Floor):
    floor.absorb(receipt())
    done = floor.did(replace(goods(receipt()), code=CODE)).envelope
    refused = Result(done.op_id, done.seq, Outcome.REJECTED, Problem.ERP_REFUSED)
    run(floor.store.record((refused,)))
    assert found(floor) == []


def test_what_the_erp_knows_comes_first(floor: Floor):
    floor.absorb(receipt())
    code = f"400000000{LOTTED:04}"
    floor.did(replace(goods(receipt()), code=code))
    assert found(floor, code) == [LOTTED]


def test_only_what_names_a_code_is_read(floor: Floor):
    journal = sqlite3.connect(floor.folder / JOURNAL_NAME)
    plan = " ".join(row[3] for row in journal.execute(f"EXPLAIN QUERY PLAN {SAID}", ("x", 1)))
    journal.close()
    assert "idx_operations_codes" in plan
    assert "TEMP B-TREE" not in plan
