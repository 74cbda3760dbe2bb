"""A disk that forgets: what was written to a folder, and what of it a power cut may leave.

The rules are those of a page cache over a device with 512-byte sectors. Synced content stays.
Of what was not synced, each sector holds any of its states since the last sync, or a torn one;
the length of a file is any it had since then; names made, moved and removed since the folder was
last synced are there up to some point, in order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import assert_never

from sync.core.envelope import Envelope
from sync.core.lifecycle import Result

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Made:
    """A name for a file without content."""

    name: str
    file: int


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes at an offset."""

    file: int
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    """A file cut or stretched."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """All of a file so far is on the medium."""

    file: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A name changed; over another, if it was taken."""

    name: str
    to: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A name gone."""

    name: str


@dataclass(frozen=True, slots=True)
class FolderSynced:
    """All names so far are on the medium."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The store said that it is written: an operation, or an answer to one."""

    said: Envelope | Result


Event = Made | Written | Resized | Synced | Moved | Removed | FolderSynced | Acknowledged


@dataclass(frozen=True, slots=True)
class State:
    """One state of a sector; `cuts` is how often its file had been cut shorter by then."""

    cuts: int
    content: bytes
    is_cut: bool = False


@dataclass
class Content:
    """One file: what is on the medium, and the states of each sector and of its length since.

    A file is cut whole or not at all: where a cut did not reach the medium, neither did what was
    written behind it, and where it did, what was there before is gone.
    """

    durable: bytes = b""
    sectors: dict[int, list[State]] = field(default_factory=dict)
    sizes: list[tuple[int, int]] = field(default_factory=list)
    """Lengths since the last sync, each with how often the file had been cut by then."""
    cuts: int = 0

    @property
    def size(self) -> int:
        return self.sizes[-1][0] if self.sizes else len(self.durable)

    def write(self, offset: int, content: bytes) -> None:
        end = offset + len(content)
        for number in range(offset // SECTOR, (end + SECTOR - 1) // SECTOR):
            start = number * SECTOR
            states = self._states(number)
            now = bytearray(states[-1].content)
            first, last = max(start, offset), min(start + SECTOR, end)
            now[first - start : last - start] = content[first - offset : last - offset]
            states.append(State(self.cuts, bytes(now)))
        if end > self.size:
            self.sizes.append((end, self.cuts))

    def resize(self, size: int) -> None:
        if size < self.size:
            self.cuts += 1
        for number in range(size // SECTOR, -(-self.size // SECTOR)):
            states = self._states(number)
            kept = max(0, size - number * SECTOR)
            rest = states[-1].content[:kept].ljust(SECTOR, b"\0")
            states.append(State(self.cuts, rest, is_cut=True))
        self.sizes.append((size, self.cuts))

    def sync(self) -> None:
        self.durable = self.latest()
        self.sectors.clear()
        self.sizes.clear()
        self.cuts = 0

    def latest(self) -> bytes:
        newest = {number: states[-1].content for number, states in self.sectors.items()}
        return self._image(newest, self.size)

    def after_cut(self, chance: Random, kept: float) -> bytes:
        """One of the contents that a power cut may leave; `kept` is the share that reached it."""
        size, cuts = _chosen([(len(self.durable), 0), *self.sizes], chance, kept)
        possible = {number: _possible(states, cuts) for number, states in self.sectors.items()}
        return self._image({n: _survivor(some, chance, kept) for n, some in possible.items()}, size)

    def _states(self, number: int) -> list[State]:
        start = number * SECTOR
        there = self.durable[start : start + SECTOR].ljust(SECTOR, b"\0")
        return self.sectors.setdefault(number, [State(0, there)])

    def _image(self, sectors: dict[int, bytes], size: int) -> bytes:
        end = max([len(self.durable), size, *((number + 1) * SECTOR for number in sectors)])
        image = bytearray(self.durable.ljust(end, b"\0"))
        for number, content in sectors.items():
            image[number * SECTOR : (number + 1) * SECTOR] = content
        return bytes(image[:size])


def _possible(states: Sequence[State], cuts: int) -> list[bytes]:
    """The states of a sector in a file of which so many cuts have reached the medium."""
    written = [state for state in states if state.cuts <= cuts]
    newest_cut = max((n for n, state in enumerate(written) if state.is_cut), default=0)
    return [state.content for state in written[newest_cut:]]


def _survivor(states: Sequence[bytes], chance: Random, kept: float) -> bytes:
    now = _chosen(range(len(states)), chance, kept)
    if now and chance.random() < TORN:
        at = chance.randrange(SECTOR)
        return states[now][:at] + states[now - 1][at:]
    return states[now]


def _chosen(states: Sequence, chance: Random, kept: float):
    """The newest state with the chance `kept`; else any of those before, the oldest as a rule."""
    if chance.random() < kept:
        return states[-1]
    return states[0] if chance.random() < 0.5 else chance.choice(states)


TORN = 0.05
"""The share of the sectors written that hold the head of one state and the tail of another."""


class Disk:
    """A folder as the medium and the cache know it, event by event."""

    def __init__(self, folder: Path | None = None) -> None:
        self.files: list[Content] = []
        self._durable_names: dict[str, int] = {}
        self._names: list[dict[str, int]] = []
        for path in sorted(folder.iterdir()) if folder else ():
            if is_kept(path.name):
                self._durable_names[path.name] = len(self.files)
                self.files.append(Content(path.read_bytes()))

    @property
    def names(self) -> dict[str, int]:
        """The names as a running program sees them."""
        return self._names[-1] if self._names else self._durable_names

    def apply(self, event: Event) -> None:
        match event:
            case Made(name, file):
                assert file == len(self.files)
                self.files.append(Content())
                self._names.append({**self.names, name: file})
            case Written(file, offset, content):
                self.files[file].write(offset, content)
            case Resized(file, size):
                self.files[file].resize(size)
            case Synced(file):
                self.files[file].sync()
            case Moved(name, to):
                rest = {key: file for key, file in self.names.items() if key != name}
                self._names.append({**rest, to: self.names[name]})
            case Removed(name):
                self._names.append({key: file for key, file in self.names.items() if key != name})
            case FolderSynced():
                self._durable_names = self.names
                self._names.clear()
            case Acknowledged():
                pass
            case _:
                assert_never(event)

    def latest(self) -> dict[str, bytes]:
        """What the folder holds while the power is on."""
        return {name: self.files[file].latest() for name, file in self.names.items()}

    def after_cut(self, chance: Random) -> dict[str, bytes]:
        """What a cut at this moment may leave of the folder."""
        kept = chance.choice((0.0, 0.5, 1.0, chance.random()))
        names = _chosen([self._durable_names, *self._names], chance, kept)
        return {name: self.files[file].after_cut(chance, kept) for name, file in names.items()}


def is_kept(name: str) -> bool:
    """The index of a log is shared memory, made again; the lock's content says nothing.

    Nor are the marks of a good end kept: without them, the whole file is looked at.
    """
    return not name.endswith(("-shm", ".closed")) and name != "device.lock"


def put(image: dict[str, bytes], folder: Path) -> None:
    """Write an image into an empty folder."""
    folder.mkdir(parents=True)
    for name, content in image.items():
        (folder / name).write_bytes(content)


def played(events: Iterable[Event], disk: Disk) -> Disk:
    """Bring a disk up to the last of the events."""
    for event in events:
        disk.apply(event)
    return disk
