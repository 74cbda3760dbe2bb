"""One browser tab or window: a person sits down at the workplace, works, and leaves."""

import asyncio
from collections.abc import Awaitable, Callable

import flet as ft

from app.base.messages import Message, Refreshed
from app.bootstrap import Workplace
from app.runtime.darkroom import Darkroom
from app.runtime.output import Output
from app.runtime.person import Person
from app.runtime.scanner_desk import Keeping, ScannerDesk
from app.runtime.scanning import Scanning
from app.runtime.setup_desk import SetupDesk
from app.shell.mount import Wiring, mount
from app.ui.forms import Filled
from scanners.frame import Frame


def session_of(
    workplace: Workplace, scanning: Scanning, keeping: Keeping
) -> Callable[[ft.Page], Awaitable[None]]:
    """Make what Flet calls for every new session."""

    async def sit_down(page: ft.Page) -> None:
        page.title = "Stockhand"
        device = workplace.device
        workplace.speak()
        desk = ScannerDesk(scanning, keeping)
        person = Person(device, SetupDesk(workplace, desk))

        def say(message: Message | Filled) -> None:
            scanning.join(person)  # whoever did something last is who scans next
            person.say(message)

        def scan(frame: Frame) -> None:
            scanning.join(person)
            if desk.read(frame):
                person.say(Refreshed())
            person.scan(scanning.typed(frame))

        pictures = Darkroom(person, lambda: workplace.device)
        wiring = Wiring(say, say, scan, device.clock.monotonic_ms, pictures.develop)
        shell = mount(page, wiring, await person.first_look())
        workplace.crowd.join(person)
        scanning.join(person)
        person.sit_down(Output(shell.show, shell.feedback, shell.like))
        working = asyncio.create_task(person.run())

        def leave() -> None:
            workplace.crowd.leave(person)
            scanning.leave(person)
            working.cancel()

        page.on_close = leave
        person.say(Refreshed())

    return sit_down
