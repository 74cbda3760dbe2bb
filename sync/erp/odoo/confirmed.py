"""Counts that found what the books had: a note says so, in the chatter of one transfer a day.

Stock Odoo keeps nothing of a count that changes nothing, and a transfer for each would bury all
others; so a building has one for the counts of a day, without goods and cancelled, and their notes
stand there for people, and for who takes back what was counted before them.
"""

import html
from collections.abc import Sequence
from urllib.parse import quote

from sync.core.operations import Count
from sync.core.quantity import plain
from sync.erp.odoo.answers import Refusal
from sync.erp.odoo.api import Api, Domain, Row
from sync.erp.odoo.decided import kind_within
from sync.erp.odoo.ours import PREFIX, Asked
from sync.erp.odoo.translate import document
from sync.wire.failures import Failure

BOOK = f"{PREFIX}counted/"
"""How a transfer is called that has the notes, before the building and the day."""
_NOTE, _BACK = "<stockhand-counted.", "<stockhand-uncounted."
NOTES_MAX = 100
"""So many notes are looked through for one that says that goods were counted."""
ORIGIN = "Stockhand, counted as expected"


async def note_confirmed(asked: Asked) -> Failure | None:
    """Put the note down, or that it is taken back, once; the count stands without it, too."""
    undo = asked.undo
    name = _name(_BACK, undo.target) if undo else _name(_NOTE, asked.envelope.op_id)
    named = {"domain": [["message_id", "=", name]], "context": asked.context}
    there = await asked.api.call("mail.message", "search_count", named)
    if isinstance(there, Failure):
        return there
    if isinstance(there, Refusal) or there.value:
        return None
    book = await _book(asked)
    if not isinstance(book, int):
        return book
    note = {
        "model": document.MODEL,
        "message_type": "notification",
        "message_id": name,
        "body": html.escape(_words(asked)),
    }
    vals = {"ids": [book], "vals": {"message_ids": [[0, 0, note]]}, "context": asked.context}
    said = await asked.api.call(document.MODEL, "write", vals)
    return said if isinstance(said, Failure) else None


async def is_confirmed_since(api: Api, deed: Count, transfer: int) -> bool | Failure:
    """Say whether somebody found these goods as the books had them, after a transfer was made."""
    of_transfer: Domain = [["model", "=", document.MODEL], ["res_id", "=", transfer]]
    first = await _notes(api, of_transfer)
    if isinstance(first, Failure) or not first:
        # Whoever took its chatter away took along when it was.
        return first if isinstance(first, Failure) else False
    later: Domain = [["message_id", "=like", f"{_NOTE}%"], ["id", ">", first[0]["id"]]]
    found = await _notes(api, [*later, ["body", "like", _spot(deed)]])
    if isinstance(found, Failure) or not found:
        return found if isinstance(found, Failure) else False
    backs = {row["message_id"].replace(_NOTE, _BACK) for row in found}
    taken_back = await _notes(api, [["message_id", "in", sorted(backs)]])
    if isinstance(taken_back, Failure):
        return taken_back
    return bool(backs - {row["message_id"] for row in taken_back})


async def _notes(api: Api, domain: Domain) -> Sequence[Row] | Failure:
    named = {"domain": domain, "fields": ["message_id"], "order": "id", "limit": NOTES_MAX}
    said = await api.read("mail.message", "search_read", named)
    return said if isinstance(said, Failure) else said.value


def _name(kind: str, op_id: str) -> str:
    return f"{kind}{op_id}@stockhand>"


async def _book(asked: Asked) -> int | Failure | None:
    place = asked.goods.bins.get(asked.bin)
    building = place.warehouse if place else None
    name = f"{BOOK}{building}/{asked.goods.today.isoformat()}"
    found = await _named(asked, name)
    if found is not None:
        return found
    kind = await kind_within(asked, building)
    if kind is None or isinstance(kind, Failure):
        return kind
    vals = {"name": name, "origin": ORIGIN, "picking_type_id": kind}
    named = {"vals_list": [vals], "context": asked.context}
    made = await asked.api.call(document.MODEL, "create", named)
    if isinstance(made, Failure):
        return made
    if isinstance(made, Refusal):
        # Another device may have been faster, and its name is taken.
        return await _named(asked, name)
    ids = [int(made.value[0])]
    about = {"ids": ids, "context": asked.context}
    gone = await asked.api.call(document.MODEL, "action_cancel", about)
    return gone if isinstance(gone, Failure) else ids[0]


async def _named(asked: Asked, name: str) -> int | Failure | None:
    company = asked.envelope.who.company
    domain: Domain = [["company_id", "=", company], ["name", "=", name]]
    named = {"domain": domain, "limit": 1, "context": asked.context}
    said = await asked.api.read(document.MODEL, "search", named)
    if isinstance(said, Failure):
        return said
    return int(said.value[0]) if said.value else None


def _words(asked: Asked) -> str:
    deed = asked.counted
    assert deed is not None
    product, bin_ = asked.goods.products.get(deed.product), asked.goods.bins.get(deed.bin)
    what = f"{plain(deed.counted)} × {product.name if product else deed.product}"
    lot = f", lot {deed.lot}," if deed.lot else ""
    where = bin_.name if bin_ else deed.bin
    who = asked.envelope.who.user
    said = "takes back to have counted" if asked.undo else "counted"
    return f"Stockhand: {who} {said} {what}{lot} in {where}, as expected. {_spot(deed)}"


def _spot(deed: Count) -> str:
    return f"[{deed.product}/{deed.bin}/{quote(deed.lot or '', safe='')}]"
