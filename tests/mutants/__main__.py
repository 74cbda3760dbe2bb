"""`make mutants`: plants every bug of the table, and says whether each was caught.

MUTANT='no replay' make mutants     that one only
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

from tests.mutants.planting import fate_of
from tests.mutants.table import MUTANTS


def main() -> int:
    """Two at a time or more, one a core."""
    wanted = os.environ.get("MUTANT", "")
    chosen = [one for one in MUTANTS if wanted in one.name]
    caught = hung = 0
    with ThreadPoolExecutor(os.cpu_count() or 1) as lanes:
        for fate in lanes.map(fate_of, chosen):
            caught += fate.caught
            hung += fate.hung
            print(f"{'caught  ' if fate.caught else 'SURVIVED'} {fate.mutant.name}: {fate.said}")
            sys.stdout.flush()
    print(f"mutants: {caught} of {len(chosen)} caught, {hung} proofs without an end")
    return int(caught != len(chosen))


if __name__ == "__main__":
    sys.exit(main())
