"""Setting up for a real Odoo: each thing that can be wrong is one sentence, and changes nothing."""

import asyncio
import json
import logging
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import keyring
import pytest
from keyring.backends import fail

from app.base.labels import label
from app.base.messages import Action
from app.base.wording import say, text
from app.ui.looks import HomeLook, Tone
from tests.rigs import seed
from tests.rigs.processes import free_port
from tests.rigs.running import RunningOdoo
from tests.runtime.odoo_desk import choose_erp, connect, is_setup, train, try_connection
from tests.runtime.shift import Shift, shift

pytestmark = pytest.mark.odoo


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    """As on a handheld or a server: then, and only then, a key is kept in a file."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


class WebSite(BaseHTTPRequestHandler):
    """A shop, a router's log-in page: it answers everything, and with HTML."""

    def do_GET(self) -> None:
        page = b"<!doctype html><title>Welcome</title>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    do_POST = do_GET  # noqa: N815 -- the name that http.server calls

    def log_message(self, *_: object) -> None:
        """It keeps no log."""


@pytest.fixture
def website() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), WebSite)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@dataclass(frozen=True)
class Wrong:
    """What was filled in, and which text must be shown about it."""

    name: str
    failure: str
    url: str
    database: str
    key: str


def wrong_forms(odoo: RunningOdoo, website: str) -> list[Wrong]:
    url, database, key = odoo.url, odoo.database, odoo.api_key
    nobody = f"http://127.0.0.1:{free_port()}"
    return [
        Wrong("wrong host", "unreachable", "http://odoo.invalid", database, key),
        Wrong("wrong port", "unreachable", nobody, database, key),
        Wrong("an address that is none", "unreachable", "http://[odoo", database, key),
        Wrong("a port that is none", "unreachable", "http://127.0.0.1:odoo", database, key),
        Wrong("a name too long", "unreachable", f"http://{'o' * 300}.example", database, key),
        Wrong("not an Odoo", "not_an_erp", website, database, key),
        Wrong("a page of the Odoo", "not_an_erp", f"{url}/odoo/inventory", database, key),
        Wrong("wrong database", "database_missing", url, "nowhere", key),
        Wrong("a database that is no name", "database_missing", url, "ware house", key),
        Wrong("wrong key", "key_refused", url, database, key[:-1] + "x"),
        Wrong("a key that is none", "key_refused", url, database, "kéy with spaces"),
        Wrong("a key cut short", "key_refused", url, database, key[:20]),
        Wrong("not in Inventory", "no_rights", url, database, odoo.keys[seed.CLERK_NORTH]),
    ]


def without_inventory(odoo: RunningOdoo, login: str) -> None:
    person = odoo.person
    [user] = person.find("res.users", [["login", "=", login]], ["id"])
    [group] = person.find(
        "ir.model.data",
        [["module", "=", "stock"], ["name", "=", "group_stock_user"]],
        ["res_id"],
    )
    taken = {"group_ids": [[3, group["res_id"], 0]]}
    person.call("res.users", "write", ids=[user["id"]], vals=taken)


