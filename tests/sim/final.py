"""What must be so when all is well again: every promise, on every device and in the books."""

from collections.abc import Iterable
from decimal import Decimal

from sync.core.envelope import GENESIS, from_json, is_sealed
from sync.core.lifecycle import STEP_OF, Outcome
from sync.core.operations import Count, Move, Undo, effect_of
from sync.core.page import Table
from sync.core.quantity import Unit, convert
from sync.core.records import (
    Document,
    DocumentKind,
    DocumentState,
    Line,
    Location,
    LocationKind,
    Lot,
    Product,
)
from sync.erp.training.books import Books
from sync.erp.training.changes import Reader
from sync.erp.training.cursor import read_cursor
from sync.erp.training.database import KINDS
from sync.store import rows
from tests.sim import ground
from tests.sim.checks import LAST_ANSWERS, Watch, is_alike, is_of
from tests.sim.device import Device
from tests.sim.on_way import nothing_is_in_two_houses
from tests.sim.server import Server
from tests.sim.trace import hold

NOT_LOOKED_FOR = "drift not looked for"
LAYERS = (("base_documents", "base_lines"), ("live_documents", "live_lines"))


def drained(server: Server, device: Device) -> str:
    """Why a device is not done yet, or nothing."""
    if not (device.up and server.up):
        return "down"
    waiting = device.journal.execute("SELECT count(*) FROM standing WHERE life = 'here'").fetchone()
    if waiting[0]:
        return f"{waiting[0]} unsent"
    if device.promised.written.keys() - server.memory.filed.keys():
        return "not sent again"
    state = device.mirror.execute("SELECT cursor, replayed_seq FROM state").fetchone()
    cursor = read_cursor(state[0])
    if cursor is None or cursor.todo or cursor.since < server.seen.revision():
        return f"cursor {state[0]}"
    if not is_of(server.seen, cursor):
        return "saw days that the books lost"
    if device.drifted and not device.link.summed:
        return NOT_LOOKED_FOR
    newest = max((one.seq for one in device.promised.written.values()), default=0)
    return "" if state[1] >= newest else "not replayed"


def check_device(server: Server, device: Device, watch: Watch) -> None:
    """F1, F3, F4, I5 and I7 of one device."""
    _chain(device)
    _outcomes(server, device)
    _mirrors(server, device)
    documents = [row[0] for row in device.mirror.execute("SELECT id FROM base_documents")]
    for document in documents:
        watch.read_your_writes(device, document)
    _live(device)


def _chain(device: Device) -> None:
    """I7, read again from the file: sealed, chained, gap-free."""
    before = GENESIS
    written = device.journal.execute("SELECT seq, hash, payload FROM operations ORDER BY seq")
    for number, (seq, hash_, payload) in enumerate(written, 1):
        envelope = from_json(payload)
        sound = is_sealed(envelope) and (envelope.seq, envelope.hash) == (seq, hash_)
        hold("I7 sealed", sound and seq == number, device.name, seq)
        hold("I7 chained", envelope.prev_hash == before, device.name, seq)
        before = envelope.hash


def _outcomes(server: Server, device: Device) -> None:
    """F1: each operation has one final outcome, the same here and there. F4: none is unsent."""
    promised = device.promised
    heard = (promised.heard.keys() | promised.written.keys()) - promised.gone
    for op_id in heard - (server.memory.forgotten - promised.written.keys()):
        filed = server.memory.filed.get(op_id)
        hold("F1 in the ERP", filed is not None, device.name, op_id)
        assert filed is not None
        hold("F1 final", STEP_OF[filed.outcome] is not None, device.name, op_id, filed.outcome)
    for op_id, outcome in device.journal.execute(LAST_ANSWERS):
        if op_id in promised.gone or (device.copied and op_id in server.memory.forgotten):
            continue
        there = server.memory.filed.get(op_id)
        hold(
            "F1 one outcome", is_alike(server.memory, op_id, outcome),
            device.name, op_id, outcome, "and", there and there.outcome,
        )  # fmt: skip


