"""A stand-in for Odoo 17 or 18: knows their words only, and has the real Odoo 19 do the work."""

import json
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.old.words import COMODELS, METHODS, ON_RECORDS, unknown

RELEASES = {17: "17.0-20260101", 18: "18.0-20260101"}
PAGE = {"content-type": "text/html; charset=utf-8"}


class Wrong(Exception):
    """The older one would not understand this."""


@dataclass
class Older(httpx.AsyncBaseTransport):
    """Stands in the wire. What it could not have understood is in `wrong`, and is refused."""

    version: int
    wire: httpx.AsyncHTTPTransport = field(default_factory=httpx.AsyncHTTPTransport)
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path != "/jsonrpc":
            return httpx.Response(404, headers=PAGE, text="<h1>Not Found</h1>")
        params = json.loads(request.content)["params"]
        match params:
            case {"service": "common", "method": "version"}:
                return _said({"server_version": RELEASES[self.version], "protocol_version": 1})
            case {"service": "common", "method": "authenticate"}:
                return _said(await self._ask(request, params))
            case {"service": "object", "method": "execute_kw", "args": args}:
                try:
                    return await self._execute(request, params, args)
                except Wrong as why:
                    self.wrong.append(str(why))
                    return _error("builtins.ValueError", str(why))
            case _:
                return _error("builtins.NameError", "no such service")

    async def aclose(self) -> None:
        await self.wire.aclose()

    async def _execute(
        self, request: httpx.Request, params: dict[str, Any], args: list[Any]
    ) -> httpx.Response:
        *who, model, method, positional, named = args
        self.asked.append(f"{model}/{method}")
        self._check(model, method, positional, named)
        call = _newer(model, method, positional, named)
        answer = await self._answer(request, params | {"args": [*who, *call]})
        if "error" in answer:
            return httpx.Response(200, json=answer, headers=self._date)
        value = answer.get("result")
        if model == "product.packaging":
            return _said(await self._packagings(request, who, (value, method, named)), self._date)
        return _said(_older(model, method, value), self._date)

    async def _packagings(self, request: httpx.Request, who: list[Any], asked: Any) -> Any:
        """A carton of Odoo 19 has a unit, and of the older one a name and an amount."""
        value, method, named = asked
        if method != "search_read":
            return value
        units = await self._all(request, who, "uom.uom", ["name", "factor"])
        goods = await self._all(request, who, "product.product", ["uom_id"])
        rows = []
        for row in value:
            unit, own = units[row["uom_id"]], units[goods[row["product_id"]]["uom_id"]]
            made = row | {"name": unit["name"], "qty": unit["factor"] / own["factor"]}
            rows.append({name: made[name] for name in ["id", *named["fields"]]})
        return rows

    async def _all(
        self, request: httpx.Request, who: list[Any], model: str, fields: list[str]
    ) -> dict[int, Any]:
        named = {"domain": [], "fields": fields, "load": "", "context": {"active_test": False}}
        params = {
            "service": "object",
            "method": "execute_kw",
            "args": [*who, model, "search_read", [], named],
        }
        return {row["id"]: row for row in await self._ask(request, params)}

    async def _ask(self, request: httpx.Request, params: dict[str, Any]) -> Any:
        return (await self._answer(request, params))["result"]

    async def _answer(self, request: httpx.Request, params: dict[str, Any]) -> Any:
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "id": 7, "params": params}).encode()
        kept = {"content-type": "application/json", "host": request.headers["host"]}
        asked = httpx.Request("POST", request.url, headers=kept, content=body)
        answer = await self.wire.handle_async_request(asked)
        text = await answer.aread()
        await answer.aclose()
        self._date = {"date": answer.headers["date"]}
        return json.loads(text)

    def _check(self, model: str, method: str, positional: list[Any], named: dict[str, Any]) -> None:
        """Refuse what that version does not have: a method, a model, a field, a name of one."""
        if method not in METHODS[self.version]:
            raise Wrong(f"{model}.{method}()")
        on_records = method in ON_RECORDS or method == "has_access"
        if len(positional) != on_records or "ids" in named:
            raise Wrong(f"{method}: {positional}")
        paths = list(named.get("fields", ()))
        if method == "read_group":
            paths = [path.partition("(")[2].rstrip(")") for path in paths]
        paths += [leaf[0] for leaf in named.get("domain", ()) if isinstance(leaf, list)]
        paths += _paths(named.get("specification", {}), model)
        paths += [f"{model}:{name}" for name in named.get("vals", {})]
        for path in paths:
            on, _, name = path.rpartition(":")
            if lacking := unknown(self.version, on or model, name):
                raise Wrong(lacking)
        if self.version == 17 and "picking_type_id" in named.get("vals", {}):
            raise Wrong("a type is written to an open document")


def _paths(specification: dict[str, Any], model: str) -> list[str]:
    found = [f"{model}:{name}" for name in specification]
    for name, inner in specification.items():
        if "fields" in inner:
            found += _paths(inner["fields"], COMODELS.get((model, name), f"{model}.{name}"))
    return found


def _newer(model: str, method: str, positional: list[Any], named: dict[str, Any]) -> list[Any]:
    """The same call in the words of Odoo 19."""
    named = dict(named)
    if method == "check_access_rights":
        assert named.pop("raise_exception") is False
        return [model, "has_access", [[]], named]
    if model == "product.packaging" and "fields" in named:
        named["fields"] = ["product_id", "uom_id", "barcode"]
    if model == "uom.uom" and "fields" in named:
        named["fields"] = [NEWER.get(name, name) for name in named["fields"]]
    if "specification" in named:
        named["specification"] = _renamed(named["specification"], {"factor_inv": "factor"})
    model = {"product.packaging": "product.uom"}.get(model, model)
    return [model, method, positional, named]


NEWER = {"factor_inv": "factor", "category_id": "parent_path"}


def _older(model: str, method: str, value: Any) -> Any:
    """The answer in the words of the older one."""
    if model == "uom.uom" and method == "search_read":
        return [_older_unit(row) for row in value]
    if method in {"web_read", "web_search_read"}:
        return _renamed(value, {"factor": "factor_inv"})
    return value


def _older_unit(row: dict[str, Any]) -> dict[str, Any]:
    made = {"factor_inv" if name == "factor" else name: one for name, one in row.items()}
    if "parent_path" in made:
        # A category for each tree: any number will do that is the same for all of it.
        made["category_id"] = int(made.pop("parent_path").split("/")[0])
    return made


def _renamed(value: Any, names: dict[str, str]) -> Any:
    match value:
        case dict():
            return {names.get(name, name): _renamed(one, names) for name, one in value.items()}
        case list():
            return [_renamed(one, names) for one in value]
        case _:
            return value


def _said(value: Any, headers: dict[str, str] | None = None) -> httpx.Response:
    date = headers or {"date": "Mon, 23 Nov 2026 07:00:00 GMT"}
    return httpx.Response(200, json={"jsonrpc": "2.0", "id": 7, "result": value}, headers=date)


def _error(name: str, message: str) -> httpx.Response:
    error = {
        "code": 200,
        "message": "Odoo Server Error",
        "data": {"name": name, "message": message},
    }
    return httpx.Response(200, json={"jsonrpc": "2.0", "id": 7, "error": error})
