"""The company's barcode rules survive a start without a network, and are read with at once."""

from pathlib import Path

from app.settings.barcodes import FILE, barcodes_in
from scanners.codes.known import NOTHING
from scanners.codes.parse import parse
from scanners.codes.scan import Frame
from sync.core.barcodes import BarcodeRule, BarcodeRules

ALIAS = BarcodeRule("old labels", "alias", "any", "OLD..", "4006381333931")
RULES = (BarcodeRules(1, "always", "", (ALIAS,)), BarcodeRules(2, "never heard of", "", ()))


def test_they_are_there_after_the_next_start(tmp_path: Path) -> None:
    known, keep = barcodes_in(tmp_path, 1)
    assert known == NOTHING
    assert "4006381333931" in parse(Frame("OLD77"), 2026, keep(RULES)).keys
    again, _ = barcodes_in(tmp_path, 1)
    assert parse(Frame("OLD77"), 2026, again).keys == ("OLD77", "4006381333931")


def test_another_company_or_a_broken_file_has_none(tmp_path: Path) -> None:
    _, keep = barcodes_in(tmp_path, 2)
    assert keep(RULES) == NOTHING
    (tmp_path / FILE).write_text("{")
    assert barcodes_in(tmp_path, 1)[0] == NOTHING
