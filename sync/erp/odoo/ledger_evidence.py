"""Pictures as the add-on keeps them: taken part by part, and those that rules show."""

import binascii
from base64 import b64decode, b64encode
from typing import Any

from sync.erp.odoo.answers import ACCESS, MISSING, Refusal, Said
from sync.erp.odoo.api import Api, as_failure
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import EvidenceHeld, EvidencePart, Picture, PictureRequest

MODEL = "stockhand.evidence"


async def take_part(api: Api, part: EvidencePart) -> EvidenceHeld | Failure:
    """Add a part; what is not for us to see is not wanted from us."""
    about = part.model_dump(mode="json", exclude={"data"})
    named = {"about": about, "data": b64encode(part.data).decode()}
    said = await api.call(MODEL, "take", named)
    match said:
        case Refusal(name=name) if name in {ACCESS, MISSING}:
            return EvidenceHeld(wanted=False)
        case Refusal():
            return as_failure(MODEL, said)
        case Failure():
            return said
        case Said(value=value):
            return EvidenceHeld.model_validate(value)


async def hand_out(api: Api, request: PictureRequest) -> Picture | Failure:
    """Read the picture of a rule, if it still is the one that was asked for."""
    said = await api.call(MODEL, "instructions", request.model_dump(mode="json"))
    if isinstance(said, Failure):
        return said
    return Picture() if isinstance(said, Refusal) else _read(said.value)


def _read(value: Any) -> Picture | Failure:  # noqa: ANN401 -- as it came
    try:
        return Picture(data=b64decode(str(value or ""), validate=True))
    except (binascii.Error, ValueError):
        return Failure(FailureKind.ANSWER_UNREADABLE, "a picture that is none")
