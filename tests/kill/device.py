"""A device in a process of its own, to be killed: a person scans while an engine pulls and sends.

It works in the two lanes of the app, and tells over a pipe what it is about to do, and what the
store has promised: that last only when the promise was given.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from sqlite_utils import Migrations

from sync.core.envelope import Envelope
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import Deed, ReceiveLine, Undo
from sync.core.page import Page
from sync.core.problems import Problem
from sync.store import folding, migrate
from sync.store.lanes import Lanes
from sync.store.store import Store
from sync.store.told import Committed
from tests.store.floor import (
    BIN,
    CATALOGUE,
    DEVICE,
    OTHER_BIN,
    PLAIN,
    TODAY,
    article,
    goods,
    receipt,
    stamp,
)

WORKS = tuple(receipt(id, lines=40) for id in (1, 2, 3))
BATCH = 20
ARTICLES = 1_000
"""A page of so many takes a while: a kill finds it half done."""
CHECKPOINT_COMMITS = 8
PEOPLE = 3
NUMBERS_EACH = 10_000
"""Of operations in one life, for each of the people."""
OUTCOMES = (
    *(Outcome.APPLIED, Outcome.APPLIED, Outcome.DUPLICATE, Outcome.WAITING),
    *(Outcome.EXCEPTION, Outcome.REJECTED),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A deed the store is asked to write next."""

    op_id: str
    deed: Deed


@dataclass(frozen=True, slots=True)
class Began:
    """What is being done, until `Ended` says that it is over."""

    what: str


@dataclass(frozen=True, slots=True)
class Ended:
    """What is done."""

    what: str


Told = Asked | Began | Ended | Envelope | Result


def work(folder: Path, number: int, pipe: Connection) -> None:
    """Open the folder and work on it for ever; `number` seeds, and numbers the operations."""
    folding.LOOKED_AT_COMMITS, folding.LOG_BYTES_MAX = CHECKPOINT_COMMITS, 0
    pipe.send(Began("open"))
    migrate.migrate = telling(pipe, migrate.migrate)
    opened = Store.open(folder, DEVICE, Lanes(ThreadPoolExecutor(1), ThreadPoolExecutor(1)))
    assert isinstance(opened, Store), opened
    pipe.send(Ended("open"))
    device = Device(opened, Random(number), pipe)
    asyncio.run(device.work(number))


def telling(pipe: Connection, real: Callable[..., None]) -> Callable[..., None]:
    """The migration, which says when it brings a journal up that an older app made."""

    def told(connection: sqlite3.Connection, steps: Migrations) -> None:
        is_ours = steps is migrate.JOURNAL
        if is_ours and 0 < migrate.version(connection, steps) < migrate.JOURNAL_VERSION:
            pipe.send(Began("migration"))
            real(connection, steps)
            pipe.send(Ended("migration"))
        else:
            real(connection, steps)

    return told


class Device:
    """A person and an engine at one store, each in its own task."""

    def __init__(self, store: Store, chance: Random, pipe: Connection) -> None:
        self.store = store
        self.chance = chance
        self.pipe = pipe
        self.scans: list[Envelope] = []

    async def work(self, number: int) -> None:
        await self.fill()
        async with asyncio.TaskGroup() as tasks:
            # Several people scan at once: what waits together is written together.
            for person in range(PEOPLE):
                tasks.create_task(self.scan_on(number + person * NUMBERS_EACH))
            tasks.create_task(self.sync_on())

    async def scan_on(self, number: int) -> None:
        while True:
            number += 1
            by, deed = stamp(number), self.deed()
            self.pipe.send(Asked(by.op_id, deed))
            done = await self.store.commit(deed, by, TODAY)
            if isinstance(done, Committed):
                self.pipe.send(done.envelope)
                self.scans.append(done.envelope)

    def deed(self) -> Deed:
        if self.scans and self.chance.random() < 0.1:
            one = self.chance.choice(self.scans)
            if isinstance(one.deed, ReceiveLine):
                return Undo(one.op_id, one.deed)
        work = self.chance.choice(WORKS)
        plain = [n for n, line in enumerate(work.lines) if line.product == PLAIN]
        place = self.chance.choice((BIN, OTHER_BIN))
        return goods(work, self.chance.choice(plain), self.chance.randint(1, 3), bin=place)

    async def sync_on(self) -> None:
        ways: tuple[Callable[[], Awaitable[None]], ...] = (
            *(self.answer, self.answer, self.pull, self.pull),
            *(self.absorb, self.absorb, self.fold, self.forget, self.begin_epoch),
        )
        while True:
            way = self.chance.choice(ways)
            self.pipe.send(Began(way.__name__))
            await way()
            self.pipe.send(Ended(way.__name__))

    async def answer(self) -> None:
        sent = await self.store.batch(BATCH)
        results = tuple(self.result(one) for one in sent)
        await self.store.record(results)
        for result in results:
            self.pipe.send(result)

    def result(self, one: Envelope) -> Result:
        outcome = self.chance.choice(OUTCOMES)
        bad = outcome in {Outcome.EXCEPTION, Outcome.REJECTED}
        return Result(one.op_id, one.seq, outcome, Problem.DOCUMENT_DONE if bad else None)

    async def fill(self) -> None:
        if not (await self.store.pull_state()).cursor:
            await self.store.absorb(CATALOGUE)
            await self.take(works=WORKS)

    async def pull(self) -> None:
        work = self.chance.choice(WORKS)
        lines = list(work.lines)
        at = self.chance.randrange(len(lines))
        lines[at] = replace(lines[at], done=Decimal(self.chance.randint(0, 9)))
        answered = (await self.store.pull_state()).answered_seq
        await self.take(
            works=(replace(work, lines=tuple(lines)),),
            applied_seq=self.chance.randint(0, answered),
            more=self.chance.random() < 0.5,
        )

    async def absorb(self) -> None:
        first = self.chance.randrange(1_000, 9_000)
        await self.take(products=tuple(article(id) for id in range(first, first + ARTICLES)))

    async def take(self, **over) -> None:
        cursor = (await self.store.pull_state()).cursor
        page = Page(cursor, f"c{int(cursor[1:] or 0) + 1}", more=False, applied_seq=0)
        await self.store.absorb(replace(page, **over))

    async def fold(self) -> None:
        await self.store._work.scan(lambda files: folding.fold(files.journal))

    async def begin_epoch(self) -> None:
        await self.store.begin_epoch()

    async def forget(self) -> None:
        await self.store.forget_mirror()
        await self.fill()
