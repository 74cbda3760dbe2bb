"""One life of a device: work by chance on its store, in the order a person and an engine do it."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from sync.core.envelope import Envelope
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import Deed, ReceiveLine, Undo
from sync.core.problems import Problem
from sync.store import folding
from sync.store.told import Committed
from sync.store.trouble import CommitTrouble
from tests.powercut.whole import Promised
from tests.store.floor import (
    BIN,
    CATALOGUE,
    OTHER_BIN,
    PLAIN,
    TODAY,
    Floor,
    article,
    goods,
    receipt,
    run,
    stamp,
)

WORKS = (receipt(1, lines=8), receipt(2, lines=5))
BATCH = 5
OUTCOMES = (
    *(Outcome.APPLIED, Outcome.APPLIED, Outcome.APPLIED_CHANGED, Outcome.DUPLICATE),
    *(Outcome.WAITING, Outcome.EXCEPTION, Outcome.REJECTED, Outcome.RETRY),
)


class Life:
    """Work on an open floor; `say` is told what the store has promised, when it has."""

    def __init__(
        self,
        floor: Floor,
        promised: Promised,
        chance: Random,
        say: Callable[[Envelope | Result], None],
    ) -> None:
        self.floor = floor
        self.promised = promised
        self.chance = chance
        self.say = say

    def live(self, actions: int) -> None:
        """Do so many things; scans are the most of them."""
        self.fill()
        ways = (
            *(self.scan,) * 8,
            *(self.scan_at_once,) * 2,
            *(self.take_back, self.answer, self.answer, self.pull, self.pull_articles),
            *(self.hold, self.fold, self.reopen, self.forget, self.begin_epoch),
        )
        for _ in range(actions):
            self.chance.choice(ways)()

    # ------------------------------------------------------------------ a person

    def scan(self) -> None:
        self.do(self.scanned())

    def scan_at_once(self) -> None:
        """Several people, whose scans wait for each other and are written in one transaction."""
        deeds = [self.scanned() for _ in range(self.chance.randint(2, 4))]
        self.floor.number = len(self.promised.asked)
        for number, deed in enumerate(deeds, self.floor.number + 1):
            self.promised.asked[stamp(number).op_id] = deed
        for done in self.floor.do_at_once(*deeds):
            assert isinstance(done, Committed | Problem), done
            if isinstance(done, Committed):
                self.say(done.envelope)

    def scanned(self) -> ReceiveLine:
        work = self.chance.choice(WORKS)
        plain = [n for n, line in enumerate(work.lines) if line.product == PLAIN]
        place = self.chance.choice((BIN, OTHER_BIN))
        line, amount = self.chance.choice(plain), self.chance.randint(1, 4)
        return goods(work, line, amount, bin=place)

    def take_back(self) -> None:
        scans = [one for one in self.promised.operations.values() if type(one.deed) is ReceiveLine]
        if scans:
            one = self.chance.choice(scans)
            self.do(Undo(one.op_id, one.deed))

    def do(self, deed: Deed) -> None:
        number = len(self.promised.asked) + 1
        by = stamp(number)
        self.promised.asked[by.op_id] = deed
        done = run(self.floor.store.commit(deed, by, TODAY))
        assert not isinstance(done, CommitTrouble), done
        if isinstance(done, Committed):
            self.say(done.envelope)

    # ------------------------------------------------------------------ an engine

    def answer(self) -> None:
        self.floor.mirror_lane.let_go()
        sent = run(self.floor.store.batch(BATCH))
        results = tuple(self.result(one) for one in sent)
        run(self.floor.store.record(results))
        for result in results:
            if result.outcome is not Outcome.RETRY:
                self.say(result)

    def result(self, one: Envelope) -> Result:
        outcome = self.chance.choice(OUTCOMES)
        bad = outcome in {Outcome.EXCEPTION, Outcome.REJECTED}
        return Result(one.op_id, one.seq, outcome, Problem.DOCUMENT_DONE if bad else None)

    def fill(self) -> None:
        self.floor.mirror_lane.let_go()
        if not run(self.floor.store.pull_state()).cursor:
            run(self.floor.store.absorb(CATALOGUE))
            self.floor.absorb(*WORKS)

    def pull(self) -> None:
        """A document as the ERP has it now, and how much of ours is in it."""
        self.floor.mirror_lane.let_go()
        work = self.chance.choice(WORKS)
        line = self.chance.randrange(len(work.lines))
        done = Decimal(self.chance.randint(0, 9))
        lines = list(work.lines)
        lines[line] = replace(lines[line], done=done)
        answered = run(self.floor.store.pull_state()).answered_seq
        self.floor.absorb(
            replace(work, lines=tuple(lines)),
            applied_seq=self.chance.randint(0, answered),
            more=self.chance.random() < 0.5,
        )

    def pull_articles(self) -> None:
        """A page long enough for the mirror to fold its log."""
        self.floor.mirror_lane.let_go()
        first = self.chance.randrange(1_000, 2_000)
        self.floor.absorb(products=tuple(article(id) for id in range(first, first + 200)))

    def forget(self) -> None:
        self.floor.mirror_lane.let_go()
        run(self.floor.store.forget_mirror())
        self.fill()

    # ------------------------------------------------------------------ the store itself

    def hold(self) -> None:
        """From here on the mirror is behind the journal, until somebody needs it."""
        self.floor.mirror_lane.holding = True

    def fold(self) -> None:
        folding.fold(self.floor.store._files.journal)

    def begin_epoch(self) -> None:
        """The ERP fenced this device: its numbers stand for other operations."""
        self.floor.mirror_lane.let_go()
        run(self.floor.store.begin_epoch())

    def reopen(self) -> None:
        self.floor.reopen()
        self.fill()
