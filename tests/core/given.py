"""Values and strategies for tests of what is pure."""

from datetime import date
from decimal import Decimal

import hypothesis.strategies as st

from sync.core.envelope import Envelope, Seen, When, Who
from sync.core.operations import (
    Approval,
    Choice,
    Count,
    Damage,
    FinishReceipt,
    Move,
    MoveLine,
    Occasion,
    ReceiveLine,
    RecordCheck,
    Rest,
    Settle,
    Stage,
    Undo,
)
from sync.core.quality import Answer, Disposition, Verdict
from sync.core.quantity import Unit
from sync.core.records import (
    Document,
    DocumentKind,
    DocumentState,
    Line,
    Location,
    LocationKind,
    Product,
    Tracking,
    Work,
)
from sync.core.returning import Fate, Grade, Reason
from sync.core.rules import Facts, TargetState
from sync.core.short import Short, ShortLine

TODAY = date(2026, 3, 2)
DOCUMENT = Document(
    1, DocumentKind.RECEIPT, "WH/IN/1", "P1", "Mill", 1, 1, "Receipts", DocumentState.READY,
    TODAY, 20, 10, None, "v1",
)  # fmt: skip
LINES = tuple(Line(id, 1, id, 100 + id, 1, Decimal(10), Decimal(0), ()) for id in range(3))
WORK = Work(DOCUMENT, LINES)
GOODS = ReceiveLine(1, 1, 101, Decimal(3), Decimal(3), None, None, None, 11)
FINISH = FinishReceipt(1, Rest.STAYS_OPEN)
MOVED_LINE = MoveLine(1, 1, 101, Decimal(3), Decimal(3), None, None, 12, 11, 1)
MOVED = Move(101, Decimal(3), Decimal(3), None, None, 12, 11, 1)
COUNTED = Count(101, Decimal(8), Decimal(10), None, None, 11, 1, Stage.COUNTED)
BACK = Undo("op", GOODS)
JUDGED = RecordCheck(
    *(1, 1, 101, None, Decimal(3), 1, Verdict.FAILED, Disposition.QUARANTINE, "Ines", ""),
    *((7,), (Answer(7, "seal", 1, "no", good=False),), None, 12),
)
FILED = Settle("op", 1, Choice.FILE, GOODS)
LET_GO = Settle("op", 1, Choice.LET_GO, None)
PRODUCT = Product(
    101, None, "A", "Article", "4000", Tracking.NONE,
    has_expiry=False, needs_check=False, unit=1, active=True,
)  # fmt: skip
BIN = Location(11, 1, 1, "WH/A/11", "A-11", "L11", LocationKind.BIN, 10, "A", "1", 1, active=True)
FACTS = Facts(
    today=TODAY,
    company=1,
    document=DOCUMENT,
    line=LINES[1],
    product=PRODUCT,
    unit=Unit(1, "Piece", 1, Decimal(1), Decimal(1)),
    bin=BIN,
    serials=frozenset(),
    received=Decimal(1),
    target=TargetState.STANDING,
)

