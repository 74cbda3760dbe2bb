"""The setup desk, decided: what a tap or a filled form makes of the form."""

import re
from collections.abc import Mapping
from dataclasses import replace

from app.base.language import Language
from app.base.setup import Erp, Form, ScannerForm
from app.base.wording import Text
from sync.core.records import Company, Warehouse

MS_MAX = 5_000
_ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?")


def choose(form: Form, value: str) -> Form:
    """Take a choice: `erp:odoo`, `language:de`, `company:3`, `warehouse:7`."""
    group, _, chosen = value.partition(":")
    match group:
        case "erp":
            return replace(_forgotten(form), erp=Erp(chosen), words=None)
        case "language":
            return replace(form, language=Language(chosen))
        case "company":
            return _with_company(form, int(chosen))
        case _:
            return replace(form, warehouse=int(chosen))


def fill(form: Form, values: Mapping[str, str]) -> Form:
    """Take what was typed, trimmed; a secret left empty is the one that is kept."""
    filled = replace(
        _forgotten(form),
        url=values.get("url", form.url).strip().rstrip("/"),
        database=values.get("database", form.database).strip(),
        key=values.get("key", "").strip() or form.key,
        user=values.get("user", form.user).strip(),
    )
    return replace(filled, wrong=_wrong(filled), words=None)


def answered(
    form: Form, companies: tuple[Company, ...], warehouses: tuple[Warehouse, ...], words: Text
) -> Form:
    """Take what the ERP said who we are and what we may see."""
    known = replace(
        form, companies=companies, warehouses=warehouses, words=words, went_well=True, busy=False
    )
    staffed = [one.id for one in companies if any(w.company == one.id for w in warehouses)]
    kept = form.company if form.company in staffed else next(iter(staffed), None)
    if kept is None:
        # What was chosen at another ERP means nothing here.
        return replace(known, company=None, warehouse=None)
    return _with_company(known, kept)


def failed(form: Form, words: Text) -> Form:
    """Take that it did not go well, and keep all that was filled in."""
    return replace(form, busy=False, words=words, went_well=False)


def _with_company(form: Form, company: int) -> Form:
    own = [one.id for one in form.warehouses if one.company == company]
    kept = form.warehouse if form.warehouse in own else next(iter(own), None)
    return replace(form, company=company, warehouse=kept)


def _forgotten(form: Form) -> Form:
    return replace(form, companies=(), warehouses=())


def _wrong(form: Form) -> tuple[tuple[str, str], ...]:
    needed = {"user": form.user}
    if form.erp is Erp.ODOO:
        key = form.key or ("kept" if form.key_kept else "")
        needed |= {"url": form.url, "database": form.database, "key": key}
    wrong = {name: "required" for name, value in needed.items() if not value}
    if form.erp is Erp.ODOO and form.url and not _ADDRESS.fullmatch(form.url):
        wrong["url"] = "address_begins"
    return tuple(wrong.items())


def scanner_way(form: ScannerForm, way: str) -> ScannerForm:
    """Take another way for a scanner; where it was attached by the first means nothing there."""
    return replace(form, way=way, address="", wrong=())


def scanner_filled(form: ScannerForm, values: Mapping[str, str]) -> ScannerForm:
    """Take what was typed about a scanner; a prefix may be a space, so only the rest is trimmed."""
    filled = replace(
        form,
        address=values.get("scanner_address", form.address).strip(),
        prefix=values.get("scanner_prefix", form.prefix),
        suffix=values.get("scanner_suffix", form.suffix),
        quiet_ms=values.get("scanner_quiet_ms", form.quiet_ms).strip(),
        double_ms=values.get("scanner_double_ms", form.double_ms).strip(),
    )
    wrong = [] if filled.address else [("scanner_address", "required")]
    times = {"scanner_quiet_ms": filled.quiet_ms, "scanner_double_ms": filled.double_ms}
    wrong += [(name, "milliseconds") for name, said in times.items() if not _is_time(said)]
    return replace(filled, wrong=tuple(wrong))


def _is_time(said: str) -> bool:
    return not said or (said.isdecimal() and int(said) <= MS_MAX)
