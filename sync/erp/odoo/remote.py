"""Odoo 19, as it comes or with our add-on, behind the one face every ERP shows to the engine."""

import asyncio

from sync.core.page import Page
from sync.erp.odoo.api import Api
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.hello import hello
from sync.erp.odoo.jsonrpc import speaking
from sync.erp.odoo.ledger import file_in_ledger
from sync.erp.odoo.ledger_claims import claim, release
from sync.erp.odoo.ledger_evidence import hand_out, take_part
from sync.erp.odoo.ledger_numbers import numbers
from sync.erp.odoo.ledger_pull import next_page_of_feed
from sync.erp.odoo.memory import Memory
from sync.erp.odoo.poison import Poison
from sync.erp.odoo.pull import next_page
from sync.erp.odoo.push import file_operations
from sync.erp.odoo.session import Session, open_session
from sync.erp.odoo.translate.flat import Range
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import (
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
)

_CHANGED = frozenset({FailureKind.NO_RIGHTS, FailureKind.INVENTORY_MISSING})


class OdooRemote:
    """One device's way into Odoo.

    With our add-on (`Tier.ADDON`) Odoo itself keeps the ledger of what is done, in the transaction
    that does it, and tells what changed without gaps: then nothing below is left open.

    Promised on stock Odoo (`Tier.STOCK`): an operation has its effect at most once, whatever is
    lost on the way, among any number of Stockhand devices on one document; a write that meets a
    closed receipt has none.
    Not promised, because stock Odoo cannot: that a person who edits a line that this device made,
    in the same moment, is not overruled by it; that finishing and what the office changes in the
    same moment do not meet; and, where a receipt was sent to another place than its operation type
    says, that it is not closed by someone between our look and our write.
    """

    def __init__(self, api: Api) -> None:
        self._door = self._api = api
        self._session: Session | None = None
        self._memory = Memory()
        self._poison = Poison()
        # One device does one thing at a time; a pull beside a push would read half of it.
        self._turn = asyncio.Lock()

    async def hello(self) -> Hello | Failure:
        """Log in anew and say who is there; changes nothing."""
        async with self._turn:
            self._session = None
            session = await self._opened()
            if isinstance(session, Failure):
                return session
            return await hello(self._source(session, Range(session.companies, ())))

    async def pull(self, request: PullRequest) -> Page | Failure:
        """Fetch the next page of changes after the cursor."""
        async with self._turn:
            page = await self._pulled(request)
            return await self._pulled(request) if self._is_another_odoo(page) else page

    async def push(self, request: PushRequest) -> PushReply | Failure:
        """File operations, each exactly once, in order."""
        async with self._turn:
            reply = await self._pushed(request)
            # One company of several may have been taken away: what is not ours any more is then
            # set aside, and the rest goes on.
            return await self._pushed(request) if self._is_another_odoo(reply) else reply

    async def claim(self, request: ClaimRequest) -> Claim | Failure:
        """Say who works on a document. Asked beside whatever else is asked: it must not wait."""
        session = await self._beside()
        if isinstance(session, Failure):
            return session
        return await claim(self._api, request) if session.ledger else Claim(granted=True)

    async def release(self, request: ReleaseRequest) -> Failure | None:
        """Let go of a document."""
        return await release(self._api, request) if request.token else None

    async def numbers(self, request: NumbersRequest) -> Numbers | Failure:
        """Give a device numbers in advance; stock Odoo has nowhere to keep to whom."""
        async with self._turn:
            session = await self._opened()
        if isinstance(session, Failure):
            return session
        return await numbers(self._api, request) if session.ledger else Numbers()

    async def evidence(self, part: EvidencePart) -> EvidenceHeld | Failure:
        """Take a part of a picture, beside whatever else is asked."""
        session = await self._beside()
        if isinstance(session, Failure):
            return session
        if not (session.ledger and session.ledger.pictures):
            return EvidenceHeld(wanted=False)
        return await take_part(self._api, part)

    async def picture(self, request: PictureRequest) -> Picture | Failure:
        """Hand out a picture of a rule's instructions."""
        session = await self._beside()
        if isinstance(session, Failure):
            return session
        if not (session.ledger and session.ledger.pictures):
            return Picture()
        return await hand_out(self._api, request)

    async def close(self) -> None:
        """Let go of connections."""
        await self._api.http.close()

    async def _pulled(self, request: PullRequest) -> Page | Failure:
        session = await self._opened()
        if isinstance(session, Failure):
            return session
        if not set(request.companies) <= set(session.companies):
            self._session = None
            return Failure(FailureKind.COMPANY_FORBIDDEN, str(request.companies))
        source = self._source(session, Range(request.companies, request.warehouses))
        ask = next_page_of_feed if session.ledger else next_page
        return await ask(source, self._memory, request)

    async def _pushed(self, request: PushRequest) -> PushReply | Failure:
        session = await self._opened()
        if isinstance(session, Failure):
            return session
        if not {one.who.company for one in request.operations} <= set(session.companies):
            # Before goods are set aside for not being ours: ask whether they are by now.
            self._session = None
            session = await self._opened()
            if isinstance(session, Failure):
                return session
        if session.ledger:
            deflated = session.ledger.deflated
            return await file_in_ledger(self._api, request, deflated=deflated)
        return await file_operations(self._api, session, request, self._poison)

    async def _beside(self) -> Session | Failure:
        if self._session is None:
            async with self._turn:
                return await self._opened()
        return self._session

    async def _opened(self) -> Session | Failure:
        if self._session is None:
            spoken = await speaking(self._door)
            if isinstance(spoken, Failure):
                return spoken
            opened = await open_session(spoken)
            if isinstance(opened, Failure):
                return opened
            self._api = spoken
            self._session = opened
        return self._session

    def _source(self, session: Session, range_: Range) -> Source:
        return Source(self._api, session, range_, horizon="")

    def _is_another_odoo(self, said: object) -> bool:
        # What the user may see can change at any time, and the add-on can be taken away: ask again
        # who we are, and what is there, and then once more for what was asked.
        if not isinstance(said, Failure) or said.kind not in _CHANGED:
            return False
        self._session = None
        return True
