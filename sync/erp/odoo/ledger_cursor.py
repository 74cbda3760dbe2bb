"""How far a device has pulled from the add-on: the feed's mark, and what is still to be read."""

import json
from dataclasses import asdict, dataclass

from sync.core.page import Table
from sync.erp.odoo.cursor import horizon, range_key
from sync.erp.odoo.translate.flat import Range

CURSOR_VERSION = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the feed.

    `todo` are tables to be read whole before the feed goes on (all of them at first), from the id
    `after` on; `owed` are changed documents that did not fit on the page. `told` is the number
    that may be claimed once they are there, unless there is `more` in the feed. `began` is Odoo's
    clock when the page before them was made.
    """

    range: str
    feed: str
    began: str
    todo: tuple[Table, ...] = ()
    after: int = 0
    owed: tuple[int, ...] = ()
    told: int = 0
    more: bool = False
    done: int = 0
    total: int = 0

    @property
    def horizon(self) -> str:
        """From when on closed documents are in range."""
        return horizon(self.began)


def write_mark(mark: Mark) -> str:
    """Write the text a device keeps."""
    fields = {name: value for name, value in asdict(mark).items() if value}
    return json.dumps({"v": CURSOR_VERSION} | fields, separators=(",", ":"))


def read_mark(text: str, range_: Range) -> Mark | None:
    """Read a device's text; None, so all anew, if it is not ours or of another range."""
    try:
        fields = json.loads(text)
        if fields.pop("v") != CURSOR_VERSION:
            return None
        fields["todo"] = tuple(Table(table) for table in fields.get("todo", ()))
        fields["owed"] = tuple(fields.get("owed", ()))
        mark = Mark(**fields)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return mark if mark.range == range_key(range_) else None


def feed_of(text: str) -> str:
    """Give the feed's own mark in a device's text, of whatever range; "" where there is none."""
    try:
        fields = json.loads(text)
        return str(fields["feed"]) if fields["v"] == CURSOR_VERSION else ""
    except (ValueError, TypeError, KeyError):
        return ""
