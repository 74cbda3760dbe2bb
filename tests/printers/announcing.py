"""A printer that announces itself, in a network of its own: who asks nothing hears of it.

python -m tests.printers.announcing ADDRESS NAME          (until its standard input ends)
"""

import asyncio
import socket
import sys

from zeroconf import IPVersion, ServiceInfo
from zeroconf.asyncio import AsyncZeroconf

from tests.printers.zebra import Zebra

KIND = "_pdl-datastream._tcp.local."
PORT = 9100


async def announce(address: str, name: str) -> None:
    info = ServiceInfo(
        KIND, f"{name}.{KIND}", PORT, addresses=[socket.inet_aton(address)], server=f"{name}.local."
    )
    async with Zebra(host=address, port=PORT) as zebra:
        network = AsyncZeroconf(interfaces=[address], ip_version=IPVersion.V4Only)
        # Nobody is asked whether the name is taken: who deceives would not either.
        await network.async_register_service(info, cooperating_responders=True)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
        sys.stdout.write(f"{len(zebra.printed)}\n")
        sys.stdout.flush()
        await network.async_close()


if __name__ == "__main__":
    asyncio.run(announce(sys.argv[1], sys.argv[2]))
