"""The real Odoo under attack: what `make faults` does for thousands of operations, for fifty."""

import pytest

from tests.faults.run import OPERATIONS, attacked, words
from tests.rigs.running import OdooSite

pytestmark = pytest.mark.odoo


@pytest.mark.parametrize("tier", ["stock", "addon"])
def test_nothing_is_lost_doubled_or_out_of_order(odoo_site: OdooSite, tier: str):
    with attacked(odoo_site, tier, OPERATIONS, seed=1) as attack:
        verdict = attack.run()
    line = words(tier, attack, verdict)
    print(line)
    assert verdict.is_clean, (line, verdict)
    assert attack.struck.total() > OPERATIONS
    assert len(attack.blown) == 3, line
    assert attack.epochs, line
