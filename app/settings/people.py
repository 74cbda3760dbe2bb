"""The file of people: roles, badges, salted slow hashes of PINs, wrong tries, what each likes."""

import hashlib
import hmac
import json
import logging
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.base.people import Likes, Role, Theme, Tries, Worker, WorkerForm
from app.settings.said import read_file
from app.settings.where import Whereabouts

_log = logging.getLogger(__name__)

FILE = "people.json"
PEOPLE_MAX = 1_000
NAME_MAX = 80
SALT_BYTES = 16
SCRYPT_N, SCRYPT_R, SCRYPT_P = 1 << 14, 8, 1
"""16 MB and some 50 ms for each try: a device that was stolen is not read in passing."""
_HASH_BYTES = 32

_Name = Annotated[str, Field(min_length=1, max_length=NAME_MAX)]
_Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{2,128}$")]
_Ids = Annotated[tuple[Annotated[int, Field(gt=0)], ...], Field(max_length=1_000)]


class Pin(BaseModel):
    """What is kept of a PIN: never the PIN."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    salt: _Hex
    digest: _Hex
    n: Annotated[int, Field(ge=2, le=1 << 17)] = SCRYPT_N


class Person(BaseModel):
    """One person as the file has them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    badge: Annotated[str, Field(max_length=NAME_MAX)] = ""
    pin: Pin | None = Field(default=None, repr=False)
    companies: _Ids = ()
    warehouses: _Ids = ()
    wrong: Annotated[int, Field(ge=0)] = 0
    until_ms: Annotated[int, Field(ge=0)] = 0

    def worker(self, name: str) -> Worker:
        """Tell who it is, without the PIN."""
        return Worker(
            name, self.role, self.badge, self.pin is not None, self.companies, self.warehouses
        )

    @property
    def tries(self) -> Tries:
        """How often the PIN was wrong."""
        return Tries(self.wrong, self.until_ms)


class Liked(BaseModel):
    """What one person likes, as the file has it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    volume: Annotated[int, Field(ge=0, le=100)] = 100
    haptics: bool = True
    theme: Theme = Theme.SYSTEM
    left_handed: bool = False
    hands_free: bool = False
    spoken: bool = False
    text: Annotated[int, Field(ge=100, le=200)] = 100

    def likes(self) -> Likes:
        """Tell it as the app has it."""
        return Likes(**self.model_dump())


class People(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    people: Annotated[dict[_Name, Person], Field(max_length=PEOPLE_MAX)] = {}
    likes: Annotated[dict[str, Liked], Field(max_length=PEOPLE_MAX)] = {}


def load_people(folder: Path) -> People | str:
    """Read the file; nobody where there is none. Or say what in it cannot be read."""
    read = read_file(folder / FILE, People)
    return People() if read is None else read


def save_people(folder: Path, people: People) -> bool:
    """Write it whole, for this computer's user alone; False where that cannot be."""
    new = folder / f"{FILE}.new"
    try:
        new.unlink(missing_ok=True)
        with open(
            new, "w", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600)
        ) as file:
            json.dump(people.model_dump(mode="json", exclude_defaults=True), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        new.replace(folder / FILE)
    except OSError as error:
        _log.warning("%s cannot be kept: %s", folder / FILE, error)
        return False
    return True


def hashed(pin: str, salt: bytes) -> Pin:
    """Make of a PIN what may be kept of it."""
    return Pin(salt=salt.hex(), digest=_digest(pin, salt, SCRYPT_N).hex())


def is_pin(kept: Pin, pin: str) -> bool:
    """Say whether this is the PIN; takes as long either way."""
    digest = _digest(pin, bytes.fromhex(kept.salt), kept.n)
    return hmac.compare_digest(digest, bytes.fromhex(kept.digest))


def _digest(pin: str, salt: bytes, n: int) -> bytes:
    room = 256 * n * SCRYPT_R
    return hashlib.scrypt(
        pin.encode(), salt=salt, n=n, r=SCRYPT_R, p=SCRYPT_P, maxmem=room, dklen=_HASH_BYTES
    )


class Book:
    """The people of this computer, as the file has them; each change is on disk before it holds."""

    def __init__(self, folder: Path, new_salt: Callable[[], bytes]) -> None:
        self._folder = folder
        self._new_salt = new_salt
        self.where = Whereabouts(folder)
        read = load_people(folder)
        self.trouble = read if isinstance(read, str) else ""
        self._file = People() if isinstance(read, str) else read
        if self.trouble:
            _log.warning("%s cannot be read: %s", folder / FILE, self.trouble)

    @property
    def is_shared(self) -> bool:
        """Say whether people sign on here; where the file cannot be read nobody gets past it."""
        return bool(self._file.people or self.trouble)

    def workers(self) -> tuple[Worker, ...]:
        """Everybody, by name."""
        people = sorted(self._file.people.items(), key=lambda one: one[0].casefold())
        return tuple(person.worker(name) for name, person in people)

    def tries(self, name: str) -> Tries:
        """How often a PIN was wrong for this name."""
        person = self._file.people.get(name)
        return person.tries if person else Tries()

    def counted(self, name: str, tries: Tries) -> bool:
        """Keep how often a PIN was wrong: a restart gives nobody new tries."""
        person = self._file.people[name]
        update = {"wrong": tries.wrong, "until_ms": tries.until_ms}
        return self._keep_people({name: person.model_copy(update=update)})

    def is_pin(self, name: str, pin: str) -> bool:
        """Say whether this is the PIN; slow on purpose, so not to be asked on the loop."""
        person = self._file.people.get(name)
        return person is not None and person.pin is not None and is_pin(person.pin, pin)

    def keep(self, form: WorkerForm, pin: str) -> bool:
        """Write somebody down, under their new name if they have one; slow where a PIN is new."""
        was = self._file.people.get(form.was)
        kept = hashed(pin, self._new_salt()) if pin else was.pin if was else None
        person = Person(
            role=form.role,
            badge=form.badge,
            pin=kept,
            companies=form.companies,
            warehouses=form.warehouses,
        )
        return self._keep_people({form.name: person}, without=form.was)

    def drop(self, name: str) -> bool:
        """Strike somebody off."""
        return self._keep_people({}, without=name)

    def likes(self, name: str) -> Likes:
        """What this person likes."""
        liked = self._file.likes.get(name)
        return liked.likes() if liked else Likes()

    def like(self, name: str, likes: Likes) -> bool:
        """Keep what this person likes."""
        liked = Liked.model_validate(asdict(likes))
        return self._keep(
            self._file.model_copy(update={"likes": {**self._file.likes, name: liked}})
        )

    def _keep_people(self, changed: dict[str, Person], without: str = "") -> bool:
        people = {name: one for name, one in self._file.people.items() if name != without}
        return self._keep(self._file.model_copy(update={"people": people | changed}))

    def _keep(self, file: People) -> bool:
        if self.trouble or not save_people(self._folder, file):
            return False  # what cannot be read is not written over
        self._file = file
        return True
