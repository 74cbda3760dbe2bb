"""A loop in virtual time, with its device and its ERP."""

from dataclasses import dataclass, field

from sync.core.touched import Touched
from sync.engine.engine import Ends, Engine
from sync.engine.events import Written
from sync.engine.pull import Scopes
from sync.engine.status import Status
from sync.wire.remote import Remote
from tests.engine.small import SmallStore
from tests.engine.virtual import VirtualTime

SCOPES = Scopes((1,), (1,))


@dataclass
class Bench:
    """One device, one ERP, and a person who writes now and then."""

    time: VirtualTime
    store: SmallStore
    engine: Engine = field(init=False)
    said: list[Status] = field(default_factory=list)

    async def write(self) -> None:
        self.store.commit(self.time.world().wall_ms())
        self.engine.wake(Written())

    async def stop(self) -> None:
        self.engine.stop()

    def heard(self, touched: Touched, status: Status) -> None:
        assert set(self.store.written) <= self.store.live(), "something done was not shown"
        self.said.append(status)


def bench(time: VirtualTime, remote: Remote, store: SmallStore | None = None) -> Bench:
    store = store or SmallStore()
    one = Bench(time, store)
    one.engine = Engine(Ends(store, remote, SCOPES), time.world(), one.heard)
    return one
