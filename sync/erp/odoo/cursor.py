"""How far a device has pulled: a compact text that only this adapter reads."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sync.core.page import Table
from sync.erp.odoo.translate.flat import Range
from sync.erp.odoo.translate.order import ORDER
from sync.erp.odoo.translate.values import STAMP, moment

CURSOR_VERSION = 1
OVERLAP = timedelta(minutes=5)
"""Longer than any transaction of Odoo: a row's time is when its transaction began, and it may
commit after later ones were seen."""
CURSOR_DAYS_MAX = 30
"""A device that was away for longer gets a new snapshot: most of what it holds is over."""
SLOW = Table.PRODUCTS
SLOW_EVERY = timedelta(seconds=60)
"""So old may be what a device knows of a product; a new one is known at once."""
CLOSED_DAYS = 14
"""A receipt closed within so many days is still known, so that its scan can be answered."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place within one walk over all tables, or (`step` past the last) at rest between two.

    `began` is Odoo's clock when the walk began, `since` the time from which rows are wanted
    (empty: all), `seq` the answered operations at the beginning of the walk: what was answered
    later may not be in tables that were read earlier. Documents that already hold operations the
    device has no answer to are `held` back, or they would count twice on its screen; they are
    `owed` to it in the next walk.

    The one table that may be huge and hardly changes is asked by time of change only now and then:
    Odoo reads all of it for that. It was last `looked` at then, and `slow` is its own `since`; a
    `light` walk only asks for ids above the `top`, which costs nothing.
    """

    range: str
    began: str
    since: str = ""
    seq: int = 0
    step: int = 0
    after: int = 0
    done: int = 0
    total: int = 0
    owed: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    looked: str = ""
    slow: str = ""
    top: int = 0
    light: bool = False

    @property
    def resting(self) -> bool:
        """No walk is under way."""
        return self.step >= len(ORDER)

    @property
    def table(self) -> Table:
        """The table the walk is at."""
        return ORDER[self.step]

    @property
    def window(self) -> str:
        """The time from which rows of this table are wanted; empty for all."""
        return self.slow if self.table is SLOW else self.since

    @property
    def start(self) -> int:
        """The id behind which a look at this table begins."""
        return max(self.after, self.top) if self.light and self.table is SLOW else self.after

    def asked(self, table: Table) -> str:
        """Say when a table was last asked for what has changed in it."""
        return (self.looked or self.began) if table is SLOW else self.began

    def is_due(self, now: str) -> bool:
        """Say whether it is time for a look at the slow table as well."""
        return moment(now) - moment(self.asked(SLOW)) >= SLOW_EVERY


def write_cursor(cursor: Cursor) -> str:
    """Write the text a device keeps."""
    fields = {name: value for name, value in asdict(cursor).items() if value}
    return json.dumps({"v": CURSOR_VERSION} | fields, separators=(",", ":"))


def read_cursor(text: str, range_: Range) -> Cursor | None:
    """Read a device's text; None, so all anew, if it is not ours or of another range."""
    try:
        fields = json.loads(text)
        if fields.pop("v") != CURSOR_VERSION:
            return None
        for name in ("owed", "held"):
            fields[name] = tuple(fields.get(name, ()))
        cursor = Cursor(**fields)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return cursor if cursor.range == range_key(range_) else None


def range_key(range_: Range) -> str:
    """Write whose records a cursor stands for."""
    return f"{_numbers(range_.companies)}/{_numbers(range_.warehouses)}"


def since(began: str) -> str:
    """Say from when on rows may be new to a device whose last walk began then."""
    return (moment(began) - OVERLAP).strftime(STAMP)


def is_too_old(cursor: Cursor, now: str) -> bool:
    """Say whether a device was away for so long that it is better told all anew."""
    return moment(now) - moment(cursor.began) > timedelta(days=CURSOR_DAYS_MAX)


def horizon(began: str) -> str:
    """Say from when on closed documents are in range; the same all day, so that sums agree."""
    day = moment(began).replace(hour=0, minute=0, second=0)
    return (day - timedelta(days=CLOSED_DAYS)).strftime(STAMP)


def from_header(date: str) -> str:
    """Write the server's own clock (an HTTP date) as Odoo writes moments."""
    return datetime.strptime(date, "%a, %d %b %Y %H:%M:%S GMT").strftime(STAMP)  # noqa: DTZ007


def _numbers(ids: Sequence[int]) -> str:
    return ",".join(str(one) for one in sorted(ids))
