"""Printers that announce themselves on the network: a hint for whoever sets one up, never a truth.

Anybody on the network may announce anything, so what is found here is shown and chosen by a
person; a printer that was set up is reached by its address, whatever is announced later.
"""

from dataclasses import dataclass

from zeroconf import ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from scanners.printers.printer import Wait

_WAYS = {
    "_pdl-datastream._tcp.local.": "tcp",
    "_ipp._tcp.local.": "ipp",
    "_printer._tcp.local.": "lpd",
}
FOUND_MAX = 200
_RESOLVE_MS_MAX = 2000


@dataclass(frozen=True, slots=True, order=True)
class Announced:
    """What somebody announced; `address` is what one would try."""

    name: str
    address: str
    about: str = ""


async def discover(wait: Wait, seconds: float) -> tuple[Announced, ...]:
    """Listen for a while. Port 0 says "not here", so it is left out."""
    heard: dict[tuple[str, str], None] = {}

    def note(
        zeroconf: Zeroconf,  # noqa: ARG001
        service_type: str,
        name: str,
        state_change: ServiceStateChange,
    ) -> None:
        if state_change is not ServiceStateChange.Removed and len(heard) < FOUND_MAX:
            heard[service_type, name] = None

    network = AsyncZeroconf()
    browser = AsyncServiceBrowser(network.zeroconf, list(_WAYS), handlers=[note])
    try:
        await wait(seconds)
        infos = [AsyncServiceInfo(kind, name) for kind, name in heard]
        for info in infos:
            await info.async_request(network.zeroconf, _RESOLVE_MS_MAX)
        return tuple(sorted(filter(None, map(_announced, infos))))
    finally:
        await browser.async_cancel()
        await network.async_close()


def _announced(info: AsyncServiceInfo) -> Announced | None:
    places = info.parsed_addresses()
    way = _WAYS[info.type]
    if not places or not info.port or way == "lpd":
        return None
    host = f"[{places[0]}]" if ":" in places[0] else places[0]
    said = {key: value or "" for key, value in info.decoded_properties.items()}
    path = f"/{(said.get('rp') or 'ipp/print').lstrip('/')}" if way == "ipp" else ""
    name = info.name.removesuffix(f".{info.type}")
    return Announced(name, f"{way}://{host}:{info.port}{path}", said.get("ty") or "")
