"""One call to one method of one model of one database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sync.erp.http import Answer, Http
from sync.erp.odoo.answers import (
    ACCESS,
    NOT_FOUND,
    Refusal,
    Said,
    classify,
    read_json,
    understood,
)
from sync.wire.failures import Failure, FailureKind

Named = Mapping[str, Any]
Row = Mapping[str, Any]
Domain = list[Any]


_MODULES = ("stock.", "product.", "uom.", "stockhand.")
"""Models of Inventory, and of our add-on, which may be taken away under a device."""


@dataclass(frozen=True)
class Api:
    """The way into one database. The key shows in no text made of this.

    `release` is what serves there, once that is known.
    """

    http: Http = field(repr=False)
    database: str
    key: str = field(repr=False)
    release: str = ""

    async def call(self, model: str, method: str, named: Named) -> Said | Refusal | Failure:
        """Call a method. The body is always an object: Odoo silently ignores a list."""
        if not _fits_a_header(self.key):
            return Failure(FailureKind.KEY_REFUSED, "no key, or not one of Odoo's")
        if self.database and not _fits_a_header(self.database):
            return Failure(FailureKind.DATABASE_MISSING, "no name of a database")
        headers = {"Authorization": f"bearer {self.key}"}
        if self.database:
            headers["X-Odoo-Database"] = self.database
        path = f"/json/2/{model}/{method}"
        return await understood(self.http, await self.http.post(path, headers, dict(named)))

    async def read(self, model: str, method: str, named: Named) -> Said | Failure:
        """Call a method that only reads: whatever speaks against it is a failure."""
        said = await self.call(model, method, named)
        return as_failure(model, said) if isinstance(said, Refusal) else said

    async def version(self) -> str | Failure:
        """Ask what serves there; needs neither database nor key."""
        heard = await self.http.get("/web/version")
        if not isinstance(heard, Answer):
            failed = classify(heard)
            assert isinstance(failed, Failure)
            return failed
        said = read_json(heard.body)
        if heard.status != 200 or not isinstance(said, dict) or "version_info" not in said:
            return Failure(FailureKind.NOT_AN_ERP, f"{heard.status} {heard.content_type}")
        return str(said.get("version", ""))


def as_failure(model: str, refusal: Refusal) -> Failure:
    """Say what a refusal to show us something means."""
    detail = f"{model}: {refusal.name}: {refusal.message}"
    if refusal.name == NOT_FOUND and model.startswith(_MODULES):
        return Failure(FailureKind.INVENTORY_MISSING, detail)
    if refusal.name == ACCESS:
        return Failure(FailureKind.NO_RIGHTS, detail)
    return Failure(FailureKind.ANSWER_UNREADABLE, detail)


def _fits_a_header(value: str) -> bool:
    return bool(value) and value.isascii() and value.isprintable() and " " not in value
