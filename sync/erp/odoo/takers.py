"""Who took in what another house sent: for the story of an undo that came too late.

Where Odoo does not say, or this user may not see it, the story is told without.
"""

import re

from sync.core.envelope import Envelope
from sync.core.operations import goods_of
from sync.erp.odoo.answers import Said
from sync.erp.odoo.api import Api, Domain
from sync.erp.odoo.look import ID_MAX
from sync.erp.odoo.ours import BACK, PREFIX
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.values import moment, ref, text

_WHO = re.compile(r"Stockhand: (.+?) \(")
"""How the origin of a transfer of ours begins: with whoever moved it."""


async def who_took_in(api: Api, envelope: Envelope) -> tuple[str, int] | None:
    """Name who was the last to take goods off the way that an undo would bring back, and when."""
    goods = goods_of(envelope.deed)
    if goods is None or not 0 < goods.bin <= ID_MAX:
        return None
    context = {"allowed_company_ids": [envelope.who.company]}
    domain: Domain = [
        ["state", "=", "done"],
        ["product_id", "=", goods.product],
        ["lot_id.name", "=", goods.lot] if goods.lot else ["lot_id", "=", False],
        ["location_id", "=", goods.bin],
        # What was taken back went off the way, too, and nobody took it in.
        *["!", ["picking_id.name", "=like", f"{PREFIX}%{BACK}%"]],
    ]
    named = {"domain": domain, "fields": ["picking_id", "date"], "order": "date desc, id desc"}
    asked = {**named, "limit": 1, "load": "", "context": context}
    found = await api.call("stock.move.line", "search_read", asked)
    row = found.value[0] if isinstance(found, Said) and found.value else None
    picking = ref(row["picking_id"]) if row else None
    if row is None or picking is None:
        return None
    about = {"ids": [picking], "fields": ["origin", "write_uid"], "context": context}
    said = await api.call(document.MODEL, "read", about)
    if not isinstance(said, Said) or not said.value:
        return None
    by = _WHO.match(text(said.value[0]["origin"]))
    user = said.value[0]["write_uid"]
    who = by[1] if by else str(user[1]) if user else ""
    return (who, int(moment(row["date"]).timestamp() * 1000)) if who else None
