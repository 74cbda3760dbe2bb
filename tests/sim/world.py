"""One seed from beginning to end: trouble, then all is healed, then everything must be well."""

import asyncio
import shutil
import traceback
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from tests.sim import ground
from tests.sim.checks import Watch
from tests.sim.clerk import Clerk
from tests.sim.device import Device, Put
from tests.sim.disk import watched
from tests.sim.ears import listening
from tests.sim.faults import plan
from tests.sim.final import NOT_LOOKED_FOR, check_books, check_device, drained
from tests.sim.leases import Leases, left_over
from tests.sim.loop import run
from tests.sim.net import Link, Weather
from tests.sim.profile import Profile
from tests.sim.server import Server
from tests.sim.trace import Broken, Trace, hold

DRAINED_S_MAX = 60.0
"""Twice the longest wait of the engine: after all is well, everything is sent and seen by then."""
LOOKED_FOR_S_MAX = 3_660.0
"""Drift is looked for at the first quiet moment of a session, and else hourly."""
LOOK_S = 1.0
LET_GO_S = 35.0
"""A little more than a device waits before it tries once more to let go of what was left."""


@dataclass(frozen=True)
class Ran:
    """What became of a seed."""

    seed: int
    digest: str
    counts: Counter[str]
    broken: str
    last: tuple[str, ...]


class World:
    """Everything there is in one run."""

    def __init__(self, profile: Profile, room: Path, folder: Path, trace: Trace) -> None:
        self.profile, self.trace = profile, trace
        self.dice = Random(profile.seed)
        leases = Leases(trace, profile.lease_s)
        self.server = Server(folder / "erp", room, self.dice, leases)
        self.weather = Weather(profile)
        self.watch = Watch(self.server)
        self.devices: list[Device] = []
        for number in range(profile.devices):
            name = f"d{number + 1}"
            put = Put(name, name, self._scope(number), folder / name, room)
            link = Link(name, self.server, self.weather, trace)
            self.devices.append(self._device(put, link))
        self.more: list[asyncio.Task[None]] = []

    def _device(self, put: Put, link: Link) -> Device:
        device = Device(put, link, self.dice, self.profile.lag_s, self.trace)
        device.after = self.watch
        device.is_filed = self._is_filed
        device.has_neighbours = self.profile.claims > 0
        device.torn, device.on_torn = self.profile.torn, self.watch.forget
        return device

    def _is_filed(self, op_id: str) -> bool:
        # What was answered, and is in no journal any more since a new epoch began.
        memory = self.server.memory
        return op_id in memory.filed or op_id in memory.forgotten

    def clone(self, device: Device) -> None:
        """Somebody copied a device onto another one: both say they are the same."""
        name = f"{device.name}b"
        self.trace(name, "clone")
        device.keep_all()
        put = replace(device.put, name=name, folder=device.put.folder.with_name(name))
        twin = self._device(put, Link(name, self.server, self.weather, self.trace))
        for file in device.backup.iterdir():
            shutil.copyfile(file, twin.home / file.name)
        twin.drifted = device.drifted
        twin.copied = device.copied = True
        self.devices.append(twin)
        twin.rise()
        shift = Clerk(twin, self.profile, self.dice).shift()
        self.more.append(asyncio.get_running_loop().create_task(shift))

    def _scope(self, number: int):
        # Most work side by side in one warehouse, where they can be in each other's way.
        return ground.SCOPES[1 if number % 4 == 3 else 0]

    async def happen(self) -> None:
        """Fault, heal, drain; then look at everything."""
        office, profile = self.server.office, self.profile
        for number in range(profile.receipts):
            scope = ground.SCOPES[number % 3 == 2]
            self.server.does(lambda books, at=scope: office.announce(books, at, profile.lines))
        if profile.pick:
            for scope in ground.SCOPES:
                self.server.does(lambda books, at=scope: office.sell(books, at, profile.lines))
        self.trace.counts[f"devices {len(self.devices)}"] += 1
        for device in self.devices:
            device.rise()
        plan(self)
        loop = asyncio.get_running_loop()
        clerks = [Clerk(device, profile, self.dice) for device in self.devices]
        shifts = [loop.create_task(one.shift()) for one in clerks]
        await asyncio.sleep(profile.fault_s)
        await asyncio.gather(*shifts, *self.more)
        self._heal()
        took_s = await self._drain()
        self.trace("all", "drained", f"{took_s:.0f}")
        for device in self.devices:
            check_device(self.server, device, self.watch)
        check_books(self.server)
        self._none_failed()
        await self._let_go()
        self._close()

    def _heal(self) -> None:
        self.trace("all", "healed")
        self.weather.healed.set()
        self.server.power.left = None
        self.server.rise()
        for device in self.devices:
            device.heal()

    async def _drain(self) -> float:
        """Liveness: it gets there by itself, and in time."""
        began = asyncio.get_running_loop().time()
        while left := self._left():
            self._none_failed()
            took_s = asyncio.get_running_loop().time() - began
            if took_s > (LOOKED_FOR_S_MAX if self._is_only_drift() else DRAINED_S_MAX):
                raise Broken("liveness", left)
            await asyncio.sleep(LOOK_S)
        return asyncio.get_running_loop().time() - began

    async def _let_go(self) -> None:
        """F7: nobody is at work any more, so nothing is held when the last lease is over."""
        if left_over(self.server.leased()):
            await asyncio.sleep(LET_GO_S)
            for device in self.devices:
                device.running.cancel()
            await asyncio.sleep(self.profile.lease_s + LOOK_S)
        left = left_over(self.server.leased())
        hold("F7 no lease leaks", not left, left)
        self._none_failed()

    def _is_only_drift(self) -> bool:
        return {drained(self.server, one) for one in self.devices} <= {"", NOT_LOOKED_FOR}

    def _left(self) -> str:
        said = [(one.name, drained(self.server, one)) for one in self.devices]
        return "; ".join(f"{name}: {why}" for name, why in said if why)

    def _none_failed(self) -> None:
        for device in self.devices:
            for trouble in device.failed:
                raise trouble

    def _close(self) -> None:
        for device in self.devices:
            device.end()
        self.server.fall()


def run_seed(profile: Profile, room: Path, *, verbose: bool = False) -> Ran:
    """Run one world in a room (templates are kept there, the rest goes)."""
    trace = Trace(verbose=verbose)
    folder = room / "run"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    broken = ""
    with watched(), listening() as heard:
        try:
            run(_happen(profile, room, folder, trace))
            broken = f"survived, but broke: {heard[0]!r}" if heard else ""
        except Exception as trouble:  # noqa: BLE001 - whatever it is, it is this seed's
            # A promise the ERP broke is told by its engines' logs; what follows from it hides it.
            first = next((one for one in heard if isinstance(one, Broken)), trouble)
            broken = f"{type(first).__name__}: {first}"
            if verbose:
                traceback.print_exception(trouble)
    return Ran(profile.seed, trace.digest, trace.counts, broken, tuple(trace.last))


async def _happen(profile: Profile, room: Path, folder: Path, trace: Trace) -> None:
    world = World(profile, room, folder, trace)
    await world.happen()
