"""Packs by the names devices gave them: found, or made before goods are put into them."""

import logging
from collections.abc import Iterable, Mapping, Sequence

from sync.core.operations import Goods, MoveLine, ReceiveLine
from sync.core.rules import check_packs
from sync.erp.odoo.answers import ACCESS, Refusal
from sync.erp.odoo.api import Row, as_failure
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.versions import old_of
from sync.wire.failures import Failure

_log = logging.getLogger(__name__)

MODEL = "stock.package"
_TYPE = "package_type_id"
_INSIDE = "package_dest_id"
"""The pallet that a pack will stand on once the receipt is done."""


async def packs_of(source: Source, deeds: Iterable[Goods]) -> Mapping[str, int] | Failure:
    """Name the packs of these deeds by id.

    Odoo lets two have one name, so the oldest counts, for everybody and at every retry; an empty
    one that two devices made at the same moment does no harm. What Odoo refuses to show or to make
    is missing from the answer: it is the trouble of those who name it, and of nobody behind them.
    """
    # What the rules refuse makes no packs either.
    packed = (deed for deed in deeds if isinstance(deed, ReceiveLine | MoveLine))
    wanted = [deed for deed in packed if check_packs(deed) is None]
    names = {name for deed in wanted for name in (deed.package, deed.pallet) if name}
    if not names:
        return {}
    found = await by_name(source, names)
    if isinstance(found, Failure):
        return found
    missing = sorted(names - found.keys())
    if missing:
        failure = await _make(source, missing)
        found = failure or await by_name(source, names)
    if isinstance(found, Failure):
        return found
    failure = await _of_types(source, wanted, found) or await _on_pallets(source, wanted, found)
    return failure or {name: row["id"] for name, row in found.items()}


async def _make(source: Source, names: Sequence[str]) -> Failure | None:
    """Make packs, all at once; one by one if Odoo refuses, to find the one it is about."""
    named = {"vals_list": [{"name": one} for one in names], "context": source.context}
    said = await source.api.call(MODEL, "create", named)
    if isinstance(said, Failure):
        return said
    if isinstance(said, Refusal) and len(names) == 1:
        _log.warning("no pack %s: %s: %s", names[0], said.name, said.message)
    elif isinstance(said, Refusal):
        for one in names:
            failure = await _make(source, [one])
            if failure:
                return failure
    return None


async def by_name(source: Source, names: Iterable[str]) -> dict[str, Row] | Failure:
    """Read packs that have these names; the oldest of each."""
    fields = ["name", _TYPE] if is_older(source) else ["name", _TYPE, _INSIDE]
    domain = [["name", "in", sorted(names)]]
    named = {"domain": domain, "fields": fields, "order": "id desc", "load": ""}
    said = await source.api.call(MODEL, "search_read", {**named, "context": source.context})
    if isinstance(said, Failure):
        return said
    if isinstance(said, Refusal) and said.name != ACCESS:
        return as_failure(MODEL, said)
    if isinstance(said, Refusal):
        _log.warning("no packs are shown to us: %s", said.message)
        return {}
    return {row["name"]: row for row in said.value}


async def _of_types(
    source: Source, deeds: Iterable[ReceiveLine | MoveLine], found: Mapping[str, Row]
) -> Failure | None:
    """Say what packs are, of which nobody has said it yet: the first who does is right."""
    said: dict[int, int] = {}
    for deed in deeds:
        row = found.get(deed.package or "")
        type_ = deed.pack_type if isinstance(deed, MoveLine) else None
        if row and type_ and not row[_TYPE]:
            said.setdefault(row["id"], type_)
    for id, type_ in said.items():
        named = {"ids": [id], "vals": {_TYPE: type_}, "context": source.context}
        answer = await source.api.call(MODEL, "write", named)
        if isinstance(answer, Failure):
            return answer
        if isinstance(answer, Refusal):
            # What a pack is is less than what is in it: the goods are filed all the same.
            _log.warning("pack %s is of no type %s: %s", id, type_, answer.message)
    return None


async def _on_pallets(
    source: Source, deeds: Iterable[ReceiveLine | MoveLine], found: Mapping[str, Row]
) -> Failure | None:
    if is_older(source):
        return None  # It knows no pack within a pack: what is in which box is right all the same.
    stand = {deed.package: deed.pallet for deed in deeds if deed.package and deed.pallet}
    for package, pallet in stand.items():
        if not {package, pallet} <= found.keys():
            continue
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


def is_older(source: Source) -> bool:
    """Say whether this Odoo has other packs than Odoo 19."""
    return old_of(source.session.version) is not None
