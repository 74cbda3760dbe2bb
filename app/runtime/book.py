"""The people of a device, as whoever runs it needs them: `app/settings/people` keeps them."""

from typing import Protocol

from app.base.people import Likes, Tries, Worker, WorkerForm
from app.base.session import Left


class Where(Protocol):
    """Where everybody was last: `app/settings/where` keeps it."""

    def last(self, name: str) -> Left | None:
        """Where this person was when they did not leave."""
        ...

    def at(self, name: str, left: Left | None) -> None:
        """This person is there now, or left it."""
        ...


class Book(Protocol):
    """Who works here. What is changed is kept before it holds; False where that cannot be."""

    @property
    def is_shared(self) -> bool:
        """Say whether people sign on here."""
        ...

    @property
    def trouble(self) -> str:
        """Why the list cannot be read; "" where it can."""
        ...

    @property
    def where(self) -> Where:
        """Where everybody was last."""
        ...

    def workers(self) -> tuple[Worker, ...]:
        """Everybody, by name."""
        ...

    def tries(self, name: str) -> Tries:
        """How often a PIN was wrong for this name."""
        ...

    def counted(self, name: str, tries: Tries) -> bool:
        """Keep how often a PIN was wrong."""
        ...

    def is_pin(self, name: str, pin: str) -> bool:
        """Say whether this is the PIN; slow on purpose."""
        ...

    def keep(self, form: WorkerForm, pin: str) -> bool:
        """Write somebody down."""
        ...

    def drop(self, name: str) -> bool:
        """Strike somebody off."""
        ...

    def likes(self, name: str) -> Likes:
        """What this person likes."""
        ...

    def like(self, name: str, likes: Likes) -> bool:
        """Keep what this person likes."""
        ...


class _Nowhere:
    """Nobody is remembered anywhere."""

    def last(self, name: str) -> Left | None:
        del name
        return None

    def at(self, name: str, left: Left | None) -> None:
        del name, left


NOWHERE = _Nowhere()


class _Nobody:
    """A device on which nobody is listed: whoever opens it may do everything."""

    is_shared = False
    trouble = ""
    where: Where = NOWHERE

    def workers(self) -> tuple[Worker, ...]:
        return ()

    def tries(self, name: str) -> Tries:
        del name
        return Tries()

    def counted(self, name: str, tries: Tries) -> bool:
        del name, tries
        return False

    def is_pin(self, name: str, pin: str) -> bool:
        del name, pin
        return False

    def keep(self, form: WorkerForm, pin: str) -> bool:
        del form, pin
        return False

    def drop(self, name: str) -> bool:
        del name
        return False

    def likes(self, name: str) -> Likes:
        del name
        return Likes()

    def like(self, name: str, likes: Likes) -> bool:
        del name, likes
        return False


NOBODY = _Nobody()
