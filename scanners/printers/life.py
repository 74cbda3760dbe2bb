"""THE TABLE of a print job's life: which state it can go to from which, and because of what."""

from enum import StrEnum

from scanners.printers.printer import Result


class State(StrEnum):
    """Where a job is. UNKNOWN waits for a person: it may hang on a label, or on none."""

    QUEUED = "queued"
    SENDING = "sending"
    DONE = "done"
    UNKNOWN = "unknown"
    GIVEN_UP = "given_up"


class Happened(StrEnum):
    """All that moves a job."""

    SENT = "sent"
    PRINTED = "printed"
    TAKEN = "taken"
    NOT_PRINTED = "not_printed"
    LOST = "lost"
    RESTARTED = "restarted"
    SEEN = "seen"
    NOT_SEEN = "not_seen"
    GIVEN_UP = "given_up"


LIFE: dict[tuple[State, Happened], State] = {
    (State.QUEUED, Happened.SENT): State.SENDING,
    (State.QUEUED, Happened.GIVEN_UP): State.GIVEN_UP,
    (State.SENDING, Happened.PRINTED): State.DONE,
    (State.SENDING, Happened.TAKEN): State.DONE,
    # Certain that nothing came out: it is tried again, and is no duplicate.
    (State.SENDING, Happened.NOT_PRINTED): State.QUEUED,
    (State.SENDING, Happened.LOST): State.UNKNOWN,
    # The program ended while a label was on its way: nobody knows, so nobody guesses.
    (State.SENDING, Happened.RESTARTED): State.UNKNOWN,
    (State.UNKNOWN, Happened.SEEN): State.DONE,
    (State.UNKNOWN, Happened.NOT_SEEN): State.QUEUED,
    (State.UNKNOWN, Happened.GIVEN_UP): State.GIVEN_UP,
}
OVER = frozenset({State.DONE, State.GIVEN_UP})

OF_RESULT = {
    Result.PRINTED: Happened.PRINTED,
    Result.TAKEN: Happened.TAKEN,
    Result.NOT_PRINTED: Happened.NOT_PRINTED,
    Result.UNKNOWN: Happened.LOST,
}


def after(state: State, happened: Happened) -> State | None:
    """Say where a job goes; None where this cannot happen to it there."""
    return LIFE.get((state, happened))
