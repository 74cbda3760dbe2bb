"""A picker with a handheld: an order of a real Odoo, picked while Odoo is away."""

import pytest

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.records import DocumentState
from tests.contract.odoo_erp import odoo_erp
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, Hands, hands
from tests.journeys.test_receive_from_odoo import CLEAN_WITHIN_MS, connect
from tests.rigs import seed
from tests.rigs.running import RunningOdoo

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1800)]

NEAR, FAR = "A-01-01", "B-02-04"
NEAR_NAME, FAR_NAME = f"WH/Stock/A/A-01/{NEAR}", f"WH/Stock/B/B-02/{FAR}"
LOT = "PICK-7"


def label(command: Command) -> str:
    return write(HouseKind.COMMAND, command)


def pick_online(clerk: Hands, name: str) -> None:
    """The first stop: the bin, an article, and the bin again for all of it."""
    clerk.tap("tile-delivery")
    clerk.see("title", "Picks")
    clerk.photo(SHOTS / "pick-list.png")
    clerk.scan(name)
    clerk.see("title", name)
    clerk.see("card-place", NEAR)
    clerk.photo(SHOTS / "pick-go.png")
    clerk.scan(NEAR)
    clerk.see("card-amount", "scan the article")
    clerk.photo(SHOTS / "pick-take.png")
    clerk.scan(seed.GLOVES.gtin)
    clerk.see("card-amount", "bin again")
    clerk.photo(SHOTS / "pick-rest.png")
    clerk.scan(NEAR)
    clerk.see("card-place", FAR)


def pick_offline(clerk: Hands) -> None:
    """A lot, another one than promised first, with Odoo gone; the last article is short."""
    clerk.scan(FAR)
    clerk.scan(seed.PAINT.gtin)
    clerk.see("question", "lot")
    clerk.photo(SHOTS / "pick-lot.png")
    clerk.scan(LOT)
    clerk.see("card-amount", "bin again")
    clerk.scan(FAR)
    clerk.see("card", "ALL PICKED")
    clerk.photo(SHOTS / "pick-all.png")
    clerk.scan(label(Command.UNDO))
    clerk.see("card-amount", "2")
    clerk.scan(label(Command.SHORT))
    clerk.see("question", "short")
    clerk.photo(SHOTS / "pick-short.png")
    clerk.tap("choice-choose-empty")
    clerk.see("notice", "the books follow. It is looked for elsewhere")
    clerk.see("card-place", "Any bin")
    clerk.scan(label(Command.SHORT))
    clerk.see("question", "short")
    clerk.tap("choice-choose-empty")
    clerk.see("card", "1 short")
    clerk.scan(label(Command.FINISH))
    clerk.see("question", "1 of 2 lines short")
    clerk.tap("choice-rest_dropped")
    clerk.see("notice", "done")


def test_an_order_is_picked_while_odoo_is_away(odoo: RunningOdoo, app: AppProcess) -> None:
    with odoo_erp(odoo) as erp:
        erp.office.put(seed.GLOVES.code, NEAR_NAME, "6")
        erp.office.put(seed.PAINT.code, FAR_NAME, "3", LOT)
        name = erp.office.make_delivery([(seed.GLOVES.code, "6"), (seed.PAINT.code, "3")])
        before = odoo.person.stock(seed.GLOVES.code), odoo.person.stock(seed.PAINT.code)
        with hands() as clerk:
            clerk.open(app.url)
            clerk.see("tile-receipt")
            connect(clerk, odoo)
            pick_online(clerk, name)
            odoo.stop()
            pick_offline(clerk)
            odoo.start()
            clerk.clean(CLEAN_WITHIN_MS)
            assert clerk.crashes == 0
            assert clerk.foreign == []
        assert erp.office.state(name) is DocumentState.DONE
        assert erp.office.backorders(name) == []
        gloves, paint = odoo.person.stock(seed.GLOVES.code), odoo.person.stock(seed.PAINT.code)
        assert sum(before[0].values()) - sum(gloves.values()) == 6
        assert before[1][FAR_NAME, LOT] == 3
        assert paint.get((FAR_NAME, LOT), 0) == 0, "one was sent, and the bin was empty then"
