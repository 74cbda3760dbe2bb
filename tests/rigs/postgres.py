"""A PostgreSQL of the rig's own: its data folder, its loopback port, nothing of the machine's."""

import getpass
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tests.rigs.cache import RigUnavailable, cache_root, locked
from tests.rigs.odoo_fetch import need_debian_root, run
from tests.rigs.processes import as_account, end, spawn, wait_until

OWNER = "odoo"
START_SECONDS_MAX = 60
# Test data only, thrown away after the run: durability would cost minutes and prove nothing here.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
}


def postgres_binaries() -> Path:
    """The folder of the newest PostgreSQL server, installing Debian's where there is none."""
    with locked(cache_root() / "postgresql"):
        found = _installed()
        if found is None:
            need_debian_root()
            run(["apt-get", "update"])
            run(["apt-get", "install", "-y", "--no-install-recommends", "postgresql"])
            found = _installed()
    if found is None:
        raise RigUnavailable("No PostgreSQL server found: install Debian's `postgresql` package.")
    return found


def _installed() -> Path | None:
    places = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if places:
        return max(places, key=lambda place: float(place.parent.name))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def account() -> str | None:
    """PostgreSQL refuses to run as root; Debian's package brings an account for it."""
    return "postgres" if os.geteuid() == 0 else None


@dataclass
class Postgres:
    """One cluster in a folder that the server's account can reach."""

    binaries: Path
    data: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    def create(self) -> None:
        """Make the cluster's files; trust is enough on loopback for some minutes."""
        self.data.mkdir(mode=0o700)
        shutil.chown(self.data, account() or getpass.getuser())
        command: list[str | Path] = [self.binaries / "initdb", "-D", self.data, "-A", "trust"]
        options = ["-U", OWNER, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        run([*as_account(account()), *command, *options], cwd=self.data.parent)

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        log = self.data.parent / "postgres.log"
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        command: list[str | Path] = [
            self.binaries / "postgres",
            "-D",
            self.data,
            "-p",
            str(self.port),
        ]
        self.process = spawn([*command, *settings], log=log, user=account(), env={})
        wait_until(self._answers, process=self.process, log=log, seconds_max=START_SECONDS_MAX)

    def stop(self) -> None:
        """Stop at once but in order: connections are cut, the files are whole."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            end(self.process)
            self.process = None

    def sql(self, statement: str, *, database: str = "postgres") -> str:
        """Run one statement as the owner and give what it says, one row a line."""
        command: list[str | Path] = [self.binaries / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1"]
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", OWNER, "-d", database]
        return run([*command, *where, "-c", statement], cwd=self.data.parent)

    def copy_database(self, *, source: str, to: str) -> None:
        """A new database like the source; nobody may be at work in the source."""
        self.sql(f'CREATE DATABASE "{to}" TEMPLATE "{source}" STRATEGY FILE_COPY')

    def dump(self, database: str, to: Path) -> None:
        """Back a database up as an administrator does, while it is at work."""
        self._tool("pg_dump", "-Fc", "-Z0", "-f", to, database)

    def restore(self, database: str, kept: Path) -> None:
        """Put a database back: another one under its name, whoever is still connected to it."""
        self.drop_database(database)
        self.sql(f'CREATE DATABASE "{database}" TEMPLATE template0')
        self._tool("pg_restore", "-d", database, kept)

    def _tool(self, name: str, *words: str | Path) -> None:
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", OWNER]
        run([self.binaries / name, *where, *words], cwd=self.data.parent)

    def drop_database(self, name: str) -> None:
        """Drop a database even while a server still holds connections to it."""
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _answers(self) -> bool:
        command = [str(self.binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(command, check=False).returncode == 0
