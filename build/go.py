"""The one recipe behind every command: makes the environment it needs, then does what was asked.

    python build/go.py run         (where there is no make; on Windows: py build/go.py run)

The Makefile only calls this file. Standard library only, and an old Python gets as far as being
told that it is old.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        f"stockhand: Python 3.11 or newer is needed, and {sys.executable} is"
        f" {sys.version_info[0]}.{sys.version_info[1]}. Install a newer one and try again."
    )

import errno
import os
import shutil
import subprocess
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

from addon import pack
from environment import FULL_DISK, LOCKS, PYTHON, ROOT, WINDOWS, Refusal, prepare, say

NO_TESTS = 5
"""How pytest ends when there was nothing to run."""
WORKERS_MAX = 4
"""More have nothing to do: two kinds of Odoo, the simulator, and the rest."""
UV = "uv==0.13.9"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LEFT_OVERS = (
    ".venv", ".stage", ".profile", "dist", ".cache", ".hypothesis", ".import_linter_cache",
    ".mypy_cache", ".pytest_cache", ".ruff_cache",
)  # fmt: skip

HELP = """\
  run       open the app at http://127.0.0.1:8550 (PORT=8600 changes it, NO_BROWSER=1 only serves)
  test      set up what is missing, run every test, and print the time of each ring
  setup     prepare both, and start nothing
  addon     pack the module for Odoo into dist/, to be unpacked into an addons folder
  odoo      start a real Odoo 19 with demo goods, and say how to connect the app to it
  faults    attack a real Odoo: OPS=1000 operations, TIER=stock or addon, SEED= the same again
  labels    print every label in every way, read it, and 2,000 hostile payloads of each code
  prints    print 1,000 labels on a printer that resets, stalls, lies and runs out of paper
  journeys  only the journeys: the whole app in a real browser
  gallery   photograph every place in every layout (ARGS="handheld dark" for some), to leaf through
  bench     measure, and compare with what is promised (ONLY=scan for some rows)
  profile   a flame graph of any row of bench: NAME=scan.sustained
  sim       simulate devices, a bad network and an office (SEEDS=2000; SEED=17 tells one)
  mutants   plant bugs on purpose, and see that each is caught (MUTANT='no replay' for one)
  powercut  cut the power at random moments, and look for what was lost (CUTS=5000)
  kill      kill the store's process at random moments, and look likewise (KILLS=200)
  month     thirty days offline, then all sent, compared operation by operation (OPS=100000)
  fuzz      feed random and mutated codes to the parser (INPUTS=10000000; SEED= the same again)
  guest     try scanners on a kernel's own devices, in a virtual Linux (Debian, as root at first)
  lint      style, types and walls, as the tests check them
  tidy      put the sources in order: format them, and fix what can be fixed
  words     bring the catalogues of other languages up to what the app says
  manual    write CONFLICTS.md again, from the tables of policies, scenarios and words
  lock      write the lock files again (ARGS=--upgrade takes the newest versions)
  clean     remove the environment and the caches, never a device's data
  help      this list
