"""`python -m app.main`: serve until Ctrl-C."""

import sys

from app.main.serve import main

if __name__ == "__main__":
    sys.exit(main())
