"""Checksums of what is mirrored: a number for each record, added up by buckets of ids.

Both sides make a record's number from its content, so that a row that is missing, is too many or
says something else is found, whatever its time of change claims. What is compared first are
buckets of 1,024 ids; where one differs, its rows.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from hashlib import blake2b

from sync.core.page import Sum
from sync.core.quality import Checked, checks_text
from sync.core.quantity import plain
from sync.core.records import CatalogueRecord, Document, Entry, Line, Lot, Work

BUCKET_BITS = 10
"""A bucket holds 1,024 ids."""
MODULUS = 2**64
SEPARATOR = "\x1f"
"""Between the fields of a record's text: no name holds it."""

Sums = dict[int, Sum]
"""By bucket."""
Mixes = Mapping[int, int]
"""By id."""


def bucket_of(id: int) -> int:
    """Name the bucket an id belongs to."""
    return id >> BUCKET_BITS


def ids_of(bucket: int) -> range:
    """All the ids of a bucket."""
    return range(bucket << BUCKET_BITS, (bucket + 1) << BUCKET_BITS)


def mix(text: str) -> int:
    """Turn a record's text, its id first, into a number."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def record_mix(record: CatalogueRecord | Lot | Work) -> int:
    """Turn a record into its number; a document's holds those of its lines."""
    if isinstance(record, Work):
        lines = (mix(_text(line)) for line in record.lines)
        return (mix(_text(record.document)) + sum(lines)) % MODULUS
    return mix(_text(record))


def entries_text(entries: tuple[Entry, ...]) -> str:
    """Write a line's entries as the one text they are kept and summed up as."""
    if not entries:
        return ""
    return json.dumps([cells(one) for one in entries])


def cells(one: Entry) -> tuple[object, ...]:
    """Write an entry's cells; what came later is written only where it is said."""
    day = one.expiry and one.expiry.isoformat()
    said = (one.lot, day, one.bin, plain(one.quantity))
    if one.package:
        packed = (*said, one.source, one.package)
        return (*packed, one.pack_type) if one.pack_type else packed
    return said if one.source is None else (*said, one.source)


def add_up(mixes: Iterable[tuple[int, int]]) -> Sums:
    """Add numbers up by the bucket of their ids."""
    counts: dict[int, int] = {}
    totals: dict[int, int] = {}
    for id, number in mixes:
        bucket = id >> BUCKET_BITS
        counts[bucket] = counts.get(bucket, 0) + 1
        totals[bucket] = totals.get(bucket, 0) + number
    return {bucket: Sum(counts[bucket], totals[bucket] % MODULUS) for bucket in counts}


def sum_of(mixes: Mixes) -> Sum:
    """Add up the numbers of one bucket."""
    return Sum(len(mixes), sum(mixes.values()) % MODULUS)


def joined(one: Sums, other: Sums) -> Sums:
    """Add up two parts of one table."""
    both = dict(one)
    for bucket, more in other.items():
        known = both.get(bucket, Sum(0, 0))
        both[bucket] = Sum(known.count + more.count, (known.mix + more.mix) % MODULUS)
    return both


def differing(held: Sums, there: Sums) -> tuple[int, ...]:
    """Name the buckets in which two sides do not hold the same."""
    return tuple(
        bucket for bucket in sorted(held.keys() | there) if held.get(bucket) != there.get(bucket)
    )


def amiss(held: Mixes, there: Mixes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Say which ids one side holds too much, and which it lacks or has wrong."""
    surplus = tuple(sorted(held.keys() - there.keys()))
    wrong = tuple(sorted(id for id, number in there.items() if held.get(id) != number))
    return surplus, wrong


def text_of(values: Iterable[object]) -> str:
    """Join a row's values as its side keeps them: whole numbers and texts, or nothing."""
    return SEPARATOR.join("" if value is None else str(value) for value in values)


def _text(record: CatalogueRecord | Lot | Document | Line) -> str:
    return text_of(_plain(getattr(record, field.name)) for field in fields(record))


def _plain(value: object) -> object:
    match value:
        case bool():
            return int(value)
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case tuple() if value and isinstance(value[0], Checked):
            return checks_text(value)
        case tuple():
            return entries_text(value)
        case _:
            return value
