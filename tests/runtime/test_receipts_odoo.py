"""Receipts of a real Odoo through the whole app, when something is not as the person thinks."""

import asyncio

import pytest

from app.base.messages import Action
from app.base.notice import Sound
from app.base.wording import problem_text, say, text
from app.ui.looks import HomeLook, Mark, OutboxLook, ReceiveLook, ScreenLook, Tone, WorkLook
from sync.core.problems import Problem
from sync.erp.training import database
from tests.contract.odoo_erp import QUIET
from tests.rigs import seed
from tests.rigs.running import RunningOdoo
from tests.runtime.odoo_desk import Wire, at_home, connect, train, wire
from tests.runtime.shift import Shift, shift
from tests.runtime.test_receiving import HAMMER, ORDER, amounts

pytestmark = pytest.mark.odoo

BIN = "A-01-02"
PLACE = "WH/Stock/A/A-01/A-01-02"


def receipt(odoo: RunningOdoo, order: seed.Order) -> str:
    name: str = odoo.person.receipts(order.name)[0]["name"]
    return name


def notice(look: ScreenLook) -> str:
    assert look.notice is not None
    return look.notice.text


def test_what_cannot_be_opened_is_said(tmp_path, odoo: RunningOdoo):
    done, cancelled = receipt(odoo, seed.DONE), receipt(odoo, seed.CANCELLED)
    finished = say(problem_text(Problem.DOCUMENT_DONE, document=done))
    unwanted = say(problem_text(Problem.DOCUMENT_CANCELLED, document=cancelled))
    unknown = say(text("order_unknown", code=seed.UNKNOWN_BARCODE))
    cases = {
        done: finished,
        seed.DONE.name: finished,
        cancelled: unwanted,
        seed.CANCELLED.name: unwanted,
        seed.UNKNOWN_BARCODE: unknown,
        seed.NORTH_ORDERS[0].name: say(text("order_unknown", code=seed.NORTH_ORDERS[0].name)),
    }

    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await connect(work, odoo)
            for code, words in cases.items():
                look = await work.scan(code)
                assert isinstance(look, HomeLook), code
                assert notice(look) == words
                assert work.sounds[-1] is Sound.STOP
            assert look.top.badge.mark is Mark.DONE
            # What no work waits for is looked up.
            look = await work.scan(seed.GHOST.gtin)
            assert isinstance(look, WorkLook)
            assert look.card is not None
            assert look.card.name == seed.GHOST.name

    asyncio.run(work_day())


def test_what_does_not_belong_here_is_said_and_not_counted(tmp_path, odoo: RunningOdoo):
    cases = {
        seed.GHOST.gtin: problem_text(Problem.PRODUCT_NOT_ON_DOCUMENT, article=seed.GHOST.name),
    }

    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await connect(work, odoo)
            await work.scan(seed.PLAIN.name)
            before = amounts(work.look)
            for code, words in cases.items():
                look = await work.scan(code)
                assert notice(look) == say(words)
                assert amounts(look) == before
                assert work.sounds[-1] is Sound.STOP
            look = await work.scan(seed.UNKNOWN_BARCODE)
            assert isinstance(look, ReceiveLook)
            assert look.question is not None
            assert look.question.title == say(text("ask_link", code=seed.UNKNOWN_BARCODE))
            assert amounts(look) == before
            assert work.sounds[-1] is Sound.QUESTION

    asyncio.run(work_day())


def in_all(person_stock: dict[tuple[str, str], float]) -> float:
    return sum(person_stock.values())


async def count_offline(work: Shift, network: Wire) -> ReceiveLook:
    """Open the plain order, lose the network, count four pieces and finish."""
    await work.scan(seed.PLAIN.name)
    await work.scan(BIN)
    await network.cut()
    for code in (seed.DRILL.gtin, seed.DRILL.gtin, seed.LADDER.gtin, seed.GLOVES.gtin):
        look = await work.scan(code)
    assert amounts(look) == ["2 / 5", "1 / 2", "1 / 12"]
    assert look.top.badge.mark is Mark.HERE
    assert look.top.badge.count == "4"
    return look


