"""What the books can say of a device's numbers: whether it is alone with them, and they its own."""

from sync.erp.training.books import Books
from sync.wire.messages import PullRequest


def is_strange(books: Books, request: PullRequest) -> bool:
    """Say whether the number it holds answers up to stands for another operation here."""
    held = books.file.value(
        "SELECT hash FROM operations WHERE device = ? AND epoch = ? AND seq = ?",
        (request.device, request.epoch, request.answered_seq),
    )
    return bool(held and request.answered_hash and held != request.answered_hash)


def is_copied(books: Books, device: str, epoch: int) -> bool:
    """Say whether a newer epoch of the device is known: another one goes on as it, too."""
    sql = "SELECT max(epoch) FROM watermarks WHERE device = ?"
    return (books.file.value(sql, (device,)) or 0) > epoch
