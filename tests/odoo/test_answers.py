"""What an answer means: recorded answers of Odoo 19, and of things that are none."""

import asyncio
import json
from decimal import Decimal

import httpx
import pytest

from sync.erp.choose import Odoo, open_remote
from sync.erp.http import Http
from sync.erp.odoo.answers import LARGE_BYTES, Refusal, Said, read_json
from sync.erp.odoo.api import Api
from sync.store.lanes import Inline
from sync.wire.failures import Failure, FailureKind

JSON = {"content-type": "application/json; charset=utf-8"}
HTML = {"content-type": "text/html; charset=utf-8"}
KEY = "0123456789abcdef0123456789abcdef01234567"


def error(name: str, message: str = "no") -> str:
    debug = f"Traceback (most recent call last):\n  secret of the server\n{name}"
    said = {"name": name, "message": message, "arguments": [message], "context": {}}
    return json.dumps({**said, "debug": debug})


def ask(handler) -> object:
    async def call() -> object:
        http = Http("https://odoo.example", httpx.MockTransport(handler))
        said = await Api(http, "db", KEY).call("stock.picking", "search", {"domain": []})
        await http.close()
        return said

    return asyncio.run(call())


def answer(status: int, headers: dict[str, str], text: str) -> object:
    return ask(lambda _: httpx.Response(status, headers=headers, text=text))


@pytest.mark.parametrize(
    ("status", "headers", "text", "kind"),
    [
        (401, JSON, error("werkzeug.exceptions.Unauthorized"), FailureKind.KEY_REFUSED),
        (404, HTML, "<title>404 Not Found</title>", FailureKind.DATABASE_MISSING),
        (500, JSON, error("psycopg2.errors.SerializationFailure"), FailureKind.BUSY),
        (500, JSON, error("psycopg2.errors.DeadlockDetected"), FailureKind.BUSY),
        (500, JSON, error("psycopg2.errors.LockNotAvailable"), FailureKind.BUSY),
        (422, JSON, error("odoo.exceptions.LockError"), FailureKind.BUSY),
        (500, JSON, error("psycopg2.errors.DiskFull"), FailureKind.BUSY),
        (500, JSON, error("psycopg2.errors.ReadOnlySqlTransaction"), FailureKind.BUSY),
        (500, JSON, error("psycopg2.errors.QueryCanceled"), FailureKind.BUSY),
        (500, JSON, error("builtins.MemoryError"), FailureKind.BUSY),
        (500, JSON, error("psycopg2.errors.AdminShutdown"), FailureKind.ANSWER_LOST),
        (500, JSON, error("psycopg2.OperationalError"), FailureKind.ANSWER_LOST),
        (502, HTML, "Bad Gateway", FailureKind.BUSY),
        (503, HTML, "", FailureKind.BUSY),
        (504, HTML, "", FailureKind.BUSY),
        (500, HTML, "Internal Server Error", FailureKind.ANSWER_UNREADABLE),
        (200, HTML, "<h1>Welcome</h1>", FailureKind.NOT_AN_ERP),
        (302, HTML, "", FailureKind.NOT_AN_ERP),
        (200, JSON, '[{"id": 1, "na', FailureKind.ANSWER_LOST),
    ],
)
def test_failures(status, headers, text, kind):
    said = answer(status, headers, text)
    assert isinstance(said, Failure)
    assert said.kind is kind
    assert "secret" not in said.detail


@pytest.mark.parametrize(
    ("wish", "waits_ms"),
    [("20", 20_000), ("", 0), ("0", 0), ("Mon, 23 Nov 2026 07:00:00 GMT", 0), ("-5", 0), ("²", 0)],
)
def test_a_server_may_say_when_to_come_back(wish, waits_ms):
    headers = HTML | {"retry-after": wish.encode("latin-1")}
    said = answer(503, headers, "later")
    assert said == Failure(FailureKind.BUSY, "status 503", waits_ms)


@pytest.mark.parametrize(
    ("status", "name", "is_rule"),
    [
        (422, "odoo.exceptions.UserError", True),
        (422, "odoo.exceptions.ValidationError", True),
        (403, "odoo.exceptions.AccessError", False),
        (404, "odoo.exceptions.MissingError", False),
        (404, "werkzeug.exceptions.NotFound", False),
        (500, "builtins.ValueError", False),
    ],
)
def test_refusals(status, name, is_rule):
    said = answer(status, JSON, error(name, "because"))
    assert said == Refusal(name, "because")
    assert said.is_rule is is_rule