"""


def run(*arguments: str) -> int:
    prepare("run")
    return become("-m", "app.main", *arguments)


def test(*arguments: str) -> int:
    """Every ring: the journeys last and alone, for they are timed like hands."""
    setup()
    workers = ("-n", str(min(os.cpu_count() or 1, WORKERS_MAX)), "--dist=loadfile")
    runs = (("--ring=fast,sim,odoo", *workers), ("--ring=journey",))
    ended = {subprocess.call([PYTHON, "-m", "pytest", *run, *arguments], cwd=ROOT) for run in runs}
    # Where only some tests were asked for, a run may have none; the two together may not.
    return max(ended - {NO_TESTS}, default=NO_TESTS)


def setup() -> int:
    prepare("dev")
    fetch_browser()
    fetch_printer()
    return 0


def addon() -> int:
    packed = pack(ROOT / "dist")
    print(f"{packed.relative_to(ROOT)}: {packed.stat().st_size:,} bytes")
    return 0


def odoo(*arguments: str) -> int:
    prepare("dev")
    return become("-m", "tests.rigs.serve", *arguments)


def faults(*arguments: str) -> int:
    prepare("dev")
    return become("-m", "tests.faults.run", *arguments)


def labels() -> int:
    prepare("dev")
    return become("-m", "tests.labels")


def prints() -> int:
    prepare("dev")
    return become("-m", "tests.printers")


def journeys(*arguments: str) -> int:
    setup()
    return become("-m", "pytest", "--ring=journey", *arguments)


def gallery(*arguments: str) -> int:
    setup()
    return become("-m", "tests.journeys.gallery", *arguments)


def bench(*arguments: str) -> int:
    """All rows, which are written to BENCHMARKS.md, or those of ONLY, which are not."""
    setup()
    if not os.environ.get("ONLY") and not arguments:
        os.environ["TABLE"] = str(ROOT / "BENCHMARKS.md")
    return become(
        "-m", "pytest", "--ring=bench", "-s", "--durations=12", *(arguments or ("tests/bench",))
    )


def profile(*arguments: str) -> int:
    """Bench what NAME names under a sampler, every thread and process of it: a flame graph."""
    setup()
    name = os.environ.get("NAME", "") or (arguments[0] if arguments else "")
    if not name:
        raise Refusal("say of which row: make profile NAME=scan.sustained")
    target = ROOT / ".profile" / f"{name}.svg"
    target.parent.mkdir(exist_ok=True)
    os.environ["ONLY"] = name
    sampler = PYTHON.parent / f"py-spy{PYTHON.suffix}"
    sampled = ["record", "--subprocesses", "--threads", "--rate", "200", "--output", str(target)]
    run = [str(PYTHON), "-m", "pytest", "--ring=bench", "-s", "tests/bench"]
    ended = subprocess.call([sampler, *sampled, "--", *run], cwd=ROOT)
    print(f"{target.relative_to(ROOT)}: open it in a browser")
    return ended


def sim() -> int:
    prepare("dev")
    return become("-m", "tests.sim")


def mutants() -> int:
    prepare("dev")
    return become("-m", "tests.mutants")


def powercut() -> int:
    prepare("dev")
    return become("-m", "tests.powercut")


def kill() -> int:
    prepare("dev")
    return become("-m", "tests.kill")


def month() -> int:
    prepare("dev")
    return become("-m", "tests.month")


def fuzz() -> int:
    prepare("dev")
    return become("-m", "tests.fuzz")


def guest() -> int:
    prepare("dev")
    return become("-m", "pytest", "--ring=sim", "-s", "-n0", "tests/guest")


def lint() -> int:
    prepare("dev")
    return become("-m", "pytest", "tests/architecture")


def tidy() -> int:
    prepare("dev")
    subprocess.call([PYTHON, "-m", "ruff", "check", "--fix", "--quiet", "."], cwd=ROOT)
    return become("-m", "ruff", "format", ".")


def words() -> int:
    prepare("run")
    return become("build/words.py")


def manual() -> int:
    prepare("run")
    subprocess.check_call([PYTHON, "build/offline.py"], cwd=ROOT)
    return become("build/manual.py")


def lock(*arguments: str) -> int:
    """Write both lock files: every system, every Python from 3.11, hashes, no address."""
    with tempfile.TemporaryDirectory() as place:
        venv.create(place, with_pip=True)
        tools = Path(place) / PYTHON.parent.name
        subprocess.check_call([tools / "python", "-m", "pip", "install", "--quiet", UV])
        command = [
            str(tools / "uv"), "pip", "compile", "pyproject.toml", "--no-config", "--quiet",
            "--universal", "--python-version", "3.11", "--generate-hashes",
            "--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links",
        ]  # fmt: skip
        run_only = ["-o", LOCKS["run"]]
        dev = ["--group", "dev", "-c", LOCKS["run"], "-o", LOCKS["dev"]]
        subprocess.check_call([*command, *run_only, *arguments], cwd=ROOT)
        subprocess.check_call([*command, *dev, *arguments], cwd=ROOT)
    return 0


def clean() -> int:
    for name in LEFT_OVERS:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for plane in ("app", "build", "scanners", "sync", "tests"):
        for cache in list((ROOT / plane).rglob("__pycache__")):
            shutil.rmtree(cache, ignore_errors=True)
    return 0


def show_help() -> int:
    print(HELP, end="")
    return 0


def become(*arguments: str) -> int:
    """Turn into the program asked for, so that signals reach it; Windows can only wait for it."""
    command = [str(PYTHON), *arguments]
    os.chdir(ROOT)
    if not WINDOWS:
        os.execv(PYTHON, command)  # noqa: S606 - never returns
    return subprocess.call(command)


def fetch_browser() -> None:
    """The journeys need a browser: on Debian root gets one installed, anybody else is told."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if WINDOWS or not is_debian() or os.geteuid() != 0:
        say("no Chromium found, so the journeys will be skipped: install it to run them")
        return
    say("installing Chromium for the journeys")
    install = ["install", "-y", "--no-install-recommends", "chromium"]
    if apt(*install) != 0 and (apt("update") != 0 or apt(*install) != 0):
        say("Chromium could not be installed: `apt-get install chromium` shows why")


