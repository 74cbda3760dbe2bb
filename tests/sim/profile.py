"""What a seed draws for itself: which faults, how often, and what people do (a swarm)."""

from dataclasses import dataclass, fields, replace
from random import Random


@dataclass(frozen=True)
class Profile:
    """One world. Rates are per request, per act or per run; 0 turns a thing off."""

    seed: int
    devices: int
    receipts: int
    lines: int
    acts: int
    fault_s: float
    # the network, per request
    drop: float = 0.0
    lost: float = 0.0
    twice: float = 0.0
    half: float = 0.0
    stale: float = 0.0
    failing: float = 0.0
    hang: float = 0.0
    bug: float = 0.0
    delay_s: float = 0.05
    rows_max: int = 1_000
    partitions: int = 0
    # the devices, per run and device
    crash_statements: int = 0
    crash_awaits: int = 0
    restarts: int = 0
    upgrades: int = 0
    mirror_lost: int = 0
    mirror_broken: int = 0
    mirror_old: int = 0
    mirror_drift: int = 0
    disk_full: int = 0
    clock_jumps: int = 0
    lag_s: float = 0.0
    restored: int = 0
    cloned: int = 0
    journal_broken: int = 0
    # the server, per run
    server_crashes: int = 0
    server_stops: int = 0
    server_restored: int = 0
    # people
    office: int = 0
    undo: float = 0.1
    finish: float = 0.05
    dropped: float = 0.3
    over: float = 0.1
    same_serial: float = 0.3
    needs: float = 0.05
    damaged: float = 0.05
    again: float = 0.05
    burst: float = 0.5
    settle: float = 0.3
    check: float = 0.0
    move: float = 0.0
    pick: float = 0.0
    count: float = 0.0
    # people beside each other: how often somebody goes on at what another holds
    claims: float = 0.0
    lease_s: int = 900
    # what a power cut leaves of what was not synced
    torn: float = 0.0
    # what crosses the edge of the house
    beyond: float = 0.0


def draw(seed: int) -> Profile:
    """The world of a seed. Each fault is off in most of them, so that pairs of faults stand out."""
    dice = Random(seed)
    devices = dice.choice((1, 1, 2, 2, 2, 3, 3, 4, 5, 8))
    base = Profile(
        seed=seed,
        devices=devices,
        receipts=dice.randint(1, 5),
        lines=dice.randint(1, 4),
        acts=max(3, dice.randint(8, 40) // devices),
        fault_s=dice.choice((20.0, 60.0, 120.0, 300.0)),
    )
    return _with_people(_with_server(_with_device(_with_network(base, dice), dice), dice), dice)


def _rate(dice: Random, most: float, often: float = 0.4) -> float:
    return round(dice.uniform(0, most), 3) if dice.random() < often else 0.0


def _count(dice: Random, most: int, often: float) -> int:
    return dice.randint(1, most) if dice.random() < often else 0


def _with_network(base: Profile, dice: Random) -> Profile:
    return replace(
        base,
        drop=_rate(dice, 0.3),
        lost=_rate(dice, 0.4),
        twice=_rate(dice, 0.5),
        half=_rate(dice, 0.3),
        stale=_rate(dice, 0.3),
        failing=_rate(dice, 0.2),
        hang=_rate(dice, 0.02, 0.2),
        bug=_rate(dice, 0.1, 0.2),
        delay_s=dice.choice((0.001, 0.05, 0.5, 5.0, 20.0)),
        rows_max=dice.choice((6, 25, 1_000, 1_000)),
        partitions=_count(dice, 3, 0.3),
    )


def _with_device(base: Profile, dice: Random) -> Profile:
    return replace(
        base,
        crash_statements=_count(dice, 3, 0.4),
        crash_awaits=_count(dice, 3, 0.3),
        restarts=_count(dice, 2, 0.2),
        upgrades=_count(dice, 1, 0.1),
        mirror_lost=_count(dice, 1, 0.1),
        mirror_broken=_count(dice, 1, 0.1),
        mirror_old=_count(dice, 1, 0.15),
        mirror_drift=_count(dice, 1, 0.15),
        disk_full=_count(dice, 1, 0.1),
        clock_jumps=_count(dice, 3, 0.3),
        lag_s=dice.choice((0.0, 0.0, 0.05, 1.0, 10.0)),
        restored=_count(dice, 1, 0.1),
        cloned=_count(dice, 1, 0.1),
        journal_broken=_count(dice, 1, 0.1),
    )


def _with_server(base: Profile, dice: Random) -> Profile:
    return replace(
        base,
        server_crashes=_count(dice, 2, 0.2),
        server_stops=_count(dice, 2, 0.2),
        server_restored=_count(dice, 1, 0.1),
    )


def _with_people(base: Profile, dice: Random) -> Profile:
    return replace(
        base,
        office=_count(dice, 12, 0.5),
        undo=dice.choice((0.0, 0.1, 0.3)),
        finish=dice.choice((0.0, 0.03, 0.15)),
        dropped=dice.random(),
        over=dice.choice((0.0, 0.1, 0.4)),
        same_serial=dice.choice((0.0, 0.3, 0.8)),
        again=dice.choice((0.0, 0.1)),
        burst=dice.random(),
        settle=dice.choice((0.0, 0.2, 0.5)),
        check=dice.choice((0.0, 0.1, 0.3)),
        move=dice.choice((0.0, 0.1, 0.4)),
        pick=dice.choice((0.0, 0.2, 0.5)),
        count=dice.choice((0.0, 0.1, 0.3)),
        claims=dice.choice((0.0, 0.1, 0.4)),
        lease_s=dice.choice((15, 45, 120, 900)),
        torn=dice.choice((0.0, 0.5, 1.0)),
        beyond=_rate(dice, 0.2),
    )


def focused(profile: Profile, focus: str) -> Profile:
    """The same world with more of some faults: `server_crashes=2,twice=0.5`."""
    if not focus:
        return profile
    named = dict(one.split("=") for one in focus.split(","))
    return replace(
        profile, **{name: type(getattr(profile, name))(value) for name, value in named.items()}
    )


def set_apart(profile: Profile) -> dict[str, object]:
    """What differs from a quiet world, for whoever reads of a failure."""
    quiet = {one.name: one.default for one in fields(Profile)}
    return {name: value for name, value in vars(profile).items() if quiet.get(name) != value}
