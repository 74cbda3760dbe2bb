"""Pictures that show what was seen: known by what is in them, and named in an answer's text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from sync.core.operations import Deed, ReceiveLine, RecordCheck, effect_of

PICTURE_BYTES_MAX = 600_000
"""Of one picture, compressed: a label is read on it, and a weak network carries it in a minute."""
PICTURES_MAX = 8
"""Pictures of one answer."""
_NAME = re.compile(r"picture:([0-9a-f]{64})\.(jpg|png)", re.ASCII)


class Media(StrEnum):
    """How a picture is written down."""

    JPEG = "jpg"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A picture by the sum of its bytes: the same one is kept, and sent, once."""

    digest: str
    media: Media

    @property
    def name(self) -> str:
        """How an answer names it."""
        return f"picture:{self.digest}.{self.media}"


def evidence(data: bytes, media: Media) -> Evidence:
    """Name a picture by what is in it."""
    return Evidence(sha256(data).hexdigest(), media)


def names_text(pictures: Iterable[Evidence]) -> str:
    """Write the pictures of an answer as its text."""
    return " ".join(one.name for one in pictures)


def read_names(text: str) -> tuple[Evidence, ...]:
    """Read `names_text`'s text; nothing where it is any other."""
    found = [_NAME.fullmatch(word) for word in text.split()]
    if not found or len(found) > PICTURES_MAX or not all(found):
        return ()
    return tuple(Evidence(one[1], Media(one[2])) for one in found if one)


def evidence_of(deed: Deed) -> tuple[Evidence, ...]:
    """Name the pictures that show what was seen, each once, in the order they were taken."""
    effect = effect_of(deed)
    match effect:
        case RecordCheck():
            texts = tuple(answer.value for answer in effect.answers)
        case ReceiveLine():
            texts = (effect.pictures,)
        case _:
            texts = ()
    return tuple(dict.fromkeys(one for text in texts for one in read_names(text)))
