"""A label from the hand that needs it: on a receipt, to the chosen printer, told honestly."""

import asyncio
import json
from pathlib import Path
from unittest.mock import patch

from PIL import Image

from app.base.messages import Action
from app.base.notice import Sound
from app.base.session import Question
from app.runtime import person
from app.ui.looks import HomeLook, LabelsLook, ReceiveLook, ScreenLook
from scanners.codes import house
from scanners.codes.scan import HouseKind
from tests.labels import paper
from tests.printers.zebra import Mood, Zebra
from tests.runtime.shift import Shift, shift, to_receipts

LABEL = house.write(HouseKind.COMMAND, house.Command.LABEL)


async def with_a_lot_in_hand(work: Shift) -> ReceiveLook:
    """Open a receipt with an article that has lots, and take its line into the hand."""
    receipts = await to_receipts(work)
    for row in receipts.rows:
        look = await work.tap(Action.OPEN_DOCUMENT, row.value)
        assert isinstance(look, ReceiveLook)
        for line in look.rows:
            look = await work.tap(Action.TAKE_LINE, line.value)
            if any(fact.name == "lot" for fact in look.card.facts):
                return look
        await work.tap(Action.BACK)
    raise AssertionError("the training warehouse has no receipt with lots")


def noticed(words: str):
    def so(look: ScreenLook) -> bool:
        return bool(look.notice and words in look.notice.text)

    return so


def test_a_label_of_the_lot_in_hand(tmp_path: Path):
    asyncio.run(_a_label_of_the_lot_in_hand(tmp_path))


async def _a_label_of_the_lot_in_hand(folder: Path) -> None:
    async with shift(folder) as work:
        await with_a_lot_in_hand(work)
        await work.scan(LABEL)
        assert work.sounds[-1] is Sound.STOP, "without its lot there is no label"
        await work.tap(Action.ASK_LOT)
        await work.answer("L-77")
        await work.scan(LABEL)
        await work.until(noticed("came out of TRAINING"))
        labels = list((folder / "labels").glob("*.png"))
        assert len(labels) == 1
        read = paper.codes(Image.open(labels[0]).convert("L"))
        assert any("L-77" in data for _, data in read), read

        await work.tap(Action.GO_HOME)
        desk = await work.tap(Action.OPEN_LABELS)
        assert isinstance(desk, LabelsLook)
        assert [row.state for row in desk.rows] == ["Printed"]
        await work.tap(Action.OPEN_PRINT, desk.rows[0].value)
        await work.tap(Action.PRINT_AGAIN)
        await work.until(noticed("came out of TRAINING"))
        assert len(list((folder / "labels").glob("*.png"))) == 2


def test_a_printer_is_chosen_by_its_label_and_asks_where_nobody_knows(tmp_path: Path):
    asyncio.run(_asks(tmp_path))


async def _asks(folder: Path) -> None:
    async with Zebra(mood=Mood.LOSES) as zebra:
        printers = {"DOCK2": f"tcp://127.0.0.1:{zebra.port}?to=zpl"}
        (folder / "printers.json").write_text(json.dumps({"printers": printers}))
        async with shift(folder) as work:
            await with_a_lot_in_hand(work)
            await work.tap(Action.ASK_LOT)
            await work.answer("L-77")
            look = await work.scan(LABEL)
            assert noticed("No printer is chosen")(look)
            look = await work.scan(house.write(HouseKind.PRINTER, "DOCK9"))
            assert noticed("No printer DOCK9")(look)
            look = await work.scan(house.write(HouseKind.PRINTER, "DOCK2"))
            assert noticed("come out of DOCK2")(look)
            await work.scan(LABEL)
            await work.until(noticed("did the label come out of DOCK2?"))
            assert zebra.printed == []
            await work.tap(Action.GO_HOME)
            desk = await work.tap(Action.OPEN_LABELS)
            assert isinstance(desk, LabelsLook)
            question = await work.tap(Action.OPEN_PRINT, desk.rows[0].value)
            assert isinstance(question, LabelsLook)
            assert question.question is not None
            await work.tap(Action.DID_NOT_COME)
            await work.until(noticed("the label came out of DOCK2"))
            assert len(zebra.printed) == 1
            home = await work.tap(Action.GO_HOME)
            assert isinstance(home, HomeLook)


def test_a_new_pack_gets_its_label_at_once_and_a_copy_keeps_its_number(tmp_path: Path):
    asyncio.run(_a_new_pack(tmp_path))


