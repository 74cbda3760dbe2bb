"""A Flet session with no client at the other end: draws, taps and types in milliseconds.

Every message is encoded as for a real client, because that is when Flet takes the picture it
compares the next drawing with.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import flet as ft
import msgpack
from flet.components.component import Component
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page
from flet.messaging.connection import Connection
from flet.messaging.protocol import (
    InvokeMethodRequestBody,
    Message,
    MessageAction,
    RegisterClientResponseBody,
    configure_encode_object_for_msgpack,
)
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

_encode = configure_encode_object_for_msgpack(BaseControl)


class _NoClient(Connection):
    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[MessageAction, int]] = []
        self.loop = asyncio.get_running_loop()
        self.executor = ThreadPoolExecutor(1)
        self.pubsubhub = PubSubHub(loop=self.loop, executor=self.executor)

        self.asked: list[str] = []
        self.refuse: Callable[[InvokeMethodRequestBody], None] = lambda _: None

    def send_message(self, message: Message) -> None:
        packed = msgpack.packb([message.action, message.body], default=_encode)
        self.sent.append((message.action, len(packed)))
        if message.action is MessageAction.INVOKE_METHOD:
            self.loop.call_soon(self.refuse, message.body)


class BenchPage:
    """One session: its page to mount on, and what a person could do with what is drawn."""

    def __init__(self, width: int = 360) -> None:
        self.client = _NoClient()
        self.session = Session(self.client)
        self.client.refuse = self._refuse
        self.page: ft.Page = self.session.page
        _context_page.set(self.page)
        self.session.apply_page_patch({"width": width, "height": 640, "route": "/"})
        self.client.send_message(
            Message(
                MessageAction.REGISTER_CLIENT,
                RegisterClientResponseBody(
                    session_id=self.session.id, page_patch=self.session.get_page_patch(), error=""
                ),
            )
        )

    async def settle(self) -> None:
        """Let everything that was set off run: drawing takes a few turns of the loop."""
        for _ in range(12):
            await asyncio.sleep(0)

    async def go_away(self) -> None:
        """Close the tab: the session stays, without a client."""
        await self.session.disconnect(60)

    async def come_back(self) -> None:
        """Open it again."""
        await self.session.connect(self.client)

    def close(self) -> None:
        """End the session and its thread."""
        self.session.close()
        self.client.executor.shutdown()

    def _refuse(self, call: InvokeMethodRequestBody) -> None:
        self.client.asked.append(call.name)
        self.session.handle_invoke_method_results(
            call.control_id, call.call_id, None, "this device has none"
        )

    # -------------------------------------------------------------- looking

    def controls(self) -> Iterator[BaseControl]:
        """Walk everything that is drawn and visible."""
        yield from _walk(self.page.views[0].controls)

    def named(self) -> dict[str, ft.Semantics]:
        """Tell everything that has an identifier."""
        found = [c for c in self.controls() if isinstance(c, ft.Semantics) and c.identifier]
        names = [c.identifier or "" for c in found]
        assert len(set(names)) == len(names), f"twice: {sorted(names)}"
        return dict(zip(names, found, strict=True))

    def texts(self) -> list[str]:
        """Tell every text drawn, with the spans of a figure as one."""
        drawn = [c for c in self.controls() if isinstance(c, ft.Text)]
        return [t.value or "".join(s.text or "" for s in t.spans or []) for t in drawn]

    def crashed(self) -> bool:
        """Whether the person sees Flet's red card, or a screen that never changes again."""
        red = any(action is MessageAction.SESSION_CRASHED for action, _ in self.client.sent)
        return red or self.session._Session__updates_task.done()

    # -------------------------------------------------------------- doing

    async def tap(self, identifier: str) -> None:
        """Tap what is inside that name, as a finger does."""
        box = self.named()[identifier].content
        assert isinstance(box, ft.Container)
        assert box.on_click is not None, f"{identifier} cannot be tapped"
        await self.happen(box, "click")

    async def press(self, key: str, *, shift: bool = False) -> None:
        """Press one key."""
        event = {"key": key, "shift": shift, "ctrl": False, "alt": False, "meta": False}
        await self.happen(self.page, "keyboard_event", event)

    async def enter(self, box: ft.TextField, text: str) -> None:
        """Type into a text box: the client tells what it holds, then that it changed."""
        self.session.apply_patch(box._i, {"value": text})
        await self.happen(box, "change", text)

    async def happen(self, control: BaseControl, name: str, data: Any = None) -> None:
        """Let an event of the client arrive."""
        await self.session.dispatch_event(control._i, name, data)
        await self.settle()


def _walk(node: object) -> Iterator[BaseControl]:
    if isinstance(node, list | tuple):
        for item in node:
            yield from _walk(item)
    elif isinstance(node, Component):
        yield from _walk(node._b)
    elif isinstance(node, BaseControl):
        if getattr(node, "visible", True) is False:
            return
        yield node
        for part in ("content", "controls"):
            yield from _walk(getattr(node, part, None))
