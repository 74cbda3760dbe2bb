"""The next page from the add-on: whole tables at first, and then what its feed says has changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sync.core.lifecycle import Result
from sync.core.page import Bucket, Gone, Page, Table
from sync.core.records import Work
from sync.erp.odoo.chunks import next_flat
from sync.erp.odoo.cursor import range_key
from sync.erp.odoo.drift import find_doubt, heal
from sync.erp.odoo.fetch import Source, flat_rows
from sync.erp.odoo.ledger_cursor import Mark, read_mark, write_mark
from sync.erp.odoo.ledger_feed import (
    DOCUMENTS_MAX,
    News,
    count_all,
    news_after,
    read_feed,
    read_works,
)
from sync.erp.odoo.memory import Ahead, Memory, Record, record_id
from sync.erp.odoo.pull import FIELD_OF
from sync.erp.odoo.translate import document
from sync.wire.failures import Failure
from sync.wire.messages import PullRequest


@dataclass
class _Draft:
    """A page that is being filled. `seq` is how far our operations are in its documents."""

    mark: Mark
    room: int
    seq: int | None = None
    records: dict[Table, list[Record]] = field(default_factory=dict)
    gone: list[Gone] = field(default_factory=list)
    doubt: tuple[Bucket, ...] = ()
    answers: dict[int, Result] = field(default_factory=dict)
    anew: bool = False
    uncompared: bool = False
    resend_from: int = 0
    strange: bool = False
    copied: bool = False

    def hear(self, news: News) -> None:
        """Keep what the feed says of us, whatever else is on the page."""
        self.resend_from = news.resend_from
        self.strange, self.copied = news.strange, news.copied

    def answer(self, results: Sequence[Result]) -> None:
        """Put answers on the page that the device lacks."""
        self.answers.update({one.seq: one for one in results})

    def take(self, table: Table, records: Sequence[Record]) -> None:
        """Put records on the page."""
        self.records.setdefault(table, []).extend(records)
        self.room -= sum(map(_rows, records))


async def next_page_of_feed(source: Source, memory: Memory, request: PullRequest) -> Page | Failure:
    """Fetch one page; it says that there is no more where the feed has been told to its end."""
    memory.stand_at(request.cursor)
    mark = read_mark(request.cursor, source.range)
    if mark and request.doubt and not (mark.todo or mark.owed):
        at = replace(source, horizon=mark.horizon)
        return await heal(at, request, partial(news_after, at, request, mark.feed))
    draft = await _begin(source, memory, mark, request)
    if isinstance(draft, Failure):
        return draft
    source = replace(source, horizon=draft.mark.horizon)
    while draft.room > 0 and draft.mark.todo:
        failure = await _take_table(source, memory, draft, request)
        if failure:
            return failure
    if draft.room > 0 and draft.mark.owed:
        failure = await _take_owed(source, draft, request)
        if failure:
            return failure
    return _page(memory, request, draft)


async def _begin(
    source: Source, memory: Memory, mark: Mark | None, request: PullRequest
) -> _Draft | Failure:
    """Say what this page is about: what is left over, everything, or news."""
    if mark and (mark.todo or mark.owed):
        return _Draft(mark, request.rows_max, uncompared=True)
    news = await read_feed(source, request, mark.feed if mark else "")
    if isinstance(news, Failure):
        return news
    if mark is None or news.reset:
        todo = source.session.tables
        mark = Mark(range_key(source.range), news.feed, news.now, todo=todo, more=True)
        total = await count_all(replace(source, horizon=mark.horizon))
        if isinstance(total, Failure):
            return total
        anew = _Draft(replace(mark, total=total), request.rows_max, anew=True)
        anew.hear(news)
        return anew
    mark = replace(mark, feed=news.feed, began=news.now, told=news.told, more=news.more)
    draft = _Draft(mark, request.rows_max)
    draft.answer(news.answers)
    draft.hear(news)
    failure = await _take_news(source, draft, news)
    if failure:
        return failure
    if request.sums:
        found = await find_doubt(replace(source, horizon=mark.horizon), memory, request.sums)
        if isinstance(found, Failure):
            return found
        draft.doubt, draft.uncompared = found.buckets, not found.ended
    return draft


async def _take_news(source: Source, draft: _Draft, news: News) -> Failure | None:
    """Fetch what the feed names; what is not found is gone, or not ours to see any more."""
    for table, ids in news.changed.items():
        if table is Table.DOCUMENTS:
            draft.mark = replace(draft.mark, owed=tuple(ids))
            continue
        found = await flat_rows(source, table, [["id", "in", list(ids)]], len(ids))
        if isinstance(found, Failure):
            return found
        _take_found(draft, table, ids, found)
    return None


async def _take_table(
    source: Source, memory: Memory, draft: _Draft, request: PullRequest
) -> Failure | None:
    """Take what fits of the first table that is to be read whole."""
    mark = draft.mark
    table, place = mark.todo[0], (mark.todo[0], "", mark.after)
    if table is Table.DOCUMENTS:
        if draft.seq is not None:
            # Documents of two moments never share a page.
            draft.room = 0
            return None
        domain = [*source.domain(table), ["id", ">", mark.after]]
        works = await read_works(source, request, domain)
        if isinstance(works, Failure):
            return works
        draft.seq = works.seq
        draft.answer(works.answers)
        ahead = Ahead(works.records, len(works.records) < DOCUMENTS_MAX)
    else:
        flat = memory.ahead.pop(place, None) or await next_flat(source, place)
        if isinstance(flat, Failure):
            return flat
        ahead = flat
    taken, rest = _fitting(ahead.records, draft)
    draft.take(table, taken)
    mark = replace(mark, done=mark.done + len(taken))
    if not rest and ahead.ended:
        draft.mark = replace(mark, todo=mark.todo[1:], after=0)
        return None
    draft.mark = replace(mark, after=record_id(taken[-1]) if taken else mark.after)
    if table is not Table.DOCUMENTS and rest:
        memory.ahead[table, "", draft.mark.after] = Ahead(rest, ahead.ended)
    if not taken or rest:
        draft.room = 0
    return None


async def _take_owed(source: Source, draft: _Draft, request: PullRequest) -> Failure | None:
    """Take changed documents, as they all are at one moment."""
    ids = draft.mark.owed[:DOCUMENTS_MAX]
    domain = [["id", "in", list(ids)], *document.in_range(source.range)]
    works = await read_works(source, request, domain)
    if isinstance(works, Failure):
        return works
    taken, rest = _fitting(works.records, draft)
    left = {record_id(one) for one in rest}
    _take_found(draft, Table.DOCUMENTS, [one for one in ids if one not in left], taken)
    owed = tuple(one for one in draft.mark.owed if one in left or one not in ids)
    draft.mark, draft.seq = replace(draft.mark, owed=owed), works.seq
    draft.answer(works.answers)
    return None


def _take_found(draft: _Draft, table: Table, ids: Sequence[int], found: Sequence[Record]) -> None:
    draft.take(table, found)
    gone = set(ids) - {record_id(one) for one in found}
    if gone:
        draft.gone.append(Gone(table, tuple(sorted(gone))))


def _fitting(records: Sequence[Record], draft: _Draft) -> tuple[Sequence[Record], Sequence[Record]]:
    """Cut where the page is full; where nothing is on it yet, one record always fits."""
    room, count = draft.room, 0
    for record in records:
        room -= _rows(record)
        if room < 0:
            break
        count += 1
    if not count and not any(draft.records.values()):
        count = 1
    return records[:count], records[count:]


def _rows(record: Record) -> int:
    return 1 + len(record.lines) if isinstance(record, Work) else 1


def _page(memory: Memory, request: PullRequest, draft: _Draft) -> Page:
    """Finish the page. What it claims of all there is, the feed has told below its horizon."""
    mark = draft.mark
    seq = mark.told if draft.seq is None else draft.seq
    # After whole tables, what changed meanwhile comes first. And documents may hold more of our
    # work than the feed may claim yet: then this page is not the last.
    more = bool(mark.todo or mark.owed) or mark.more or seq != mark.told
    if not (mark.todo or mark.owed):
        mark = replace(mark, more=False, told=0, done=0, total=0)
    memory.cursor = write_mark(mark)
    fields: dict[str, Any] = {FIELD_OF[table]: tuple(rows) for table, rows in draft.records.items()}
    done = draft.mark.done
    return Page(
        from_cursor=request.cursor,
        to_cursor=memory.cursor,
        more=more,
        applied_seq=seq,
        epoch=request.epoch,
        gone=tuple(draft.gone),
        anew=draft.anew,
        doubt=draft.doubt,
        uncompared=draft.uncompared,
        resend_from=draft.resend_from,
        strange=draft.strange,
        copied=draft.copied,
        answers=tuple(draft.answers[seq] for seq in sorted(draft.answers)),
        done_rows=done,
        total_rows=max(draft.mark.total, done) if draft.mark.total else None,
        **fields,
    )
