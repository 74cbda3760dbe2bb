"""After the world heals, everything written is sent within a bound, whatever happened before."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from sync.core.page import Table
from sync.engine.events import (
    AppForeground,
    Broke,
    EpochBegun,
    Event,
    HeldAsked,
    NetworkBack,
    Pulled,
    PullFailed,
    PullGuarded,
    PullMisfit,
    PullPutOff,
    Pushed,
    PushFailed,
    StartedAnew,
    Tick,
    Wake,
    Written,
)
from sync.engine.next_step import (
    MISFITS_MAX,
    AskHeld,
    BeginEpoch,
    Halt,
    Pull,
    Push,
    StartAnew,
    Step,
    Wait,
    next_step,
)
from sync.engine.state import EngineState
from sync.store.told import TooManyGone
from sync.wire.failures import Failure, FailureKind

HEALS_MS = 600_000
BACKOFF_MS_MAX = 30_000
TIMEOUT_MS = 30_000
"""How long a request may hang; one may have begun just before the healing."""
ANSWER_MS = 40
WAKES: tuple[Wake, ...] = (Written(), NetworkBack(), AppForeground())


class Run:
    """One device against a world of chance: only numbers, no sleeping."""

    def __init__(self, seed: int, faults: float) -> None:
        self.dice = Random(seed)
        self.faults = faults
        self.now_ms = self.dice.randrange(10**9)
        self.heals_at_ms = self.now_ms + HEALS_MS
        self.written = 0
        self.filed = 0  # in the ERP
        self.answered = 0  # and known to be
        self.seen = 0  # and come back with a page
        self.network: list[int] = []
        self.fenced = self.cursor_lost = False

    def drive(self) -> int:
        """Run until all is drained and seen; return how long that took after the healing."""
        state, step = next_step(EngineState(), Tick(), self.now_ms, self.dice.random())
        while self.now_ms < self.heals_at_ms or self.seen < self.written:
            assert self.now_ms < self.heals_at_ms + 10 * BACKOFF_MS_MAX, "stuck"
            for event in self.events_of(step):
                state, step = next_step(state, event, self.now_ms, self.dice.random())
        return self.now_ms - self.heals_at_ms

    def events_of(self, step: Step) -> list[Event]:
        events = self.carry_out(step)
        while self.faulty() and self.dice.random() < 0.5:
            wake = self.dice.choice(WAKES)
            self.written += isinstance(wake, Written)
            events.append(wake)
        return events

    def carry_out(self, step: Step) -> list[Event]:
        match step:
            case Push(operations_max=limit):
                return [self.push(limit)]
            case Pull(with_sums=with_sums):
                return [self.pull(with_sums)]
            case AskHeld():
                return [self.ask_held()]
            case StartAnew():
                self.cursor_lost = False
                return [StartedAnew()]
            case BeginEpoch():
                return [Broke()] if self.faulty() else [self.begin_epoch()]
            case Wait(until_ms=until_ms):
                assert self.now_ms < until_ms <= self.now_ms + BACKOFF_MS_MAX
                self.now_ms = self.wakes_at(until_ms)
                return [Tick()]
            case Halt():
                raise AssertionError("nobody stopped it")

    def wakes_at(self, until_ms: int) -> int:
        return self.dice.randint(self.now_ms, until_ms) if self.faulty() else until_ms

    def faulty(self) -> bool:
        return self.now_ms < self.heals_at_ms and self.dice.random() < self.faults

    def failure(self) -> Failure:
        self.now_ms += self.dice.choice((0, 5, TIMEOUT_MS))
        return Failure(self.dice.choice(tuple(FailureKind)))

    def ask_held(self) -> Event:
        self.now_ms += ANSWER_MS
        return HeldAsked(self.failure() if self.faulty() else None)

    def begin_epoch(self) -> Event:
        self.fenced = False
        return EpochBegun()

    def push(self, limit: int) -> Event:
        sent = min(limit, self.written - self.answered)
        if not sent:
            return Pushed(0, 0, 0)
        self.network.append(self.now_ms)
        # A restored device stays fenced after the healing, too, until it has begun an epoch.
        self.fenced = self.fenced or (self.faulty() and self.dice.random() < 0.1)
        if self.fenced:
            return PushFailed(sent, Failure(FailureKind.EPOCH_FENCED))
        if self.faulty():
            if self.dice.random() < 0.2:
                return Broke()
            if self.dice.random() < 0.2:
                lacking = self.dice.choice((0, 0, 1))
                return Pushed(sent, 0, ANSWER_MS, refuses_gaps=True, resend_from=lacking)
            failure = self.failure()
            if failure.kind is FailureKind.ANSWER_LOST and self.dice.random() < 0.5:
                self.filed = max(self.filed, self.answered + sent)
            return PushFailed(sent, failure)
        self.now_ms += ANSWER_MS * sent
        self.answered += sent
        self.filed = max(self.filed, self.answered)
        return Pushed(sent, sent, ANSWER_MS * sent)

    def pull(self, with_sums: bool) -> Event:
        self.network.append(self.now_ms)
        # A cursor that fits nothing any more stays so until the mirror begins anew.
        self.cursor_lost = self.cursor_lost or (self.faulty() and self.dice.random() < 0.1)
        if self.cursor_lost:
            return PullMisfit()
        if self.faulty():
            if self.dice.random() < 0.3:
                gone = TooManyGone(Table.PRODUCTS, 90, 100)
                return self.dice.choice((Broke(), PullMisfit(), PullGuarded(gone), PullPutOff()))
            return PullFailed(with_sums, self.failure())
        self.now_ms += ANSWER_MS
        more = self.dice.random() < 0.3
        self.seen = self.seen if more else self.answered
        return Pulled(more, with_sums, 0, None)


@settings(max_examples=300)
@given(seed=st.integers(0, 2**32), faults=st.sampled_from((0.05, 0.3, 0.7, 1.0)))
def test_after_the_healing_it_drains(seed: int, faults: float) -> None:
    run = Run(seed, faults)
    took_ms = run.drive()
    working_ms = ANSWER_MS * (run.written + 10)
    # Each page that does not fit waits longer than the one before.
    misfits_ms = MISFITS_MAX * BACKOFF_MS_MAX
    assert took_ms <= TIMEOUT_MS + BACKOFF_MS_MAX + misfits_ms + working_ms
    assert run.filed == run.written


def test_it_leaves_a_dead_erp_in_peace() -> None:
    """An hour without an ERP: some two hundred tries of a lone device, never a storm."""
    run = Run(7, 0.0)
    state = EngineState()
    event: Event = Written()
    began_ms, tries = run.now_ms, 0
    while run.now_ms < began_ms + 3_600_000:
        state, step = next_step(state, event, run.now_ms, run.dice.random())
        match step:
            case Push():
                tries, event = tries + 1, PushFailed(1, Failure(FailureKind.UNREACHABLE))
            case Pull(with_sums=with_sums):
                down = Failure(FailureKind.UNREACHABLE)
                tries, event = tries + 1, PullFailed(with_sums, down)
            case AskHeld():
                tries, event = tries + 1, HeldAsked(Failure(FailureKind.UNREACHABLE))
            case Wait(until_ms=until_ms):
                run.now_ms, event = until_ms, Tick()
            case _:
                raise AssertionError(f"nothing led to {step}")
    assert 120 <= tries <= 400
