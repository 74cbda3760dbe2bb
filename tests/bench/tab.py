"""A browser tab without a browser: it speaks Flet's protocol, scans, and times what comes back.

Fifty real ones would be measured by what they take from the machine, and not by what the process
that serves them takes. What a tab draws is in the pixel bench.
"""

import asyncio
import time
from typing import Any

import msgpack
from websockets.asyncio.client import ClientConnection, connect

from tests.journeys.hands import SCAN_KEY_S, SHIFTED, code_of

PAGE = 1
"""Flet's number of the page itself."""
REGISTER, PATCH, EVENT, INVOKE, CRASHED = 1, 2, 3, 5, 6
SEEN_WITHIN_S = 60.0
FRAME_BYTES_MAX = 64 << 20
SIZE = {"width": 1280, "height": 800}
CLEAN = "All is in the office"
LOADING = "Fetching"
"""What the badge says, and what it adds while it pulls. A device whose pull has not yet begun says
only the first: nothing of its own is missing in the office."""


class Tab:
    """One person's page. `bytes` are those of all frames, both ways."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._awaited = b""
        self._seen = asyncio.Event()
        self._seen_at = self._scanned_s = 0.0
        self.bytes = self.crashes = 0
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def open(cls, url: str, words: str = CLEAN, within_s: float = SEEN_WITHIN_S) -> "Tab":
        """Register as the client does, and wait until the first screen says these words."""
        address = url.replace("http", "ws", 1) + "/ws"
        tab = cls(await connect(address, max_size=FRAME_BYTES_MAX, compression=None, proxy=None))
        page = {"route": "/", "web": True, "pwa": False, "platform": "linux", **SIZE}
        tab.expect(words)
        await tab._send(REGISTER, {"session_id": "", "page_name": "", "page": page})
        await tab.see(within_s)
        return tab

    async def close(self) -> None:
        await self._socket.close()
        await self._reading

    async def scan(self, code: str, words: str) -> float:
        """Scan, wait until these words come; milliseconds since the Enter."""
        self.expect(words)
        at_s = self._scanned_s = max(time.time(), self._scanned_s + SCAN_KEY_S)
        for character in code:
            await self._key(character, at_s)
            at_s += SCAN_KEY_S
        self._scanned_s = at_s
        began = time.perf_counter()
        await self._press("Enter", "Enter", at_s)
        return (await self.see() - began) * 1_000

    def expect(self, words: str) -> None:
        """From now on look for these words."""
        self._awaited = words.encode()
        self._seen.clear()

    async def see(self, within_s: float = SEEN_WITHIN_S) -> float:
        """Wait until what is expected is in a frame; when it came."""
        await asyncio.wait_for(self._seen.wait(), within_s)
        return self._seen_at

    async def _key(self, character: str, at_s: float) -> None:
        base = SHIFTED.get(character, character)
        shift = base != character or character.isupper()
        await self._press(base.upper(), code_of(base), at_s, shift=shift)

    async def _press(self, key: str, code: str, at_s: float, *, shift: bool = False) -> None:
        # As the page's own script tells when the key went down, and which it was.
        label = f"{key}\n{round(at_s * 1000) % 10**10}\n{code}"
        said = {"key": label, "shift": shift, "ctrl": False, "alt": False, "meta": False}
        await self._send(EVENT, {"target": PAGE, "name": "keyboard_event", "data": said})

    async def _send(self, action: int, body: dict[str, Any]) -> None:
        frame = b"\x00" + msgpack.packb([action, body])
        self.bytes += len(frame)
        await self._socket.send(frame)

    async def _read(self) -> None:
        async for frame in self._socket:
            assert isinstance(frame, bytes)
            came = time.perf_counter()
            self.bytes += len(frame)
            if self._awaited and self._awaited in frame and self._settled(frame):
                self._seen_at, self._awaited = came, b""
                self._seen.set()
            # Only the head of a large frame is worth reading here.
            action = frame[2]
            if action == INVOKE:
                await self._answer(msgpack.unpackb(frame[1:], strict_map_key=False)[1])
            self.crashes += action == CRASHED

    def _settled(self, frame: bytes) -> bool:
        """Of a device that still pulls nothing else is believed than that."""
        loading = LOADING.encode()
        return loading not in frame or self._awaited == loading

    async def _answer(self, asked: dict[str, Any]) -> None:
        """Whatever the app asks of the browser is done at once: a tone, the focus."""
        done = {"control_id": asked["control_id"], "call_id": asked["call_id"]}
        await self._send(INVOKE, {**done, "result": None, "error": None})