async def _a_new_pack(folder: Path) -> None:
    (folder / "packs.json").write_text('{"prefix": "34012345", "next": 1, "last": 9}')
    async with shift(folder) as work:
        await with_a_lot_in_hand(work)
        await work.tap(Action.NEW_PACK)
        await work.until(noticed("came out of TRAINING"))
        first = read_of(folder)
        assert [data for _, data in first[0] if data.startswith("0034012345")]
        await work.tap(Action.GO_HOME)
        desk = await work.tap(Action.OPEN_LABELS)
        assert isinstance(desk, LabelsLook)
        await work.tap(Action.OPEN_PRINT, desk.rows[0].value)
        await work.tap(Action.PRINT_AGAIN)
        await work.until(noticed("came out of TRAINING"))
        assert read_of(folder) == [first[0], first[0]]


def test_no_printer_keeps_a_pack_from_being_opened(tmp_path: Path):
    asyncio.run(_no_printer(tmp_path))


async def _no_printer(folder: Path) -> None:
    (folder / "packs.json").write_text('{"prefix": "34012345", "next": 1, "last": 9}')
    (folder / "printers.json").write_text('{"printers": {"DOCK2": "tcp://127.0.0.1:9?to=zpl"}}')
    async with shift(folder) as work:
        await with_a_lot_in_hand(work)
        look = await work.tap(Action.NEW_PACK)
        assert noticed("No printer is chosen")(look), "it is told, and the pack is open"
        assert work.person.session.hand.package is not None


def read_of(folder: Path) -> list[list[tuple[str, str]]]:
    labels = sorted((folder / "labels").glob("*.png"))
    return [sorted(paper.codes(Image.open(one).convert("L"))) for one in labels]


def test_a_lot_without_a_number_gets_one_of_ours_and_its_label(tmp_path: Path):
    asyncio.run(_a_lot_of_ours(tmp_path))


async def _a_lot_of_ours(folder: Path) -> None:
    async with shift(folder) as work:
        await with_a_lot_in_hand(work)
        await work.tap(Action.ASK_LOT)
        await work.tap(Action.NEW_NUMBER)
        name = work.person.session.hand.lot
        assert name, "the number stands where it was asked for"
        if work.person.session.hand.question is Question.EXPIRY:
            await work.answer("300627")
        await work.until(noticed("came out of TRAINING"))
        assert any(name in data for _, data in read_of(folder)[0])
        await work.tap(Action.ONE_MORE)
        await work.tap(Action.GO_HOME)
        desk = await work.tap(Action.OPEN_LABELS)
        assert isinstance(desk, LabelsLook)
        assert len(desk.rows) == 1, "one label of a lot, not one a piece"


def test_training_gives_numbers_for_packs_by_itself(tmp_path: Path):
    asyncio.run(_numbers_by_itself(tmp_path))


async def _numbers_by_itself(folder: Path) -> None:
    async with shift(folder) as work:
        await with_a_lot_in_hand(work)
        await work.tap(Action.NEW_PACK)
        assert work.person.session.hand.package is not None


def test_what_is_written_is_not_in_the_hand_any_more_when_printing_breaks(tmp_path: Path):
    asyncio.run(_what_is_written_is_not_in_the_hand_any_more(tmp_path))


async def _what_is_written_is_not_in_the_hand_any_more(folder: Path) -> None:
    async def broken(*_: object) -> None:
        raise OSError("no space left")

    async with shift(folder) as work:
        look = await with_a_lot_in_hand(work)
        before = look.card.done
        with patch.object(person, "with_labels", broken):
            await work.tap(Action.ONE_MORE)
            await work.answer("L-77")
            await work.answer("300630")
        assert work.sounds[-1] is Sound.STOP
        assert work.person.session.hand.question is None, "nothing is asked that was answered"
        look = await work.scan(house.write(HouseKind.COMMAND, house.Command.UNDO))
        assert isinstance(look, ReceiveLook)
        assert look.card.done == before, "it was written once, and is taken back"


def test_the_printer_is_seen_before_the_work_starts(tmp_path: Path):
    asyncio.run(_seen_before(tmp_path))


async def _seen_before(folder: Path) -> None:
    async with shift(folder) as work:
        receipts = await to_receipts(work)
        look = await work.tap(Action.OPEN_DOCUMENT, receipts.rows[0].value)
        assert look.card.printer == "Printer TRAINING", "receiving"
        await work.tap(Action.GO_HOME)
        look = await work.tap(Action.OPEN_PUTAWAY)
        assert look.card.printer == "Printer TRAINING", "putting away"
        await work.tap(Action.GO_HOME)
        look = await work.scan("CEN-E-02-03")
        assert look.card.printer == "Printer TRAINING", "looking up"
