"""Nothing that a scan waits for grows: with the catalogue, with a receipt, or with what is pending.

What SQLite's machine walks through is counted, not timed: the count is the same on every machine.
"""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from sync.core.envelope import Envelope, Seen, sealed_text
from sync.core.records import Stock, Work
from sync.store import journal as journal_file
from sync.store import words
from sync.store.files import writing
from sync.store.told import CountWanted, LookupWanted, MoveWanted, PutawayWanted
from tests.store.floor import (
    CATALOGUE,
    DEVICE,
    SCOPE,
    TODAY,
    Floor,
    article,
    goods,
    place,
    receipt,
    run,
    stamp,
)

FEW, MANY = 500, 20_000
SHORT, LONG = 200, 2_000
"""Both longer than a screen shows."""
LITTLE, MUCH = 2_100, 6_300
"""Home looks for counts among the newest 2,000, and no further."""
RECEIPTS = 40
FIRST_ID, PLACES = 1_000, 1_000_000
ASKED = FIRST_ID + 7
CODE, BIN_ASKED = f"{ASKED * 7_919}", PLACES + ASKED // 4


def filled(folder: Path, articles: int) -> Floor:
    floor = Floor(folder)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(receipt(1, lines=SHORT))
    for first in range(FIRST_ID, FIRST_ID + articles, FEW):
        ids = range(first, first + FEW)
        floor.absorb(
            products=tuple(article(id, barcode=f"{id * 7_919}") for id in ids),
            locations=tuple(place(PLACES + id // 4) for id in ids[::4]),
            stock=tuple(
                Stock(id, 1, id, PLACES + id // 4, None, Decimal(5), Decimal(0)) for id in ids
            ),
            more=True,
        )
    mirror = floor.store._files.mirror
    while words.is_behind(mirror):
        with writing(mirror):
            words.read_in(mirror)
    return floor


def walked(floor: Floor, work: Callable[[Floor], object]) -> int:
    """How often SQLite's machine came by while the scan path's two files were asked."""
    work(floor)  # Once before: statements are prepared, and what is new is folded in.
    floor.store._following.catch_up()
    passed = 0

    def pass_by() -> int:
        nonlocal passed
        passed += 1
        return 0

    files = floor.store._files
    for one in (files.journal, files.mirror_read):
        one.set_progress_handler(pass_by, 1)
    work(floor)
    for one in (files.journal, files.mirror_read):
        one.set_progress_handler(None, 0)
    assert passed
    return passed


def commits(floor: Floor) -> object:
    floor.number += 1
    done = run(floor.store.commit(goods(receipt(1, lines=SHORT)), stamp(floor.number), TODAY))
    assert done
    return done


WAITED_FOR = {
    "a scan is written": commits,
    "home": lambda floor: run(floor.store.home(SCOPE, (CODE,), TODAY)),
    "a receipt": lambda floor: floor.receive(keys=(CODE,)),
    "receipts": lambda floor: run(floor.store.receipts(SCOPE, (CODE,), TODAY)),
    "a move": lambda floor: run(
        floor.store.moving.move(SCOPE, MoveWanted(BIN_ASKED, ASKED, None, None, (CODE,), TODAY))
    ),
    "putting away": lambda floor: run(
        floor.store.moving.putaway(SCOPE, PutawayWanted(None, None, (CODE,), TODAY))
    ),
    "picks": lambda floor: run(floor.store.moving.picks(SCOPE, (CODE,), TODAY)),
    "a count": lambda floor: run(
        floor.store.moving.count(SCOPE, CountWanted(BIN_ASKED, ASKED, (), (CODE,), TODAY))
    ),
    "checks": lambda floor: run(floor.store.inspecting.queue(SCOPE, (CODE,), TODAY)),
    "what is unsent": lambda floor: run(floor.store.outbox(100, 0)),
    "a look-up": lambda floor: run(
        floor.store.looking.lookup(SCOPE, LookupWanted(None, (CODE,), "", TODAY))
    ),
}


LIST = ("a scan is written", "a receipt", "home", "receipts")
"""What hangs on one receipt, and on what is pending."""


@pytest.fixture(scope="module")
def floors(tmp_path_factory: pytest.TempPathFactory):
    both = [filled(tmp_path_factory.mktemp(f"{size}"), size) for size in (FEW, MANY)]
    yield both
    for floor in both:
        floor.store.close()


@pytest.mark.parametrize("asked", WAITED_FOR)
def test_nothing_that_a_scan_waits_for_grows_with_the_catalogue(floors: list[Floor], asked: str):
    few, many = (walked(floor, WAITED_FOR[asked]) for floor in floors)
    assert many <= few * 1.05, f"{asked}: {few} with {FEW} articles, {many} with {MANY}"


@pytest.mark.parametrize("asked", LIST)
def test_nothing_that_a_scan_waits_for_grows_with_the_receipt(tmp_path: Path, asked: str):
    passed = dict[int, int]()
    for lines in (SHORT, LONG):
        floor = Floor(tmp_path / f"{lines}")
        run(floor.store.absorb(CATALOGUE))
        floor.absorb(receipt(1, lines=lines))
        passed[lines] = walked(floor, WAITED_FOR[asked])
        floor.store.close()
    assert passed[LONG] <= passed[SHORT] * 1.05, passed


def test_nothing_that_a_scan_waits_for_grows_with_what_is_pending(tmp_path: Path):
    floor = Floor(tmp_path)
    run(floor.store.absorb(CATALOGUE))
    works = [receipt(id, lines=SHORT) for id in range(1, RECEIPTS + 1)]
    floor.absorb(*works)
    passed = list[dict[str, int]]()
    for pending in (LITTLE, MUCH):
        write(floor, works, pending)
        passed.append({asked: walked(floor, WAITED_FOR[asked]) for asked in LIST})
    floor.store.close()
    for asked in LIST:
        little, much = (one[asked] for one in passed)
        assert much <= little * 1.05, f"{asked}: {little} with {LITTLE} pending, {much} with {MUCH}"


def write(floor: Floor, works: list[Work], pending: int) -> None:
    """Write until so many are pending, all at once; the first receipt has one of them a line."""
    journal, lines = floor.store._files.journal, range(0, SHORT, 4)
    with writing(journal):
        while floor.number < pending:
            first = floor.number < len(lines)
            work = works[0 if first else 1 + floor.number % (RECEIPTS - 1)]
            deed = goods(work, lines[floor.number % len(lines)])
            floor.number += 1
            by, (seq, before) = stamp(floor.number), journal_file.head(journal)
            envelope = Envelope(
                *(by.op_id, DEVICE, 1, seq + 1, before, "", deed),
                *(by.who, by.when, Seen("", "", ""), "scan"),
            )
            journal_file.append(journal, *sealed_text(envelope))
    run(floor.store.record(()))
