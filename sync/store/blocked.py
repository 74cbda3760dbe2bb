"""Is a lot blocked? By what inspectors here and elsewhere said of it, and by what the ERP says."""

import sqlite3

from sync.core.operations import RecordCheck, effect_of
from sync.core.quality import read_checks
from sync.store.live import Tail


def is_blocked(mirror: sqlite3.Connection, tail: Tail, product: int, lot: str | None) -> bool:
    """Say whether nobody may take goods of a lot; the mirror's snapshot must be open."""
    if lot is None:
        return False
    verdicts = _verdicts(mirror, product, lot)
    for news in tail.values():
        for operation in news.operations:
            deed = effect_of(operation.deed)
            if isinstance(deed, RecordCheck) and (deed.product, deed.lot) == (product, lot):
                verdicts[deed.line] = deed.blocks
    if any(verdicts.values()):
        return True
    sql = "SELECT 1 FROM lots WHERE product = ? AND name = ? AND blocked LIMIT 1"
    if mirror.execute(sql, (product, lot)).fetchone() is None:
        return False
    # The ERP knows of more receipts than are here, and its office blocks lots by hand. It only
    # lags where a line that it blocks by was judged good here since.
    return not any(_blocks_in_base(mirror, line, lot) for line in verdicts)


def blocked_lots(mirror: sqlite3.Connection, tail: Tail, product: int) -> frozenset[str]:
    """The lots of a product that nobody may take goods of; few were ever in doubt."""
    sql = "SELECT name FROM lots WHERE product = ? AND blocked = 1"
    doubted = {row[0] for row in mirror.execute(sql, (product,))}
    judged = mirror.execute(
        "SELECT checks FROM live_lines WHERE product = ? AND entries <> '' AND checks <> ''",
        (product,),
    )
    doubted |= {one.lot for (text,) in judged for one in read_checks(text) if one.blocks}
    for news in tail.values():
        deeds = (effect_of(one.deed) for one in news.operations)
        doubted |= {one.lot for one in deeds if isinstance(one, RecordCheck) and one.blocks}
    return frozenset(lot for lot in doubted if lot and is_blocked(mirror, tail, product, lot))


def _verdicts(mirror: sqlite3.Connection, product: int, lot: str) -> dict[int, bool]:
    found = mirror.execute(
        "SELECT id, checks FROM live_lines WHERE product = ? AND entries <> '' AND checks <> ''",
        (product,),
    )
    return {line: one.blocks for line, text in found for one in read_checks(text) if one.lot == lot}


def _blocks_in_base(mirror: sqlite3.Connection, line: int, lot: str) -> bool:
    found = mirror.execute("SELECT checks FROM base_lines WHERE id = ?", (line,)).fetchone()
    return any(one.blocks for one in read_checks(found and found[0]) if one.lot == lot)
