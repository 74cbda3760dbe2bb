"""One attack from beginning to end: `python -m tests.faults.run` (`make faults OPS=n TIER=...`)."""

import asyncio
import math
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom

from sync.core.slices import Scope
from tests.faults.compare import Verdict, compare, story
from tests.faults.device import Device, Way
from tests.faults.plan import CUTTING, DOUBLING, Blow, Fault, blows
from tests.faults.reader import Before, Reader, journals_of, reasons
from tests.faults.receipts import Site, make_receipts, site_of
from tests.faults.servers import Yard
from tests.faults.tiers import TIERS
from tests.faults.work import OPERATIONS_A_RECEIPT, Clerk, Floor
from tests.rigs import seed as scene
from tests.rigs.cache import RigUnavailable
from tests.rigs.running import OdooSite, RunningOdoo, odoo_running

OPERATIONS = 50
SPARE_RECEIPTS = 3
RESTARTS_EACH_MAX = 80
"""Operations after which one of the devices dies and comes back; sooner in a short run."""
RESTARTS_MIN = 5
BLOW_SECONDS_MAX = 0.08
"""A server dies within so much of a write that has just arrived: in the middle of it, often."""
PACE_MAX = 20
FOLDERS = ("one", "two")


@dataclass
class Attack:
    """What is done to one Odoo, all of it from one seed."""

    odoo: RunningOdoo
    operations: int
    seed: int
    folder: Path
    seconds_max: float = math.inf
    """An attack that takes longer ends early: heals, drains and is judged by what it did."""
    struck: Counter[Fault] = field(default_factory=Counter)
    blown: Counter[Blow] = field(default_factory=Counter)
    restarts: int = 0
    epochs: int = 0
    answered: Counter[str] = field(default_factory=Counter)
    aside: Counter[str] = field(default_factory=Counter)
    story: list[str] = field(default_factory=list)
    seconds: float = 0.0
    written: int = 0

    def run(self) -> Verdict:
        """Attack, heal, drain, and compare."""
        dice = Random(self.seed)
        yard = Yard(self.odoo, Random(dice.getrandbits(64)))
        yard.keep_what_is_committed()
        site = site_of(self.odoo)
        count = self.operations // OPERATIONS_A_RECEIPT + SPARE_RECEIPTS
        receipts = make_receipts(self.odoo, site, count)
        reader = Reader(self.odoo, [one.id for one in receipts], site.bins)
        before = reader.install()
        today = datetime.now(UTC).date()
        floor = Floor(receipts, site.bins, today, Random(dice.getrandbits(64)))
        began = time.monotonic()
        self._in_a_thread(lambda: self._work(floor, site, yard, dice), yard)
        self.seconds = time.monotonic() - began
        return self._verdict(floor, reader, before)

    def _in_a_thread(self, work: Callable[[], object], yard: Yard) -> None:
        """Devices and wires live on a loop of their own; servers are killed from this thread."""
        trouble: list[BaseException] = []

        def live() -> None:
            try:
                asyncio.run(work())
            except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
                trouble.append(error)
            finally:
                yard.rest()

        thread = threading.Thread(target=live, name="devices")
        thread.start()
        yard.work()
        thread.join()
        if trouble:
            raise trouble[0]

    async def _work(self, floor: Floor, site: Site, yard: Yard, dice: Random) -> None:
        due, armed = blows(dice, self.operations), list[Blow]()
        loop = asyncio.get_running_loop()
        ends = time.monotonic() + self.seconds_max

        def on_goods() -> None:
            if armed:
                blow = armed.pop(0)
                self.blown[blow] += 1
                loop.call_later(dice.uniform(0, BLOW_SECONDS_MAX), yard.strike, blow)

        def go_on() -> bool:
            if blow := due.pop(len(floor.written), None):
                armed.append(blow)
            return len(floor.written) < self.operations and time.monotonic() < ends

        # Two devices of one person is the harder case: their lines in Odoo are the same ones.
        logins = (scene.CLERK, dice.choice((scene.CLERK, scene.CLERK_BOTH)))
        devices = [
            await Device.made(
                self.folder / name,
                self._way(site, login, floor),
                self.odoo.site.server.port,
                on_goods,
                Random(dice.getrandbits(64)),
            )
            for name, login in zip(FOLDERS, logins, strict=True)
        ]
        for device in devices:
            await device.knows(len(floor.receipts))
        clerks = [
            Clerk(one, floor, Random(dice.getrandbits(64)), dice.randint(2, PACE_MAX))
            for one in devices
        ]
        each = min(RESTARTS_EACH_MAX, self.operations // RESTARTS_MIN)
        await asyncio.gather(*(clerk.work(go_on, each) for clerk in clerks))
        for device in devices:
            await device.proxy.heal()
        for device in devices:
            await device.drained()
            await device.switch_off()
            await device.proxy.stop()
            self.struck += device.wire.struck
            self.restarts += device.restarts
            self.epochs += device.epochs

    def _way(self, site: Site, login: str, floor: Floor) -> Way:
        scope = Scope(site.company, site.warehouse)
        return Way(self.odoo.database, self.odoo.keys[login], scope, floor.today)

    def _verdict(self, floor: Floor, reader: Reader, before: Before) -> Verdict:
        journals = [path for name in FOLDERS for path in journals_of(self.folder / name)]
        seen, why = reader.read(journals), reasons(journals)
        verdict = compare(floor.written, seen)
        verdict.strange += reader.imbalance(before)
        if not verdict.is_clean:
            self.story = story(floor.written, seen, why)
        self.aside = Counter(text.split()[1] for text in why.values() if "exception" in text)
        self.answered.update(outcome for one in seen.answers.values() for outcome in one)
        self.written = len(floor.written)
        assert self.written >= self.operations or self.seconds >= self.seconds_max
        return verdict


def words(tier: str, attack: Attack, verdict: Verdict) -> str:
    """The one line that says what was done and what came of it."""
    struck, blown = attack.struck, attack.blown
    return (
        f"faults: {tier} tier, {attack.written} operations in {attack.seconds:.0f} s,"
        f" seed {attack.seed}:"
        f" {sum(struck[one] for one in CUTTING)} requests cut,"
        f" {sum(struck[one] for one in DOUBLING)} doubled, {struck[Fault.SLOW]} delayed,"
        f" {struck[Fault.SWALLOWED]} answers swallowed; Odoo killed {blown[Blow.ODOO]} times,"
        f" PostgreSQL {blown[Blow.POSTGRES] + blown[Blow.BACKEND]},"
        f" devices {attack.restarts}, {attack.epochs} of them with new numbers;"
        f" {_counts(attack.answered)};"
        f" {len(verdict.lost)} lost {len(verdict.doubled)} doubled"
        f" {len(verdict.disordered)} out of order, {len(verdict.unanswered)} unanswered,"
        f" stock {'off: ' + str(len(verdict.strange)) if verdict.strange else 'conserved'}"
    )


def _counts(answered: Counter[str]) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in sorted(answered.items()))


