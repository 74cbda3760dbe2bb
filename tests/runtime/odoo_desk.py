"""A person who sets the app up for an Odoo, and a network between the two that can be cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from app.base.messages import Action
from app.ui.forms import Filled
from app.ui.looks import HomeLook, ScreenLook, SetupLook
from tests.rigs.running import RunningOdoo
from tests.runtime.shift import Shift

CHUNK_BYTES = 65_536
TURNS_TO_LET_GO = 5


def is_setup(look: ScreenLook) -> SetupLook:
    assert isinstance(look, SetupLook), look
    return look


async def choose_erp(work: Shift, erp: str) -> SetupLook:
    """Go to the setup desk, and choose there."""
    if not isinstance(work.look, SetupLook):
        if not isinstance(work.look, HomeLook):
            await work.tap(Action.GO_HOME)
        await work.tap(Action.OPEN_SETUP)
    return is_setup(await work.tap(Action.CHOOSE, f"erp:{erp}"))


async def try_connection(work: Shift, url: str, database: str, key: str) -> SetupLook:
    """Fill the form in, and press its button."""
    values = (("url", url), ("database", database), ("key", key), ("user", "Ana"))
    return is_setup(await work.say(Filled(values)))


async def connect(work: Shift, odoo: RunningOdoo, url: str = "") -> HomeLook:
    """Set the app up for a running Odoo, and wait until its receipts are here."""
    await choose_erp(work, "odoo")
    look = await try_connection(work, url or odoo.url, odoo.database, odoo.api_key)
    assert look.bar.actions, look.words
    await work.tap(Action.SAVE)
    return await at_home(work)


async def train(work: Shift) -> HomeLook:
    """Go back to the training warehouse."""
    await choose_erp(work, "training")
    await work.say(Filled((("user", "Ana"),)))
    await work.tap(Action.SAVE)
    return await at_home(work)


async def at_home(work: Shift) -> HomeLook:
    def is_filled(look: ScreenLook) -> bool:
        return isinstance(look, HomeLook) and any(tile.enabled for tile in look.tiles)

    look = await work.until(is_filled)
    assert isinstance(look, HomeLook)
    return look


class Wire:
    """A network between the app and a server: while it is cut, nothing gets through."""

    def __init__(self, server: str) -> None:
        self._to = urlsplit(server)
        self._port = 0
        self._listening: asyncio.Server | None = None
        self._flows: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def mend(self) -> None:
        self._listening = await asyncio.start_server(self._accept, "127.0.0.1", self._port)
        self._port = self._listening.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        if self._listening:
            self._listening.close()
            self._listening = None
        flows, self._flows = self._flows, {}
        for flow, back in flows.items():
            back.transport.abort()
            flow.cancel()
        await asyncio.gather(*flows, return_exceptions=True)
        # An aborted connection lets go of its socket a turn of the loop later.
        for _ in range(TURNS_TO_LET_GO):
            await asyncio.sleep(0)

    def _accept(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        if self._listening is None:
            back.transport.abort()
            return
        self._flows[asyncio.create_task(self._through(near, back))] = back

    async def _through(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        try:
            far, on = await asyncio.open_connection(self._to.hostname, self._to.port)
        except OSError:
            back.transport.abort()
            return
        try:
            with suppress(OSError):
                await asyncio.gather(_carry(near, on), _carry(far, back))
        finally:
            on.transport.abort()
            back.transport.abort()


async def _carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while part := await source.read(CHUNK_BYTES):
        target.write(part)
        await target.drain()
    target.close()


@asynccontextmanager
async def wire(odoo: RunningOdoo) -> AsyncIterator[Wire]:
    """A network that works at first."""
    between = Wire(odoo.url)
    await between.mend()
    try:
        yield between
    finally:
        await between.cut()
