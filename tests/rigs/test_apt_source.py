"""Which mirror is read from a machine's apt sources, in both forms they are written in."""

from pathlib import Path

import pytest

from tests.rigs.apt_source import debian_mirror

ONE_LINE = """
# deb http://off.example/debian bookworm main
deb-src http://source.example/debian bookworm main
deb http://mirror.example/debian-security bookworm-security main
deb [arch=amd64 signed-by=/keys/debian.gpg] http://mirror.example/debian bookworm main contrib
"""
DEB822 = """
Types: deb
URIs: http://other.example/apt
Suites: stable
Components: main

Types: deb
# a remark
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /keys/debian.gpg
"""
WANTED = """Types: deb
URIs: http://mirror.example/debian
Suites: sid
Components: main
Signed-By: /keys/debian.gpg
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sources.list", ONE_LINE),
        ("sources.list.d/debian.list", ONE_LINE),
        ("sources.list.d/debian.sources", DEB822),
    ],
)
def test_the_machines_own_mirror_is_found_and_asked_for_another_suite(
    tmp_path: Path, name: str, text: str
) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    mirror = debian_mirror(tmp_path)
    assert mirror is not None
    assert mirror.stanza("sid") == WANTED


def test_a_switched_off_source_is_not_used(tmp_path: Path) -> None:
    parts = tmp_path / "sources.list.d"
    parts.mkdir()
    off = DEB822.replace("Types: deb", "Enabled: no\nTypes: deb")
    (parts / "debian.sources").write_text(off, encoding="utf-8")
    assert debian_mirror(tmp_path) is None


def test_no_debian_source_is_said_so(tmp_path: Path) -> None:
    assert debian_mirror(tmp_path) is None