amounts = st.decimals("0.001", "999999", places=3).map(
    lambda amount: amount.normalize() if amount else amount
)
deeds_on_lines = st.builds(
    ReceiveLine,
    document=st.just(1),
    line=st.integers(0, 3),
    product=st.integers(100, 103),
    quantity=amounts,
    scanned=amounts,
    packaging=st.none() | st.integers(1, 5),
    lot=st.none() | st.text(min_size=1, max_size=5),
    expiry=st.none() | st.dates(),
    bin=st.integers(10, 12),
    unit=st.none() | st.integers(1, 3),
    package=st.none() | st.text(min_size=1, max_size=5),
    pallet=st.none() | st.text(min_size=1, max_size=5),
    damage=st.none() | st.sampled_from(Damage),
    needs=st.none() | st.sampled_from(Approval),
    approved_by=st.text(max_size=5),
    code=st.none() | st.text(min_size=1, max_size=5),
)
checks_on_lines = st.builds(
    RecordCheck,
    document=st.just(1),
    line=st.integers(0, 3),
    product=st.integers(100, 103),
    lot=st.none() | st.text(min_size=1, max_size=5),
    quantity=amounts,
    unit=st.integers(1, 3),
    verdict=st.sampled_from(Verdict),
    disposition=st.none() | st.sampled_from(Disposition),
    inspector=st.text(max_size=5),
    second=st.text(max_size=5),
    rules=st.lists(st.integers(1, 5), max_size=3).map(tuple),
    answers=st.lists(
        st.builds(
            Answer, st.integers(1, 5), st.text(), st.integers(1, 5), st.text(), st.booleans()
        ),
        max_size=3,
    ).map(tuple),
    source=st.none() | st.integers(10, 12),
    place=st.none() | st.integers(10, 12),
)
moved_lines = st.builds(
    MoveLine,
    document=st.just(1),
    line=st.integers(0, 3),
    product=st.integers(100, 103),
    quantity=amounts,
    scanned=amounts,
    packaging=st.none() | st.integers(1, 5),
    lot=st.none() | st.text(min_size=1, max_size=5),
    source=st.integers(10, 12),
    bin=st.integers(10, 12),
    unit=st.integers(1, 3),
    package=st.none() | st.text(min_size=1, max_size=5),
    pallet=st.none() | st.text(min_size=1, max_size=5),
)
moves = moved_lines.map(
    lambda one: Move(
        *(one.product, one.quantity, one.scanned, one.packaging),
        *(one.lot, one.source, one.bin, one.unit),
    )
) | st.builds(
    Move,
    product=st.integers(100, 103),
    quantity=amounts,
    scanned=amounts,
    packaging=st.none(),
    lot=st.none() | st.text(min_size=1, max_size=5),
    source=st.just(4),
    bin=st.integers(10, 12),
    unit=st.integers(1, 3),
    expiry=st.none() | st.dates(),
    paper=st.text(max_size=5),
    grade=st.none() | st.sampled_from(Grade),
    fate=st.none() | st.sampled_from(Fate),
    reason=st.none() | st.sampled_from(Reason),
    returned=st.none() | st.integers(1, 3),
)
counts = st.builds(
    Count,
    product=st.integers(100, 103),
    counted=st.just(Decimal(0)) | amounts,
    expected=amounts,
    packaging=st.none() | st.integers(1, 5),
    lot=st.none() | st.text(min_size=1, max_size=5),
    bin=st.integers(10, 12),
    unit=st.integers(1, 3),
    stage=st.sampled_from(Stage),
    occasion=st.sampled_from(Occasion),
    blind=st.booleans(),
    needs=st.none() | st.just(Approval.VARIANCE),
    approved_by=st.text(max_size=5),
)
SHORT = st.lists(
    st.builds(ShortLine, st.integers(), st.integers(), st.sampled_from(Short)), max_size=3
).map(tuple)
undos = st.builds(Undo, target=st.text(), taken_back=deeds_on_lines | moved_lines | moves | counts)
filings = (
    deeds_on_lines
    | moved_lines
    | moves
    | counts
    | undos
    | checks_on_lines
    | st.builds(FinishReceipt, st.integers(), st.sampled_from(Rest), SHORT)
)
settles = st.builds(
    lambda target, deed: Settle(target, deed.document, Choice.FILE, deed), st.text(), filings
) | st.builds(
    lambda target, choice: Settle(target, 1, choice, None),
    st.text(),
    st.sampled_from([Choice.LET_GO, Choice.OFFICE]),
)
deeds = filings | settles
numbers = st.integers(0, 2**62)
envelopes = st.builds(
    Envelope,
    op_id=st.text(),
    device=st.text(),
    epoch=numbers,
    seq=numbers,
    prev_hash=st.text(),
    hash=st.text(),
    deed=deeds,
    who=st.builds(Who, st.text(), st.text(), numbers, numbers),
    when=st.builds(When, numbers, numbers, st.text()),
    seen=st.builds(Seen, st.text(), st.text(), st.text()),
    raw_scan=st.text(),
)
