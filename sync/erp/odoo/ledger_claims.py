"""Claims as the add-on keeps them: who works on a document. Stock Odoo keeps none."""

from sync.erp.odoo.answers import ACCESS, MISSING, Refusal, Said
from sync.erp.odoo.api import Api, as_failure
from sync.wire.failures import Failure
from sync.wire.messages import CLAIM_SECONDS, Claim, ClaimRequest, ReleaseRequest

MODEL = "stockhand.claim"


async def claim(api: Api, request: ClaimRequest) -> Claim | Failure:
    """Claim a document; one that is not there, or not for us, is nobody's."""
    named = {
        "document": request.document,
        "device": request.device,
        "person": request.person,
        "seconds": CLAIM_SECONDS,
        # The token stands for yes: a module that knows no more takes over from whoever it is.
        "take_over": (request.seen or True) if request.take_over else False,
    }
    said = await api.call(MODEL, "claim", named)
    match said:
        case Refusal(name=name) if name in {ACCESS, MISSING}:
            return Claim(granted=False)
        case Refusal():
            return as_failure(MODEL, said)
        case Failure():
            return said
        case Said(value=value):
            return Claim.model_validate(value)


async def release(api: Api, request: ReleaseRequest) -> Failure | None:
    """Let go of a document."""
    named = {"document": request.document, "token": request.token}
    said = await api.call(MODEL, "release", named)
    return said if isinstance(said, Failure) else None
