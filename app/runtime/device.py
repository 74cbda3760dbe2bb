"""What all people at one device share: its store, its clocks, and how its sending goes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date

from app.base.notice import Notice
from app.base.receiving import NO_RULES, Receiving
from app.base.session import Session
from app.runtime.barcodes import Barcodes
from app.runtime.book import NOBODY, Book
from app.runtime.pace import Paces, paces
from app.runtime.printing import Printing
from app.runtime.trail import Trail
from app.runtime.weighing import Weighed
from sync.core.envelope import When
from sync.core.numbering import Purpose, Taken
from sync.core.slices import Scope
from sync.engine.claims import Claims
from sync.engine.status import Status
from sync.store.store import Store


@dataclass(frozen=True, slots=True)
class Clock:
    """The clocks of this device; `monotonic_ms` never goes back, `boot` names its start."""

    wall_ms: Callable[[], int]
    monotonic_ms: Callable[[], int]
    today: Callable[[], date]
    boot: str

    def when(self) -> When:
        """Read all three, for display only."""
        return When(self.wall_ms(), self.monotonic_ms(), self.boot)


@dataclass(frozen=True, slots=True)
class Device:
    """One store, and how its engine is doing; `written` wakes it, `pictured` who sends pictures.

    `agree` lets the office take away what it asked to, once.

    `training` says that nothing here is real;
    `rules` are the house's, for receiving; `barcodes` are what the company makes of its codes;
    `take_number` takes the next of the numbers this device was given;
    `printing` prints labels, where there is a printer;
    `claims` say who else is at a document; `people` are those who sign on here;
    `report` writes what support needs, with a note, and says where; `trail` are screens seen last;
    `paces` are how fast long work goes; `weighed` is what packs were weighed at;
    `notice` is what everybody should hear about after it was opened.
    """

    store: Store
    status: Callable[[], Status]
    written: Callable[[], None]
    agree: Callable[[], Awaitable[None]]
    new_op_id: Callable[[], str]
    clock: Clock
    user: str
    scope: Scope | None
    training: bool
    notice: Notice | None = None
    rules: Receiving = NO_RULES
    barcodes: Barcodes = field(default_factory=Barcodes)
    claims: Claims | None = None
    printing: Printing | None = None
    take_number: Callable[[Purpose], Taken] = lambda _purpose: Taken(None)
    people: Book = NOBODY
    pictured: Callable[[], None] = lambda: None
    report: Callable[[Session, str], Awaitable[str]] | None = None
    trail: Trail = field(default_factory=Trail)
    paces: Paces = field(default_factory=paces)
    weighed: Weighed = field(default_factory=Weighed)
