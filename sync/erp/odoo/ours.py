"""Transfers of our own for moves that no document asked for: how they are called and found again.

Each is named after the operation that the goods first moved by: what is filed in its place later
takes the next number behind that name, so whoever comes with either finds both.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sync.core.arriving import comes_in
from sync.core.crossing import is_between
from sync.core.envelope import Envelope
from sync.core.operations import Count, Move, Settle, Undo, effect_of, goods_of
from sync.erp.odoo.api import Api, Domain, Row
from sync.erp.odoo.counted import as_move
from sync.erp.odoo.goods import Goods
from sync.erp.odoo.session import Session
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.values import text
from sync.erp.odoo.versions import old_of
from sync.wire.failures import Failure

PREFIX = "SH/"
BACK = "/back"
DECIDED = "Stockhand, decided: "
"""How the origin of a transfer begins that stands for a decision, and moves nothing."""
_NUMBERED = re.compile(r"(.*?)(?:/(\d{1,4}))?")


@dataclass(frozen=True)
class Asked:
    """One such operation, with what its goods are, and how Odoo is asked."""

    api: Api
    envelope: Envelope
    goods: Goods
    context: Mapping[str, Any]
    session: Session

    @property
    def deed(self) -> Move:
        """What was moved, or is brought back."""
        moved = goods_of(self.envelope.deed)
        if isinstance(moved, Count):
            return as_move(moved, self.goods.losses)
        assert isinstance(moved, Move)
        return moved

    @property
    def counted(self) -> Count | None:
        """What was counted, or is taken back of a count."""
        goods = goods_of(self.envelope.deed)
        return goods if isinstance(goods, Count) else None

    @property
    def bin(self) -> int:
        """The bin of ours that says in which building it was."""
        is_inside = self.counted or self.comes_in or self.is_taken_in
        return (self.counted or self.deed).bin if is_inside else self.deed.source

    @property
    def comes_in(self) -> bool:
        """Say whether it is about goods that came without an order."""
        return comes_in(self.goods.bins.get(self.deed.source))

    @property
    def is_taken_in(self) -> bool:
        """Say whether goods come from another house."""
        return is_between(self.goods.bins.get(self.deed.source))

    @property
    def undo(self) -> Undo | None:
        """The undo that it is, if it is one."""
        effect = effect_of(self.envelope.deed)
        return effect if isinstance(effect, Undo) else None

    @property
    def settled(self) -> str:
        """The operation that a person decided about with this one, if it is a decision."""
        return self.envelope.deed.target if isinstance(self.envelope.deed, Settle) else ""


@dataclass(frozen=True)
class Seen:
    """What transfers there are of an operation and of what it is about."""

    asked: Asked
    rows: Sequence[Row]

    @property
    def root(self) -> str:
        """The name after which the transfers of what it settles, or its own, are called."""
        settled = self.asked.settled
        if not settled:
            return PREFIX + self.asked.envelope.op_id
        # It may stand in the place of one that stood in another's place already.
        before = (_base(row["name"]) for row in self.rows if settled in text(row["origin"]))
        return next((name for name in before if not name.endswith(BACK)), PREFIX + settled)

    @property
    def base(self) -> str:
        """What its transfer is called; one that brings goods back after what it takes back."""
        undo = self.asked.undo
        return f"{PREFIX}{undo.target}{BACK}" if undo else self.root

    @property
    def name(self) -> str:
        """The next name: what was cancelled keeps its own."""
        taken = [_number(row["name"]) for row in self.rows if _base(row["name"]) == self.base]
        return f"{self.base}/{max(taken) + 1}" if taken else self.base

    @property
    def own(self) -> list[Row]:
        """The transfers that file it, or what it settles, or what it would do once more."""
        bases = {self.base, self.root, PREFIX + self.asked.envelope.op_id}
        return [row for row in self.rows if _base(row["name"]) in bases or self._is_settled(row)]

    @property
    def live(self) -> list[Row]:
        """Those that are neither done nor cancelled."""
        return [row for row in self.own if row["state"] not in document.CLOSED]

    def is_mine(self, row: Row) -> bool:
        """Say whether a transfer was made by just this operation."""
        return self.asked.envelope.op_id in text(row["origin"])

    def was_done(self, op_id: str) -> bool:
        """Say whether an operation moved goods, and was not one that brought some back."""
        done = (row for row in self.rows if row["state"] == "done")
        return any(op_id in text(row["origin"]) and BACK not in row["name"] for row in done)

    def _is_settled(self, row: Row) -> bool:
        return bool(self.asked.settled) and self.asked.settled in text(row["origin"])


def is_decided(row: Row) -> bool:
    """Say whether a transfer only stands for a decision."""
    return text(row["origin"]).startswith(DECIDED)


async def transfers(asked: Asked) -> Seen | Failure:
    """Look for the transfers that were made of it, and of what it is about."""
    ids = [asked.envelope.op_id, asked.settled, asked.undo.target if asked.undo else ""]
    seen = await _named(asked, [PREFIX + id for id in ids if id], [id for id in ids if id])
    if isinstance(seen, Failure) or seen.root[len(PREFIX) :] in ids:
        return seen
    roots = [*(PREFIX + id for id in ids if id), seen.root]
    return await _named(asked, roots, filter(None, ids))


async def _named(asked: Asked, names: Sequence[str], ids: Iterable[str]) -> Seen | Failure:
    ways: Domain = [["name", "=like", f"{name}%"] for name in names]
    ways += [["origin", "ilike", id] for id in ids]
    ours = [["company_id", "=", asked.envelope.who.company], ["name", "=like", f"{PREFIX}%"]]
    named = {
        "domain": [*ours, *["|"] * (len(ways) - 1), *ways],
        "fields": ["name", "state", "origin"],
        "order": "id",
        "context": asked.context,
    }
    said = await asked.api.read(document.MODEL, "search_read", named)
    if isinstance(said, Failure):
        return said
    adjusted = await _adjusted(asked, names)
    return adjusted if isinstance(adjusted, Failure) else Seen(asked, [*said.value, *adjusted])


async def _adjusted(asked: Asked, names: Sequence[str]) -> list[Row] | Failure:
    """What our module booked of a count before it was taken away: an adjustment of that name."""
    counted = asked.counted
    if counted is None or not counted.quantity or old_of(asked.session.version) is not None:
        return []
    ways: Domain = [["inventory_name", "=like", f"{name}%"] for name in names]
    ours = [["product_id", "=", counted.product], ["is_inventory", "=", True]]
    named = {
        "domain": [*ours, ["state", "=", "done"], *["|"] * (len(ways) - 1), *ways],
        "fields": ["inventory_name", "state"],
        "order": "id",
        "context": asked.context,
    }
    said = await asked.api.read("stock.move", "search_read", named)
    if isinstance(said, Failure):
        return said
    found = ((row["inventory_name"], row["state"]) for row in said.value)
    return [{"id": 0, "name": name, "origin": name, "state": state} for name, state in found]


def _base(name: str) -> str:
    found = _NUMBERED.fullmatch(name)
    assert found is not None
    return found[1]


def _number(name: str) -> int:
    found = _NUMBERED.fullmatch(name)
    assert found is not None
    return int(found[2] or 1)
