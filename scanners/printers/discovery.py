"""Printers that announce themselves on the network: a hint for whoever sets one up, never a truth.

Anybody on the network may announce anything, so what is found here is shown and chosen by a
person; a printer that was set up is reached by its address, whatever is announced later. Where
several go by one name, each of them is shown: the last one to speak does not hide the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TypeVar

from zeroconf import RecordUpdate, RecordUpdateListener, ServiceStateChange, Zeroconf
from zeroconf._dns import DNSAddress, DNSService
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from scanners.printers.printer import Wait

_WAYS = {
    "_pdl-datastream._tcp.local.": "tcp",
    "_ipp._tcp.local.": "ipp",
    "_printer._tcp.local.": "lpd",
}
FOUND_MAX = 200
_PLACES_MAX = 8
"""Of one name."""
_RESOLVE_MS_MAX = 2000
_IPV4 = 4
_Place = IPv4Address | IPv6Address
_Said = TypeVar("_Said")


@dataclass(frozen=True, slots=True, order=True)
class Announced:
    """What somebody announced; `address` is what one would try."""

    name: str
    address: str
    about: str = ""


@dataclass(eq=False)
class _Heard(RecordUpdateListener):
    """Everything that was said of where somebody is.

    zeroconf forgets what another of the same name has said as soon as the next one speaks.
    """

    places: dict[str, dict[tuple[str, int], None]] = field(default_factory=dict)
    addresses: dict[str, dict[_Place, None]] = field(default_factory=dict)

    def async_update_records(
        self,
        zc: Zeroconf,  # noqa: ARG002
        now: float,
        records: list[RecordUpdate],
    ) -> None:
        for record in (one.new for one in records if not one.new.is_expired(now)):
            match record:
                case DNSService():
                    _add(self.places, record.key, (record.server_key, record.port))
                case DNSAddress():
                    _add(self.addresses, record.key, ip_address(record.address))
                case _:
                    pass

    def of(self, info: AsyncServiceInfo) -> Iterator[tuple[_Place, int]]:
        """Say where everybody is who goes by that name; port 0 says "not here"."""
        for server, port in self.places.get(info.key, ()):
            known = self.addresses.get(server, {})
            plain = [one for one in known if one.version == _IPV4]
            for address in (plain or [*known][:1]) if port else ():
                yield address, port


def _add(known: dict[str, dict[_Said, None]], key: str, what: _Said) -> None:
    if key in known or len(known) < FOUND_MAX * len(_WAYS):
        found = known.setdefault(key, {})
        if len(found) < _PLACES_MAX:
            found[what] = None


async def discover(wait: Wait, seconds: float) -> tuple[Announced, ...]:
    """Listen for a while, and ask those that announced themselves where they are."""
    named: dict[tuple[str, str], None] = {}

    def note(
        zeroconf: Zeroconf,  # noqa: ARG001
        service_type: str,
        name: str,
        state_change: ServiceStateChange,
    ) -> None:
        if state_change is not ServiceStateChange.Removed and len(named) < FOUND_MAX:
            named[service_type, name] = None

    network, heard = AsyncZeroconf(), _Heard()
    network.zeroconf.async_add_listener(heard, None)
    browser = AsyncServiceBrowser(network.zeroconf, list(_WAYS), handlers=[note])
    try:
        await wait(seconds)
        infos = [AsyncServiceInfo(kind, name) for kind, name in named]
        for info in infos:
            await info.async_request(network.zeroconf, _RESOLVE_MS_MAX)
        found = {one for info in infos for one in _announced(info, heard)}
        return tuple(sorted(found)[:FOUND_MAX])
    finally:
        await browser.async_cancel()
        await network.async_close()


def _announced(info: AsyncServiceInfo, heard: _Heard) -> Iterator[Announced]:
    way = _WAYS[info.type]
    if way == "lpd":
        return
    said = {key: value or "" for key, value in info.decoded_properties.items()}
    path = f"/{(said.get('rp') or 'ipp/print').lstrip('/')}" if way == "ipp" else ""
    name = info.name.removesuffix(f".{info.type}")
    for place, port in heard.of(info):
        host = f"[{place}]" if place.version != _IPV4 else str(place)
        yield Announced(name, f"{way}://{host}:{port}{path}", said.get("ty") or "")
