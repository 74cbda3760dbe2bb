"""One pull: the next page of changes from the ERP into the mirror."""

from dataclasses import dataclass

from sync.core.touched import Touched
from sync.engine.events import Pulled, PullFailed, PullMisfit
from sync.engine.patience import in_time
from sync.engine.world import Mirror
from sync.store.told import PageMisfit
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import PullRequest
from sync.wire.remote import Remote


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


async def pull(
    mirror: Mirror, remote: Remote, ask: Ask
) -> tuple[Pulled | PullFailed | PullMisfit, Touched]:
    """Fetch the page after the stored cursor and absorb it."""
    request = await _request(mirror, ask)
    page = await in_time(remote.pull(request))
    if isinstance(page, Failure):
        return PullFailed(bool(request.sums), page), Touched()
    if page.more and page.to_cursor == page.from_cursor:
        # It would be fetched for ever.
        failure = Failure(FailureKind.ANSWER_UNREADABLE, "page leads nowhere")
        return PullFailed(bool(request.sums), failure), Touched()
    touched = await mirror.absorb(page)
    if isinstance(touched, PageMisfit):
        return PullMisfit(), Touched()
    return Pulled(page.more, bool(request.sums), page.done_rows, page.total_rows), touched


async def _request(mirror: Mirror, ask: Ask) -> PullRequest:
    at = await mirror.pull_state()
    # An empty mirror has nothing to compare yet.
    sums = await mirror.sums() if ask.with_sums and at.cursor else {}
    return PullRequest(
        device=at.device,
        epoch=at.epoch,
        companies=ask.scopes.companies,
        warehouses=ask.scopes.warehouses,
        cursor=at.cursor,
        answered_seq=at.answered_seq,
        sums=sums,
    )
