"""`make powercut CUTS=n`: prove it, and say so in one line."""

import os
import sys

from tests.powercut.proof import CUTS, prove

if __name__ == "__main__":
    proof = prove(int(os.environ.get("CUTS", CUTS)), int(os.environ.get("SEED", "0")))
    for wrong in proof.full.wrong:
        print(wrong)
    print(proof.line)
    sys.exit(0 if proof.holds else 1)
