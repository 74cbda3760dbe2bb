"""A scanner attached, tried, changed and removed at the setup desk, while the app runs."""

import asyncio
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image

from app.base.messages import Action
from app.base.notice import Notice, Sound
from app.base.wording import text
from app.runtime.person import Person
from app.runtime.scanner_desk import Keeping, ScannerDesk
from app.runtime.scanning import Scanning
from app.runtime.setup_desk import SetupDesk
from app.settings.keyboard import load_layout, save_layout
from app.settings.scanners import load_scanners, save_scanners
from app.ui.forms import Filled
from app.ui.looks import HomeLook, SetupLook
from scanners.devices.keep import World
from scanners.devices.link import Link
from scanners.frame import Frame
from scanners.framing.layout import label_text
from scanners.framing.wedge import SCANNED
from scanners.registry import Attached, Way
from tests.journeys.app_process import free_port
from tests.labels import paper
from tests.runtime.shift import Shift, shift
from tests.runtime.test_scanning import line_to


class Desk:
    """A person at the setup desk with real scanners behind it."""

    def __init__(self, work: Shift, folder: Path, trouble: Notice | None = None) -> None:
        world = work.workplace.world()
        keep = World(world.monotonic_ms, world.chance, asyncio.sleep)
        self.scanning = Scanning((), trouble, keep)
        self.folder = folder
        keeping = Keeping(partial(save_scanners, folder), partial(save_layout, folder))
        self.desk = ScannerDesk(self.scanning, keeping)
        person = Person(work.workplace.device, SetupDesk(work.workplace, self.desk))
        self.work = Shift(work.workplace, person)
        person.sit_down(self.work.output)
        self.scanning.join(person)

    async def tap(self, action: Action, value: str = "") -> SetupLook:
        look = await self.work.tap(action, value)
        assert isinstance(look, SetupLook)
        return look

    async def add(self, way: str, address: str, **more: str) -> SetupLook:
        await self.tap(Action.OPEN_SETUP)
        await self.tap(Action.CHOOSE, "scanner:add")
        await self.tap(Action.CHOOSE, f"scanner:way:{way}")
        return await self.fill(scanner_address=address, **more)

    async def fill(self, **values: str) -> SetupLook:
        look = await self.work.say(Filled(tuple(values.items())))
        assert isinstance(look, SetupLook)
        return look


def test_a_scanner_is_attached_tried_changed_and_removed(tmp_path: Path) -> None:
    async def run() -> None:
        async with shift(tmp_path) as work:
            desk, port = Desk(work, tmp_path), free_port()
            look = await desk.add("called", str(port))
            assert "Scan something" in look.words
            name = f"called:{port}"
            assert load_scanners(tmp_path) == (Attached(Way.CALLED, str(port)),)
            scanner = await line_to(port)
            scanner.write(b"~ABC\r")
            look = await desk.work.until(lambda look: bool(look.scanners[0].raw))
            assert [one.name for one in look.scanners] == [name]  # only the one worked on
            assert look.scanners[0].raw == "~ABC"

            look = await desk.fill(scanner_address=str(port), scanner_prefix="~")
            assert load_scanners(tmp_path) == (Attached(Way.CALLED, str(port), prefix="~"),)
            scanner.close()
            await desk.work.until(lambda look: look.scanners[0].good)
            scanner = await line_to(port)
            scanner.write(b"~ABC\r")
            look = await desk.work.until(lambda look: bool(look.scanners[0].raw))
            assert look.scanners[0].raw == "ABC"
            scanner.close()

            look = await desk.tap(Action.BACK)
            assert {one.name for one in look.scanners} == {"wedge", name}
            look = await desk.tap(Action.CHOOSE, f"scanner:edit:{name}")
            assert {f.name: f.value for f in look.fields}["scanner_prefix"] == "~"
            look = await desk.tap(Action.CHOOSE, "scanner:remove")
            assert [one.name for one in look.scanners] == ["wedge"]
            assert load_scanners(tmp_path) == ()
            assert isinstance(await desk.work.tap(Action.BACK), HomeLook)
            await desk.scanning.close()

    asyncio.run(run())


