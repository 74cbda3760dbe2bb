"""A process is killed at any moment: what it acknowledged is there, and nothing is half there."""

import pytest

from tests.kill.killing import kill

KILLS = 40


@pytest.mark.sim
@pytest.mark.timeout(900)
def test_no_kill_loses_what_was_acknowledged(capsys):
    killed = kill(KILLS)
    with capsys.disabled():
        print(f"\n{killed.line}")
    assert not killed.wrong, "\n".join(killed.wrong[:20])
    assert killed.promised > KILLS, "hardly anything was acknowledged, so hardly anything is shown"
    assert killed.amid["open"]
    assert killed.amid["absorb"]
