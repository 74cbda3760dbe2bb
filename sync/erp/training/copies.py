"""What the books can say of a device's numbers: whether it is alone with them, and they its own."""

from sync.core.lifecycle import Life, Result, after
from sync.erp.training.books import Books
from sync.erp.training.filing import answers_after
from sync.wire.messages import PullRequest


def is_strange(books: Books, request: PullRequest) -> bool:
    """Say whether the number it holds answers up to stands for another operation here."""
    held = books.file.value(
        "SELECT hash FROM operations WHERE device = ? AND epoch = ? AND seq = ?",
        (request.device, request.epoch, request.answered_seq),
    )
    return bool(held and request.answered_hash and held != request.answered_hash)


def judged_otherwise(books: Books, request: PullRequest) -> tuple[Result, ...]:
    """Answers that the device has, and that stand otherwise here.

    A request that came twice over a bad network may have been filed once more, and not as before,
    when these books were put back in between: nobody heard of that.
    """
    first = request.answered_seq - len(request.stands) + 1
    held = books.file.value(
        "SELECT hash FROM operations WHERE device = ? AND epoch = ? AND seq = ?",
        (request.device, request.epoch, request.answered_seq),
    )
    if not request.stands or held != request.answered_hash:
        return ()
    known = answers_after(books, request.device, request.epoch, first - 1)
    return tuple(
        one
        for one in known
        if one.seq <= request.answered_seq and _stand(one) != request.stands[one.seq - first]
    )


def _stand(result: Result) -> str:
    return after(Life.HERE, result.outcome)[0]


def is_copied(books: Books, device: str, epoch: int) -> bool:
    """Say whether a newer epoch of the device is known: another one goes on as it, too."""
    sql = "SELECT max(epoch) FROM watermarks WHERE device = ?"
    return (books.file.value(sql, (device,)) or 0) > epoch