def test_what_is_wrong_is_said_at_its_field_and_changes_nothing(tmp_path: Path) -> None:
    async def run() -> None:
        async with shift(tmp_path) as work:
            desk = Desk(work, tmp_path)
            look = await desk.add("calling", "no address", scanner_quiet_ms="soon")
            assert {f.name for f in look.fields if f.error} == {"scanner_quiet_ms"}
            look = await desk.fill(scanner_address="no address", scanner_quiet_ms="")
            [wrong] = [f for f in look.fields if f.error]
            assert (wrong.name, "192.168" in wrong.error) == ("scanner_address", True)
            look = await desk.fill(scanner_address=" ")
            assert [f.error for f in look.fields if f.error] == ["Fill this in."]
            assert not (tmp_path / "scanners.json").exists()
            assert desk.scanning.attached == ()

    asyncio.run(run())


def test_a_disk_that_refuses_leaves_the_scanners_as_they_were(tmp_path: Path) -> None:
    async def run() -> None:
        async with shift(tmp_path) as work:
            desk = Desk(work, tmp_path)
            (tmp_path / "scanners.json").mkdir()  # nothing can be put in its place
            look = await desk.add("called", str(free_port()))
            assert "nothing was changed" in look.words
            assert desk.scanning.attached == ()

    asyncio.run(run())


def test_a_file_that_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    async def run() -> None:
        async with shift(tmp_path) as work:
            words = text("scanners_unreadable", path="scanners.json", why="JSON")
            desk = Desk(work, tmp_path, Notice(Sound.QUESTION, words, stays=True))
            await desk.tap(Action.OPEN_SETUP)
            look = await desk.tap(Action.CHOOSE, "scanner:add")
            assert "cannot be read" in look.words
            assert not look.form

    asyncio.run(run())


def test_the_other_scanners_go_on_undisturbed(tmp_path: Path) -> None:
    async def run() -> None:
        async with shift(tmp_path) as work:
            desk, first, second = Desk(work, tmp_path), free_port(), free_port()
            await desk.add("called", str(first))
            scanner = await line_to(first)
            scanner.write(b"ONE\r")
            await desk.work.until(lambda look: bool(look.scanners[0].raw))
            await desk.tap(Action.BACK)
            await desk.add("called", str(second))
            scanner.write(b"TWO\r")
            name = f"called:{first}"
            async with asyncio.timeout(20):
                while True:
                    line = next(one for one in desk.scanning.lines if one.name == name)
                    if line.count == 2:
                        break
                    await asyncio.sleep(0)
            assert line.link is Link.READY
            scanner.close()
            await desk.scanning.close()

    asyncio.run(run())


def test_a_keyboard_scanner_is_calibrated_by_one_label(tmp_path: Path) -> None:
    async def run() -> None:
        async with shift(tmp_path) as work:
            desk = Desk(work, tmp_path)
            await desk.tap(Action.OPEN_SETUP)
            look = await desk.tap(Action.CHOOSE, "scanner:keyboard")
            assert look.pictures[0].data.startswith(b"\x89PNG")
            assert not look.fields  # so that what is scanned reaches the desk
            assert desk.desk.read(Frame("4006381333931", device=SCANNED))
            assert "not the label" in (await desk.tap(Action.OPEN_SETUP)).words
            assert desk.desk.read(Frame(label_text().swapcase(), device=SCANNED))
            assert "Caps Lock" in (await desk.tap(Action.OPEN_SETUP)).words

            german = str.maketrans("yzYZ-/", "zyZYß-")
            assert not desk.desk.read(Frame(label_text(), device="serial:x"))
            assert desk.desk.read(Frame(label_text().translate(german), device=SCANNED))
            look = await desk.tap(Action.OPEN_SETUP)
            assert "every sign" in look.words
            assert look.more
            assert load_layout(tmp_path) == desk.scanning.layout
            frame = desk.scanning.typed(Frame("A-01".translate(german), device=SCANNED))
            assert frame.text == "A-01"

            look = await desk.tap(Action.CHOOSE, "scanner:as_it_arrives")
            assert [one.value for one in look.more] == ["scanner:maker:honeywell"]
            look = await desk.tap(Action.CHOOSE, "scanner:maker:honeywell")
            (sheet,) = look.pictures
            seen = paper.codes(Image.open(BytesIO(sheet.data)).convert("L"))
            assert [data for _, data in seen] == [
                "~KBDCTY0.",
                "~PAP131.",
                "~TRMUSB130.",
                "~VSUFCR.",
            ]
            assert desk.scanning.typed(Frame("yz", device=SCANNED)).text == "yz"
            look = await desk.tap(Action.BACK)
            assert look.fields
            assert not desk.desk.read(Frame(label_text(), device=SCANNED))

    asyncio.run(run())
