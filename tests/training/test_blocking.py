"""A lot that failed is blocked from the moment the books know it, whichever paper brings it in."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.quality import Checked, Disposition, Verdict
from sync.core.records import OPEN_STATES, Lot
from sync.erp.training.books import Books
from sync.erp.training.stocking import lot_for
from tests.contract.device import Device


@pytest.mark.parametrize("verdict", [Verdict.FAILED, Verdict.PASSED])
def test_a_lot_judged_on_an_open_receipt_begins_as_what_it_is(
    device: Device, books: Books, verdict: Verdict
):
    work = books.work(device.work("CEN/IN/00001").document.id)
    assert work is not None
    assert work.document.state in OPEN_STATES
    line = work.lines[0]
    checked = Checked("NEW-1", Decimal(1), verdict, Disposition.QUARANTINE, "Ines", "")
    with books.file.transaction():
        books.put_works([replace(work, lines=(replace(line, checks=(checked,)), *work.lines[1:]))])
        lot = lot_for(books, work.document.company, line.product, ("NEW-1", None))
        other = lot_for(books, work.document.company, line.product, ("NEW-2", None))
        assert books.must(Lot, lot or 0).blocked is (verdict is Verdict.FAILED)
        assert not books.must(Lot, other or 0).blocked
