"""Who last changed what stands in the way of an operation: for the story a person reads.

Asked only about what is set aside, so it costs the good ones nothing; and where Odoo does not say,
the answer stands without.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sync.core.envelope import Envelope
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import goods_of
from sync.core.problems import Problem
from sync.erp.odoo.answers import Said
from sync.erp.odoo.api import Api
from sync.erp.odoo.look import ID_MAX
from sync.erp.odoo.session import Session
from sync.erp.odoo.takers import who_took_in
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.values import moment

P = Problem
_BY_DOCUMENT = frozenset(
    {P.DOCUMENT_DONE, P.DOCUMENT_CANCELLED, P.LINE_MISSING, P.UNIT_MISMATCH, P.UNDO_TARGET_MISSING}
)
_BY_BIN = frozenset({P.BIN_CLOSED, P.BIN_ELSEWHERE})
_BY_PRODUCT = frozenset(
    {P.LOT_MISSING, P.LOT_NOT_WANTED, P.SERIAL_NOT_ONE, P.EXPIRY_MISSING, P.EXPIRY_NOT_WANTED}
)

_Record = tuple[str, int]
_Change = tuple[str, int]


async def with_changes(
    api: Api, session: Session, envelopes: Iterable[Envelope], results: Sequence[Result]
) -> tuple[Result, ...]:
    """Say beside each exception who changed the record it is about, and when."""
    by_id = {one.op_id: one for one in envelopes}
    culprits = {one.op_id: _culprit(by_id[one.op_id], one) for one in results}
    changes = await _changes(api, session, {one for one in culprits.values() if one})
    told = [_told(one, changes.get(culprits[one.op_id] or ("", 0))) for one in results]
    return tuple([await _with_taker(api, by_id[one.op_id], one) for one in told])


async def _with_taker(api: Api, envelope: Envelope, result: Result) -> Result:
    taken = result.outcome is Outcome.EXCEPTION and result.problem is P.TAKEN_IN
    return _told(result, await who_took_in(api, envelope) if taken else None)


def _culprit(envelope: Envelope, result: Result) -> _Record | None:
    if result.outcome is not Outcome.EXCEPTION or result.problem is None:
        return None
    goods = goods_of(envelope.deed)
    if result.problem in _BY_DOCUMENT:
        return document.MODEL, envelope.deed.document
    if goods and result.problem in _BY_BIN:
        return "stock.location", goods.bin
    if goods and result.problem in _BY_PRODUCT:
        return "product.product", goods.product
    return None


async def _changes(api: Api, session: Session, records: set[_Record]) -> Mapping[_Record, _Change]:
    found: dict[_Record, _Change] = {}
    for model in sorted({model for model, _ in records}):
        ids = sorted(id for one, id in records if one == model and 0 < id <= ID_MAX)
        named: dict[str, Any] = {
            "domain": [["id", "in", ids]],
            "fields": ["write_uid", "write_date"],
            "context": {"active_test": False, "lang": session.language},
        }
        said = await api.call(model, "search_read", named)
        if isinstance(said, Said):
            news = (row for row in said.value if _is_news(row, session))
            found |= {(model, row["id"]): _change(row) for row in news}
    return found


def _is_news(row: Mapping[str, Any], session: Session) -> bool:
    # What this user wrote last is most likely what was scanned here: that is no story.
    return bool(row["write_uid"]) and row["write_uid"][0] != session.user


def _change(row: Mapping[str, Any]) -> _Change:
    return str(row["write_uid"][1]), int(moment(row["write_date"]).timestamp() * 1000)


def _told(result: Result, change: _Change | None) -> Result:
    if change is None:
        return result
    return replace(result, changed_by=change[0], changed_ms=change[1])
