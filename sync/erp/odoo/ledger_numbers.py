"""Numbers in advance as the add-on gives them; one of the first version gives none."""

from sync.erp.odoo.answers import ACCESS, NOT_FOUND, Refusal, Said
from sync.erp.odoo.api import Api, as_failure
from sync.wire.failures import Failure
from sync.wire.messages import Numbers, NumbersRequest

MODEL = "stockhand.numbers"


async def numbers(api: Api, request: NumbersRequest) -> Numbers | Failure:
    """Tell which blocks are held, and ask for one."""
    said = await api.call(MODEL, "give", {"asked": request.model_dump(mode="json")})
    match said:
        case Refusal(name=name) if name in {ACCESS, NOT_FOUND}:
            return Numbers()
        case Refusal():
            return as_failure(MODEL, said)
        case Failure():
            return said
        case Said(value=value):
            return Numbers.model_validate(value)
