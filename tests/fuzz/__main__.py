"""`make fuzz INPUTS=10000000`: feed the parser; SEED= tells the same again."""

import os
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

from tests.fuzz.run import fuzz

SLICE = 50_000
INPUTS = int(os.environ.get("INPUTS", "200000"))
SEED = int(os.environ.get("SEED", time.time_ns() % 1_000_000))
WORKERS = int(os.environ.get("WORKERS", "1"))

if __name__ == "__main__":
    print(f"{INPUTS:,} inputs from seed {SEED}", flush=True)
    began = time.monotonic()
    slices = [
        (SEED + n, min(SLICE, INPUTS - n * SLICE)) for n in range((INPUTS + SLICE - 1) // SLICE)
    ]
    done, spent, slowest, worst = 0, 0.0, 0.0, ""
    with ProcessPoolExecutor(WORKERS) as pool:
        running = {pool.submit(fuzz, seed, count): seed for seed, count in slices}
        for each in as_completed(running):
            try:
                seen = each.result()
            except AssertionError as wrong:
                raise SystemExit(f"SEED={running[each]}: {wrong}") from wrong
            done, spent = done + seen.count, spent + seen.ms
            if seen.slowest_ms > slowest:
                slowest, worst = seen.slowest_ms, seen.slowest
    print(f"{done:,} parsed in {time.monotonic() - began:,.0f} s: no exception")
    print(f"{1000 * spent / done:.0f} us each, the slowest {slowest:.2f} ms: {worst!r:.120}")
