"""The feed tells a device everything that changed or went, also what is committed late."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import pytest

from sync.core.lifecycle import Outcome
from sync.core.page import Table
from sync.core.records import DocumentState
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.rigs.postgres import OWNER
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo


@dataclass
class Transaction:
    """A transaction of its own that stays open as long as the test wants."""

    shell: subprocess.Popen[str]

    def do(self, statement: str) -> None:
        assert self.shell.stdin
        assert self.shell.stdout
        self.shell.stdin.write(f"{statement};\n\\echo said\n")
        self.shell.stdin.flush()
        while (line := self.shell.stdout.readline()) != "said\n":
            assert line, "the database went away"


@contextmanager
def open_transaction(odoo: RunningOdoo) -> Iterator[Transaction]:
    server = odoo.site.postgres
    command = [str(server.binaries / "psql"), "-Xq", "-v", "ON_ERROR_STOP=1"]
    where = ["-h", "127.0.0.1", "-p", str(server.port), "-U", OWNER, "-d", odoo.database]
    with subprocess.Popen(
        [*command, *where], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as shell:
        transaction = Transaction(shell)
        transaction.do("BEGIN")
        yield transaction
        transaction.do("ROLLBACK" if not shell.poll() else "")
        shell.stdin.close()


def test_what_is_committed_late_is_told(erp: Erp, device: Device, odoo_addon: RunningOdoo):
    late, early = (erp.office.make_receipt([(erp.goods.plain, "10")]) for _ in range(2))
    device.pull()
    with open_transaction(odoo_addon) as transaction:
        transaction.do(
            "UPDATE stock_picking SET origin = 'LATE', write_date = now() - interval '1 hour'"
            f" WHERE name = '{late}'"
        )
        erp.office.cancel(early)
        device.pull()
        assert device.work(late).document.origin != "LATE"
        transaction.do("COMMIT")
        device.pull()
        transaction.do("BEGIN")
    assert device.work(late).document.origin == "LATE"
    assert device.work(early).document.state is DocumentState.CANCELLED


def test_own_work_beside_a_long_transaction_is_shown_once(
    erp: Erp, device: Device, odoo_addon: RunningOdoo
):
    name = erp.office.make_receipt([(erp.goods.plain, "10")])
    device.pull()
    with open_transaction(odoo_addon) as transaction:
        transaction.do("UPDATE res_partner SET comment = 'X' WHERE id = 1")
        device.push(device.receive(name, erp.goods.plain, "4"))
        device.pull()
        # Not told yet, so not claimed either: on the screen it is still the device's own.
        assert (device.applied_seq, device.line(name, erp.goods.plain).done) == (0, 0)
    device.pull()
    assert (device.applied_seq, device.line(name, erp.goods.plain).done) == (1, 4)


def test_what_is_deleted_goes_with_the_next_pull(erp: Erp, device: Device):
    name = erp.office.make_receipt([(erp.goods.plain, "10")])
    device.pull()
    erp.office.cancel(name)
    erp.office.remove(name)
    device.pull()
    assert device.find_work(name) is None


def test_a_pull_without_news_is_one_question(erp: Erp, device: Device):
    device.pull()
    [page] = device.pull()
    assert not page.more
    assert page.works == ()
    assert page.gone == ()


def test_what_is_long_over_goes_with_odoos_own_daily_clean_up(
    erp: Erp, device: Device, odoo_addon: RunningOdoo
):
    name = erp.office.make_receipt([(erp.goods.plain, "10")])
    device.pull()
    device.push(device.receive(name, erp.goods.plain, "4"))
    sql = partial(odoo_addon.site.postgres.sql, database=odoo_addon.database)
    sql("UPDATE stockhand_op SET create_date = now() - interval '91 days'")
    sql("UPDATE stockhand_change SET at = now() - interval '91 days'")
    erp.office.make_receipt([(erp.goods.plain, "1")])
    person = odoo_addon.person
    [job] = person.find(
        "ir.model.data", [["module", "=", "base"], ["name", "=", "autovacuum_job"]], ["res_id"]
    )
    person.call("ir.cron", "method_direct_trigger", ids=[job["res_id"]])
    old = "SELECT count(*) FROM stockhand_change WHERE at < now() - interval '90 days'"
    assert sql(old).strip() == "0"
    assert sql("SELECT count(*) FROM stockhand_op WHERE deed IS NOT NULL").strip() == "0"
    # The number is kept for good: what comes again is still known.
    assert [one.outcome for one in device.send(device.filed)] == [Outcome.APPLIED]
    assert device.ask().anew


def test_a_mark_that_is_too_old_brings_everything_anew(
    erp: Erp, device: Device, odoo_addon: RunningOdoo
):
    before = {table: dict(rows) for table, rows in device.mirror.items()}
    device.mirror[Table.PRODUCTS][99_999_999] = device.product(erp.goods.plain)
    odoo_addon.person.call(
        "ir.config_parameter", "set_param", key="stockhand.feed_floor", value=str(2**62)
    )
    page = device.ask()
    assert page.anew
    odoo_addon.person.call(
        "ir.config_parameter", "set_param", key="stockhand.feed_floor", value="0"
    )
    device.absorb(page)
    device.pull()
    assert device.mirror == before


def test_a_ledger_that_was_put_back_says_what_it_lacks(
    erp: Erp, device: Device, odoo_addon: RunningOdoo
):
    """Also to a device that has nothing more to send; to one that it never saw it says nothing."""
    name = erp.office.make_receipt([(erp.goods.plain, "10")])
    device.pull()
    device.push(*(device.receive(name, erp.goods.plain, "1") for _ in range(3)))
    assert {page.resend_from for page in device.pull()} == {0}
    sql = partial(odoo_addon.site.postgres.sql, database=odoo_addon.database)
    sql(f"DELETE FROM stockhand_op WHERE device = '{device.name}' AND seq > 1")
    sql(f"UPDATE stockhand_device SET applied_seq = 1 WHERE name = '{device.name}'")
    assert device.ask().resend_from == 2
    stranger = device.another()
    stranger.answered_seq = 3
    assert {page.resend_from for page in stranger.pull()} == {0}
