"""`make month OPS=100000`: prove it, and say so in one line."""

import os
import sys
import tempfile
from pathlib import Path

from tests.month.whole import P50_RATIO_MAX, P99_RATIO_MAX, month

OPERATIONS = 100_000

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="stockhand-month-") as place:
        lived = month(
            Path(place), int(os.environ.get("OPS", OPERATIONS)), int(os.environ.get("SEED", "0"))
        )
    for wrong in lived.wrong[:50]:
        print(wrong)
    print(lived.line)
    p50, p99 = lived.ratios
    slow = p50 > P50_RATIO_MAX or p99 > P99_RATIO_MAX
    if slow:
        print(f"slower than {P50_RATIO_MAX} and {P99_RATIO_MAX} times the raw transaction")
    sys.exit(1 if lived.wrong or slow else 0)
