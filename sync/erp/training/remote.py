"""The training ERP behind the one face every ERP shows."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sync.core.lifecycle import Result
from sync.core.page import Page
from sync.core.records import Company, Warehouse
from sync.erp.training.books import Books
from sync.erp.training.claims import OUR_OWN, Lease, claim, release
from sync.erp.training.database import BusyError
from sync.erp.training.evidence import hand_out, take_part
from sync.erp.training.filing import Fenced, Gap, file_operation
from sync.erp.training.numbering import give
from sync.erp.training.pulling import introduce, next_page
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import (
    PUSH_OPERATIONS_MAX,
    Claim,
    ClaimRequest,
    EvidenceHeld,
    EvidencePart,
    Hello,
    Numbers,
    NumbersRequest,
    Picture,
    PictureRequest,
    PullRequest,
    PushReply,
    PushRequest,
    ReleaseRequest,
    Tier,
)

SERVER = "Training warehouse"
USER = "Trainee"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TrainingRemote:
    """A `Remote` on the training books. The work is done on `lane`, which must be one at a time."""

    books: Books
    lane: Executor
    today: Callable[[], date]
    lease: Lease = OUR_OWN

    async def hello(self) -> Hello | Failure:
        """Everybody may see everything here."""
        return await asyncio.get_running_loop().run_in_executor(self.lane, self._hello)

    async def pull(self, request: PullRequest) -> Page | Failure:
        """The next page of changes."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.lane, self._pull, request)

    async def push(self, request: PushRequest) -> PushReply | Failure:
        """File operations in order, up to the first that came too early."""
        return await asyncio.get_running_loop().run_in_executor(self.lane, self._push, request)

    async def claim(self, request: ClaimRequest) -> Claim | Failure:
        """Say who works on a document."""
        return await self._at_the_books(lambda: claim(self.books, request, self.lease))

    async def release(self, request: ReleaseRequest) -> Failure | None:
        """Let go of a document."""
        return await self._at_the_books(lambda: release(self.books, request))

    async def numbers(self, request: NumbersRequest) -> Numbers | Failure:
        """Give a device numbers in advance."""
        return await self._at_the_books(lambda: give(self.books, request))

    async def evidence(self, part: EvidencePart) -> EvidenceHeld | Failure:
        """Take a part of a picture."""
        return await self._at_the_books(lambda: take_part(self.books, part, self.today()))

    async def picture(self, request: PictureRequest) -> Picture | Failure:
        """Hand out a picture of the instructions."""
        return await self._at_the_books(lambda: hand_out(request))

    async def close(self) -> None:
        """Close the books."""
        await asyncio.get_running_loop().run_in_executor(self.lane, self.books.file.close)

    async def _at_the_books(self, do: Callable[[], T]) -> T | Failure:
        try:
            return await asyncio.get_running_loop().run_in_executor(self.lane, do)
        except BusyError:
            return Failure(FailureKind.BUSY)

    def _hello(self) -> Hello:
        return Hello(
            server=SERVER,
            tier=Tier.TRAINING,
            user=USER,
            companies=tuple(self.books.find(Company, "1")),
            warehouses=tuple(self.books.find(Warehouse, "1")),
        )

    def _pull(self, request: PullRequest) -> Page | Failure:
        try:
            introduce(self.books, request)
        except BusyError:
            return Failure(FailureKind.BUSY)
        return next_page(self.books, request)

    def _push(self, request: PushRequest) -> PushReply | Failure:
        results: list[Result] = []
        for envelope in request.operations[:PUSH_OPERATIONS_MAX]:
            if (envelope.device, envelope.epoch) != (request.device, request.epoch):
                return Failure(FailureKind.NO_RIGHTS, "an operation of another device")
            try:
                result = file_operation(self.books, envelope, self.today())
            except BusyError:
                # A real ERP says so, too; what is filed by now is answered first.
                return _reply(results) if results else Failure(FailureKind.BUSY)
            match result:
                case Result():
                    results.append(result)
                case Gap(expected):
                    return _reply(results, expected)
                case Fenced(past=True) if not results:
                    return PushReply(results=(), refuses_gaps=True, strange=True)
                case Fenced() if not results:
                    return Failure(FailureKind.EPOCH_FENCED, f"number {envelope.seq} is taken")
                case Fenced():
                    break
        return _reply(results)


def _reply(results: list[Result], resend_from: int = 0) -> PushReply:
    return PushReply(results=tuple(results), refuses_gaps=True, resend_from=resend_from)
