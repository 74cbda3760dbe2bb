"""Asks a real Odoo 17 or 18 what the stand-in stands for: `python -m tests.old.check URL DATABASE`.

The login, a colon and the API key are read from standard input. It only reads, unless a receipt is
named: then one piece of a line that wants no lot is received and taken back again, over there.
"""

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from decimal import Decimal

from sync.core.lifecycle import Outcome
from sync.core.page import Table
from sync.core.records import LocationKind, Tracking
from sync.erp.choose import Odoo, open_remote
from sync.wire.messages import Hello
from sync.wire.remote import Remote
from tests.contract.device import Device
from tests.contract.erps import Erp, Goods, Scope

NO_GOODS = Goods("", "", "", "", Decimal(0), "", "", "", "")


def main() -> int:
    """Check, and say what was seen; 1 where it is not as it should be."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("url")
    words.add_argument("database")
    words.add_argument("--receipt", default="")
    given = words.parse_args()
    remote = open_remote(Odoo(given.url, given.database, sys.stdin.readline().strip()))
    return 0 if checked(remote, given.receipt) else 1


def checked(remote: Remote, receipt: str) -> bool:
    """Say hello, pull all there is, and receive one piece where a receipt is named."""
    with asyncio.Runner() as runner:
        said = runner.run(remote.hello())
        print(said)
        if not isinstance(said, Hello):
            return False
        warehouse = said.warehouses[0]
        scope = Scope(warehouse.company, warehouse.id, "", "", ())
        # There is no office: nothing is asked of one here.
        erp = Erp(remote, None, NO_GOODS, scope, datetime.now(UTC).date())  # type: ignore[arg-type]
        device = Device(erp, runner, name="CHECK")
        device.pull()
        print({str(table): len(rows) for table, rows in device.mirror.items()})
        device.pull(sums=True)
        is_right = _received(device, receipt) if receipt else True
        runner.run(remote.close())
    return is_right


def _received(device: Device, name: str) -> bool:
    plain = {
        product.id
        for product in device.mirror[Table.PRODUCTS].values()
        if product.tracking is Tracking.NONE and not product.has_expiry
    }
    line = next(line for line in device.work(name).lines if line.product in plain)
    place = next(
        one for one in device.mirror[Table.LOCATIONS].values()
        if one.kind is LocationKind.BIN and one.warehouse == device.erp.scope.warehouse
    )  # fmt: skip
    code = device.mirror[Table.PRODUCTS][line.product].code
    results = device.push(device.receive(name, code, "1", bin=place.name))
    device.pull()
    results += device.push(device.undo(1))
    print(*results, sep="\n")
    return {one.outcome for one in results} == {Outcome.APPLIED}


if __name__ == "__main__":
    sys.exit(main())
