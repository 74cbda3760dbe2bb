"""The way into Odoo 17 and 18: `/jsonrpc`, with a login and a key in place of the password."""

from dataclasses import dataclass, field, replace
from typing import Any

from sync.erp.http import Http
from sync.erp.odoo.answers import NOT_FOUND, Refusal, Said, refused, understood
from sync.erp.odoo.api import Api, Named
from sync.erp.odoo.jsonrpc_words import answered, asked
from sync.erp.odoo.versions import Old, is_known, old_of
from sync.wire.failures import Failure, FailureKind

PATH = "/jsonrpc"
DENIED = "odoo.exceptions.AccessDenied"
OURS = "stockhand."
"""Models of our module, which is made for Odoo 19: an older one need not be asked for them."""
AWAY = "psycopg2.OperationalError"
LOGIN_END = ":"
"""A key holds none, and a login may: what a person enters is the login, this, and the key."""


@dataclass(frozen=True)
class JsonRpc(Api):
    """The way into one older database. Neither key nor login shows in a text made of this."""

    old: Old = field(kw_only=True)
    user: int = field(kw_only=True)

    async def call(self, model: str, method: str, named: Named) -> Said | Refusal | Failure:
        """Call a method, in the older one's words."""
        if model.startswith(OURS):
            return Refusal(NOT_FOUND, model)
        call = asked(self.old, model, method, named)
        args = [self.database, self.user, self.key, call.model, call.method, call.args, call.named]
        said = await spoken(self.http, "object", "execute_kw", args)
        match said:
            case Said(value=value, date=date):
                return Said(answered(self.old, model, method, named, value), date)
            case Refusal() if method == "has_access" and said.is_rule:
                # The question itself breaks no rule; only that there is no such model does.
                return Refusal(NOT_FOUND, said.message)
            case _:
                return said


async def speaking(api: Api) -> Api | Failure:
    """Ask what serves there, and give the way to speak with it; changes nothing."""
    if api.release:
        return api
    release = await _release(api)
    if isinstance(release, Failure):
        return release
    if not is_known(release):
        return Failure(FailureKind.VERSION_UNKNOWN, release)
    old = old_of(release)
    return await log_in(api, old, release) if old else replace(api, release=release)


async def log_in(api: Api, old: Old, release: str) -> JsonRpc | Failure:
    """Find out which user the login is: every call names it."""
    login, _, key = api.key.rpartition(LOGIN_END)
    if not login or not key:
        return Failure(FailureKind.KEY_REFUSED, f"Odoo {release} wants login{LOGIN_END}key")
    args = [api.database, login, key, {}]
    said = await spoken(api.http, "common", "authenticate", args)
    match said:
        case Said(value=int(user)) if user:
            return JsonRpc(api.http, api.database, key, release, old=old, user=user)
        case Said():
            return Failure(FailureKind.KEY_REFUSED, "the login and the key do not fit")
        case Refusal(name=name):
            return Failure(FailureKind.ANSWER_UNREADABLE, name)
        case Failure(kind=FailureKind.ANSWER_LOST, detail=detail) if detail == AWAY:
            return Failure(FailureKind.DATABASE_MISSING, detail)
        case Failure():
            return said


async def spoken(
    http: Http, service: str, method: str, args: list[Any]
) -> Said | Refusal | Failure:
    """Make one call. It says 200 to everything; what became of it stands inside."""
    params = {"service": service, "method": method, "args": args}
    body = {"jsonrpc": "2.0", "method": "call", "params": params, "id": 1}
    said = await understood(http, await http.post(PATH, {}, body))
    if not isinstance(said, Said):
        return said
    match said.value:
        case {"error": {"data": {"name": str(name)} as data}}:
            if name == DENIED:
                return Failure(FailureKind.KEY_REFUSED, name)
            return refused(name, str(data.get("message", "")))
        case {"jsonrpc": "2.0", "error": _}:
            return Failure(FailureKind.ANSWER_UNREADABLE, "an error without a name")
        case {"jsonrpc": "2.0"}:
            # Nothing is written as no result at all.
            return Said(said.value.get("result"), said.date)
        case _:
            return Failure(FailureKind.NOT_AN_ERP, PATH)


async def _release(api: Api) -> str | Failure:
    """The page that newer ones have, and where there is none, the call that older ones have."""
    release = await api.version()
    if not isinstance(release, Failure) or release.kind is not FailureKind.NOT_AN_ERP:
        return release
    said = await spoken(api.http, "common", "version", [])
    match said:
        case Said(value={"server_version": str(found)}):
            return found
        case _:
            return release
