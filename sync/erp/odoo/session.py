"""Who we are in this Odoo and what this Odoo can do: asked once, then remembered."""

from dataclasses import dataclass
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

from sync.core.page import Table
from sync.erp.odoo.api import Api
from sync.erp.odoo.ledger import Ledger, find_ledger
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.document import ORDER, REFERENCES
from sync.erp.odoo.translate.order import order_of
from sync.wire.failures import Failure, FailureKind


@dataclass(frozen=True, slots=True)
class Session:
    """The user, the companies of the user, the user's clock, and what is installed."""

    version: str
    user: int
    name: str
    companies: tuple[int, ...]
    language: str
    zone: tzinfo
    has_expiry: bool
    batch_field: str = ""
    """How a document names its batch here; "" where nothing is put together."""
    ledger: Ledger | None = None
    """What our add-on says of itself, where it is installed and this user may use it."""
    reference: str = ""
    """The field of a document that leads to what its supplier calls it; see `REFERENCES`."""

    @property
    def has_checks(self) -> bool:
        """Rules for checks and verdicts are kept here."""
        return self.ledger is not None and self.ledger.checks

    @property
    def tables(self) -> tuple[Table, ...]:
        """What can be read here, in the order it is fetched; an older add-on lets less be read."""
        has_types = self.ledger is None or self.ledger.pack_types
        return order_of(has_checks=self.has_checks, has_pack_types=has_types)


async def open_session(api: Api) -> Session | Failure:
    """Look around, as one who is known there; changes nothing."""
    context = await api.read("res.users", "context_get", {})
    if isinstance(context, Failure):
        return context
    named = {"ids": [context.value["uid"]], "fields": ["name", "company_ids"]}
    me = await api.read("res.users", "read", named)
    if isinstance(me, Failure):
        return me
    ledger = await find_ledger(api)
    if isinstance(ledger, Failure):
        return ledger
    # Through the add-on nobody needs a right to write.
    operation = "read" if ledger else "write"
    may = await api.read("stock.picking", "has_access", {"operation": operation})
    if isinstance(may, Failure):
        return may
    if not may.value:
        return Failure(FailureKind.NO_RIGHTS, "stock.picking: the user is not in Inventory")
    reference = await _reference(api)
    if isinstance(reference, Failure):
        return reference
    # One question for all that an installed module adds.
    asked = {"allfields": ["expiration_date", "batch_id"], "attributes": ["type"]}
    extra = await api.read("stock.move.line", "fields_get", asked)
    if isinstance(extra, Failure):
        return extra
    return Session(
        version=api.release,
        user=context.value["uid"],
        name=me.value[0]["name"],
        companies=tuple(me.value[0]["company_ids"]),
        language=context.value.get("lang") or "en_US",
        zone=_zone(context.value.get("tz") or "UTC"),
        has_expiry="expiration_date" in extra.value,
        batch_field=_batch_field(ledger, "batch_id" in extra.value),
        ledger=ledger,
        reference=reference,
    )


def _batch_field(ledger: Ledger | None, batched: bool) -> str:  # noqa: FBT001
    if ledger is None:
        return "batch_id" if batched else ""
    # Who works through the add-on may have no right to look into batches.
    return "stockhand_batch" if ledger.batches else ""


async def _reference(api: Api) -> str | Failure:
    """Find what leads to the supplier's own number: nothing where Purchase is not installed."""
    asked = {"allfields": list(REFERENCES), "attributes": ["type"]}
    known = await api.read(document.MODEL, "fields_get", asked)
    if isinstance(known, Failure):
        return known
    found = next((name for name in REFERENCES if name in known.value), "")
    if found != ORDER:
        return found
    may = await api.read("purchase.order", "has_access", {"operation": "read"})
    if isinstance(may, Failure):
        return may
    return found if may.value else ""


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # This machine knows no such place; days may then be off around midnight.
        return UTC
