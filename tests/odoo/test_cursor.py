"""The cursor is ours alone: it comes back as it went, or everything begins anew."""

import pytest

from sync.erp.odoo.cursor import (
    Cursor,
    from_header,
    horizon,
    range_key,
    read_cursor,
    since,
    write_cursor,
)
from sync.erp.odoo.translate.flat import Range
from sync.erp.odoo.translate.order import ORDER

HERE = Range((2, 1), (7,))


@pytest.mark.parametrize(
    "cursor",
    [
        Cursor(range_key(HERE), "2026-11-23 03:49:03", step=len(ORDER)),
        Cursor("1,2/7", "2026-11-23 03:49:03", "2026-11-23 03:44:03", 5, 3, 81, 90, 0, ("stock",)),
    ],
)
def test_there_and_back(cursor: Cursor):
    assert read_cursor(write_cursor(cursor), HERE) == cursor
    assert read_cursor(write_cursor(cursor), Range((1,), (7,))) is None


@pytest.mark.parametrize("text", ["", "17", "[]", "{}", '{"v":9}', '{"v":1,"x":2}', "\x00"])
def test_another_text_means_from_the_beginning(text: str):
    assert read_cursor(text, HERE) is None


def test_times_are_the_servers():
    assert from_header("Mon, 23 Nov 2026 04:00:42 GMT") == "2026-11-23 04:00:42"
    assert since("2026-11-23 00:02:00") == "2026-11-22 23:57:00"
    assert horizon("2026-11-23 23:59:59") == horizon("2026-11-23 00:00:00") == "2026-11-09 00:00:00"
