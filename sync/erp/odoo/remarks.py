"""What the office should read beside the amounts: what came damaged, who agreed, why it is less."""

import html
from collections.abc import Iterable, Mapping
from typing import Any

from sync.core.envelope import Envelope
from sync.core.operations import FinishReceipt, ReceiveLine, effect_of
from sync.core.quantity import plain
from sync.core.records import Location, Product
from sync.core.short import Short
from sync.erp.odoo.translate import document

WHY = {
    Short.EMPTY: "the bin is empty",
    Short.DAMAGED: "damaged",
    Short.BLOCKED_WAY: "the bin cannot be reached",
    Short.OTHER: "no reason told",
}


def remark_commands(
    envelopes: Iterable[Envelope], known: tuple[Mapping[int, Product], Mapping[int, Location]]
) -> list[Any]:
    """Give the commands on `message_ids` that say so, for the write that files it: once."""
    return [[0, 0, remark(words)] for one in envelopes if (words := _words(one, *known))]


def _words(
    envelope: Envelope, products: Mapping[int, Product], bins: Mapping[int, Location]
) -> str:
    deed = effect_of(envelope.deed)
    if isinstance(deed, FinishReceipt):
        return _short(envelope.who.user, deed, products)
    if not isinstance(deed, ReceiveLine) or not (deed.damage or deed.approved_by or deed.code):
        return ""
    article, place = products[deed.product].name, bins[deed.bin].name
    words = f"Stockhand: {envelope.who.user} received {plain(deed.quantity)} × {article}"
    words += f", lot {deed.lot}" if deed.lot else ""
    words += f", damaged ({deed.damage}), into {place}" if deed.damage else f" into {place}"
    words += f"; {deed.approved_by} agreed ({deed.needs})" if deed.approved_by else ""
    # Who may receive may not give an article a barcode in stock Odoo: that is for the office.
    return words + (f"; it has the barcode {deed.code}: please add it" if deed.code else "")


def _short(who: str, deed: FinishReceipt, products: Mapping[int, Product]) -> str:
    told = [
        f"{products[one.product].name} ({WHY[one.why]})"
        for one in deed.short
        if one.product in products
    ]
    return f"Stockhand: {who} took less than was asked for: {', '.join(told)}" if told else ""


def remark(words: str) -> dict[str, Any]:
    """Write what the office should read on a document."""
    return {
        "model": document.MODEL,
        "message_type": "notification",
        "body": html.escape(f"{words}."),
    }
