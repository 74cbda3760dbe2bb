"""A smaller world that fails the same way: faults are left out one by one, then people."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

from tests.sim.profile import Profile
from tests.sim.world import Ran, run_seed

ROUNDS_MAX = 3
_KEPT = frozenset(
    {"seed", "devices", "receipts", "lines", "acts", "fault_s", "delay_s", "rows_max"}
)


def shrink(profile: Profile, ran: Ran, room: Path) -> tuple[Profile, Ran]:
    """Leave out whatever is not needed for the same invariant to break."""
    for _ in range(ROUNDS_MAX):
        before = profile
        for smaller in _smaller(profile):
            candidate = replace(profile, **smaller)
            if candidate == profile:
                continue
            tried = run_seed(candidate, room)
            if tried.broken and _kind(tried) == _kind(ran):
                profile, ran = candidate, tried
        if profile == before:
            break
    return profile, ran


def _smaller(profile: Profile) -> Iterator[dict[str, object]]:
    for one in fields(Profile):
        if one.name not in _KEPT and getattr(profile, one.name):
            yield {one.name: type(getattr(profile, one.name))(0)}
    for name in ("devices", "receipts", "lines"):
        for count in range(1, getattr(profile, name)):
            yield {name: count}
    for acts in (3, 5, 8, 12):
        yield {"acts": min(acts, profile.acts)}


def _kind(ran: Ran) -> str:
    return ":".join(ran.broken.split(":")[:2])