def contents(folder: Path) -> dict[str, bytes]:
    """What is kept here, apart from the training warehouse, which is at work all the time."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name not in {"training", "training-server"}
    }


async def is_refused(work: Shift, folder: Path, wrong: Wrong) -> None:
    """One sentence, no way on, and everything as it was."""
    device, before = work.workplace.device, contents(folder)
    look = await try_connection(work, wrong.url, wrong.database, wrong.key)
    words = say(text(f"failure.{wrong.failure}", url=wrong.url, database=wrong.database))
    assert (look.words, look.tone, look.busy) == (words, Tone.STOP, False), wrong.name
    assert look.notice is None, wrong.name
    assert look.bar.actions == (), wrong.name
    # Whoever taps there all the same (the look may be a moment old) does not get through.
    assert is_setup(await work.tap(Action.SAVE)).words == words, wrong.name
    assert work.workplace.device is device, wrong.name
    assert contents(folder) == before, wrong.name
    shown = {field.name: field.value for field in look.fields}
    assert shown == {
        "url": wrong.url, "database": wrong.database, "key": "", "user": "Ana"
    }, wrong.name  # fmt: skip


def test_what_is_wrong_is_said_and_changes_nothing(tmp_path, odoo: RunningOdoo, website: str):
    without_inventory(odoo, seed.CLERK_NORTH)

    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await choose_erp(work, "odoo")
            for wrong in wrong_forms(odoo, website):
                await is_refused(work, tmp_path, wrong)
            await connect(work, odoo)
            assert work.workplace.form().url == odoo.url

    asyncio.run(work_day())


def test_after_a_good_try_a_bad_one_is_not_used(tmp_path, odoo: RunningOdoo):
    wrong = Wrong("wrong database", "database_missing", odoo.url, "nowhere", odoo.api_key)

    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await choose_erp(work, "odoo")
            look = await try_connection(work, odoo.url, odoo.database, odoo.api_key)
            assert look.bar.actions
            await is_refused(work, tmp_path, wrong)

    asyncio.run(work_day())


def test_an_odoo_without_inventory(tmp_path, odoo_bare: RunningOdoo):
    bare = odoo_bare
    wrong = Wrong("bare", "inventory_missing", bare.url, bare.database, bare.api_key)

    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await choose_erp(work, "odoo")
            await is_refused(work, tmp_path, wrong)

    asyncio.run(work_day())


def test_an_empty_key_is_asked_for_and_nobody_is_bothered(tmp_path, odoo: RunningOdoo):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await choose_erp(work, "odoo")
            before = contents(tmp_path)
            look = await try_connection(work, odoo.url, odoo.database, " ")
            errors = {field.name: field.error for field in look.fields if field.error}
            assert errors == {"key": label("required")}
            assert not look.busy
            assert look.bar.actions == ()
            assert contents(tmp_path) == before

    asyncio.run(work_day())


def test_a_company_the_user_may_not_see(tmp_path, odoo: RunningOdoo):
    """Settings name it: it was taken from the user, or the settings came from somebody else."""
    north = odoo.person.find(
        "stock.warehouse", [["code", "=", seed.NORTH_WAREHOUSE]], ["company_id"]
    )[0]

    async def first() -> None:
        async with shift(tmp_path) as work:
            await connect(work, odoo)

    async def second() -> None:
        async with shift(tmp_path) as work:
            words = say(text("failure.company_forbidden"))
            await work.until(lambda look: look.top.badge.detail == words)
            assert work.look.top.badge.tone is Tone.ASK
            # The next step: Setup offers what the user may see, and that works.
            home = await connect(work, odoo)
            await work.until(lambda look: look.top.badge.detail == "")
            assert isinstance(home, HomeLook)

    asyncio.run(first())
    kept = tmp_path / "settings.json"
    settings = json.loads(kept.read_text())
    foreign = {"company": north["company_id"][0], "warehouse": north["id"]}
    kept.write_text(json.dumps(settings | foreign))
    asyncio.run(second())


def test_the_key_is_in_its_own_file_and_nowhere_else(
    tmp_path, odoo: RunningOdoo, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture
):
    key = odoo.api_key.encode()
    caplog.set_level(logging.DEBUG)

    def where() -> set[str]:
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert any(path.name.endswith("-wal") for path in files) or not at_work
        return {path.name for path in files if key in path.read_bytes()}

    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await choose_erp(work, "odoo")
            await try_connection(work, odoo.url, "nowhere", odoo.api_key)
            assert where() == set(), "a key that was only tried"
            await connect(work, odoo)
            await work.scan(seed.PLAIN.name)
            await work.scan(seed.DRILL.gtin)
            await work.scan(odoo.api_key)  # scanned into the wrong place: it is shown, not kept
            assert where() == {"keys.json"}
            await train(work)
            assert where() == {"keys.json"}

    at_work = True
    asyncio.run(work_day())
    at_work = False
    assert where() == {"keys.json"}
    kept = tmp_path / "keys.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert list(json.loads(kept.read_text()).values()) == [odoo.api_key]
    said = capfd.readouterr()
    assert caplog.text, "nothing was logged, so nothing was proven"
    assert odoo.api_key not in caplog.text + said.out + said.err
