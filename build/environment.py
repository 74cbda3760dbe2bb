"""Makes `.venv` from a lock file, once, and says in one line what keeps it from doing so."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

#: What an environment is for, and the lock file that says what is in it. "dev" holds all of "run".
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
DISK_MB_MIN = {"run": 250, "dev": 700}

FULL_DISK = "the disk is full. Free about 700 MB and try again."
NO_NETWORK = (
    "no network, and the first set-up has to fetch packages (later starts need none)."
    " Connect and try again."
)
NO_VENV = "this Python has no venv module. On Debian and Ubuntu: apt install python3-venv"

#: A sign in the installer's output, and what we say instead. The first that fits is said.
ADVICE = (
    ("no space left", FULL_DISK),
    ("errno 28", FULL_DISK),
    ("do not match the hashes", "a fetched package differs from the lock file: refused."),
    ("name resolution", NO_NETWORK),
    ("getaddrinfo", NO_NETWORK),
    ("connection", NO_NETWORK),
    ("connecttimeout", NO_NETWORK),
    ("no matching distribution", "a package has no build for this Python and system."),
    ("permission denied", "no permission to write here. Use a folder of your own."),
    ("ensurepip", NO_VENV),
)


class Refusal(Exception):
    """One clear line for the person; nothing else is shown."""


def say(text: str) -> None:
    print(f"stockhand: {text}", flush=True)


def prepare(use: str) -> None:
    """Make .venv fit for `use`, or do nothing if it is."""
    if is_ready(use):
        return
    free_mb = shutil.disk_usage(ROOT).free // 1_000_000
    if free_mb < DISK_MB_MIN[use]:
        raise Refusal(f"the disk is full: {free_mb} MB free, {DISK_MB_MIN[use]} MB needed.")
    say(f"setting up with Python {version()} (only the first time and after an upgrade)")
    if not is_whole():
        make()
    install(use)
    for mark in VENV.glob("ready-*"):
        mark.unlink()
    mark_of(use).write_text(fingerprint(use))
    say("the environment is ready")


def is_ready(use: str) -> bool:
    return PYTHON.exists() and any(
        mark_of(held).exists() and mark_of(held).read_text() == fingerprint(held)
        for held in dict.fromkeys((use, "dev"))
    )


def mark_of(use: str) -> Path:
    return VENV / f"ready-{use}"


def fingerprint(use: str) -> str:
    """What tells one environment from the next: the lock file and the Python it was made with."""
    return hashlib.sha256((ROOT / LOCKS[use]).read_bytes() + version().encode()).hexdigest()


def version() -> str:
    return ".".join(str(part) for part in sys.version_info[:3])


def is_whole() -> bool:
    """Whether .venv works and is of this very Python: a half-made one is made again."""
    if not PYTHON.exists():
        return False
    check = f"import sys, pip; sys.exit(sys.version_info[:3] != {tuple(sys.version_info[:3])})"
    return subprocess.call([PYTHON, "-c", check], stderr=subprocess.DEVNULL) == 0


def make() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise Refusal(NO_VENV)
    if VENV.exists():
        shutil.rmtree(VENV)
    try:
        venv.create(VENV, with_pip=True, symlinks=not WINDOWS)
    except subprocess.CalledProcessError as trouble:
        output = (trouble.output or b"").decode(errors="replace")
        raise Refusal(f"set-up stopped: {advice(output or str(trouble))}") from None


def install(use: str) -> None:
    command = [
        str(PYTHON), "-m", "pip", "install", "-r", LOCKS[use],
        "--require-hashes", "--no-deps", "--only-binary", ":all:",
        "--no-compile", "--no-warn-script-location", "--no-input", "--retries", "1",
        "--disable-pip-version-check", "--quiet",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        raise Refusal(f"set-up stopped: {advice(done.stdout.decode(errors='replace'))}")


def advice(output: str) -> str:
    said = output.lower()
    for sign, words in ADVICE:
        if sign in said:
            return words
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    return (errors or output.splitlines() or ["the installer gave no reason."])[-1]
