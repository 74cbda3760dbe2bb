"""The module's own tests: `odoo --test-tags /stockhand`."""

from . import (
    test_blocked,
    test_claim,
    test_count,
    test_device_rights,
    test_evidence,
    test_exception,
    test_feed,
    test_filing,
    test_ledger,
    test_lost,
    test_numbers,
)