def _mirrors(server: Server, device: Device) -> None:
    """F3 and F6: the base is what the books say, row by row."""
    scope = device.scope
    reader = Reader(server.seen, (scope.company,), (scope.warehouse,))
    for table in Table:
        kind = KINDS[table]
        found = server.seen.find(kind, reader._mine(), reader._scope)
        if table is Table.DOCUMENTS:
            _same(device, "documents", _documents(device), map(rows.document_row, found))
            works = [server.seen.work(one.id) for one in found]
            lines = [line for work in works if work for line in work.lines]
            _same(device, "lines", _lines(device, "base_lines"), map(rows.line_row, lines))
        else:
            shape = rows.SHAPES[table]
            here = device.mirror.execute(f"SELECT {', '.join(shape.columns)} FROM {table}")
            _same(device, table, here, map(shape.row, found))


def _documents(device: Device) -> Iterable[rows.Row]:
    return device.mirror.execute(
        f"SELECT {', '.join(rows.DOCUMENT_COLUMNS)} FROM base_documents"
    )  # fmt: skip


def _lines(device: Device, layer: str) -> Iterable[rows.Row]:
    return device.mirror.execute(f"SELECT {', '.join(rows.LINE_COLUMNS)} FROM {layer}")


def _same(device: Device, table: str, here: Iterable[rows.Row], there: Iterable[rows.Row]) -> None:
    ours, theirs = sorted(here, key=repr), sorted(there, key=repr)
    if ours != theirs:
        left = [row for row in ours if row not in theirs]
        right = [row for row in theirs if row not in ours]
        hold("F3 mirror is the books", False, device.name, table, left[:3], "not", right[:3])


def _live(device: Device) -> None:
    """F3: with nothing parked on it, a document's view is its base."""
    parked = {
        row[0]
        for row in device.journal.execute(
            "SELECT o.document FROM operations o JOIN standing s ON s.seq = o.seq"
            " WHERE s.life IN ('parked', 'held')"
        )
    }
    ours, theirs = (
        sorted((row for row in _lines(device, layer) if row[1] not in parked), key=repr)
        for layer in ("base_lines", "live_lines")
    )
    hold("F3 view is base", ours == theirs, device.name)
    if 0 not in parked:
        late = device.mirror.execute("SELECT line FROM moved WHERE document = 0").fetchall()
        hold("F3 what was moved is booked", not late, device.name, late)
    over = device.mirror.execute(
        "SELECT m.document FROM moved m JOIN base_documents d ON d.id = m.document"
        " WHERE d.state IN ('done', 'cancelled')"
    ).fetchall()
    # What a verdict moved that the ERP set aside lies where it was brought until somebody decides.
    over = [row for row in over if row[0] not in parked]
    hold("F3 what is closed is booked", not over, device.name, over)


def check_books(server: Server) -> None:
    """I3 and I8 in the books: stock is what was received, and a serial is in one place."""
    stock_is_received(server.seen)
    one_place(server.seen)
    nothing_is_in_two_houses(server.seen)
    suspense_is_held(server)
    bad_lots_are_blocked(server)


def bad_lots_are_blocked(server: Server) -> None:
    """I3: a lot is blocked where its last verdict on any line says so, and nowhere else.

    A line that the office took away had a verdict, too: its lot is blocked until found good.
    """
    books = server.seen
    bad: set[tuple[int, int, str | None]] = set()
    for line in books.find(Line, "1"):
        company = books.must(Document, line.document).company
        bad |= {(company, line.product, one.lot) for one in line.checks if one.blocks}
    bad |= server.memory.orphaned
    for lot in books.find(Lot, "1"):
        is_bad = (lot.company, lot.product, lot.name) in bad
        hold("I3 blocked", lot.blocked == is_bad, lot, "is bad" if is_bad else "is good")


