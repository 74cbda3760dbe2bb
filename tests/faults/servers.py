"""Kills Odoo and PostgreSQL the hard way and starts them again, in the thread that owns them."""

import contextlib
import os
import signal
from queue import Queue
from random import Random

from tests.faults.plan import Blow
from tests.rigs.postgres import OWNER, START_SECONDS_MAX
from tests.rigs.processes import wait_until
from tests.rigs.running import RunningOdoo

KEPT = f"ALTER ROLE {OWNER} SET synchronous_commit = on"
"""What PostgreSQL has said yes to must be there after a crash of it, or the loss were its own."""
BACKENDS = (
    "SELECT pid FROM pg_stat_activity WHERE datname = '{database}' AND pid <> pg_backend_pid()"
)


class Yard:
    """Carries out blows in order. A server must be started by a thread that outlives it."""

    def __init__(self, odoo: RunningOdoo, dice: Random) -> None:
        self._odoo = odoo
        self._dice = dice
        self._orders: Queue[Blow | None] = Queue()

    def keep_what_is_committed(self) -> None:
        """Set what the rig leaves off for speed; before Odoo first asks for its database."""
        self._odoo.site.postgres.sql(KEPT)

    def strike(self, blow: Blow) -> None:
        """Order a blow; from any thread."""
        self._orders.put(blow)

    def rest(self) -> None:
        """Let `work` return, once everything ordered is done; from any thread."""
        self._orders.put(None)

    def work(self) -> None:
        """Carry out what is ordered until told to rest; both servers are up then."""
        while (blow := self._orders.get()) is not None:
            match blow:
                case Blow.ODOO:
                    self._odoo.stop()
                    self._odoo.start()
                case Blow.POSTGRES:
                    self._stop_postgres()
                case Blow.BACKEND:
                    self._kill_backend()
            self._wait_for_postgres()

    def _stop_postgres(self) -> None:
        postgres = self._odoo.site.postgres
        assert postgres.process is not None
        # What `pg_ctl -m immediate` sends: no checkpoint, no goodbye; it recovers at its start.
        postgres.process.send_signal(signal.SIGQUIT)
        postgres.process.wait()
        postgres.start()

    def _kill_backend(self) -> None:
        """One process dies, and PostgreSQL throws all the others out and recovers by itself."""
        listed = self._odoo.site.postgres.sql(BACKENDS.format(database=self._odoo.database)).split()
        if listed:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(self._dice.choice(listed)), signal.SIGKILL)

    def _wait_for_postgres(self) -> None:
        postgres = self._odoo.site.postgres
        assert postgres.process is not None
        wait_until(
            postgres._answers,
            process=postgres.process,
            log=postgres.data.parent / "postgres.log",
            seconds_max=START_SECONDS_MAX,
        )
