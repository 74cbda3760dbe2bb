"""A decision stands in the place of what was set aside, in every order of answers and pages."""

import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from sync.core.apply import apply
from sync.core.envelope import Envelope
from sync.core.lifecycle import Life, Outcome, Result
from sync.core.operations import (
    Choice,
    Deed,
    Filing,
    ReceiveLine,
    Settle,
    effect_of,
)
from sync.core.page import Page
from sync.core.problems import Problem
from sync.core.records import DocumentState, Work
from sync.core.slices import Unsent
from sync.store.told import Committed
from tests.store.floor import (
    BIN,
    CATALOGUE,
    OTHER_BIN,
    Floor,
    finish,
    goods,
    receipt,
    run,
    undo,
)

WORKS = {1: receipt(1), 2: receipt(2)}
WORK = WORKS[1]
PARK = (Outcome.EXCEPTION, Problem.BIN_CLOSED)


def answer(floor: Floor, done: Committed, outcome: Outcome, problem: Problem | None = None):
    result = Result(done.envelope.op_id, done.envelope.seq, outcome, problem)
    return run(floor.store.record((result,)))


def parked(floor: Floor, deed: Deed) -> Committed:
    done = floor.did(deed)
    answer(floor, done, *PARK)
    return done


def file_as(target: Committed, deed: Filing) -> Settle:
    return Settle(target.envelope.op_id, deed.document, Choice.FILE, deed)


def decided(target: Committed, choice: Choice) -> Settle:
    return Settle(target.envelope.op_id, target.envelope.deed.document, choice, None)


def lying(floor: Floor, document: int = 1) -> dict[int, int]:
    """How much of the first line lies in which bin."""
    rows = floor.receive(document).rows
    entries = next(row.line.entries for row in rows if row.line.sequence == 0)
    return {entry.bin: int(entry.quantity) for entry in entries}


LAGS = pytest.mark.parametrize("lags", [False, True], ids=["replayed", "not replayed yet"])


@LAGS
def test_filed_into_another_bin(floor: Floor, lags: bool):
    floor.absorb(WORK)
    target = parked(floor, goods(WORK, quantity=3))
    assert lying(floor) == {BIN: 3}
    floor.mirror_lane.holding = lags
    moved = goods(WORK, quantity=3, bin=OTHER_BIN)
    settled = floor.did(file_as(target, moved))
    assert lying(floor) == {OTHER_BIN: 3}
    floor.mirror_lane.let_go()
    assert run(floor.store.unsent()) == Unsent(1, 2, 0)
    assert lying(floor) == {OTHER_BIN: 3}
    answer(floor, settled, Outcome.APPLIED)
    assert lying(floor) == {OTHER_BIN: 3}
    floor.absorb(apply(WORK, moved), applied_seq=2)
    assert lying(floor) == {OTHER_BIN: 3}
    assert run(floor.store.outbox(5, 0)).rows == ()
    floor.reopen()
    assert lying(floor) == {OTHER_BIN: 3}


@LAGS
def test_filed_on_another_document(floor: Floor, lags: bool):
    floor.absorb(*WORKS.values())
    target = parked(floor, goods(WORK, quantity=3))
    floor.mirror_lane.holding = lags
    settled = floor.did(file_as(target, goods(WORKS[2], quantity=3)))
    assert settled.touched.documents == {1, 2}
    assert (lying(floor, 1), lying(floor, 2)) == ({}, {BIN: 3})
    floor.mirror_lane.let_go()
    assert (lying(floor, 1), lying(floor, 2)) == ({}, {BIN: 3})


@LAGS
@pytest.mark.parametrize("choice", [Choice.LET_GO, Choice.OFFICE])
def test_what_is_not_filed_is_gone_from_the_line(floor: Floor, choice: Choice, lags: bool):
    floor.absorb(WORK)
    floor.did(goods(WORK, quantity=2))
    target = parked(floor, goods(WORK, quantity=3))
    floor.mirror_lane.holding = lags
    floor.did(decided(target, choice))
    assert lying(floor) == {BIN: 2}
    assert floor.receive().progress.done == 2
    floor.mirror_lane.let_go()
    assert run(floor.store.unsent()).parked == 0
    assert lying(floor) == {BIN: 2}
    assert floor.receive().progress.done == 2


@LAGS
def test_a_finish_that_is_let_go_opens_the_receipt_again(floor: Floor, lags: bool):
    floor.absorb(WORK)
    floor.did(goods(WORK))
    target = parked(floor, finish(WORK))
    assert floor.receive().document.state is DocumentState.DONE
    floor.mirror_lane.holding = lags
    floor.did(decided(target, Choice.LET_GO))
    assert floor.receive().document.state is DocumentState.READY


