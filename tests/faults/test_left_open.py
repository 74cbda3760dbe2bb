"""A wire that is taken away amid a request leaves no connection behind."""

import asyncio
import gc
import warnings
from random import Random

from tests.faults.plan import Wire
from tests.faults.proxy import Proxy, read_message

REQUEST = b"POST /json/2/stock.picking/web_read HTTP/1.1\r\nContent-Length: 0\r\n\r\n"


def test_a_request_under_way_is_closed_at_both_ends():
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert asyncio.run(_taken_away()) == b""
        gc.collect()
    assert not [str(one.message) for one in said if one.category is ResourceWarning]


async def _taken_away() -> bytes:
    """Take the wire away while the server still thinks; what the device then hears."""
    heard, thought = asyncio.Event(), asyncio.Event()

    async def think(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_message(reader)
        heard.set()
        await thought.wait()
        writer.close()

    behind = await asyncio.start_server(think, "127.0.0.1", 0)
    wire = Wire(Random(1), healed=True)
    proxy = Proxy(behind.sockets[0].getsockname()[1], wire, lambda: None)
    await proxy.start()
    reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.url.split(":")[-1]))
    writer.write(REQUEST)
    await heard.wait()
    await proxy.stop()
    async with asyncio.timeout(20):
        answer = await reader.read()
    writer.close()
    thought.set()
    behind.close()
    await behind.wait_closed()
    return answer
