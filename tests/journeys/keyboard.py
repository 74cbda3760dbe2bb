"""The app's real shell on a real page, and a keyboard in front of it whose keys have times."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import flet as ft
import uvicorn
from playwright.async_api import CDPSession, Page, async_playwright

from app.main.fence import fenced
from app.main.serve import ASSETS
from app.main.stamps import stamping
from app.shell.mount import Wiring, mount
from scanners.frame import Frame
from scanners.framing.wedge import SCANNED
from tests.journeys.app_process import free_port
from tests.journeys.hands import CHROMIUM, FLAGS, SHIFTED, code_of
from tests.rings import cannot_run
from tests.screens.looks import HOME

ARRIVE_MS_MAX = 20_000
_SHIFT, _CTRL = 8, 2
Event = dict[str, object]


@dataclass
class Keyboard:
    """Keys go down at given gaps, without waiting for what they do; frames are what came of it."""

    page: Page
    cdp: CDPSession
    loop: asyncio.AbstractEventLoop
    frames: list[Frame]
    sent: set[asyncio.Task[object]] = field(default_factory=set)

    async def key_in(
        self, text: str, gap_ms: float, *, stall_at: int = -1, host: dict[str, str] | None = None
    ) -> None:
        """Spell a text and Enter; at one key, page and loop stand still for half a second.

        `host` says what this computer takes some of the keys for.
        """
        due = time.monotonic()
        for number, sign in enumerate([*text, "Enter"]):
            if number == stall_at:
                self._soon(self.page.evaluate(_STALL))
                self.loop.call_soon_threadsafe(time.sleep, STALL_S)
            for event in _events(sign, host or {}):
                self._soon(self.cdp.send("Input.dispatchKeyEvent", event))
            due += gap_ms / 1000
            await asyncio.sleep(max(0.0, due - time.monotonic()))

    async def frames_are(self, count: int) -> list[Frame]:
        """Wait for so many frames, and take them."""
        ends = time.monotonic() + ARRIVE_MS_MAX / 1000
        while len(self.frames) < count and time.monotonic() < ends:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        found, self.frames[:] = list(self.frames), []
        return found

    async def listened_to(self) -> None:
        """Wait until the shell has the keys: a page that has just come up has not."""
        ends = time.monotonic() + ARRIVE_MS_MAX / 1000
        while not self.frames and time.monotonic() < ends:
            await self.key_in("ready", 2)
            await asyncio.sleep(0.3)
        await self.key_in("begin", 2)
        last = Frame("begin", device=SCANNED)
        while last not in self.frames and time.monotonic() < ends:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        self.frames.clear()

    def _soon(self, coroutine: object) -> None:
        task: asyncio.Task[object] = asyncio.ensure_future(coroutine)  # type: ignore[arg-type]
        self.sent.add(task)
        task.add_done_callback(self.sent.discard)


STALL_S = 0.4
_STALL = "() => { const end = performance.now() + 500; while (performance.now() < end); }"


def _events(sign: str, host: dict[str, str]) -> list[Event]:
    if sign == "Enter":
        down = {"type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
        return [down, {**down, "type": "keyUp"}]
    if sign == "\x1d":
        down = {"type": "rawKeyDown", "key": "]", "code": "BracketRight", "modifiers": _CTRL}
        down["windowsVirtualKeyCode"] = 221
        return _held("Control", 17, _CTRL, [down, {**down, "type": "keyUp"}])
    base = SHIFTED.get(sign, sign)
    shift = _SHIFT if base != sign or sign.isupper() else 0
    sign = host.get(sign, sign)
    down = {"type": "keyDown", "key": sign, "code": code_of(base), "modifiers": shift}
    down["windowsVirtualKeyCode"] = ord(base.upper())
    pressed = [{**down, "text": sign}, {**down, "type": "keyUp"}]
    return _held("Shift", 16, _SHIFT, pressed) if shift else pressed


def _held(name: str, number: int, bit: int, events: list[Event]) -> list[Event]:
    held = {"key": name, "code": f"{name}Left", "windowsVirtualKeyCode": number}
    return [
        {**held, "type": "rawKeyDown", "modifiers": bit}, *events, {**held, "type": "keyUp"}
    ]  # fmt: skip


@asynccontextmanager
async def keyboard() -> AsyncIterator[Keyboard]:
    """Serve the shell, open it in Chromium, and hand over the keyboard."""
    if not CHROMIUM.exists():
        cannot_run("no Chromium here", "apt-get install chromium")
    frames: list[Frame] = []

    with _served(frames) as (url, loop):
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=str(CHROMIUM), args=list(FLAGS)
            )
            page = await browser.new_page()
            await page.goto(url)
            placeholder = page.locator("flt-semantics-placeholder")
            await placeholder.wait_for(state="attached", timeout=ARRIVE_MS_MAX)
            keys = Keyboard(page, await page.context.new_cdp_session(page), loop, frames)
            await keys.listened_to()
            try:
                yield keys
            finally:
                await asyncio.gather(*keys.sent, return_exceptions=True)
                await browser.close()


@contextmanager
def _served(frames: list[Frame]) -> Iterator[tuple[str, asyncio.AbstractEventLoop]]:
    """The shell in a thread with a loop of its own: one that can be made to stand still."""

    def sit_down(page: ft.Page) -> None:
        now_ms = lambda: time.monotonic_ns() // 1_000_000  # noqa: E731
        wiring = Wiring(lambda _said: None, lambda _filled: None, frames.append, now_ms)
        mount(page, wiring, HOME)

    app = ft.run(sit_down, export_asgi_app=True, no_cdn=True, assets_dir=str(ASSETS))
    port, loop = free_port(), asyncio.new_event_loop()
    server = uvicorn.Server(uvicorn.Config(fenced(stamping(app)), port=port, log_level="warning"))
    thread = threading.Thread(target=loop.run_until_complete, args=(server.serve(),))
    thread.start()
    try:
        while not server.started and thread.is_alive():
            thread.join(0.02)
        yield f"http://127.0.0.1:{port}", loop
    finally:
        server.should_exit = True
        thread.join()
        loop.close()
