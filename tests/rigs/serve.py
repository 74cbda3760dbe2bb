"""Starts the rig for a person: `python -m tests.rigs.serve` (`make odoo`), until Ctrl-C.

With the word `addon` (`make odoo ARGS=addon`), our module is installed in it.
"""

import signal
import sys
from types import FrameType
from typing import NoReturn

from tests.rigs import seed
from tests.rigs.cache import RigUnavailable
from tests.rigs.odoo_person import Person
from tests.rigs.processes import port_is_free
from tests.rigs.running import RunningOdoo, odoo_running

DATABASE = "stockhand"
PORT = 8069
KEY_DAYS = "30"

READY = """
Odoo 19 is running, with demo data and the rig's own receipts (P00101 and on).

    URL        {url}
    Database   {database}
    User       {user}   (password {password}; the administrator is admin / admin)
    API key    {key}

In the app: home > Setup > Odoo, fill in the four values, Test connection, choose
company and warehouse. In a browser: {url}/odoo?db={database}

All of it is thrown away when you stop it: Ctrl-C.
"""


def main() -> int:
    """Serve until told to stop; one line and 1 where it cannot be."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    print("Preparing Odoo (a few minutes the very first time, seconds after) …", flush=True)
    try:
        with (
            odoo_running(PORT if port_is_free(PORT) else None) as site,
            site.database(
                DATABASE, site.with_addon if "addon" in sys.argv else seed.DATABASE
            ) as odoo,
        ):
            print(_words(odoo), flush=True)
            signal.pause()
    except RigUnavailable as why:
        print(f"Cannot start Odoo. {why}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.")
    return 0


def fresh_key(person: Person, password: str) -> str:
    """Make a new API key the way a person does in the preferences, confirming the password."""
    form = person.call(
        "res.users.apikeys.description",
        "create",
        vals_list=[{"name": "Stockhand", "duration": KEY_DAYS}],
    )
    check = person.call("res.users.apikeys.description", "make_key", ids=form)
    context = {"password": password}
    shown = person.call(
        "res.users.identitycheck", "run_check", ids=[check["res_id"]], context=context
    )
    key: str = shown["context"]["default_key"]
    return key


def _words(odoo: RunningOdoo) -> str:
    key = fresh_key(odoo.as_person(seed.CLERK), seed.PASSWORD)
    return READY.format(
        url=odoo.url, database=odoo.database, user=seed.CLERK, password=seed.PASSWORD, key=key
    )


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
