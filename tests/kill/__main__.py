"""`make kill KILLS=n`: prove it, and say so in one line."""

import os
import sys

from tests.kill.killing import kill

KILLS = 200

if __name__ == "__main__":
    killed = kill(int(os.environ.get("KILLS", KILLS)), int(os.environ.get("SEED", "0")))
    for wrong in killed.wrong:
        print(wrong)
    print(killed.line)
    sys.exit(1 if killed.wrong or killed.lost else 0)
