"""Two devices at one document: who is told what, and when; never in the way of anything else."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.core.records import Document
from sync.engine.claims import AGAIN_MS, Claims
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import CLAIM_SECONDS, Claim, ClaimRequest, ReleaseRequest
from tests.contract.erps import Erp
from tests.contract.training_erp import training_erp
from tests.engine.virtual import VirtualTime


class Line:
    """The way to the training warehouse; cut, nothing arrives."""

    def __init__(self, erp: Erp) -> None:
        self._remote = erp.remote
        self.cut = self.swallows = False
        self.asked = 0

    async def claim(self, request: ClaimRequest) -> Claim | Failure:
        self.asked += 1
        if self.cut:
            return Failure(FailureKind.UNREACHABLE)
        said = await self._remote.claim(request)
        return Failure(FailureKind.ANSWER_LOST) if self.swallows else said

    async def release(self, request: ReleaseRequest) -> Failure | None:
        return Failure(FailureKind.UNREACHABLE) if self.cut else await self._remote.release(request)


class Site:
    """Anna's device and Bo's, and the clock of both."""

    def __init__(self, erp: Erp) -> None:
        self.time, self.line, self.changes = VirtualTime(1), Line(erp), 0
        self.documents = [one.id for one in erp.remote.books.find(Document, "1")[:3]]
        self.document = self.documents[0]
        self.anna, self.bo = (
            Claims(name, self.line, self.time.world(), self.changed) for name in ("ONE", "TWO")
        )

    def changed(self) -> None:
        self.changes += 1

    def sit_down(self, claims: Claims, person: str) -> None:
        claims.turn_to(person, (self.document,), person)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with training_erp(tmp_path) as erp:
        yield Site(erp)
        asyncio.run(erp.remote.close())


def test_who_comes_second_sees_the_first_until_they_leave(site: Site):
    async def day() -> None:
        site.sit_down(site.anna, "Anna")
        await site.anna.tell()
        site.sit_down(site.bo, "Bo")
        await site.bo.tell()
        assert site.anna.holder(site.document) is None
        holder = site.bo.holder(site.document)
        assert holder
        assert (holder.device, holder.person) == ("ONE", "Anna")
        assert site.changes == 1

        site.anna.turn_to("Anna", (), "Anna")
        await site.anna.tell()
        await site.bo.tell()
        assert site.bo.holder(site.document), "nothing is asked before its time"
        site.time.now_ms += AGAIN_MS
        await site.bo.tell()
        assert site.bo.holder(site.document) is None
        assert site.changes == 2

    asyncio.run(day())


def test_taken_over_the_first_is_told(site: Site):
    async def day() -> None:
        site.sit_down(site.anna, "Anna")
        await site.anna.tell()
        site.sit_down(site.bo, "Bo")
        await site.bo.tell()
        site.bo.take_over(site.document)
        await site.bo.tell()
        assert site.bo.holder(site.document) is None
        site.time.now_ms += AGAIN_MS
        await site.anna.tell()
        holder = site.anna.holder(site.document)
        assert holder
        assert holder.person == "Bo"

    asyncio.run(day())


def test_out_of_reach_what_was_heard_is_over_when_it_lapses(site: Site):
    async def day() -> None:
        site.sit_down(site.anna, "Anna")
        await site.anna.tell()
        site.sit_down(site.bo, "Bo")
        await site.bo.tell()
        site.line.cut = True
        site.time.now_ms += CLAIM_SECONDS * 1000 - 1
        await site.bo.tell()
        assert site.bo.holder(site.document)
        site.time.now_ms += 1
        assert site.bo.holder(site.document) is None

    asyncio.run(day())


def test_two_people_at_one_device_are_one_holder(site: Site):
    async def day() -> None:
        site.sit_down(site.anna, "Anna")
        site.sit_down(site.anna, "Ada")
        await site.anna.tell()
        assert site.line.asked == 1
        site.anna.turn_to("Ada", (), "Ada")
        await site.anna.tell()
        site.sit_down(site.bo, "Bo")
        await site.bo.tell()
        assert site.bo.holder(site.document), "Anna is still there"

    asyncio.run(day())


def test_what_was_left_out_of_reach_is_let_go_of_when_the_erp_is_reached(site: Site):
    async def day() -> None:
        site.sit_down(site.anna, "Anna")
        await site.anna.tell()
        site.line.cut = True
        site.anna.turn_to("Anna", (), "Anna")
        await site.anna.tell()
        site.line.cut = False
        await site.anna.tell()
        site.sit_down(site.bo, "Bo")
        await site.bo.tell()
        assert site.bo.holder(site.document) is None, "Anna left long ago"

    asyncio.run(day())


def test_whose_answer_was_lost_is_let_go_of_too(site: Site):
    async def day() -> None:
        site.line.swallows = True
        site.sit_down(site.anna, "Anna")
        await site.anna.tell()
        site.line.swallows = False
        site.anna.turn_to("Anna", (), "Anna")
        await site.anna.tell()
        site.sit_down(site.bo, "Bo")
        await site.bo.tell()
        assert site.bo.holder(site.document) is None

    asyncio.run(day())


def test_taken_over_is_from_who_was_seen_and_from_nobody_else(site: Site):
    async def day() -> None:
        site.sit_down(site.anna, "Anna")
        await site.anna.tell()
        site.sit_down(site.bo, "Bo")
        await site.bo.tell()
        # Before Bo's tap arrives, Cleo took over from Anna.
        seen = site.bo._heard[site.document].claim.token
        cleo = ClaimRequest(device="CLEO", person="Cleo", document=site.document, take_over=True)
        said = await site.line.claim(cleo)
        assert isinstance(said, Claim)
        assert said.token > seen
        site.bo.take_over(site.document)
        await site.bo.tell()
        holder = site.bo.holder(site.document)
        assert holder
        assert holder.person == "Cleo"

    asyncio.run(day())


def test_a_walk_holds_every_order_of_it(site: Site):
    """Two people do not begin the same order, whichever place it has on the cart."""

    async def day() -> None:
        first, second, third = site.documents
        site.anna.turn_to("Anna", (first, second), "Anna")
        await site.anna.tell()
        site.bo.turn_to("Bo", (second, third), "Bo")
        await site.bo.tell()
        assert site.bo.holder(third) is None
        holder = site.bo.holder(second)
        assert holder
        assert holder.person == "Anna"
        site.anna.turn_to("Anna", (first,), "Anna")
        await site.anna.tell()
        site.time.now_ms += AGAIN_MS
        await site.bo.tell()
        assert site.bo.holder(second) is None, "what was left is free"

    asyncio.run(day())
