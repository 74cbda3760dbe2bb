"""Makes a picture on disk of what a camera or a finger gave, beside the line of messages."""

import asyncio
import logging
from collections.abc import Callable

from app.base.messages import Tapped
from app.base.notice import Notice, Sound
from app.base.session import Check, Receive
from app.base.wording import Text, text
from app.runtime.device import Device
from app.runtime.person import Person
from app.runtime.picturing import kept
from app.ui.forms import Pictured

_log = logging.getLogger(__name__)


class Darkroom:
    """One person's pictures: each becomes an answer in its turn, or a word of why not."""

    def __init__(self, person: Person, device: Callable[[], Device]) -> None:
        self._person, self._device = person, device
        self._at_work: set[asyncio.Task[None]] = set()

    def develop(self, pictured: Pictured) -> None:
        """Begin with a picture. Never waits."""
        task = asyncio.get_running_loop().create_task(self._developed(pictured))
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)

    async def _developed(self, pictured: Pictured) -> None:
        place = self._person.session.place
        if not isinstance(place, Check | Receive):
            self._refuse(text("picture_not_asked"))
            return
        try:
            said = await kept(self._device(), pictured)
        except Exception:  # noqa: BLE001 -- a task of its own has no other wall
            _log.exception("a picture could not be kept")
            said = text("broke")
        if self._person.session.place != place:
            # It is kept as a draft, and is nobody's answer.
            said = text("picture_not_asked")
        if isinstance(said, Tapped):
            self._person.say(said)
        else:
            self._refuse(said)

    def _refuse(self, words: Text) -> None:
        self._person.hear(Notice(Sound.STOP, words))
