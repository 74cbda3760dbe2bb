"""THE TABLE of what is different in older Odoos; all else in this package speaks as Odoo 19 does.

Left what Odoo 19 calls it, right what the older one does. Not run against those servers: taken from
their published sources, and proven only by a stand-in that knows no other words (tests/old).

| | 17 | 18 | 19 |
|---|---|---|---|
| way in | /jsonrpc | /jsonrpc | JSON-2 |
| may I | check_access_rights | has_access | has_access |
| sums | read_group | read_group | formatted_read_group |
| cartons | product.packaging, an amount | product.packaging, an amount | product.uom, a unit |
| packages | stock.quant.package | stock.quant.package | stock.package |
| what packs weigh | where a module for carriers is; not asked | as 17 | on the pack |
| units | a category; factor is how many of it are one | as 17 | a tree; factor is how many it is |
| shipping policy of a type | - | move_type | move_type |
| which place of a putaway rule's area | - | sublocation | sublocation |
| a type written again | not known | refused once closed | refused once closed |
| a receipt validated again | not known | refused | nothing happens, and it says yes |

Since 17, and so for all of them: `quantity` with `picked` on move lines, `web_read`,
`web_search_read` with a specification, no wizard for immediate transfers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

VERSION_MIN = 17


@dataclass(frozen=True, slots=True)
class Old:
    """One older Odoo: models, fields and methods by the names Odoo 19 has for them.

    A field that became several is asked for as all of them, and read as they come; one that is not
    there is read as empty.
    """

    models: Mapping[str, str]
    fields: Mapping[tuple[str, str], tuple[str, ...]]
    access: str


_UNITS = {
    ("uom.uom", "factor"): ("factor_inv",),
    ("uom.uom", "parent_path"): ("category_id",),
}
_CARTONS = {("product.uom", "uom_id"): ("name", "qty")}
_WEIGHTS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("stock.package.type", "weight_uom_name"): ()
}
"""Packs have nowhere to keep what they were weighed at, so it is not said in what they would be."""
_MODELS = {"product.uom": "product.packaging", "stock.package": "stock.quant.package"}

OLD: Mapping[int, Old] = {
    17: Old(
        models=_MODELS,
        # Without it no document is taken to be as its type, so the type is never written again.
        # Its putaway rules know no place that was used last.
        fields={
            **_UNITS,
            **_CARTONS,
            **_WEIGHTS,
            ("stock.picking.type", "move_type"): (),
            ("stock.putaway.rule", "sublocation"): (),
        },
        access="check_access_rights",
    ),
    18: Old(models=_MODELS, fields={**_UNITS, **_CARTONS, **_WEIGHTS}, access="has_access"),
}

RELATIONS: Mapping[tuple[str, str], str] = {
    ("stock.picking", "picking_type_id"): "stock.picking.type",
    ("stock.picking", "move_ids"): "stock.move",
    ("stock.picking", "move_line_ids"): "stock.move.line",
    ("stock.move", "product_uom"): "uom.uom",
    ("stock.move.line", "product_uom_id"): "uom.uom",
}
"""Whose fields are asked for inside a document; those without a difference are left out."""


def is_known(release: str) -> bool:
    """Say whether we speak to such an Odoo. Between 17 and 19 Odoo's own hosting had others."""
    if release.startswith("saas~"):
        return (_major(release) or 0) >= max(OLD) + 1
    return (_major(release) or 0) >= VERSION_MIN


def old_of(release: str) -> Old | None:
    """What is different in that release, if anything is."""
    return OLD.get(_major(release) or 0)


def _major(release: str) -> int | None:
    major = release.removeprefix("saas~").partition(".")[0]
    return int(major) if major.isdigit() else None
