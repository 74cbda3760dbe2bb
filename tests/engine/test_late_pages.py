"""Pages that were asked for before a new epoch began, or before answers came, and come late."""

import asyncio

import pytest

from sync.core.lifecycle import Outcome, Result
from sync.core.page import Page
from sync.core.records import Lot
from sync.engine.events import Pulled, PullMisfit
from sync.engine.pull import Ask, pull
from sync.wire.messages import PullRequest
from tests.engine.looping import SCOPES
from tests.engine.small import SmallErp, SmallStore


class Late(SmallErp):
    """Answers with a page that is of an epoch, and that fits the cursor."""

    def __init__(self, epoch: int) -> None:
        super().__init__()
        self.of = epoch

    async def pull(self, request: PullRequest) -> Page:
        """What was applied is told by the numbers of that epoch."""
        lots = (Lot(1, None, 3, "came", None),)
        return Page(request.cursor, "1", False, 1, lots=lots, epoch=self.of)


@pytest.mark.parametrize(
    ("epoch", "fits"), [(1, False), (3, False), (2, True), (0, True)],
    ids=["before", "of a copy", "of now", "of an ERP without epochs"],
)  # fmt: skip
def test_only_a_page_of_this_epoch_is_taken_in(epoch: int, fits: bool) -> None:
    store = SmallStore()
    store.commit(1)
    asyncio.run(store.begin_epoch())
    store.taken_over = 0
    end, _ = asyncio.run(pull(store, Late(epoch), Ask(SCOPES, with_sums=False), 5))
    assert isinstance(end, Pulled if fits else PullMisfit)
    assert store.base == ({1: "came"} if fits else {})
    assert store.cursor == ("1" if fits else "")


@pytest.mark.parametrize(
    ("answered", "fits"), [(0, False), (1, True), (None, True)],
    ids=["before it was answered", "of now", "of an ERP whose pages cannot come late"],
)  # fmt: skip
def test_only_a_page_that_was_made_with_these_answers_is_taken_in(
    answered: int | None, fits: bool
) -> None:
    """What was taken over is in it already, and it could not say so."""
    store = SmallStore()
    store.commit(1)
    store.results[1] = Result(store.journal[0].op_id, 1, Outcome.APPLIED)

    class Earlier(SmallErp):
        async def pull(self, request: PullRequest) -> Page:
            return Page(request.cursor, "1", False, 0, answered_seq=answered)

    end, _ = asyncio.run(pull(store, Earlier(), Ask(SCOPES, with_sums=False), 5))
    assert isinstance(end, Pulled if fits else PullMisfit)
    assert store.cursor == ("1" if fits else "")