def fetch_printer() -> None:
    """The printers' tests want CUPS and its own IPP printer; on Debian root gets them installed."""
    if all(map(shutil.which, ("ippeveprinter", "avahi-daemon", "cupsd", "lpadmin"))):
        return
    how = "apt-get install cups-ipp-utils cups-daemon cups-client avahi-daemon dbus"
    if WINDOWS or not is_debian() or os.geteuid() != 0:
        say(f"no IPP printer found, so its tests will be skipped: {how}")
        return
    say("installing CUPS's IPP printer for the tests")
    install = ["install", "-y", "--no-install-recommends", *how.split()[2:]]
    if apt(*install) != 0 and (apt("update") != 0 or apt(*install) != 0):
        say(f"it could not be installed: `{how}` shows why")


def apt(*arguments: str) -> int:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = subprocess.DEVNULL
    return subprocess.call(
        ["apt-get", "-qq", *arguments],  # noqa: S607
        env=environment, stdout=quiet, stderr=quiet,
    )  # fmt: skip


def is_debian() -> bool:
    release = Path("/etc/os-release")
    return release.exists() and "ID=debian" in release.read_text().splitlines()


COMMANDS: dict[str, Callable[..., int]] = {
    "run": run, "test": test, "setup": setup, "addon": addon, "odoo": odoo,
    "journeys": journeys, "gallery": gallery, "bench": bench,
    "profile": profile,
    "sim": sim, "mutants": mutants, "powercut": powercut, "kill": kill, "faults": faults,
    "month": month,
    "labels": labels, "prints": prints,
    "fuzz": fuzz, "guest": guest, "lint": lint, "tidy": tidy, "words": words, "manual": manual,
    "lock": lock, "clean": clean, "help": show_help,
}  # fmt: skip


def main(arguments: list[str]) -> int:
    name, *rest = arguments or ["help"]
    if name not in COMMANDS:
        raise Refusal(f"there is no command {name!r}, but: {', '.join(COMMANDS)}")
    return COMMANDS[name](*rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Refusal as refusal:
        sys.exit(f"stockhand: {refusal}")
    except OSError as trouble:
        sys.exit(f"stockhand: {FULL_DISK if trouble.errno == errno.ENOSPC else trouble}")
    except subprocess.CalledProcessError as trouble:
        sys.exit(
            f"stockhand: stopped, because this failed: {trouble.cmd[0]} ({trouble.returncode})"
        )
    except KeyboardInterrupt:
        sys.exit(130)
