"""What a printer is to us: it says how it is, and takes a label; both are values."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from scanners.labels.wish import To

Wait = Callable[[float], Awaitable[None]]
"""Waits so many seconds; given from outside, so that a test need not."""


class Condition(StrEnum):
    """How a printer is. SILENT is one of its own: some say nothing at all while out of paper.

    OTHER_LANGUAGE is silent when asked in the language that is set for it, and answers in another.
    """

    READY = "ready"
    PAPER_OUT = "paper_out"
    HEAD_OPEN = "head_open"
    PAUSED = "paused"
    FAULT = "fault"
    SILENT = "silent"
    OTHER_LANGUAGE = "other_language"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Status:
    """`odometer` counts the labels a printer has ever printed, where it counts them."""

    condition: Condition
    odometer: int | None = None


class Result(StrEnum):
    """What became of a label that was handed over.

    PRINTED was seen (by the odometer, by the printer's own list of jobs, by a file that is
    there); TAKEN means that the printer took all of it, was ready after it, and counts nothing.
    NOT_PRINTED is certain: it may be tried again. UNKNOWN is asked of a person, never tried again.
    """

    PRINTED = "printed"
    TAKEN = "taken"
    NOT_PRINTED = "not_printed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sent:
    """The result, and how the printer was then."""

    result: Result
    condition: Condition


@dataclass(frozen=True, slots=True)
class Speaks:
    """What a printer has to be sent, and what it can print across (0 where it is not known)."""

    to: To
    dpi: int
    paper_mm: float = 0


class Printer(Protocol):
    """One printer, however it is attached."""

    @property
    def speaks(self) -> Speaks: ...

    async def status(self) -> Status: ...

    async def send(self, content: bytes, name: str) -> Sent:
        """Hand over one label; `name` is unique to the job, for printers that keep lists."""
        ...
