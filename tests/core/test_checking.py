"""Which goods have to be checked, what is asked, and which verdict stands."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sync.core.apply import apply
from sync.core.check_rules import Rule, read_rule
from sync.core.checking import (
    due_of,
    is_blocked,
    open_rounds,
    pieces_of,
    read_answer,
    rounds_of,
    verdict_of,
)
from sync.core.operations import ReceiveLine, RecordCheck, Undo
from sync.core.problems import Problem
from sync.core.quality import (
    Answer,
    Checked,
    CheckRule,
    Disposition,
    Verdict,
    checks_text,
    read_checks,
)
from sync.core.records import DocumentKind, DocumentState, Entry, Line, LocationKind, Work
from sync.core.rules import Facts, check
from tests.core.given import BIN, DOCUMENT, FACTS, JUDGED, LINES, PRODUCT

HOLD = replace(BIN, id=12, label="Hold", kind=LocationKind.HOLD)
DEAR = replace(PRODUCT, needs_check=True, category=4, value=Decimal(900))
GOT = replace(
    LINES[1],
    done=Decimal(5),
    entries=(Entry("L1", None, 11, Decimal(3)), Entry("L2", None, 11, Decimal(2))),
)


def rule(**given: Any) -> Rule:
    return read_rule(CheckRule(7, None, json.dumps({"name": "Rule", **given})))


def verdict(lot: str, verdict_: Verdict, **over: Any) -> Checked:
    known = Checked(lot, Decimal(3), verdict_, None, "Ines", "")
    return replace(known, **over)


def due(line: Line, *rules: Rule, product=DEAR, document=DOCUMENT, is_first=False) -> list:
    found = due_of(document, line, product, rules, is_first=is_first)
    return [(one.lot, one.quantity) for one in found]


BOTH = [("L1", Decimal(3)), ("L2", Decimal(2))]
WHEN: dict[str, tuple[dict[str, Any], bool]] = {
    "nothing said": ({}, True),
    "this article": ({"products": [101]}, True),
    "another article": ({"products": [102]}, False),
    "its category": ({"categories": [4, 5]}, True),
    "another category": ({"categories": [5]}, False),
    "its supplier": ({"suppliers": ["Mill"]}, True),
    "another supplier": ({"suppliers": ["Mine"]}, False),
    "worth enough": ({"value_min": "900"}, True),
    "not worth it": ({"value_min": "900.01"}, False),
    "not the first delivery": ({"first_delivery": True}, False),
    "all of it must hold": ({"products": [101], "suppliers": ["Mine"]}, False),
}


@pytest.mark.parametrize(("when", "expected"), WHEN.values(), ids=WHEN)
def test_a_rule_is_for_what_it_says(when: dict[str, Any], expected: bool):
    plain = replace(DEAR, needs_check=False)
    assert due(GOT, rule(when=when), product=plain) == (BOTH if expected else [])


def test_the_first_delivery_is_told_by_who_asks():
    first = rule(when={"first_delivery": True})
    plain = replace(DEAR, needs_check=False)
    assert due(GOT, first, product=plain, is_first=True) == BOTH


def test_one_in_so_many_is_drawn_and_the_same_everywhere():
    some = rule(when={"one_in": 4})
    plain = replace(DEAR, needs_check=False)
    drawn = [
        id
        for id in range(1, 401)
        if due(GOT, some, product=plain, document=replace(DOCUMENT, id=id))
    ]
    assert 60 < len(drawn) < 140
    assert drawn == [
        id
        for id in range(1, 401)
        if due(GOT, some, product=plain, document=replace(DOCUMENT, id=id))
    ]


def test_marked_goods_wait_without_a_rule_too():
    assert due(GOT) == BOTH
    assert due(GOT, product=replace(DEAR, needs_check=False)) == []


@pytest.mark.parametrize("state", DocumentState)
def test_goods_wait_when_they_came(state: DocumentState):
    came = state in {DocumentState.WAITING, DocumentState.READY, DocumentState.DONE}
    assert bool(due(GOT, document=replace(DOCUMENT, state=state))) == came
    assert not due(GOT, document=replace(DOCUMENT, state=state, kind=DocumentKind.DELIVERY))


STANDING: dict[str, tuple[Checked, bool]] = {
    "passed": (verdict("L1", Verdict.PASSED), False),
    "passed, and more came": (verdict("L1", Verdict.PASSED, quantity=Decimal(2)), True),
    "failed": (verdict("L1", Verdict.FAILED, disposition=Disposition.SCRAP), False),
    "unsure": (verdict("L1", Verdict.UNSURE), True),
    "taken back": (verdict("L1", Verdict.WITHDRAWN), True),
}


@pytest.mark.parametrize(("standing", "waits"), STANDING.values(), ids=STANDING)
def test_a_verdict_covers_what_was_there(standing: Checked, waits: bool):
    lots = [lot for lot, _ in due(replace(GOT, checks=(standing,)))]
    assert lots == (["L1", "L2"] if waits else ["L2"])


SAMPLES = [["8", 2], ["15", 3], ["50", 8]]


@pytest.mark.parametrize(
    ("per", "quantity", "pieces"),
    [
        *(("lot", "12", 1), ("unit", "12", 12), ("unit", "2.5", 3), ("unit", "5000", 200)),
        *(("sample", "1", 1), ("sample", "8", 2), ("sample", "9", 3), ("sample", "15.5", 8)),
        ("sample", "9000", 8),
    ],
)
def test_how_many_pieces_are_looked_at(per: str, quantity: str, pieces: int):
    assert pieces_of(rule(per=per, samples=SAMPLES), Decimal(quantity)) == pieces


ASKS = [
    {"key": "seal", "kind": "yes_no", "text": "Seal?"},
    {"key": "warm", "kind": "number", "text": "Warm?", "unit": "°C", "low": "0", "high": "7"},
]


def test_a_sample_is_asked_piece_by_piece():
    sampled = rule(per="sample", samples=SAMPLES, asks=ASKS)
    rounds = rounds_of([sampled], Decimal(8))
    assert [(one.piece, one.ask.key) for one in rounds] == [
        *((1, "seal"), (1, "warm"), (2, "seal"), (2, "warm")),
    ]
    left = open_rounds(rounds, [Answer(7, "seal", 1, "yes", good=True)])
    assert [(one.piece, one.ask.key) for one in left] == [(1, "warm"), (2, "seal"), (2, "warm")]


READ: dict[str, tuple[dict[str, Any], str, object]] = {
    "yes": ({"kind": "yes_no"}, "yes", ("yes", True)),
    "no": ({"kind": "yes_no"}, "no", ("no", False)),
    "neither": ({"kind": "yes_no"}, "maybe", Problem.CHECK_UNANSWERED),
    "in bounds": ({"kind": "number", "low": "0", "high": "7"}, " 6,5 ", ("6.5", True)),
    "on the bound": ({"kind": "number", "low": "0", "high": "7"}, "7", ("7", True)),
    "too warm": ({"kind": "number", "low": "0", "high": "7"}, "7.1", ("7.1", False)),
    "below zero": ({"kind": "number", "low": "-2"}, "-1", ("-1", True)),
    "no number": ({"kind": "number"}, "warm", Problem.QUANTITY_UNREADABLE),
    "an option": ({"kind": "choice", "options": [["Torn", False]]}, "Torn", ("Torn", False)),
    "no option": ({"kind": "choice", "options": [["Torn", False]]}, "x", Problem.CHECK_UNANSWERED),
    "a day": ({"kind": "date"}, "2026-05-01", ("2026-05-01", True)),
    "no day": ({"kind": "date"}, "soon", Problem.EXPIRY_UNREADABLE),
    "a text": ({"kind": "text"}, " fine ", ("fine", True)),
    "no text": ({"kind": "text"}, "  ", Problem.CHECK_UNANSWERED),
    "a badge": ({"kind": "signature"}, "INES", ("INES", True)),
}


@pytest.mark.parametrize(("given", "text", "expected"), READ.values(), ids=READ)
def test_an_answer_is_read_and_judged(given: dict[str, Any], text: str, expected: object):
    [ask] = rule(asks=[{"key": "a", "text": "A?", **given}]).asks
    assert read_answer(ask, text) == expected


def test_one_bad_answer_is_enough():
    good, bad = Answer(7, "a", 1, "yes", good=True), Answer(7, "a", 2, "no", good=False)
    assert verdict_of([good, good]) is Verdict.PASSED
    assert verdict_of([good, bad]) is Verdict.FAILED


@pytest.mark.parametrize("definition", ["", "[]", "{", '{"when": {"value_min": "x"}}'])
def test_a_rule_that_makes_no_sense_asks_nothing_and_lets_nothing_through(definition: str):
    unreadable = read_rule(CheckRule(7, None, definition))
    assert unreadable.asks == ()
    assert due(GOT, unreadable) == BOTH


# ------------------------------------------------------------------ the verdict


def at(line: Line = GOT, **over: Any) -> Facts:
    return replace(FACTS, line=line, product=DEAR, bin=HOLD, **over)


BAD = replace(JUDGED, lot="L1", place=12)
GOOD = replace(BAD, verdict=Verdict.PASSED, disposition=None, answers=(), place=None)
LET = replace(BAD, disposition=Disposition.ACCEPT, second="Leo", place=None)
UNSURE = replace(GOOD, verdict=Verdict.UNSURE)
PASSED = replace(GOT, checks=(verdict("L1", Verdict.PASSED),))
FAILED = replace(GOT, checks=(verdict("L1", Verdict.FAILED, disposition=Disposition.QUARANTINE),))
BACK = replace(GOOD, verdict=Verdict.WITHDRAWN, place=None, answers=())
WITHDRAWN = replace(GOT, checks=(verdict("L1", Verdict.WITHDRAWN, inspector="Ines"),))
PAUSE = replace(BACK, verdict=Verdict.PAUSED)
BEGUN = replace(GOT, checks=(verdict("L1", Verdict.PAUSED, inspector="Ines"),))
BAD_BACK = replace(
    GOT,
    checks=(
        replace(
            verdict("L1", Verdict.WITHDRAWN, inspector="Ines"), disposition=Disposition.QUARANTINE
        ),
    ),
)
OPEN = replace(GOT, checks=(verdict("L1", Verdict.UNSURE, inspector="Ines"),))
TWO = rule(second=True)
CASES: dict[str, tuple[RecordCheck, Facts, Problem | None]] = {
    "bad": (BAD, at(), None),
    "good": (GOOD, at(), None),
    "good, on a closed receipt": (
        GOOD,
        at(document=replace(DOCUMENT, state=DocumentState.DONE)),
        None,
    ),
    "cancelled": (
        GOOD,
        at(document=replace(DOCUMENT, state=DocumentState.CANCELLED)),
        Problem.DOCUMENT_CANCELLED,
    ),
    "no receipt": (GOOD, at(document=None), Problem.DOCUMENT_MISSING),
    "another company": (GOOD, at(company=2), Problem.COMPANY_MISMATCH),
    "no line": (GOOD, replace(at(), line=None), Problem.LINE_MISSING),
    "another article": (replace(GOOD, product=5), at(), Problem.PRODUCT_NOT_ON_DOCUMENT),
    "another unit": (replace(GOOD, unit=5), at(), Problem.UNIT_MISMATCH),
    "no amount": (replace(GOOD, quantity=Decimal(0)), at(), Problem.QUANTITY_NOT_POSITIVE),
    "nothing there": (replace(GOOD, lot="L3"), at(), Problem.CHECK_NOTHING_THERE),
    "good twice": (GOOD, at(PASSED), Problem.CHECK_TWICE),
    "bad after good": (BAD, at(PASSED), None),
    "good after bad": (GOOD, at(FAILED), Problem.CHECK_FAILED_BEFORE),
    "bad twice": (BAD, at(FAILED), Problem.CHECK_TWICE),
    "let pass after bad": (LET, at(FAILED), None),
    "let pass alone": (replace(LET, second=""), at(FAILED), Problem.SECOND_MISSING),
    "let pass by oneself twice": (replace(LET, second="Ines"), at(), Problem.SECOND_MISSING),
    "taken back by who gave it": (BACK, at(PASSED), None),
    "taken back by somebody else": (
        replace(BACK, inspector="Leo"),
        at(PASSED),
        Problem.CHECK_TWICE,
    ),
    "taken back twice": (BACK, at(WITHDRAWN), Problem.CHECK_TWICE),
    "taken back, and nothing was said": (BACK, at(), Problem.CHECK_TWICE),
    "good after it was taken back": (GOOD, at(WITHDRAWN), None),
    "good by one, after bad was taken back": (GOOD, at(BAD_BACK), Problem.SECOND_MISSING),
    "good by two, after bad was taken back": (replace(GOOD, second="Leo"), at(BAD_BACK), None),
    "good by another, after bad was taken back": (
        replace(GOOD, inspector="Leo"),
        at(BAD_BACK),
        None,
    ),
    "begun": (PAUSE, at(), None),
    "begun, and judged meanwhile": (PAUSE, at(PASSED), Problem.CHECK_TWICE),
    "begun, and failed meanwhile": (PAUSE, at(FAILED), Problem.CHECK_TWICE),
    "begun, where somebody was unsure": (PAUSE, at(OPEN), Problem.CHECK_TWICE),
    "good after it was begun": (GOOD, at(BEGUN), None),
    "unsure after good": (UNSURE, at(PASSED), Problem.CHECK_TWICE),
    "unsure": (UNSURE, at(rules=(TWO,)), None),
    "the same person after being unsure": (GOOD, at(OPEN), Problem.SECOND_MISSING),
    "another one after that": (replace(GOOD, inspector="Leo"), at(OPEN), None),
    "two wanted, one came": (GOOD, at(rules=(TWO,)), Problem.SECOND_MISSING),
    "two wanted, two came": (replace(GOOD, second="Leo"), at(rules=(TWO,)), None),
    "bad, and then what": (replace(BAD, disposition=None), at(), Problem.DISPOSITION_MISSING),
    "bad, into a common bin": (BAD, replace(at(), bin=BIN), Problem.BIN_ELSEWHERE),
    "bad, into no bin": (BAD, replace(at(), bin=None), Problem.BIN_MISSING),
    "bad, into a closed place": (
        BAD,
        replace(at(), bin=replace(HOLD, active=False)),
        Problem.BIN_CLOSED,
    ),
    "good, to the hold place": (replace(GOOD, place=12), at(), Problem.BIN_ELSEWHERE),
    "unanswered": (GOOD, at(rules=(rule(asks=ASKS),)), Problem.CHECK_UNANSWERED),
    "bad needs no more answers": (BAD, at(rules=(rule(asks=ASKS),)), None),
}


@pytest.mark.parametrize(("deed", "facts", "expected"), CASES.values(), ids=CASES)
def test_what_speaks_against_a_verdict(deed: RecordCheck, facts: Facts, expected: Problem | None):
    assert check(deed, facts) == expected


def test_bad_goods_of_an_open_receipt_go_on_hold_and_the_rest_stays():
    [after] = apply(Work(DOCUMENT, (GOT,)), BAD).lines
    assert {one.lot: one.bin for one in after.entries} == {"L1": 12, "L2": 11}
    assert after.done == GOT.done
    assert is_blocked(after, "L1")
    assert not is_blocked(after, "L2")


def test_good_goods_leave_the_hold_place_and_no_other():
    held = replace(
        GOT, entries=(replace(GOT.entries[0], bin=12), Entry("L1", None, 13, Decimal(1)))
    )
    deed = replace(GOOD, source=12, place=10, quantity=Decimal(4))
    [after] = apply(Work(DOCUMENT, (held,)), deed).lines
    assert [(one.bin, one.quantity) for one in after.entries] == [(10, 3), (13, 1)]


def test_packs_stay_apart_whatever_is_said_of_a_lot():
    packs = ReceiveLine(1, 1, 101, Decimal(4), Decimal(4), None, "L1", None, 11, package="P2")
    held = replace(
        GOT,
        entries=(
            *(replace(GOT.entries[0], package=one) for one in ("P1", "P2")),
            *(replace(GOT.entries[1], package=one) for one in ("P3", "P4")),
        ),
    )
    work = apply(apply(Work(DOCUMENT, (held,)), packs), BAD)
    [after] = work.lines
    assert [(one.package, one.bin, one.quantity) for one in after.entries] == [
        *(("P1", 12, 3), ("P2", 12, 7)),
        *(("P3", 11, 2), ("P4", 11, 2)),
    ]
    [undone] = apply(work, Undo("op", replace(packs, bin=12))).lines
    assert [one.quantity for one in undone.entries] == [3, 3, 2, 2]


def test_the_goods_of_a_closed_receipt_are_not_on_it_any_more():
    closed = replace(DOCUMENT, state=DocumentState.DONE)
    [after] = apply(Work(closed, (GOT,)), BAD).lines
    assert after.entries == GOT.entries
    assert is_blocked(after, "L1")


def test_a_later_verdict_stands_in_the_place_of_an_earlier_one():
    [after] = apply(apply(Work(DOCUMENT, (GOT,)), BAD), replace(LET, quantity=Decimal(3))).lines
    assert [one.disposition for one in after.checks] == [Disposition.ACCEPT]
    assert not is_blocked(after, "L1")


def test_verdicts_are_read_back_as_they_were():
    some = (verdict("L1", Verdict.PASSED), verdict("L2", Verdict.FAILED, quantity=Decimal("2.50")))
    assert read_checks(checks_text(some)) == some
    assert checks_text(()) == ""