def test_a_decision_that_is_set_aside_is_decided_again(floor: Floor):
    floor.absorb(WORK)
    target = parked(floor, goods(WORK, quantity=3))
    first = parked(floor, file_as(target, goods(WORK, quantity=3, bin=OTHER_BIN)))
    assert lying(floor) == {OTHER_BIN: 3}
    assert [row.life for row in run(floor.store.outbox(5, 0)).rows] == [Life.PARKED]
    again = floor.did(file_as(first, goods(WORK, quantity=2)))
    assert lying(floor) == {BIN: 2}
    answer(floor, again, *PARK)
    floor.did(decided(again, Choice.LET_GO))
    assert lying(floor) == {}
    floor.reopen()
    assert lying(floor) == {}


def test_a_refused_decision_leaves_it_to_be_decided(floor: Floor):
    floor.absorb(WORK)
    target = parked(floor, goods(WORK, quantity=3))
    answer(floor, floor.did(decided(target, Choice.LET_GO)), Outcome.REJECTED)
    assert lying(floor) == {BIN: 3}
    assert run(floor.store.unsent()) == Unsent(0, None, 1)
    floor.did(decided(target, Choice.LET_GO))
    assert lying(floor) == {}


def test_only_what_is_set_aside_is_settled_and_only_once(floor: Floor):
    floor.absorb(WORK)
    standing = floor.did(goods(WORK))
    assert floor.do(decided(standing, Choice.LET_GO)) is Problem.SETTLE_TARGET_MISSING
    target = parked(floor, goods(WORK, quantity=3))
    unknown = Settle("nobody", 1, Choice.LET_GO, None)
    assert floor.do(unknown) is Problem.SETTLE_TARGET_MISSING
    amiss = file_as(target, goods(WORK, quantity=3, bin=99))
    assert floor.do(amiss) is Problem.BIN_MISSING
    floor.did(decided(target, Choice.OFFICE))
    assert floor.do(decided(target, Choice.LET_GO)) is Problem.ALREADY_SETTLED


def test_what_is_set_aside_is_settled_and_not_taken_back(floor: Floor):
    floor.absorb(WORK)
    standing = floor.did(goods(WORK))
    target = parked(floor, goods(WORK, quantity=3))
    assert floor.receive().undoable.op_id == standing.envelope.op_id
    assert floor.do(undo(target)) is Problem.UNDO_TARGET_MISSING


# ------------------------------------------------------------------ every order


@dataclass
class Office:
    """An ERP in few lines: what it did with each operation, and what it holds since."""

    filed: list[Envelope] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def file(self, envelope: Envelope, outcome: Outcome) -> None:
        self.filed.append(envelope)
        self.outcomes.append(outcome)

    def works(self) -> dict[int, Work]:
        works = dict(WORKS)
        for envelope, outcome in zip(self.filed, self.outcomes, strict=True):
            effect = effect_of(envelope.deed)
            if outcome is Outcome.APPLIED and effect:
                works[effect.document] = apply(works[effect.document], effect)
        return works

    def set_aside(self) -> list[Envelope]:
        """What waits for a decision that was not refused."""
        both = list(zip(self.filed, self.outcomes, strict=True))
        decided = {
            one.deed.target
            for one, outcome in both
            if isinstance(one.deed, Settle) and outcome is not Outcome.REJECTED
        }
        return [
            one
            for one, outcome in both
            if outcome is Outcome.EXCEPTION and one.op_id not in decided
        ]