async def parked(work: Shift, count: int) -> OutboxLook:
    """Wait until so many operations wait for a person, and look at them."""
    words = f"{count} wait for a person."
    await work.until(lambda look: look.top.badge.words == words)
    badge = work.look.top.badge
    assert (badge.count, badge.tone) == (str(count), Tone.ASK)
    look = await work.tap(Action.OPEN_OUTBOX)
    assert isinstance(look, OutboxLook)
    assert look.headline == f"{count} for a person to settle"
    return look


@pytest.mark.parametrize(
    ("office", "problem"),
    [("button_validate", Problem.DOCUMENT_DONE), ("action_cancel", Problem.DOCUMENT_CANCELLED)],
)
def test_the_office_closed_it_while_the_device_was_away(
    tmp_path, odoo: RunningOdoo, office: str, problem: Problem
):
    person, name = odoo.person, receipt(odoo, seed.PLAIN)
    [row] = person.receipts(seed.PLAIN.name)
    articles = (seed.DRILL, seed.LADDER, seed.GLOVES)

    async def work_day() -> None:
        async with shift(tmp_path) as work, wire(odoo) as network:
            await connect(work, odoo, network.url)
            await count_offline(work, network)
            person.call("stock.picking", office, ids=[row["id"]], context=QUIET)
            before = [person.stock(article.code) for article in articles]
            await network.mend()
            look = await parked(work, 4)
            all_are_kept(look, say(problem_text(problem, document=name)))
            assert [person.stock(article.code) for article in articles] == before
            assert len(person.receipts(seed.PLAIN.name)) == 1

    async def next_day() -> None:
        async with shift(tmp_path) as work:
            await at_home(work)
            all_are_kept(await parked(work, 4), say(problem_text(problem, document=name)))

    asyncio.run(work_day())
    asyncio.run(next_day())


def all_are_kept(look: OutboxLook, words: str) -> None:
    assert [row.title for row in look.rows] == ["Received 1"] * 4
    assert {row.state for row in look.rows} == {words}
    assert {row.tone for row in look.rows} == {Tone.ASK}


def test_each_erp_keeps_its_own_journal(tmp_path, odoo: RunningOdoo, monkeypatch):
    """What training did not take yet waits while the device works with Odoo, and is sent then."""
    monkeypatch.setattr(database, "BUSY_MS_MAX", 100)

    async def work_day() -> None:
        before = in_all(odoo.person.stock(seed.DRILL.code))
        async with shift(tmp_path) as work, wire(odoo) as network:
            await at_home(work)
            busy = database.open_file(tmp_path / "training-server" / "training.db")
            busy.do("BEGIN IMMEDIATE")  # training cannot write now
            await work.scan(ORDER)
            for _ in range(3):
                await work.scan(HAMMER)
            assert work.look.top.badge.count == "3"
            await connect(work, odoo, network.url)
            assert work.look.top.badge.mark is Mark.DONE
            await work.scan(seed.PLAIN.name)
            await network.cut()
            for _ in range(2):
                await work.scan(seed.DRILL.gtin)
            assert work.look.top.badge.count == "2"
            busy.do("COMMIT")
            busy.close()
            await train(work)
            await work.until(lambda look: look.top.badge.mark is Mark.DONE)
            look = await work.scan(ORDER)
            assert amounts(look)[0] == "3 / 24"
            await network.mend()
            await connect(work, odoo, network.url)
            await work.until(lambda look: look.top.badge.mark is Mark.DONE)
            look = await work.scan(seed.PLAIN.name)
            assert amounts(look)[0] == "2 / 5"
            assert in_all(odoo.person.stock(seed.DRILL.code)) == before, (
                "counted, and not in stock before it is finished"
            )

    asyncio.run(work_day())
    [row] = odoo.person.receipts(seed.PLAIN.name)
    drill = odoo.person.product(seed.DRILL.code)
    lines = [
        line["quantity"]
        for line in odoo.person.lines(row["id"])
        if line["picked"] and line["product_id"][0] == drill
    ]
    assert sum(lines) == 2
