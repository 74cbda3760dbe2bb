"""The company's barcode rules as they were last read from the ERP, beside its journal."""

import logging
from collections.abc import Callable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from scanners.codes.known import NOTHING, Known
from scanners.codes.nomenclature import Conversion, Rule, prepared
from sync.core.barcodes import BarcodeRules

_log = logging.getLogger(__name__)

FILE = "barcodes.json"
_FILE = TypeAdapter(tuple[BarcodeRules, ...])


Keep = Callable[[tuple[BarcodeRules, ...]], Known]


def barcodes_in(folder: Path, company: int | None) -> tuple[Known, Keep]:
    """Tell what is known by what was kept, and how to keep what the ERP says now."""

    def keep(rules: tuple[BarcodeRules, ...]) -> Known:
        save_barcodes(folder, rules)
        return known_of(rules, company)

    return known_of(load_barcodes(folder), company), keep


def save_barcodes(folder: Path, rules: tuple[BarcodeRules, ...]) -> None:
    """Keep them for the next start, which may be without a network."""
    new = folder / f"{FILE}.new"
    try:
        new.write_bytes(_FILE.dump_json(rules, indent=1))
        new.replace(folder / FILE)
    except OSError as error:
        _log.warning("the barcode rules could not be kept: %s", error)


def load_barcodes(folder: Path) -> tuple[BarcodeRules, ...]:
    """Read what was kept; none where there is nothing whole."""
    try:
        return _FILE.validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return ()


def known_of(rules: tuple[BarcodeRules, ...], company: int | None) -> Known:
    """Make the rules of one company ready to read scans with."""
    for one in rules:
        if one.company == company and one.conversion in set(Conversion):
            given = tuple(
                Rule(r.name, r.type, r.encoding, r.pattern, r.alias, r.content, r.decimal)
                for r in one.rules
            )
            made = prepared(given, Conversion(one.conversion), one.separator)
            if made.unfit:
                _log.warning("barcode rules left out: %s", ", ".join(made.unfit))
            return Known(rules=made)
    return NOTHING
