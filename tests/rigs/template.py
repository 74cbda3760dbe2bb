"""Makes the databases every test copies: installed once, seeded once, kept between runs."""

import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.rigs import seed
from tests.rigs.cache import cache_root, kept
from tests.rigs.odoo_fetch import OdooCode, fetch_odoo
from tests.rigs.odoo_server import OdooServer
from tests.rigs.postgres import Postgres, postgres_binaries
from tests.rigs.processes import free_port

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@dataclass(frozen=True)
class Template:
    """A stopped, initialised cluster with Odoo's files and everybody's API keys."""

    folder: Path
    code: OdooCode
    binaries: Path

    def keys(self, database: str) -> dict[str, str]:
        """The API key of each person in that database."""
        text = (self.folder / f"keys-{database}.json").read_text(encoding="utf-8")
        found: dict[str, str] = json.loads(text)
        return found


@dataclass(frozen=True)
class Site:
    """PostgreSQL and Odoo in one throw-away folder."""

    folder: Path
    postgres: Postgres
    server: OdooServer


def template() -> Template:
    """Give the template, making what is missing (minutes the first time, nothing after)."""
    code, binaries = fetch_odoo(), postgres_binaries()
    base_key = _hash(code.version, str(binaries), *seed.MODULES)
    base = partial(kept, f"odoo-19/base-{base_key}", partial(_make_base, code, binaries))
    seed_key = _hash(base_key, *((HERE / name).read_text() for name in ("seed.py", "plant.py")))
    make = partial(_make_seeded, code, binaries, base)
    return Template(kept(f"odoo-19/seeded-{seed_key}", make), code, binaries)


@contextmanager
def site(
    code: OdooCode, binaries: Path, source: Path | None, port: int | None = None
) -> Iterator[Site]:
    """A site from a kept template (or an empty one), its database server running, Odoo not yet."""
    folder = Path(tempfile.mkdtemp(prefix="stockhand-rig-"))
    # The database server's account must be able to reach its folder inside this one.
    folder.chmod(0o711)
    postgres = Postgres(binaries, folder / "pgdata", free_port())
    server = OdooServer(code, folder, port or free_port(), postgres.port)
    try:
        if source is None:
            postgres.create()
        else:
            _copy(source / "pgdata", postgres.data)
            _copy(source / "data", server.data)
        server.configure()
        postgres.start()
        yield Site(folder, postgres, server)
    except Exception:
        _keep_logs(folder)
        raise
    finally:
        server.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _make_base(code: OdooCode, binaries: Path, draft: Path) -> None:
    with site(code, binaries, None) as made:
        modules = ",".join(seed.MODULES)
        made.server.task(["-d", seed.DATABASE, "-i", modules, "--with-demo", "--stop-after-init"])
        made.server.task(["-d", seed.BARE_DATABASE, "-i", "base", "--stop-after-init"])
        _keep(made, draft)


def _make_seeded(code: OdooCode, binaries: Path, base: Callable[[], Path], draft: Path) -> None:
    with site(code, binaries, base()) as made:
        for database, planter in ((seed.DATABASE, "plant_all"), (seed.BARE_DATABASE, "plant_bare")):
            keys = draft / f"keys-{database}.json"
            script = (
                f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
                f"from tests.rigs import plant; plant.{planter}(env, {str(keys)!r})\n"
            )
            made.server.task(["shell", "-d", database, "--no-http"], script=script)
            if not keys.exists():
                raise AssertionError((made.folder / "odoo.log").read_text()[-3000:])
        _keep(made, draft)
    draft.chmod(0o700)


def _keep(made: Site, draft: Path) -> None:
    made.postgres.stop()
    _copy(made.postgres.data, draft / "pgdata")
    _copy(made.server.data, draft / "data")


def _copy(source: Path, target: Path) -> None:
    # cp keeps owner and mode and copies by reference where the file system can.
    subprocess.run(["cp", "-a", "--reflink=auto", source, target], check=True)


def _keep_logs(folder: Path) -> None:
    # The folder goes away with the site; what the servers said is what one needs next.
    for log in folder.glob("*.log"):
        shutil.copy(log, cache_root() / f"last-failure-{log.name}")


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
