"""`make sim`: runs seeds side by side, says what they met, and shows the first that failed.

SEEDS=20000 make sim        as many
SEED=17 make sim            that one again, every event told
"""

import os
import sys

from tests.sim.fleet import Sailed, a_room, sail_all, sail_to_the_first
from tests.sim.kept import as_line
from tests.sim.kinds import table
from tests.sim.profile import draw, set_apart
from tests.sim.shrink import shrink
from tests.sim.world import run_seed

SEEDS = 2_000


def main() -> int:
    """Run what the environment asks for."""
    if os.environ.get("PYTHONHASHSEED") != "0":
        # The order of a set of texts must be the same in every run.
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.sim"])
    if "SEED" in os.environ:
        return tell(int(os.environ["SEED"]))
    seeds, first = int(os.environ.get("SEEDS", SEEDS)), int(os.environ.get("FIRST", "0"))
    if "STOP" in os.environ:
        done = sail_to_the_first(range(first, first + seeds), os.environ.get("FOCUS", ""))
        print(*(f"seed {ran.seed}: {ran.broken}" for ran in done.failed), done, sep="\n")
        return bool(done.failed)
    done = sail_all(seeds, first)
    if done.failed:
        show(done)
    print(table(done.counts))
    print(done)
    return bool(done.failed)


def tell(seed: int) -> int:
    """One seed, every event of it."""
    print(set_apart(draw(seed)))
    with a_room() as room:
        ran = run_seed(draw(seed), room, verbose=True)
    print(f"sim: seed {seed} {ran.digest} {ran.broken or 'holds'}")
    return bool(ran.broken)


def show(done: Sailed) -> None:
    """Every failure in a line, and the smallest world of the first."""
    for ran in done.failed:
        print(f"seed {ran.seed}: {ran.broken}")
    ran = done.failed[0]
    with a_room() as room:
        profile, ran = shrink(draw(ran.seed), ran, room)
    print(f"\nthe first of them at its smallest: {ran.broken}")
    print(*ran.last, sep="\n")
    print(f"\nto keep it, put into tests/sim/seeds.jsonl:\n{as_line(profile, 'say why')}\n")


if __name__ == "__main__":
    sys.exit(main())
