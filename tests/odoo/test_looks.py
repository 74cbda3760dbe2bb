"""A large catalogue is compared part by part: all of it, nothing twice, a bounded part at once."""

from hypothesis import given
from hypothesis import strategies as st

from sync.core.page import Sum, Table
from sync.core.sums import Sums
from sync.erp.odoo.looks import DOCUMENT_ROWS, LOOK_ROWS_MAX, Look, Place, next_looks

tables = st.dictionaries(st.integers(0, 40), st.integers(1, 1_024), max_size=30)
mirrors = st.fixed_dictionaries(dict.fromkeys(Table, tables))


def sums_of(counts: dict[Table, dict[int, int]]) -> dict[Table, Sums]:
    return {
        table: {bucket: Sum(count, count) for bucket, count in found.items()}
        for table, found in counts.items()
    }


def all_looks(sums: dict[Table, Sums]) -> list[tuple[Look, ...]]:
    parts, at = list[tuple[Look, ...]](), None
    while True:
        part, at = next_looks(sums, at)
        parts.append(part)
        if at is None:
            return parts


@given(mirrors)
def test_every_bucket_of_every_table_is_looked_at_once(counts):
    sums = sums_of(counts)
    parts = all_looks(sums)
    looks = [look for part in parts for look in part]
    for table in Table:
        mine = [look for look in looks if look.table is table]
        # From the first id there may be to the last: what the device lacks is looked for too.
        assert mine[0].first == 0
        assert [look.end for look in mine[:-1]] == [look.first for look in mine[1:]]
        assert mine[-1].end is None
    for part in parts:
        rows = [
            sums[one.table][bucket].count * (DOCUMENT_ROWS if one.table is Table.DOCUMENTS else 1)
            for one in part
            for bucket in sums[one.table]
            if one.holds(bucket)
        ]
        assert part
        assert sum(rows) <= LOOK_ROWS_MAX or len(rows) == 1


def test_a_small_mirror_is_one_part():
    sums = sums_of({table: {0: 100} for table in Table})
    parts = all_looks(sums)
    assert len(parts) == 1
    assert all(look.is_whole and look.within == [] for look in parts[0])


def test_it_goes_on_where_it_was():
    sums = sums_of({Table.PRODUCTS: dict.fromkeys(range(100), 1_000)})
    at: Place | None = None
    ends = list[int | None]()
    for _ in range(10):
        part, at = next_looks(sums, at)
        ends += [look.end for look in part]
    assert at is None
    assert ends == [*range(10, 100, 10), None]
    assert next_looks(sums, (Table.PRODUCTS, 90))[0][0].within == [["id", ">=", 90 * 1_024]]
