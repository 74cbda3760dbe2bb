"""What was released is added to, and never changed: told by digests, and by the history itself."""

import shutil
import subprocess

from sync.core.envelope import from_json, is_sealed, to_json
from sync.core.operations import Kind
from tests.upgrades.released import FILES, KNOWN, OPERATIONS, RELEASED, ROOT, digest


def test_no_released_operation_was_changed_or_taken_away():
    lines = OPERATIONS.read_bytes().splitlines(keepends=True)
    assert max(KNOWN) == len(lines), "a new line wants a new entry in KNOWN, behind the others"
    for count, known in KNOWN.items():
        assert digest(b"".join(lines[:count])) == known, f"the first {count} lines are others"


def test_no_file_of_a_release_was_changed_or_taken_away():
    found = {
        str(path.relative_to(RELEASED)): digest(path.read_bytes())
        for path in RELEASED.rglob("*")
        if path.is_file()
    }
    assert found == FILES


def test_history_says_so_too():
    """The digests could be changed together with the lines; what was committed cannot."""
    for past in _history(OPERATIONS):
        assert OPERATIONS.read_bytes().startswith(past)
    for name in FILES:
        for past in _history(RELEASED / name):
            assert past == (RELEASED / name).read_bytes()


def _history(path) -> list[bytes]:
    """The file as it was in every commit; nothing where the tree came without its history."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return []
    name = path.relative_to(ROOT).as_posix()
    commits = _git("log", "--format=%H", "--diff-filter=AM", "--", name).decode().split()
    return [_git("show", f"{commit}:{name}") for commit in commits]


def _git(*words: str) -> bytes:
    return subprocess.run(["git", "-C", ROOT, *words], check=True, capture_output=True).stdout


def test_every_released_operation_is_read_and_sealed_as_it_was():
    lines = OPERATIONS.read_text(encoding="utf-8").splitlines()
    for line in lines:
        envelope = from_json(line)
        assert is_sealed(envelope)
        assert to_json(envelope) == line
    assert {from_json(line).kind for line in lines} == set(Kind)
