"""Who else works on a document, as far as this device was told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """Another device's person; `since_ms` by this device's clock, for display only."""

    device: str
    person: str
    since_ms: int
