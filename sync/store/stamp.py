"""Who does a deed, when, and under which number: given by the caller, written with the deed."""

from dataclasses import dataclass

from sync.core.envelope import When, Who


@dataclass(frozen=True, slots=True)
class Stamp:
    """`op_id` is the key under which the deed is done once; `raw_scan` is what set it off."""

    op_id: str
    who: Who
    when: When
    raw_scan: str