def stock_is_received(books: Books) -> None:
    """I3: what is in stock of each lot was there, came in, or was counted, and was not sent."""
    received: dict[tuple[int, str], Decimal] = {(ground.SERIAL, ground.OLD_SERIAL): Decimal(1)}
    products = {one.id: one for one in books.find(Product, "1")}
    units = {one.id: one for one in books.find(Unit, "1")}
    sent, done = DocumentKind.DELIVERY, DocumentState.DONE
    kinds = (DocumentKind.RECEIPT, sent, done)
    for document in books.find(Document, "kind IN (?, ?) AND state = ?", kinds):
        sign = -1 if document.kind is sent else 1
        work = books.work(document.id)
        assert work is not None
        for line in work.lines:
            unit = units[products[line.product].unit]
            for entry in line.entries:
                amount = convert(entry.quantity, units[line.unit], unit)
                assert isinstance(amount, Decimal)
                key = (line.product, entry.lot or "")
                received[key] = received.get(key, Decimal(0)) + sign * amount
    for key, found in _counted(books):
        received[key] = received.get(key, Decimal(0)) + found
    stock: dict[tuple[int, str], Decimal] = {}
    for row in books.file.rows(
        "SELECT s.product, l.name, s.quantity FROM stock s LEFT JOIN lots l ON l.id = s.lot"
        " JOIN locations p ON p.id = s.location WHERE p.kind IN (?, ?)",
        (LocationKind.BIN, LocationKind.HOLD),
    ):
        key = (row["product"], row["name"] or "")
        stock[key] = stock.get(key, Decimal(0)) + Decimal(row["quantity"])
    hold("I3 conserved", _some(stock) == _some(received), _some(stock), "not", _some(received))


def _counted(books: Books) -> Iterable[tuple[tuple[int, str], Decimal]]:
    for row in books.file.rows("SELECT envelope FROM operations WHERE outcome = 'applied'"):
        match effect_of(from_json(row["envelope"]).deed):
            case Count(product=product, lot=lot) as count:
                yield (product, lot or ""), count.quantity
            case Undo(taken_back=Count(product=product, lot=lot) as count):
                yield (product, lot or ""), -count.quantity
            case Move() as move:
                yield (move.product, move.lot or ""), _crossed(books, move)
            case Undo(taken_back=Move() as move):
                yield (move.product, move.lot or ""), -_crossed(books, move)
            case _:
                pass


def _crossed(books: Books, move: Move) -> Decimal:
    """How much more there is by a move over the edge of the house; nothing by one within."""
    ours = (LocationKind.BIN, LocationKind.HOLD)
    was, is_ = (books.must(Location, one).kind in ours for one in (move.source, move.bin))
    return move.quantity * (is_ - was)


def suspense_is_held(server: Server) -> None:
    """F5: what lies in suspense is what was set aside, and nobody decided about yet."""
    books = server.seen
    held: dict[tuple[int, int | None], Decimal] = {}
    for row in books.file.rows("SELECT op_id, product, lot, amount FROM held"):
        filed = server.memory.filed.get(row["op_id"])
        hold("F5 is open", filed and filed.outcome is Outcome.EXCEPTION, row["op_id"])
        key = (row["product"], row["lot"])
        held[key] = held.get(key, Decimal(0)) + Decimal(row["amount"])
    there: dict[tuple[int, int | None], Decimal] = {}
    for row in books.file.rows(
        "SELECT s.product, s.lot, s.quantity FROM stock s JOIN locations p ON p.id = s.location"
        " WHERE p.kind = ?",
        (LocationKind.SUSPENSE,),
    ):
        key = (row["product"], row["lot"])
        there[key] = there.get(key, Decimal(0)) + Decimal(row["quantity"])
    hold("F5 suspense", there == held, there, "not", held)


def _some(amounts: dict[tuple[int, str], Decimal]) -> dict[tuple[int, str], Decimal]:
    return {key: amount for key, amount in sorted(amounts.items()) if amount}


def one_place(books: Books) -> None:
    """I8: no serial number is in two places of a company."""
    for row in books.file.rows(
        "SELECT l.name, s.company, sum(CAST(s.quantity AS REAL)) AS pieces FROM stock s"
        " JOIN lots l ON l.id = s.lot JOIN products p ON p.id = s.product"
        " WHERE p.tracking = 'serial' GROUP BY s.product, l.name, s.company"
    ):
        hold("I8 one place", row["pieces"] <= 1, row["name"], row["company"], row["pieces"])
