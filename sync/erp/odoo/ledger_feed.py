"""What the add-on is asked when pulling: its feed, and documents with our number in them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sync.core.lifecycle import Result
from sync.core.page import Bucket, Table
from sync.core.sums import ids_of
from sync.erp.odoo.api import Domain
from sync.erp.odoo.cursor import from_header
from sync.erp.odoo.fetch import Source, model_of, specification
from sync.erp.odoo.ledger import ABOUT, MODEL, read_result
from sync.erp.odoo.ledger_cursor import feed_of
from sync.erp.odoo.memory import Record
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.flat import Reading
from sync.wire.failures import Failure
from sync.wire.messages import PullRequest

FEED = "stockhand.change"
FEED_ROWS_MAX = 1_000
DOCUMENTS_MAX = 100
"""Whole documents fetched in one call."""

_TABLE_OF = {model_of(table): table for table in Table}


@dataclass(frozen=True, slots=True)
class News:
    """What changed or went, by table, and the mark after it; `now` is Odoo's clock.

    `told` is the number up to which our operations are in what the feed has told by now. Where it
    asks for a `reset`, it no longer knows what was before. It is `strange` where our last answered
    number stands for another operation there, and `copied` where a newer epoch of us is known.
    """

    changed: Mapping[Table, Sequence[int]]
    feed: str
    more: bool
    reset: bool
    told: int
    now: str
    answers: tuple[Result, ...] = ()
    resend_from: int = 0
    strange: bool = False
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Works:
    """Documents of one moment, and up to which number our operations were done at that moment."""

    records: Sequence[Record]
    seq: int
    answers: tuple[Result, ...] = ()


async def read_feed(source: Source, request: PullRequest, feed: str) -> News | Failure:
    """Ask what changed after a mark; without one, only where to begin."""
    about = dict(ABOUT)
    if request.head_seq is not None:
        about["head_seq"], about["head_hash"] = request.head_seq, request.head_hash
        about["unsent"] = request.head_seq - request.answered_seq
        about["documents"] = list(request.unsent_documents)
        about["bins"] = list(request.unsent_bins)
    named = {
        "device": request.device,
        "epoch": request.epoch,
        "cursor": feed,
        "asked": {
            "limit": min(request.rows_max, FEED_ROWS_MAX),
            "warehouses": list(request.warehouses),
            "answered": request.answered_seq,
            "answered_hash": request.answered_hash,
            "remembered": feed_of(request.cursor) or feed_of(request.remembered),
        },
        "about": about,
    }
    said = await source.api.read(FEED, "feed", named)
    if isinstance(said, Failure):
        return said
    changed = {_TABLE_OF[model]: ids for model, ids in said.value["changed"].items()}
    return News(
        changed={table: changed[table] for table in Table if table in changed},
        feed=said.value["cursor"],
        more=bool(said.value["more"]),
        reset=bool(said.value["reset"]),
        told=int(said.value["applied_seq"]),
        answers=tuple(map(read_result, said.value["answers"])),
        # An add-on of the first version does not say.
        resend_from=int(said.value.get("resend_from", 0)),
        strange=bool(said.value.get("strange")),
        copied=bool(said.value.get("copied")),
        now=from_header(said.date),
    )


async def news_after(
    source: Source, request: PullRequest, feed: str, bucket: Bucket
) -> frozenset[int] | Failure:
    """Find the ids of a bucket that the feed is going to tell of."""
    ids, found = ids_of(bucket.number), set[int]()
    while True:
        news = await read_feed(source, request, feed)
        if isinstance(news, Failure):
            return news
        if news.reset:
            return frozenset(ids)
        found.update(one for one in news.changed.get(bucket.table, ()) if one in ids)
        feed = news.feed
        if not news.more:
            break
    if bucket.table is Table.DOCUMENTS:
        works = await read_works(source, request, [["id", "in", []]])
        if isinstance(works, Failure):
            return works
        # Work of ours that the feed may not tell yet is in documents nobody can name: they wait.
        return frozenset(found) if works.seq == news.told else frozenset(ids)
    return frozenset(found)


async def read_works(source: Source, request: PullRequest, domain: Domain) -> Works | Failure:
    """Read whole documents; what is not in range is left out."""
    named = {
        "context": source.context,
        "device": request.device,
        "epoch": request.epoch,
        "asked": {
            "domain": domain,
            "specification": specification(source),
            "limit": DOCUMENTS_MAX,
        },
        "answered": request.answered_seq,
    }
    said = await source.api.read(MODEL, "works", named)
    if isinstance(said, Failure):
        return said
    reading = Reading({}, source.session.zone)
    records = [document.read_work(row, reading) for row in said.value["records"]]
    answers = tuple(map(read_result, said.value["answers"]))
    return Works(records, int(said.value["applied_seq"]), answers)


async def count_all(source: Source) -> int | Failure:
    """Count what a first pull will bring, so that a person sees how far it is."""
    tables = source.session.tables
    counts = await asyncio.gather(*(_count(source, table) for table in tables))
    total = 0
    for count in counts:
        if isinstance(count, Failure):
            return count
        total += count
    return total


async def _count(source: Source, table: Table) -> int | Failure:
    named = {"context": source.context, "domain": source.domain(table)}
    said = await source.api.read(model_of(table), "search_count", named)
    return said if isinstance(said, Failure) else int(said.value)
