"""The designer: values and moves as they are put in, and what is told before paper is wasted."""

import asyncio
import json
from pathlib import Path

import pytest

from app.base.designing import fault_text
from app.base.messages import Action
from app.base.wording import say
from app.ui.looks import DesignLook
from scanners.labels.fault import Fault, Wrong
from scanners.labels.moved import moved
from scanners.labels.template import Condition, Repeat
from tests.labels import kit
from tests.runtime.shift import Shift, shift
from tests.runtime.test_printing import noticed, read_of


@pytest.mark.parametrize("wrong", Wrong)
def test_every_fault_is_said_with_what_to_do(wrong: Wrong):
    said = say(fault_text(Fault(wrong, "lot", "12 > 10")))
    assert said.count(".") >= 1 or "?" in said
    assert "{" not in said


@pytest.mark.parametrize("name", kit.TEMPLATES)
def test_a_part_moves_and_all_that_is_in_it_and_nothing_else(name: str):
    template = kit.TEMPLATES[name]
    for at, element in enumerate(template.layouts[0].elements):
        after = moved(template, [(at, 2, 1)]).layouts[0].elements
        assert [one for n, one in enumerate(after) if n != at] == [
            one for n, one in enumerate(template.layouts[0].elements) if n != at
        ]
        before, there = element, after[at]
        if isinstance(element, Condition | Repeat):
            before, there = element.elements[0], after[at].elements[0]
        if not isinstance(before, Condition | Repeat):
            assert (there.x, there.y) == pytest.approx((before.x + 2, before.y + 1))
    assert moved(template, [(999, 1, 1)]) == template


async def opened(work: Shift, name: str) -> DesignLook:
    await work.tap(Action.OPEN_LABELS)
    await work.tap(Action.OPEN_DESIGN)
    look = await work.tap(Action.OPEN_DESIGN, name)
    assert isinstance(look, DesignLook)
    return look


def test_a_value_is_seen_at_once_and_a_wrong_one_named_before_it_is_printed(tmp_path: Path):
    asyncio.run(_a_value(tmp_path))


async def _a_value(folder: Path) -> None:
    async with shift(folder) as work:
        look = await opened(work, "lot")
        first = look.picture
        assert first.startswith(b"\x89PNG")
        await work.tap(Action.CHOOSE, "field:lot")
        look = await work.answer("NEW-LOT-7")
        assert look.picture not in {b"", first}
        await work.tap(Action.CHOOSE, "field:lot")
        look = await work.answer("Łódź")
        assert look.faults
        assert "cannot hold" in look.faults[0]
        await work.tap(Action.PRINT_LABEL)
        assert not list((folder / "labels").glob("*.png")), "no paper for what cannot be"
        await work.tap(Action.CHOOSE, "none:lot")
        await work.tap(Action.CHOOSE, "field:lot")
        await work.answer("NEW-LOT-7")
        await work.tap(Action.PRINT_LABEL)
        await work.until(noticed("came out of TRAINING"))
        assert any("NEW-LOT-7" in data for _, data in read_of(folder)[0])


def test_a_part_is_moved_kept_and_printed_so(tmp_path: Path):
    asyncio.run(_a_part(tmp_path))


async def _a_part(folder: Path) -> None:
    async with shift(folder) as work:
        look = await opened(work, "package")
        first = look.picture
        assert not look.nudges
        look = await work.tap(Action.CHOOSE, "element:0")
        assert len(look.nudges) == 4
        for _ in range(3):
            look = await work.tap(Action.CHOOSE, "nudge:down")
        assert look.picture != first
        await work.tap(Action.UNDO)
        look = await work.tap(Action.PRINT_LABEL)
        assert noticed("Keep it first")(look)
        look = await work.tap(Action.SAVE)
        assert noticed("package is kept in")(look)
        kept = json.loads(next((folder / "templates").rglob("package.json")).read_text())
        shipped = kit.TEMPLATES["package"].layouts[0].elements[0]
        assert kept["layouts"][0]["elements"][0]["y"] == pytest.approx(shipped.y + 2)
        for _ in range(200):
            look = await work.tap(Action.CHOOSE, "nudge:right")
        assert any("outside" in one for one in look.faults), look.faults
        await work.tap(Action.SAVE)
        still = json.loads(next((folder / "templates").rglob("package.json")).read_text())
        assert still == kept, "a label that no printer can print is not kept"


def test_a_template_that_cannot_be_read_is_named_on_the_page(tmp_path: Path):
    asyncio.run(_a_bad_one(tmp_path))


async def _a_bad_one(folder: Path) -> None:
    (folder / "templates").mkdir()
    (folder / "templates" / "mine.json").write_text("{")
    async with shift(folder) as work:
        await work.tap(Action.OPEN_LABELS)
        look = await work.tap(Action.OPEN_DESIGN)
        assert isinstance(look, DesignLook)
        assert any("mine.json" in one for one in look.faults)
        assert {"case", "sscc", "hold"} <= {row.id for row in look.rows}