def test_results():
    assert answer(200, {**JSON, "date": "now"}, "null") == Said(None, "now")
    assert answer(200, JSON, "true") == Said(value=True, date="")
    said = answer(200, JSON, "[0.1]")
    assert isinstance(said, Said)
    assert str(said.value[0]) == "0.1", "amounts are decimals from the first byte"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ConnectError, FailureKind.UNREACHABLE),
        (httpx.ConnectTimeout, FailureKind.UNREACHABLE),
        (httpx.PoolTimeout, FailureKind.UNREACHABLE),
        (httpx.UnsupportedProtocol, FailureKind.UNREACHABLE),
        (httpx.ReadTimeout, FailureKind.ANSWER_LOST),
        (httpx.WriteTimeout, FailureKind.ANSWER_LOST),
        (httpx.ReadError, FailureKind.ANSWER_LOST),
        (httpx.WriteError, FailureKind.ANSWER_LOST),
        (httpx.RemoteProtocolError, FailureKind.ANSWER_LOST),
    ],
)
def test_only_what_cannot_have_been_heard_is_unreachable(error, kind):
    def handler(request: httpx.Request) -> httpx.Response:
        raise error(f"{KEY} and more")

    assert ask(handler) == Failure(kind, error.__name__)


def test_the_call_as_it_goes_out():
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/json/2/stock.picking/search"
        assert request.headers["authorization"] == f"bearer {KEY}"
        assert request.headers["x-odoo-database"] == "db"
        assert isinstance(json.loads(request.content), dict), "a list is silently ignored"
        return httpx.Response(200, json=[])

    assert isinstance(ask(handler), Said)


def test_the_key_is_in_no_text():
    choice = Odoo("https://odoo.example", "db", KEY)
    remote = open_remote(choice, httpx.MockTransport(lambda _: httpx.Response(200)))
    api = Api(Http("https://odoo.example"), "db", KEY)
    for thing in (choice, remote, api, vars(remote)):
        assert KEY not in repr(thing)


@pytest.mark.parametrize("heard", ["404", "html"])
def test_not_an_odoo(heard):
    def handler(request: httpx.Request) -> httpx.Response:
        if heard == "404":
            return httpx.Response(404, headers=HTML, text="nothing here")
        return httpx.Response(200, headers=HTML, text="<h1>Shop</h1>")

    async def hello() -> object:
        remote = open_remote(Odoo("https://shop.example", "db", KEY), httpx.MockTransport(handler))
        return await remote.hello()

    said = asyncio.run(hello())
    assert isinstance(said, Failure)
    assert said.kind is FailureKind.NOT_AN_ERP


@pytest.mark.parametrize(
    ("version", "kind"),
    [("16.0", FailureKind.VERSION_UNKNOWN), ("saas~18.3+e", FailureKind.VERSION_UNKNOWN)],
)
def test_an_odoo_too_old(version, kind):
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"version_info": [18], "version": version})

    async def hello() -> object:
        remote = open_remote(Odoo("https://old.example", "db", KEY), httpx.MockTransport(handler))
        return await remote.hello()

    assert asyncio.run(hello()) == Failure(kind, version)


@pytest.mark.parametrize(
    "text",
    [
        "[]", "[1]", ' [ {"a": 1.25} , [2, "]"] ]\n', "[1,]", "[1 2]", "[1", "[", "[1] x", "{}",
        '{"a": [1]}', "[,1]", "", "null",
    ],
)  # fmt: skip
def test_a_long_answer_means_what_a_short_one_means(text):
    """A long list is read row by row."""
    filler = " " * LARGE_BYTES
    assert read_json((text + filler).encode()) == read_json(text.encode())


def test_a_long_answer_is_read_where_it_stops_nobody():
    rows = [{"id": number, "amount": 1.5, "name": "ü" * 20} for number in range(5_000)]
    at: list[str] = []

    class Lane(Inline):
        def submit(self, fn, /, *args, **kwargs):
            at.append("lane")
            return super().submit(fn, *args, **kwargs)

    async def call() -> object:
        body = json.dumps(rows)
        answers = httpx.MockTransport(lambda _: httpx.Response(200, headers=JSON, text=body))
        http = Http("https://odoo.example", answers, Lane())
        said = await Api(http, "db", KEY).call("stock.picking", "search_read", {"domain": []})
        await http.close()
        return said

    said = asyncio.run(call())
    assert isinstance(said, Said)
    assert said.value == rows
    assert isinstance(said.value[0]["amount"], Decimal)
    assert at == ["lane"]
