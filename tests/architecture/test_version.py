"""The version that other systems are told is the one that is released."""

import tomllib
from pathlib import Path

from sync.wire.version import APP_VERSION


def test_it_is_that_of_the_project():
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == APP_VERSION
