"""Packs by the names devices gave them: found, or made before goods are put into them."""

import logging
from collections.abc import Iterable, Mapping

from sync.core.operations import ReceiveLine
from sync.core.rules import check_packs
from sync.erp.odoo.answers import Refusal
from sync.erp.odoo.api import Row, as_failure
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.versions import old_of
from sync.wire.failures import Failure

_log = logging.getLogger(__name__)

MODEL = "stock.package"
_INSIDE = "package_dest_id"
"""The pallet that a pack will stand on once the receipt is done."""


async def packs_of(source: Source, deeds: Iterable[ReceiveLine]) -> Mapping[str, int] | Failure:
    """Name the packs of these deeds by id.

    Odoo lets two have one name, so the oldest counts, for everybody and at every retry; an empty
    one that two devices made at the same moment does no harm.
    """
    # What the rules refuse makes no packs either.
    wanted = [deed for deed in deeds if check_packs(deed) is None]
    names = {name for deed in wanted for name in (deed.package, deed.pallet) if name}
    if not names:
        return {}
    found = await _by_name(source, names)
    if isinstance(found, Failure):
        return found
    missing = sorted(names - found.keys())
    if missing:
        made = await _call(source, "create", {"vals_list": [{"name": one} for one in missing]})
        found = made or await _by_name(source, names)
    if isinstance(found, Failure):
        return found
    stood = await _on_pallets(source, wanted, found)
    return stood or {name: row["id"] for name, row in found.items()}


async def _by_name(source: Source, names: Iterable[str]) -> dict[str, Row] | Failure:
    fields = ["name"] if _is_older(source) else ["name", _INSIDE]
    named = {"domain": [["name", "in", sorted(names)]], "fields": fields, "order": "id desc"}
    rows = await source.search(MODEL, named)
    return rows if isinstance(rows, Failure) else {row["name"]: row for row in rows}


async def _on_pallets(
    source: Source, deeds: Iterable[ReceiveLine], found: Mapping[str, Row]
) -> Failure | None:
    if _is_older(source):
        return None  # It knows no pack within a pack: what is in which box is right all the same.
    stand = {deed.package: deed.pallet for deed in deeds if deed.package and deed.pallet}
    for package, pallet in stand.items():
        inside = found[pallet]["id"]
        if found[package][_INSIDE] == inside:
            continue
        vals = {"ids": [found[package]["id"]], "vals": {_INSIDE: inside}}
        said = await source.api.call(MODEL, "write", {**vals, "context": source.context})
        if isinstance(said, Failure):
            return said
        if isinstance(said, Refusal):
            # Where a pack stands is less than what is in it: the goods are filed all the same.
            _log.warning("%s does not go onto %s: %s", package, pallet, said.message)
    return None


async def _call(source: Source, method: str, named: Mapping[str, object]) -> Failure | None:
    said = await source.api.call(MODEL, method, {**named, "context": source.context})
    if isinstance(said, Refusal):
        return as_failure(MODEL, said)
    return said if isinstance(said, Failure) else None


def _is_older(source: Source) -> bool:
    return old_of(source.session.version) is not None
