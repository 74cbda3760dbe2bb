"""Decisions, answers and pages in every order: the end is the same."""

import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import given, settings

from sync.core.apply import apply
from sync.core.envelope import Envelope
from sync.core.lifecycle import Life, Outcome
from sync.core.operations import (
    Choice,
    Deed,
    ReceiveLine,
    Settle,
    effect_of,
)
from sync.core.problems import Problem
from sync.core.records import Work
from sync.store.told import Committed
from tests.store.floor import (
    BIN,
    CATALOGUE,
    OTHER_BIN,
    Floor,
    goods,
    run,
)
from tests.store.settling import WORKS, answer, decided, file_as, lying


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


@settings(max_examples=40)
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
