"""A person at work without a screen: says something, waits until the look is as expected."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from app.base.messages import Action, Answered, Message, Scanned, Tapped
from app.base.notice import Sound
from app.bootstrap import Workplace
from app.runtime.person import Output, Person
from app.runtime.setup_desk import SetupDesk
from app.ui.forms import Filled
from app.ui.looks import HomeLook, ReceiptsLook, ScreenLook, TileLook
from scanners.codes.parse import parse
from scanners.frame import Frame
from sync.core.records import DocumentKind

LOOK_S_MAX = 20


def scanned(text: str, device: str = "wedge") -> Scanned:
    """What the device plane makes of a scan, or of what was typed by hand."""
    return Scanned(parse(Frame(text, device=device), 2026), by_hand=device == "keyboard")


class Shift:
    """One person's shift; `look` is what the screen shows now, `sounds` what was heard."""

    def __init__(self, workplace: Workplace, person: Person) -> None:
        self.workplace = workplace
        self.person = person
        self.look: ScreenLook
        self.sounds: list[Sound] = []

    @property
    def output(self) -> Output:
        return Output(self._see, self.sounds.append)

    async def until(self, so: Callable[[ScreenLook], bool]) -> ScreenLook:
        """Look, and look again whenever something changed, until it is so."""
        async with asyncio.timeout(LOOK_S_MAX):
            while not so(self.look):
                await self.person.serve()
        return self.look

    async def say(self, message: Message | Filled) -> ScreenLook:
        """Say something, and give the look after it was dealt with."""
        self.person.say(message)
        async with asyncio.timeout(LOOK_S_MAX):
            # A refresh that already waits in line is as good as ours, which is merged with it.
            while await self.person.serve() != message:
                pass
        return self.look

    def _see(self, look: ScreenLook) -> None:
        self.look = look

    async def scan(self, text: str, device: str = "wedge") -> ScreenLook:
        return await self.say(scanned(text, device))

    async def tap(self, action: Action, value: str = "") -> ScreenLook:
        return await self.say(Tapped(action, value))

    async def answer(self, text: str) -> ScreenLook:
        return await self.say(Answered(text))


@asynccontextmanager
async def shift(folder: Path) -> AsyncIterator[Shift]:
    """Open the workplace of a folder, and let a person start."""
    workplace = Workplace(folder)
    assert await workplace.open() is None
    person = Person(workplace.device, SetupDesk(workplace))
    work = Shift(workplace, person)
    person.sit_down(work.output)
    work.look = await person.first_look()
    workplace.crowd.join(person)
    try:
        yield work
    finally:
        await workplace.close()


async def to_receipts(work: Shift) -> ReceiptsLook:
    """Wait until the warehouse is here, and open the list of receipts."""

    def is_ready(tile: TileLook) -> bool:
        return tile.enabled and tile.kind == DocumentKind.RECEIPT

    def has_receipts(look: ScreenLook) -> bool:
        return isinstance(look, HomeLook) and any(map(is_ready, look.tiles))

    home = await work.until(has_receipts)
    tile = next(filter(is_ready, home.tiles))
    await work.tap(tile.action, tile.value)
    look = await work.until(lambda look: isinstance(look, ReceiptsLook))
    assert isinstance(look, ReceiptsLook)
    return look
