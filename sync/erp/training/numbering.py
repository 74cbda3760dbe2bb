"""Numbers that the training warehouse gives devices in advance: each to one device, for good."""

import json

from sync.core.numbering import BLOCK_SIZES, NumberKind, sscc
from sync.core.records import Product
from sync.erp.training.books import Books
from sync.wire.messages import Numbers, NumbersRequest

PACK_PREFIX = "34012345"
"""Extension digit and company prefix; nine digits are left for packs."""
_BLOCKS_MAX = 10**9 // BLOCK_SIZES[NumberKind.PACK]
_TABLE = (
    "CREATE TABLE IF NOT EXISTS number_blocks (id TEXT PRIMARY KEY, device TEXT, epoch INTEGER,"
    " holder TEXT, place INTEGER, names TEXT)"
)


def give(books: Books, request: NumbersRequest) -> Numbers:
    """Say which blocks are not the device's any more, and give another if one is asked for."""
    with books.file.transaction():
        books.file.do(_TABLE)
        void = tuple(one for one in request.holds if not _goes_on(books, request, one))
        names = _given(books, request) if request.asked else ()
        return Numbers(names=names, void=void)


def _goes_on(books: Books, request: NumbersRequest, block: str) -> bool:
    found = books.file.rows("SELECT * FROM number_blocks WHERE id = ?", (block,))
    is_theirs = found and (found[0]["device"], found[0]["epoch"]) == (request.device, request.epoch)
    if not is_theirs or found[0]["holder"] not in {request.was, request.now}:
        return False
    sql = "UPDATE number_blocks SET holder = ? WHERE id = ?"
    books.file.do(sql, (request.now, block))
    return True


def _given(books: Books, request: NumbersRequest) -> tuple[str, ...]:
    asked = (request.asked, request.device, request.epoch)
    found = books.file.rows("SELECT * FROM number_blocks WHERE id = ?", (request.asked,))
    if found:
        ours = (found[0]["id"], found[0]["device"], found[0]["epoch"]) == asked
        return tuple(json.loads(found[0]["names"])) if ours else ()
    if not _is_numbered(books, request):
        return ()
    place, names = _new_names(books, request)
    books.file.do(
        "INSERT INTO number_blocks VALUES (?, ?, ?, ?, ?, ?)",
        (*asked, request.now, place, json.dumps(names)),
    )
    return names


def _is_numbered(books: Books, request: NumbersRequest) -> bool:
    product = books.get(Product, request.product)
    tracked = product is not None and product.tracking == request.kind.value
    return tracked or request.kind is NumberKind.PACK


def _new_names(books: Books, request: NumbersRequest) -> tuple[int | None, tuple[str, ...]]:
    size = BLOCK_SIZES[request.kind]
    if request.kind is NumberKind.PACK:
        place = _free_place(books)
        packs = (sscc(PACK_PREFIX, place * size + at) for at in range(size))
        return place, tuple(one for one in packs if one)
    taken = "SELECT name FROM lots WHERE product = ? AND name = ?"
    letter = "L" if request.kind is NumberKind.LOT else "S"
    names: list[str] = []
    while len(names) < size:
        name = f"{letter}{books.next_number(f'{request.kind}-{request.product}'):07d}"
        if not books.file.rows(taken, (request.product, name)):
            names.append(name)
    return None, tuple(names)


def _free_place(books: Books) -> int:
    """Anywhere in the range: books that were put back to an older day do not give again in turn."""
    while True:
        place = int(books.file.value("SELECT abs(random()) % ?", (_BLOCKS_MAX,)))
        if not books.file.rows("SELECT id FROM number_blocks WHERE place = ?", (place,)):
            return place
