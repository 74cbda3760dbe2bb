"""When what goes wrong: each fault of the profile gets its moment, and its victim."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from sync.store.files import JOURNAL_NAME, MIRROR_NAME
from tests.sim.device import Device

if TYPE_CHECKING:
    from tests.sim.world import World

STATEMENTS_MAX = 400
"""A device dies within so many statements of being doomed."""
SERVER_DOWN_S_MAX = 40.0
PARTITION_S_MAX = 60.0
FULL_S_MAX = 40.0
SKEW_MS_MAX = 366 * 24 * 3_600_000


def plan(world: "World") -> None:
    """Put every fault of the profile into the diary."""
    profile = world.profile
    for device in world.devices:
        mishaps: tuple[tuple[int, Callable[[World, Device], None]], ...] = (
            (profile.crash_statements, _doom),
            (profile.crash_awaits, _crash),
            (profile.restarts, _restart),
            (profile.upgrades, _upgrade),
            (profile.partitions, _part),
            (profile.mirror_lost, _lose_mirror),
            (profile.mirror_broken, _break_mirror),
            (profile.mirror_old, _keep_old_mirror),
            (profile.mirror_drift, _drift),
            (profile.disk_full, _fill_disk),
            (profile.clock_jumps, _jump),
            (profile.restored, _restore),
            (profile.cloned, _clone),
            (profile.journal_broken, _break_journal),
        )
        for count, mishap in mishaps:
            for _ in range(count):
                _at_some_time(world, lambda do=mishap, to=device: do(world, to))
    for _ in range(profile.server_crashes):
        _at_some_time(world, lambda: _doom_server(world))
    for _ in range(profile.server_stops):
        _at_some_time(world, lambda: _stop_server(world))
    for _ in range(profile.server_restored):
        _at_some_time(world, lambda: _restore_server(world))
    for _ in range(profile.office):
        _at_some_time(world, lambda: world.server.does(world.server.office.act))


def _at_some_time(world: "World", act: Callable[[], None]) -> None:
    at_s = world.dice.uniform(0, world.profile.fault_s)

    def when_due() -> None:
        if world.weather.bad:
            act()

    asyncio.get_running_loop().call_later(at_s, when_due)


def _soon(world: "World", most_s: float, act: Callable[[], None]) -> None:
    def when_due() -> None:
        if world.weather.bad:
            act()

    asyncio.get_running_loop().call_later(world.dice.uniform(0.1, most_s), when_due)


# ---------------------------------------------------------------------- devices


def _doom(world: "World", device: Device) -> None:
    if device.up and device.power.left is None:
        device.power.left = world.dice.randint(1, STATEMENTS_MAX)


def _crash(world: "World", device: Device) -> None:
    world.trace.counts["crash-await"] += device.up
    device.fall()


def _restart(_world: "World", device: Device) -> None:
    device.switch_off()


def _upgrade(world: "World", device: Device) -> None:
    """The app of an older day did all that so far; from here on it is this one."""
    _next_time(world, device, device.set_back)


def _part(world: "World", device: Device) -> None:
    link = device.link
    way = world.dice.choice(("out", "back", "both"))
    world.trace(device.name, "partition", way)
    link.cut_out, link.cut_back = way != "back", way != "out"

    def joined() -> None:
        link.cut_out = link.cut_back = False
        device.wake()

    _soon(world, PARTITION_S_MAX, joined)


def _lose_mirror(world: "World", device: Device) -> None:
    _next_time(world, device, device.lose_mirror)


def _break_mirror(world: "World", device: Device) -> None:
    _next_time(world, device, device.break_mirror)


def _keep_old_mirror(world: "World", device: Device) -> None:
    """The mirror of now comes back some time later: a power cut may do that to it."""
    if device.up:
        device.keep_mirror()
        _soon(world, 60.0, lambda: _next_time(world, device, device.put_back_mirror))


def _drift(world: "World", device: Device) -> None:
    _next_time(world, device, device.lose_a_row)


def _restore(world: "World", device: Device) -> None:
    """A backup of it is put back some time later: of the journal alone, or of all."""
    if device.up and not device.power.dead:
        device.keep_all()
        names = world.dice.choice(((JOURNAL_NAME,), (JOURNAL_NAME, MIRROR_NAME)))
        _soon(world, 60.0, lambda: _next_time(world, device, lambda: device.put_back(*names)))


def _clone(world: "World", device: Device) -> None:
    if device.up and not device.power.dead:
        world.clone(device)


def _break_journal(world: "World", device: Device) -> None:
    _next_time(world, device, device.break_journal)


def _next_time(world: "World", device: Device, damage: Callable[[], None]) -> None:
    """The process dies, and its files are damaged before it is started again."""
    device.fall()
    damage()
    world.watch.forget(device)


def _fill_disk(world: "World", device: Device) -> None:
    world.trace(device.name, "disk-full")
    device.fill_up(full=True)
    _soon(world, FULL_S_MAX, lambda: device.fill_up(full=False))


def _jump(world: "World", device: Device) -> None:
    device.skew_ms = world.dice.randint(-SKEW_MS_MAX, SKEW_MS_MAX)
    world.trace(device.name, "clock-jump", device.skew_ms)


# ---------------------------------------------------------------------- the ERP


def _doom_server(world: "World") -> None:
    server = world.server
    if server.up:
        server.power.left = world.dice.randint(1, STATEMENTS_MAX)
        _rise_later(world)


def _stop_server(world: "World") -> None:
    world.trace.counts["server-stop"] += world.server.up
    world.server.fall()
    _rise_later(world)


def _restore_server(world: "World") -> None:
    """The books are put back to an older day."""
    if world.server.up:
        world.server.keep()
        _soon(world, 60.0, lambda: _put_server_back(world))


def _put_server_back(world: "World") -> None:
    world.server.put_back()
    for device in world.devices:
        world.watch.forget(device)
    _rise_later(world)


def _rise_later(world: "World") -> None:
    """Somebody looks now and then, and starts it again."""

    def look() -> None:
        world.server.rise()
        _soon(world, SERVER_DOWN_S_MAX, look)

    _soon(world, SERVER_DOWN_S_MAX, look)
