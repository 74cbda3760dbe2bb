"""Fetches Odoo 19 and a Python environment for it into the cache; nothing is installed."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.rigs.apt_source import debian_mirror
from tests.rigs.cache import RigUnavailable, kept

PACKAGE = "odoo-19"
SUITE = "sid"
REQUIREMENTS = Path(__file__).with_name("odoo-requirements.txt")
FETCH_SECONDS_MAX = 1800


@dataclass(frozen=True)
class OdooCode:
    """Where a fetched Odoo lies, which Python runs it, and its exact version."""

    entry: Path
    packages: Path
    python: Path
    version: str


def fetch_odoo() -> OdooCode:
    """Give Odoo from the cache, fetching what is missing; RigUnavailable where it cannot."""
    tree = kept("odoo-19/tree", _fetch_code)
    python = kept(f"odoo-19/python-{_environment_key()}", _make_environment) / "bin" / "python"
    return OdooCode(
        entry=tree / "usr" / "bin" / "odoo",
        packages=tree / "usr" / "lib" / "python3" / "dist-packages",
        python=python,
        version=(tree / "VERSION").read_text(encoding="utf-8").strip(),
    )


def run(command: list[str | Path], *, cwd: Path | None = None) -> str:
    """Run a step of the fetch; its last words become the reason when it fails."""
    words = [str(word) for word in command]
    env = {**os.environ, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        words,
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=FETCH_SECONDS_MAX,
        check=False,
    )
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip() or "no word why").splitlines()[-1]
        raise RigUnavailable(f"`{' '.join(words[:2])} …` failed while preparing the rig: {last}")
    return done.stdout


def need_debian_root() -> None:
    """Say in one line why fetching cannot work here, if it cannot."""
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        raise RigUnavailable(
            "Odoo is fetched with apt-get and dpkg: use Debian 12, or a container of it, as root."
        )
    if os.geteuid() != 0:
        raise RigUnavailable(
            "Odoo and PostgreSQL are fetched as root: run once as root on Debian 12."
        )


def _fetch_code(draft: Path) -> None:
    need_debian_root()
    mirror = debian_mirror()
    if mirror is None:
        raise RigUnavailable(
            "No Debian mirror in /etc/apt: add Debian's main there so that Odoo can be fetched."
        )
    apt = draft / "apt"
    for name in ("lists/partial", "cache/archives/partial", "parts"):
        (apt / name).mkdir(parents=True)
    (apt / "parts" / "odoo.sources").write_text(mirror.stanza(SUITE), encoding="utf-8")
    command: list[str | Path] = ["apt-get", *_own_apt_state(apt)]
    run([*command, "update"])
    run([*command, "download", PACKAGE], cwd=apt)
    archive = next(apt.glob(f"{PACKAGE}_*.deb"))
    beside = _pages_need(archive)
    if beside:
        run([*command, "download", *beside], cwd=apt)
    for package in apt.glob("*.deb"):
        run(["dpkg", "-x", package, draft])
    version = run(["dpkg-deb", "-f", archive, "Version"]).strip()
    (draft / "VERSION").write_text(version, encoding="utf-8")
    shutil.rmtree(apt)


def _pages_need(archive: Path) -> list[str]:
    """The scripts and fonts Odoo's own pages are linked to, so that a person can look at them."""
    depends = run(["dpkg-deb", "-f", archive, "Depends"])
    names = [
        word.split()[0].split(":")[0]
        for word in depends.replace("|", ",").split(",")
        if word.strip()
    ]
    return [name for name in names if name.startswith(("libjs-", "fonts-"))]


def _own_apt_state(apt: Path) -> list[str]:
    # Only the lists, the cache and the sources are ours; proxies and the like stay the machine's.
    settings = {
        "Dir::State::Lists": apt / "lists",
        "Dir::Cache": apt / "cache",
        "Dir::Etc::sourcelist": "/dev/null",
        "Dir::Etc::sourceparts": apt / "parts",
        "Dir::Etc::preferences": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
        "APT::Sandbox::User": "root",
    }
    return [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]


def _environment_key() -> str:
    lock = REQUIREMENTS.read_bytes() + sys.version.encode()
    return hashlib.sha256(lock).hexdigest()[:12]


def _make_environment(draft: Path) -> None:
    run([sys.executable, "-m", "venv", draft])
    # Not the scripts: they name the draft's path. Python itself finds its place when it starts.
    run(
        [
            draft / "bin" / "python",
            "-m",
            "pip",
            "install",
            "-q",
            "--require-hashes",
            "-r",
            REQUIREMENTS,
        ]
    )
