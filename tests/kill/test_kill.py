"""A process is killed at any moment: what it acknowledged is there, and nothing is half there."""

import pytest

from tests.kill.killing import kill
from tests.rings import COUNTED

KILLS = 40


@pytest.mark.sim
@pytest.mark.timeout(900)
def test_no_kill_loses_what_was_acknowledged(record_property):
    killed = kill(KILLS)
    record_property(COUNTED, killed.line)
    assert not killed.wrong, "\n".join(killed.wrong[:20])
    assert killed.promised > KILLS, "hardly anything was acknowledged, so hardly anything is shown"
    assert killed.amid["open"]
    assert killed.amid["absorb"]
