"""Printers and labels on the setup page: what is wrong in their files, and in which language."""

import asyncio
import json
from pathlib import Path

from app.base.messages import Action
from app.ui.looks import SetupLook
from tests.runtime.shift import Shift, shift
from tests.runtime.test_printing import LABEL, noticed, with_a_lot_in_hand


async def setup(work: Shift) -> SetupLook:
    await work.tap(Action.GO_HOME)
    look = await work.tap(Action.OPEN_SETUP)
    assert isinstance(look, SetupLook)
    return look


def test_what_is_wrong_in_the_files_is_told_at_the_start_and_on_the_page(tmp_path: Path):
    asyncio.run(_wrong(tmp_path))


async def _wrong(folder: Path) -> None:
    printers = {"DOCK1": "tcp://192.168.1.50:9100?to=zpl", "DOCK2": "tpc://192.168.1.51"}
    (folder / "printers.json").write_text(json.dumps({"printers": printers, "here": "DOCK1"}))
    async with shift(folder) as work:
        assert noticed("DOCK2 cannot be used")(work.look)
        look = await setup(work)
        assert [(one.title, one.good) for one in look.printers] == [
            ("DOCK1, used here", True),
            ("DOCK2", False),
        ]
        assert "tpc is none of" in look.printers[1].state
    (folder / "printers.json").write_text("{")
    async with shift(folder) as work:
        assert noticed("printers.json cannot be read")(work.look)
        look = await setup(work)
        assert [one.good for one in look.printers] == [False]
        assert "printers.json cannot be read" in look.printers[0].state


def of_labels(look: SetupLook) -> list[str]:
    """Which language of labels is chosen."""
    every = (one for group in look.tail if group.name == "language" for one in group.choices)
    return [one.value for one in every if one.chosen]


def test_labels_are_in_the_language_that_is_chosen_at_once_and_after_a_start(tmp_path: Path):
    asyncio.run(_language(tmp_path))


async def _language(folder: Path) -> None:
    async with shift(folder) as work:
        look = await setup(work)
        chosen = of_labels(look)
        assert chosen == ["label:en"]
        look = await work.tap(Action.CHOOSE, "label:pl")
        assert isinstance(look, SetupLook)
        assert "from now on" in look.words
        await work.tap(Action.BACK)
        await with_a_lot_in_hand(work)
        await work.tap(Action.ASK_LOT)
        await work.answer("L-77")
        await work.scan(LABEL)
        await work.until(noticed("came out of TRAINING"))
        assert work.workplace.device.printing._office.stationery.rules.language == "pl"
    (folder / "labels.json").read_text(encoding="utf-8")
    async with shift(folder) as work:
        look = await setup(work)
        chosen = of_labels(look)
        assert "label:pl" in chosen