@dataclass
class Play:
    """One device and its office, told what happens next."""

    floor: Floor
    office: Office = field(default_factory=Office)
    answered: int = 0
    written: dict[str, Committed] = field(default_factory=dict)

    def write(self, deed: Deed) -> None:
        done = self.floor.did(deed)
        self.written[done.envelope.op_id] = done

    def push(self, outcome: Outcome) -> None:
        unfiled = list(self.written.values())[len(self.office.filed) :]
        if unfiled:
            envelope = unfiled[0].envelope
            # Only a decision can be refused: what was counted is a fact.
            if outcome is Outcome.REJECTED and not isinstance(envelope.deed, Settle):
                outcome = Outcome.APPLIED
            self.office.file(envelope, outcome)

    def hear(self) -> None:
        if self.answered < len(self.office.filed):
            envelope = self.office.filed[self.answered]
            outcome = self.office.outcomes[self.answered]
            answer(self.floor, self.written[envelope.op_id], outcome, Problem.BIN_CLOSED)
            self.answered += 1

    def pull(self, documents: tuple[int, ...]) -> None:
        works = self.office.works()
        self.floor.absorb(
            *(works[one] for one in documents),
            applied_seq=len(self.office.filed),
            more=set(documents) != set(works),
        )

    def on_desk(self) -> list[Committed]:
        rows = run(self.floor.store.outbox(50, 0)).rows
        return [self.written[row.envelope.op_id] for row in rows if row.life is Life.PARKED]

    def settle(self, choice: Choice, document: int) -> None:
        desk = self.on_desk()
        if not desk:
            return
        effect = effect_of(desk[0].envelope.deed)
        if choice is not Choice.FILE or effect is None:
            other = Choice.LET_GO if choice is Choice.FILE else choice
            self.write(decided(desk[0], other))
        elif isinstance(effect, ReceiveLine):
            amended = replace(effect, document=document, line=document * 10_000, bin=OTHER_BIN)
            self.write(file_as(desk[0], amended))

    def shown(self) -> dict[int, Counter]:
        return {id: Counter(lying(self.floor, id)) for id in WORKS}

    def park(self, deed: Deed) -> None:
        """Something is set aside, and this device knows: what all the rest is about."""
        self.catch_up()
        self.write(deed)
        self.push(Outcome.EXCEPTION)
        self.hear()

    def catch_up(self) -> None:
        for _ in self.written:
            self.push(Outcome.APPLIED)
        for _ in self.written:
            self.hear()

    def quiet(self) -> None:
        """Everything is sent, answered and pulled."""
        self.catch_up()
        self.pull((1, 2))


deeds = st.builds(
    lambda document, quantity, bin: goods(WORKS[document], quantity=quantity, bin=bin),
    st.sampled_from([1, 2]),
    st.integers(1, 3),
    st.sampled_from([BIN, OTHER_BIN]),
)
answers = st.sampled_from([Outcome.APPLIED, Outcome.EXCEPTION, Outcome.EXCEPTION, Outcome.REJECTED])
events = st.one_of(
    st.tuples(st.just("write"), deeds),
    st.tuples(st.just("park"), deeds),
    st.tuples(st.just("push"), answers),
    st.tuples(st.just("hear")),
    st.tuples(st.just("pull"), st.sampled_from([(1,), (2,), (1, 2)])),
    st.tuples(st.just("settle"), st.sampled_from(Choice), st.sampled_from([1, 2])),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(events, min_size=3, max_size=20), st.booleans())
def test_in_every_order_the_end_is_what_the_office_has_and_what_waits(script: list, lags: bool):
    with tempfile.TemporaryDirectory() as folder:
        play = Play(Floor(Path(folder)))
        run(play.floor.store.absorb(CATALOGUE))
        play.floor.absorb(*WORKS.values())
        for name, *values in script:
            play.floor.mirror_lane.holding = lags and name in {"write", "settle"}
            getattr(play, name)(*values)
            before = play.shown()
            play.floor.mirror_lane.let_go()
            assert play.shown() == before, "the tail folded is not what replay makes of it"
        play.quiet()
        expected = play.office.works()
        for envelope in play.office.set_aside():
            effect = effect_of(envelope.deed)
            if effect:
                expected[effect.document] = apply(expected[effect.document], effect)
        there = {
            id: Counter({entry.bin: int(entry.quantity) for entry in work.lines[0].entries})
            for id, work in expected.items()
        }
        assert play.shown() == there
        waiting = {one.op_id for one in play.office.set_aside()}
        assert {one.envelope.op_id for one in play.on_desk()} == waiting
        assert run(play.floor.store.unsent()).parked == len(waiting)
        play.floor.reopen()
        assert play.shown() == there
        play.floor.store.close()


def test_the_office_is_asked_for_nothing_twice(floor: Floor):
    """A decision is sent once, and what it is about is not sent again."""
    floor.absorb(WORK)
    target = parked(floor, goods(WORK, quantity=3))
    settled = floor.did(decided(target, Choice.LET_GO))
    assert run(floor.store.batch(5)) == (settled.envelope,)
    answer(floor, settled, Outcome.DUPLICATE, Problem.ALREADY_SETTLED)
    assert run(floor.store.batch(5)) == ()
    page = Page("c2", "c3", more=False, applied_seq=2)
    run(floor.store.absorb(page))
    assert lying(floor) == {}
    assert floor.receive().progress.done == Decimal(0)
