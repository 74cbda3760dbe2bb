"""The module's own tests, run by Odoo itself in a database of their own."""

import re

import pytest

from tests.rigs import seed
from tests.rigs.running import OdooSite

pytestmark = pytest.mark.odoo

TESTS_MIN = 30
"""So many there are at least: none is skipped without a word."""


def test_the_modules_own_tests_pass(odoo_site: OdooSite):
    said = odoo_site.own_tests(seed.ADDON)
    counted = re.findall(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests", said)
    assert counted, said[-3000:]
    failed, errors, ran = map(int, counted[-1])
    wrong = re.findall(r"^.* (?:FAIL|ERROR): .*$(?:\n(?!\d{4}-).*)*", said, re.MULTILINE)
    assert (failed, errors) == (0, 0), "\n".join(wrong)[-6000:]
    assert ran >= TESTS_MIN, f"only {ran} tests"