@contextmanager
def attacked(site: OdooSite, tier: str, operations: int, seed: int) -> Iterator[Attack]:
    """An attack on a fresh database of that tier."""
    with (
        TIERS[tier](site) as odoo,
        tempfile.TemporaryDirectory(prefix="stockhand-faults-") as place,
    ):
        yield Attack(odoo, operations, seed, Path(place))


def main() -> int:
    """Attack as the environment says; 1 where anything was wrong."""
    tier = os.environ.get("TIER", "stock")
    operations = int(os.environ.get("OPS", OPERATIONS))
    seed = int(os.environ.get("SEED") or SystemRandom().getrandbits(32))
    print(f"faults: seed {seed} (SEED={seed} plans the same faults again)", flush=True)
    try:
        with odoo_running() as site, attacked(site, tier, operations, seed) as attack:
            attack.seconds_max = float(os.environ.get("SECONDS") or math.inf)
            verdict = attack.run()
    except RigUnavailable as why:
        print(f"Cannot start Odoo. {why}", file=sys.stderr)
        return 1
    for what, found in vars(verdict).items():
        for one in found:
            print(f"{what}: {one}")
    print(*attack.story, f"set aside: {dict(attack.aside)}", sep="\n")
    print(words(tier, attack, verdict))
    return 0 if verdict.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
