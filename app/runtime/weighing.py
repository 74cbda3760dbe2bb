"""What packs were weighed at, at this device: whoever goes on with one, after a crash too."""

import asyncio
from collections.abc import Callable, Mapping
from threading import Lock

from app.base.session import Pack, Place
from sync.core.pack_types import WEIGHED_MAX, PackWeight

Weights = tuple[PackWeight, ...]
ByDocument = Mapping[int, Weights]
DOCUMENTS_MAX = 100
"""Documents whose packs' weights are remembered: a finish takes its own along, the oldest go."""


def _nowhere(_weights: ByDocument) -> None:
    """No disk has them."""


class Weighed:
    """Shared by all people at the device, so that one person's finish tells another's weights.

    By document: the next one may go into a pack of the same name.
    """

    def __init__(
        self, known: ByDocument | None = None, keep: Callable[[ByDocument], None] = _nowhere
    ) -> None:
        self._all = dict(known or {})
        self._keep = keep
        self._lock = Lock()

    def at(self, place: Place) -> Weights:
        """What is known where somebody packs; nothing elsewhere."""
        return self._all.get(place.document, ()) if isinstance(place, Pack) else ()

    async def turned(self, place: Place, before: Weights, after: Weights) -> None:
        """Take over what one person changed there, and leave what others did meanwhile."""
        if before == after or not isinstance(place, Pack):
            return
        was = set(before)
        new = tuple(one for one in after if one not in was)
        gone = {one.package for one in was.difference(after)}.union(one.package for one in new)
        kept = tuple(one for one in self.at(place) if one.package not in gone)
        others = {id: said for id, said in self._all.items() if id != place.document}
        mine = {place.document: (*kept, *new)[-WEIGHED_MAX:]} if kept or new else {}
        self._all = dict([*others.items(), *mine.items()][-DOCUMENTS_MAX:])
        await asyncio.to_thread(self._write)

    def _write(self) -> None:
        with self._lock:
            self._keep(self._all)
