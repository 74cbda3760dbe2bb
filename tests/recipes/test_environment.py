"""The set-up refuses in one clear line, is readable by old Pythons, and does nothing twice."""

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def environment(tmp_path: Path) -> ModuleType:
    """The recipe itself, loaded from its file as a script loads it, with a root of its own."""
    spec = importlib.util.spec_from_file_location("environment", ROOT / "build/environment.py")
    recipe = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(recipe)
    recipe.ROOT, recipe.VENV = tmp_path, tmp_path / ".venv"
    recipe.PYTHON = recipe.VENV / "bin" / "python"
    for name in recipe.LOCKS.values():
        (tmp_path / name).write_text("one==1\n")
    return recipe


@pytest.mark.parametrize("name", ["go.py", "environment.py"])
def test_an_old_python_can_read_it(name: str):
    ast.parse((ROOT / "build" / name).read_text(), feature_version=(3, 7))


def test_an_old_python_is_refused_before_anything_else():
    recipe = ast.parse((ROOT / "build/go.py").read_text())
    after_docstring = recipe.body[1:]
    assert ast.unparse(after_docstring[0]) == "import sys"
    assert ast.unparse(after_docstring[1]).startswith("if sys.version_info < (3, 11):")


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("NewConnectionError: [Errno -3] Temporary failure in name resolution", "no network"),
        ("[Errno 11001] getaddrinfo failed", "no network"),
        ("ProtocolError('Connection aborted.')", "no network"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "differs from the lock"),
        ("ERROR: No matching distribution found for one==1", "no build for this Python"),
        ("ERROR: [Errno 13] Permission denied: '.venv'", "no permission"),
        ("noise\nERROR: something new\nmore noise", "ERROR: something new"),
        ("", "no reason"),
    ],
)
def test_what_the_installer_says_becomes_one_line(environment: ModuleType, output: str, said: str):
    advice = environment.advice(output)
    assert said in advice
    assert "\n" not in advice


def test_a_full_disk_is_said_before_anything_is_made(environment: ModuleType):
    environment.DISK_MB_MIN["run"] = 10**9
    with pytest.raises(environment.Refusal, match="the disk is full"):
        environment.prepare("run")
    assert not environment.VENV.exists()


def test_a_python_without_venv_is_told_what_to_install(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(environment.Refusal, match="apt install python3-venv"):
        environment.make()


@pytest.mark.parametrize(("held", "wanted", "ready"), [
    ("run", "run", True), ("dev", "dev", True), ("dev", "run", True), ("run", "dev", False),
])  # fmt: skip
def test_what_is_there_already_is_not_made_again(environment, held, wanted, ready):
    environment.PYTHON.parent.mkdir(parents=True)
    environment.PYTHON.touch()
    environment.mark_of(held).write_text(environment.fingerprint(held))
    assert environment.is_ready(wanted) == ready


def test_a_new_lock_or_another_python_asks_for_set_up(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    before = environment.fingerprint("run")
    (environment.ROOT / "requirements.lock").write_text("one==2\n")
    changed = environment.fingerprint("run")
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    assert len({before, changed, environment.fingerprint("run")}) == 3


def test_the_lock_files_agree_and_name_no_index():
    run, dev = (
        (ROOT / name).read_text() for name in ("requirements.lock", "requirements-dev.lock")
    )
    pins = [line for line in run.splitlines() if "==" in line]
    assert set(pins) <= set(dev.splitlines())
    assert "://" not in run + dev
    assert all("--hash=sha256:" in block for block in run.split(" \\\n")[1:])
