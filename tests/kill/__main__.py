"""`make kill KILLS=n`: prove it, and say so in one line."""

import os
import sys

from tests.kill.killing import kill

KILLS = 200
AMID = ("scans", "open", "migration", "fold", "absorb", "begin_epoch")
"""What so many kills must have been amid; to fold is to checkpoint."""

if __name__ == "__main__":
    killed = kill(int(os.environ.get("KILLS", KILLS)), int(os.environ.get("SEED", "0")))
    for wrong in killed.wrong:
        print(wrong)
    print(killed.line)
    missed = [what for what in AMID if not killed.amid[what]] if killed.kills >= KILLS else []
    if missed:
        print("nothing was killed amid", *missed)
    sys.exit(1 if killed.wrong or killed.lost or missed else 0)
