"""The wire does what its plan says, to real sockets."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

import httpx
import pytest

from tests.faults.plan import CUTTING, Blow, Fault, Stroke, Wire, blows
from tests.faults.proxy import Proxy, is_goods, read_message

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\ndone"
PATH = "/json/2/stock.picking/write"


@dataclass
class Server:
    """Hears whole requests, and says that it is done."""

    heard: list[bytes] = field(default_factory=list)
    broken: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self.heard.append(await read_message(reader))
            writer.write(ANSWER)
        except EOFError:
            self.broken += 1
        writer.close()


@dataclass
class Fated(Wire):
    """A wire with one fate for all."""

    fate: Fault = Fault.NONE

    def next(self, *, goods: bool) -> Stroke:
        return Stroke(self.fate, 0.0, 0.5)


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        (Fault.NONE, 1),
        (Fault.CUT_BEFORE, 0),
        (Fault.CUT_REQUEST, 0),
        (Fault.SWALLOWED, 1),
        (Fault.CUT_ANSWER, 1),
        (Fault.SLOW, 1),
        (Fault.LATE, 1),
        (Fault.TWICE, 2),
        (Fault.AGAIN, 2),
    ],
)
def test_each_fault_does_what_it_is_called(fault: Fault, times: int):
    server, goods = Server(), list[bool]()
    answer = asyncio.run(asked(server, fault, lambda: goods.append(True)))
    assert server.heard == [server.heard[0]] * times if times else not server.heard
    assert (answer is None) is (fault in CUTTING)
    assert answer in {None, b"done"}
    assert goods == [True]


async def asked(server: Server, fault: Fault, on_goods: Callable[[], None]) -> bytes | None:
    """Ask once through the wire; give the answer, or nothing where the device was cut off."""
    behind = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = behind.sockets[0].getsockname()[1]
    proxy = Proxy(port, Fated(Random(1), fate=fault), on_goods)
    await proxy.start()
    answer = None
    async with httpx.AsyncClient(trust_env=False) as client:
        with suppress(httpx.TransportError):
            answer = (await client.post(proxy.url + PATH, content=b"x" * 1000)).content
    await proxy.heal()
    await proxy.stop()
    behind.close()
    await behind.wait_closed()
    return answer


def test_a_healed_wire_lets_everything_pass():
    wire = Wire(Random(3))
    assert any(wire.next(goods=True).fault is not Fault.NONE for _ in range(100))
    wire.healed = True
    assert {wire.next(goods=True).fault for _ in range(100)} == {Fault.NONE}


def test_one_seed_is_one_plan():
    plans = [[Wire(Random(5)).next(goods=True) for _ in range(200)] for _ in range(2)]
    assert plans[0] == plans[1]
    assert blows(Random(5), 500) == blows(Random(5), 500)
    assert set(blows(Random(5), 10).values()) == set(Blow)


@pytest.mark.parametrize(
    ("path", "body", "goods"),
    [
        ("/json/2/stock.picking/write", "", True),
        ("/json/2/stock.picking/button_validate", "", True),
        ("/json/2/stock.picking/web_read", "", False),
        ("/json/2/stockhand.op/apply", "", True),
        ("/jsonrpc", '{"args": ["db", 2, "key", "stock.picking", "write", []]}', True),
        ("/jsonrpc", '{"args": ["db", 2, "key", "stock.picking", "read", []]}', False),
    ],
)
def test_a_write_of_goods_is_told_from_a_question(path: str, body: str, goods: bool):
    assert is_goods(f"POST {path} HTTP/1.1\r\n\r\n{body}".encode()) is goods
