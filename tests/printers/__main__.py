"""`python -m tests.printers`: the long run of tests.printers.shop."""

import sys

from tests.printers.shop import main

sys.exit(main())
