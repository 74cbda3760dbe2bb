# Every command is in build/go.py, which also serves machines without make.
# Here only: find a Python that is new enough, and call it.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
COMMANDS := run test setup addon odoo faults labels prints journeys gallery bench profile sim mutants powercut kill month fuzz guest lint tidy words manual lock clean help

.DEFAULT_GOAL := help
.PHONY: $(COMMANDS)

# ARGS are passed on: make test ARGS="-x -k receive"
$(COMMANDS):
	@test -n "$(PYTHON)" || { echo "stockhand: no Python 3.11 or newer found. Install one and try again." >&2; exit 1; }
	@$(PYTHON) build/go.py $@ $(ARGS)
