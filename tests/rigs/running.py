"""A fresh database in a running Odoo: what a test, or a person at `make odoo`, gets in hand."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from pathlib import Path

from tests.rigs import seed
from tests.rigs.odoo_person import Person
from tests.rigs.processes import free_port
from tests.rigs.template import Site, Template, site, template

# Odoo compares these counters to know that what it remembers of a database is stale. A new copy
# under an old name must never look like the copy before it.
FORGET_CACHES = """
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables
      WHERE tablename LIKE 'orm_signaling_%' AND tablename <> 'orm_signaling_registry' LOOP
    EXECUTE format('INSERT INTO %I (id) VALUES ({epoch})', name);
    PERFORM setval(pg_get_serial_sequence(name, 'id'), {epoch});
  END LOOP;
END $$"""
SIGNALS_PER_COPY_MAX = 1_000_000
RESTORE_SIGNALS = 1_000
# Where the add-on is installed the clerks are what devices are: users with least rights.
DEVICES_RIGHTS = """
DELETE FROM res_groups_users_rel WHERE uid IN (SELECT id FROM res_users WHERE login IN ({logins}))
  AND gid = (SELECT res_id FROM ir_model_data
             WHERE module = 'stock' AND name = 'group_stock_user');
INSERT INTO res_groups_users_rel (uid, gid)
  SELECT u.id, d.res_id FROM res_users u, ir_model_data d WHERE u.login IN ({logins})
    AND d.module = 'stockhand' AND d.name IN ('group_device', 'group_count')"""


@dataclass(frozen=True)
class RunningOdoo:
    """One fresh database and the server it lives in."""

    site: Site
    database: str
    keys: dict[str, str]

    @property
    def url(self) -> str:
        """The server's address."""
        return self.site.server.url

    @property
    def api_key(self) -> str:
        """The key of the plain stock user; in the bare database the administrator's."""
        return self.keys.get(seed.CLERK, self.admin_key)

    @property
    def admin_key(self) -> str:
        """The administrator's key."""
        return self.keys[seed.OFFICE]

    @property
    def person(self) -> Person:
        """The office: the administrator, by a client that shares no code with ours."""
        return self.as_person(seed.OFFICE)

    def as_person(self, login: str) -> Person:
        """Anybody of seed.PEOPLE."""
        return Person(self.url, self.database, self.keys[login])

    def stop(self) -> None:
        """Odoo dies at once (kill -9); PostgreSQL and the data stay."""
        self.site.server.kill()

    def start(self) -> None:
        """Odoo comes back on the same port, if it is not there."""
        if not self.site.server.alive:
            self.site.server.start()

    @contextmanager
    def backed_up(self) -> Iterator["Backup"]:
        """A backup of the database as it is now, for as long as the block lasts."""
        with tempfile.TemporaryDirectory(dir=self.site.folder) as folder:
            kept = Path(folder) / "kept"
            self.site.postgres.dump(self.database, kept)
            yield Backup(self, kept)

    def restart_postgres(self) -> None:
        """The database server goes away and comes back under a living Odoo."""
        self.site.postgres.stop()
        self.site.postgres.start()


@dataclass(frozen=True)
class Backup:
    """What a database was like at some moment."""

    odoo: RunningOdoo
    kept: Path

    def put_back(self) -> None:
        """Let the database be as it was; a living Odoo forgets what it remembers of later."""
        postgres, name = self.odoo.site.postgres, self.odoo.database
        counter = "SELECT max(id) FROM orm_signaling_templates"
        after = int(postgres.sql(counter, database=name)) + RESTORE_SIGNALS
        postgres.restore(name, self.kept)
        postgres.sql(FORGET_CACHES.format(epoch=after), database=name)


@dataclass(frozen=True)
class OdooSite:
    """PostgreSQL and Odoo for a whole test run, and the template its databases are copied from."""

    site: Site
    template: Template
    copies: Iterator[int] = field(default_factory=lambda: count(1))

    @cached_property
    def with_addon(self) -> str:
        """The template database that has the add-on installed, made once a run from our source."""
        made = seed.ADDON_DATABASE
        self.site.postgres.copy_database(source=seed.DATABASE, to=made)
        files = self.site.server.data / "filestore"
        shutil.copytree(files / seed.DATABASE, files / made, copy_function=_link)
        install = ["-d", made, "-i", seed.ADDON, "--stop-after-init", "--no-http"]
        self.site.server.task(install)
        logins = ", ".join(f"'{login}'" for login in seed.CLERKS)
        self.site.postgres.sql(DEVICES_RIGHTS.format(logins=logins), database=made)
        return made

    def own_tests(self, module: str) -> str:
        """Let Odoo run a module's own tests in a database of their own; what it said."""
        name = f"own_tests_{module}"
        self.site.postgres.copy_database(source=self.with_addon, to=name)
        server = replace(self.site.server, port=free_port(), process=None)
        log = self.site.folder / f"{name}.log"
        try:
            words = ["-d", name, "-u", module, "--test-tags", f"/{module}", "--stop-after-init"]
            more = ["--http-port", str(server.port), "--log-level", "info", "--logfile", log]
            server.task([*words, *more], may_fail=True)
            return log.read_text(encoding="utf-8")
        finally:
            self.site.postgres.drop_database(name)

    @contextmanager
    def database(self, name: str, source: str = seed.DATABASE) -> Iterator[RunningOdoo]:
        """A fresh copy of a template database for as long as the block lasts.

        Under a name used before it answers a second sooner: Odoo still has the classes for it.
        """
        self.site.postgres.copy_database(source=source, to=name)
        epoch = next(self.copies) * SIGNALS_PER_COPY_MAX
        self.site.postgres.sql(FORGET_CACHES.format(epoch=epoch), database=name)
        files = self.site.server.data / "filestore"
        # Odoo never changes a stored file, so a copy may share them.
        shutil.copytree(files / source, files / name, copy_function=_link, dirs_exist_ok=True)
        people = seed.DATABASE if source == seed.ADDON_DATABASE else source
        running = RunningOdoo(self.site, name, self.template.keys(people))
        try:
            running.start()
            yield running
        finally:
            running.start()
            self.site.postgres.drop_database(name)
            shutil.rmtree(files / name, ignore_errors=True)


@contextmanager
def odoo_running(port: int | None = None) -> Iterator[OdooSite]:
    """Start everything, from nothing if need be; RigUnavailable where it cannot be."""
    kept = template()
    with site(kept.code, kept.binaries, kept.folder, port) as made:
        made.server.start()
        yield OdooSite(made, kept)


def _link(source: str, target: str) -> str:
    os.link(source, target)
    return str(Path(target))
