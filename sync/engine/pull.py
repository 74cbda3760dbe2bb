"""One pull: the next page of changes from the ERP into the mirror."""

import logging
from dataclasses import dataclass

from sync.core.page import Bucket, Page
from sync.core.touched import Touched
from sync.engine.events import Pulled, PullFailed, PullGuarded, PullMisfit, PullPutOff
from sync.engine.patience import in_time
from sync.engine.world import Mirror, PullState
from sync.store.told import OtherNumbers, PageMisfit, TooManyGone
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import PullRequest
from sync.wire.remote import Remote

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Scopes:
    """The companies and warehouses a device mirrors."""

    companies: tuple[int, ...]
    warehouses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """Of what to fetch the next page, and whether drift is to be found by it."""

    scopes: Scopes
    with_sums: bool
    doubt: tuple[Bucket, ...] = ()
    swept: bool = False
    """All that this device ever did was sent again since the last page that was taken in."""


PullEnd = Pulled | PullFailed | PullMisfit | PullGuarded | PullPutOff


async def pull(mirror: Mirror, remote: Remote, ask: Ask, wall_ms: int) -> tuple[PullEnd, Touched]:
    """Fetch the page after the stored cursor and absorb it."""
    at = await mirror.pull_state()
    request = await _request(mirror, ask, at)
    with_sums = bool(request.sums)
    page = await in_time(remote.pull(request))
    if isinstance(page, Failure):
        return PullFailed(with_sums, page), Touched()
    if not _is_for(page, request):
        return PullMisfit(), Touched()
    put_off = _put_off(page, request, at, swept=ask.swept)
    if put_off:
        return put_off, Touched()
    failure = _speaks_against(page, request)
    if failure:
        return PullFailed(with_sums, failure), Touched()
    # First: an operation that is parked is in no document, and must not leave the screen with
    # those that are.
    recorded = await mirror.record(page.answers) if page.answers else Touched()
    touched = await mirror.absorb(page)
    if page.drift and isinstance(touched, Touched):
        for drift in page.drift:
            _log.warning("healed %s", drift)
        await mirror.keep_drift(page.drift, wall_ms)
    match touched:
        case PageMisfit():
            return PullMisfit(), recorded
        case OtherNumbers():
            return PullFailed(with_sums, Failure(FailureKind.EPOCH_FENCED, "its answers")), recorded
        case TooManyGone():
            return PullGuarded(touched), recorded
        case Touched():
            rows = (page.done_rows, page.total_rows)
            compared = with_sums and not page.uncompared
            return Pulled(page.more, compared, *rows, page.doubt), touched | recorded


def _is_for(page: Page, request: PullRequest) -> bool:
    """Say whether a page was made for this request: one for another may come late."""
    return (
        page.from_cursor == request.cursor
        and page.epoch in {0, request.epoch}
        and page.answered_seq in {None, request.answered_seq}
    )


def _put_off(page: Page, request: PullRequest, at: PullState, *, swept: bool) -> PullPutOff | None:
    """Say what has to be cleared up first; nothing where the page can be taken in."""
    if page.strange or (at.asides and not swept and _was_put_back(page, request)):
        # What older journals hold, or what was answered here, may have gone with the lost days:
        # no number says which. Everything goes again, and is done once.
        return PullPutOff(lost=True)
    if page.copied and at.answered_seq < at.head_seq:
        # What is unsent here may be in it already, sent by the other one. An ERP that was put back
        # and lacks what it answered takes no number behind it either: nothing would ever be sent.
        return PullPutOff(lost=page.applied_seq < at.answered_seq)
    if page.resend_from or at.answered_seq < at.taken_over:
        # The ERP may have an operation under another number than it knows it by: until each has
        # its answer no page can say whether it holds it, and it would be missing or there twice.
        return PullPutOff(page.resend_from)
    return None


def _was_put_back(page: Page, request: PullRequest) -> bool:
    """Say whether the ERP lacks what it answered, or does not know a place that it gave."""
    return bool(page.resend_from or (page.anew and request.cursor))


def _speaks_against(page: Page, request: PullRequest) -> Failure | None:
    if page.more and page.to_cursor == page.from_cursor:
        # It would be fetched for ever.
        return Failure(FailureKind.ANSWER_UNREADABLE, "page leads nowhere")
    if request.head_seq is not None and page.applied_seq > request.head_seq:
        # It holds operations that this journal never saw: it was restored, or copied.
        return Failure(FailureKind.EPOCH_FENCED, f"{page.applied_seq} > {request.head_seq}")
    return None


async def _request(mirror: Mirror, ask: Ask, at: PullState) -> PullRequest:
    # An empty mirror has nothing to compare yet.
    sums = await mirror.sums() if ask.with_sums and at.cursor else {}
    doubt = await mirror.doubted(ask.doubt) if ask.doubt else {}
    return PullRequest(
        device=at.device,
        epoch=at.epoch,
        companies=ask.scopes.companies,
        warehouses=ask.scopes.warehouses,
        cursor=at.cursor,
        remembered=at.remembered,
        answered_seq=at.answered_seq,
        head_seq=at.head_seq,
        head_hash=at.head_hash,
        answered_hash=at.answered_hash,
        stands=at.stands,
        unsent_documents=at.unsent_documents,
        unsent_bins=at.unsent_bins,
        sums=dict(sums),
        doubt={table: dict(found) for table, found in doubt.items()},
    )
