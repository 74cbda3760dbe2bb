"""Numbers that a device is given in advance, so that two out of reach never make the same. Pure.

An ERP gives blocks of names. A block is one device's in one epoch, in one place on a disk; where
there is none, lots and serials are made from a prefix that no other device has.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

SSCC_DIGITS = 18
LOW_PARTS = 5
"""With a fifth of a block left, the next one is asked for and the person is told."""
WISHES_MAX = 500
"""Of so many articles at most a device keeps numbers."""
_WEIGHTS = (3, 1)


class NumberKind(StrEnum):
    """What a number is for."""

    PACK = "pack"
    LOT = "lot"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True, order=True)
class Purpose:
    """Packs of a device, or lots or serials of one product."""

    kind: NumberKind
    product: int = 0

    def __str__(self) -> str:
        return f"{self.kind}:{self.product}"


PACKS = Purpose(NumberKind.PACK)


@dataclass(frozen=True, slots=True)
class Block:
    """What is left of the names that were given under one id; `size` is how many they were."""

    id: str
    names: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Taken:
    """One number, and how many of how many are left; no name where there is none to be had."""

    name: str | None
    left: int = 0
    size: int = 0

    @property
    def is_low(self) -> bool:
        return self.size > 0 and self.left * LOW_PARTS <= self.size


@dataclass(frozen=True, slots=True)
class Book:
    """All the numbers of one device: `own` is a prefix of its own, `made` how many it made of it.

    `holder` is the word under which the ERP last heard of the blocks. `wishes` are the
    purposes that a number was ever taken for.
    """

    owner: str
    own: str
    made: int = 0
    holder: str = ""
    blocks: tuple[tuple[Purpose, Block], ...] = ()
    wishes: tuple[Purpose, ...] = ()


def take(book: Book, purpose: Purpose) -> tuple[Book, Taken]:
    """Take the next number; the book that is given back must be on disk before it is used."""
    book = _wished(book, purpose)
    here = [(at, one) for at, (of, one) in enumerate(book.blocks) if of == purpose and one.names]
    left = sum(len(one.names) for _, one in here)
    if here:
        at, block = here[0]
        blocks = list(book.blocks)
        blocks[at] = (purpose, replace(block, names=block.names[1:]))
        taken = Taken(block.names[0], left - 1, max(one.size for _, one in here))
        return replace(book, blocks=tuple(one for one in blocks if one[1].names)), taken
    if purpose.kind is NumberKind.PACK:
        return book, Taken(None)
    return replace(book, made=book.made + 1), Taken(f"{book.own}-{book.made + 1:04d}")


def due(book: Book) -> tuple[Purpose, ...]:
    """Name the purposes for which another block should be asked."""
    left: dict[Purpose, int] = {}
    size: dict[Purpose, int] = {}
    for purpose, block in book.blocks:
        left[purpose] = left.get(purpose, 0) + len(block.names)
        size[purpose] = max(size.get(purpose, 0), block.size)
    return tuple(
        purpose
        for purpose in dict.fromkeys((PACKS, *book.wishes))
        if left.get(purpose, 0) * LOW_PARTS <= size.get(purpose, 0)
    )


def given(book: Book, purpose: Purpose, block: Block | None, void: frozenset[str]) -> Book:
    """Take in what the ERP said: what is not ours any more goes, what is new is behind the rest."""
    kept = tuple(one for one in book.blocks if one[1].id not in void)
    is_new = block is not None and all(one[1].id != block.id for one in kept)
    return replace(book, blocks=(*kept, (purpose, block)) if block and is_new else kept)


def _wished(book: Book, purpose: Purpose) -> Book:
    if purpose in book.wishes:
        return book
    return replace(book, wishes=(*book.wishes, purpose)[-WISHES_MAX:])


def sscc(prefix: str, serial: int) -> str | None:
    """Write a pack's number: extension digit and company prefix, a serial, and the check digit."""
    room = SSCC_DIGITS - 1 - len(prefix)
    if not (prefix.isascii() and prefix.isdigit()) or not 0 <= serial < 10**room:
        return None
    body = f"{prefix}{serial:0{room}d}"
    total = sum(int(digit) * _WEIGHTS[at % 2] for at, digit in enumerate(body))
    return f"{body}{-total % 10}"


BLOCK_SIZES: Mapping[NumberKind, int] = MappingProxyType(
    {NumberKind.PACK: 200, NumberKind.LOT: 50, NumberKind.SERIAL: 100}
)
"""So many numbers are given at once: a shift's and more."""
