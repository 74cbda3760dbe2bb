"""A pile of goods without its paper, with a crushed box, a pallet and a supervisor, by scanner."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, Hands, hands
from tests.journeys.test_three_ways import HAMMER, OIL, check

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

RULES = {
    "rules": [{"over_percent": 0}, {"damaged": "Quality"}],
    "supervisors": {"B-7": "Ida"},
}
PACKS = {"prefix": "34012345", "next": 1, "last": 99}
FIRST_PACK = "340123450000000017"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppProcess]:
    folder = tmp_path / "device"
    folder.mkdir()
    (folder / "receiving.json").write_text(json.dumps(RULES), encoding="utf-8")
    (folder / "packs.json").write_text(json.dumps(PACKS), encoding="utf-8")
    process = AppProcess(folder)
    process.start()
    yield process
    process.stop()


def command(clerk: Hands, what: Command) -> None:
    clerk.scan(write(HouseKind.COMMAND, what))


def test_by_scanner_and_one_tap(app: AppProcess) -> None:
    soon = datetime.now(UTC).date() + timedelta(days=5)
    with hands() as clerk:
        clerk.open(app.url)
        clerk.see("tile-receipt")
        clerk.scan(HAMMER)
        clerk.see("card-amount", "1 of 24")
        command(clerk, Command.PACK)
        clerk.see("notice", FIRST_PACK)
        clerk.scan(HAMMER)
        clerk.see("card-amount", "2 of 24")
        clerk.photo(SHOTS / "receive_pack.png")
        command(clerk, Command.PACK)
        clerk.see("notice", "closed")
        command(clerk, Command.DAMAGED)
        clerk.see("question", "What is wrong")
        clerk.photo(SHOTS / "receive_damage.png")
        clerk.tap("choice-choose-crushed")
        clerk.see("notice", "Damaged: Crushed")
        clerk.scan(HAMMER)
        clerk.see("notice", "into Quality")
        clerk.photo(SHOTS / "receive_23.png")
        clerk.scan(OIL)
        clerk.see("question", "lot")
        clerk.scan(f"]C117{soon:%y%m%d}10L-9")
        clerk.see("question", "A supervisor has to agree")
        clerk.photo(SHOTS / "receive_agree.png")
        clerk.scan(write(HouseKind.BADGE, "B-8"))
        clerk.see("question-error", "no supervisor's badge")
        clerk.scan(write(HouseKind.BADGE, "B-7"))
        clerk.see("notice", "Ida agreed")
        clerk.see("card-amount", "1 of 12")
        clerk.photo(SHOTS / "receive_agreed.png")
        check(clerk)
