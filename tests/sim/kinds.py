"""Every kind of thing that a swarm must have met: what is never drawn proves nothing."""

from collections import Counter

from sync.core.operations import Kind

NETWORK = ("drop", "lost", "twice", "stale", "half", "cut", "failing", "hang", "bug", "partition")
DEVICES = (
    *("crash-statement", "crash-await", "torn", "close", "upgrade", "disk-full", "clock-jump"),
    *("mirror-lost", "mirror-broken", "mirror-old", "mirror-drift", "mirror_rebuilt"),
    *("put-back", "clone", "journal-broken", "journal_set_aside", "journal_restored"),
    *(f"devices {count}" for count in (1, 2, 3, 4, 5, 8)),
)
ERP = ("server-crash", "server-stop", "server-put-back")
OFFICE = tuple(
    f"office {act}"
    for act in (
        *("cancels", "deletes", "takes", "adds", "wants", "validates", "splits", "counts"),
        *("closes", "opens", "archives", "labels", "tracks", "announces", "sells", "renames"),
    )
)
CLAIMS = ("claim", "told-of-another", "taken-over", "claim-lapsed", "old-token")
DEEDS = tuple(f"deed {kind}" for kind in Kind)
OUTCOMES = tuple(
    f"outcome {one}" for one in ("applied", "applied_changed", "duplicate", "exception")
)
EVERY = (*NETWORK, *DEVICES, *ERP, *OFFICE, *CLAIMS, *DEEDS, *OUTCOMES)


def missing(counts: Counter[str]) -> list[str]:
    """What did not happen once."""
    return [kind for kind in EVERY if not counts[kind]]


def table(counts: Counter[str]) -> str:
    """How often each happened."""
    return "\n".join(f"{counts[kind]:9} {kind}" for kind in EVERY)
