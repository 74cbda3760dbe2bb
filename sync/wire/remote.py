"""The one face every ERP shows to the engine."""

from typing import Protocol

from sync.core.page import Page
from sync.wire.failures import Failure
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


class Remote(Protocol):
    """An ERP as a device sees it. No method raises for trouble on the way: it is a value.

    Every method is safe to repeat: a push whose answer was lost is sent again as it was, and
    has its effect once.
    """

    async def hello(self) -> Hello | Failure:
        """Log in and say who is there; changes nothing."""
        ...

    async def pull(self, request: PullRequest) -> Page | Failure:
        """Fetch the next page of changes after the cursor."""
        ...

    async def push(self, request: PushRequest) -> PushReply | Failure:
        """File operations, each exactly once, in order."""
        ...

    async def claim(self, request: ClaimRequest) -> Claim | Failure:
        """Say that somebody works on a document, and hear who does."""
        ...

    async def release(self, request: ReleaseRequest) -> Failure | None:
        """Say that the work is over."""
        ...

    async def numbers(self, request: NumbersRequest) -> Numbers | Failure:
        """Say which numbers a device holds, and give it more, to nobody else."""
        ...

    async def evidence(self, part: EvidencePart) -> EvidenceHeld | Failure:
        """Take a part of a picture that fits where it ends so far, and say where that is now."""
        ...

    async def picture(self, request: PictureRequest) -> Picture | Failure:
        """Hand out a picture of a rule's instructions."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
