"""One written operation, read only where its hash fits: what is not intact is damage."""

from dataclasses import dataclass

from sync.core.envelope import Envelope, from_json, is_intact


class NewerAppError(Exception):
    """A newer app wrote this: its deeds or envelopes are not known here."""


class DamageError(Exception):
    """What was written cannot be read any more."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Whom a journal numbers for."""

    device: str
    epoch: int


def numbering_of(envelope: Envelope) -> Numbering:
    """Say under whose numbers an operation stands."""
    return Numbering(envelope.device, envelope.epoch)


def intact(payload: object) -> Envelope | None:
    """Read an operation; nothing where it is damaged, and an error where a newer app wrote it."""
    if not isinstance(payload, str) or not is_intact(payload):
        return None
    try:
        return from_json(payload)
    except (ValueError, LookupError, TypeError, ArithmeticError) as error:
        raise NewerAppError from error


def must(payload: object) -> Envelope:
    """Read an operation that has to be intact."""
    found = intact(payload)
    if found is None:
        raise DamageError
    return found


def follows(later: Envelope, before: Envelope) -> bool:
    """Say whether one operation is the next after another."""
    return later.prev_hash == before.hash and later.seq == before.seq + 1
