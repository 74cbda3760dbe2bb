"""From what Odoo 19 is asked to what an older one is asked, and its rows back again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sync.erp.odoo.answers import Json
from sync.erp.odoo.api import Named, Row
from sync.erp.odoo.versions import RELATIONS, Old

FORMATTED = "formatted_read_group"
COUNT = "__count"


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of `execute_kw`."""

    model: str
    method: str
    args: list[Any]
    named: dict[str, Any]


def asked(old: Old, model: str, method: str, named: Named) -> Asked:
    """Put a call into the older one's words. Record ids come first there, without a name."""
    rest = {name: value for name, value in named.items() if name != "ids"}
    args = [named["ids"]] if "ids" in named else []
    if method == "has_access":
        return _access(old, model, rest)
    if method == FORMATTED:
        return _sums(old, model, rest)
    if "fields" in rest:
        rest["fields"] = [each for one in rest["fields"] for each in _names(old, model, one)]
    if "specification" in rest:
        rest["specification"] = _specification(old, model, rest["specification"])
    return Asked(old.models.get(model, model), method, args, rest)


def answered(old: Old, model: str, method: str, named: Named, value: Json) -> Json:
    """Put an answer into Odoo 19's words."""
    match method, value:
        case (("read" | "search_read"), list()):
            fields = named.get("fields", ())
            return [_flat(old, model, fields, row) for row in value]
        case "web_read", list():
            return [_nested(old, model, named["specification"], row) for row in value]
        case "web_search_read", {"records": list(rows)}:
            read = [_nested(old, model, named["specification"], row) for row in rows]
            return {**value, "records": read}
        case "formatted_read_group", [dict(row)]:
            return [_summed(named["aggregates"], row)]
        case _:
            return value


def _access(old: Old, model: str, rest: dict[str, Any]) -> Asked:
    if old.access == "has_access":
        return Asked(model, old.access, [[]], rest)
    return Asked(model, old.access, [], {**rest, "raise_exception": False})


def _sums(old: Old, model: str, rest: dict[str, Any]) -> Asked:
    assert not rest.pop("groupby")
    wanted = [one.partition(":") for one in rest.pop("aggregates") if one != COUNT]
    fields = [f"{_alias(field, by)}:{by}({field})" for field, _, by in wanted]
    named = {**rest, "fields": fields, "groupby": [], "lazy": False}
    return Asked(old.models.get(model, model), "read_group", [], named)


def _summed(aggregates: Iterable[str], row: Row) -> Row:
    found = {COUNT: row.get(COUNT)}
    for one in aggregates:
        field, _, by = one.partition(":")
        found[one] = row.get(_alias(field, by) if by else one)
    return found


def _alias(field: str, by: str) -> str:
    """Name a sum: two of one field must not be called the same."""
    return f"{field}_{by}"


def _names(old: Old, model: str, field: str) -> tuple[str, ...]:
    return old.fields.get((model, field), (field,))


def _specification(old: Old, model: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field, inner in wanted.items():
        other = RELATIONS.get((model, field), "")
        if other and "fields" in inner:
            inner = {**inner, "fields": _specification(old, other, inner["fields"])}  # noqa: PLW2901
        found.update(dict.fromkeys(_names(old, model, field), inner))
    return found


def _flat(old: Old, model: str, fields: Iterable[str], row: Row) -> Row:
    renamed = _renamed(old, model, fields)
    return {**row, **{field: _value(old, model, field, row) for field in renamed}}


def _nested(old: Old, model: str, wanted: Mapping[str, Any], row: Row) -> Row:
    found = dict(_flat(old, model, wanted, row))
    for field, inner in wanted.items():
        other = RELATIONS.get((model, field), "")
        if other and "fields" in inner:
            found[field] = _inside(old, other, inner["fields"], found[field])
    return found


def _inside(old: Old, model: str, wanted: Mapping[str, Any], value: Json) -> Json:
    match value:
        case dict():
            return _nested(old, model, wanted, value)
        case list():
            return [_nested(old, model, wanted, row) for row in value]
        case _:
            return value


def _renamed(old: Old, model: str, fields: Iterable[str]) -> list[str]:
    """Fields that are one field there, or none; those that are several are read as they come."""
    return [one for one in fields if (model, one) in old.fields and len(old.fields[model, one]) < 2]


def _value(old: Old, model: str, field: str, row: Row) -> Json:
    names = old.fields[model, field]
    return row[names[0]] if names else False
