"""The import walls stand, and each wrong import one could type is caught by one of them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from grimp import ImportGraph

from tests.architecture import walls
from tests.architecture.walls import ROOT

OPTIONS = walls.read_options()
NAMES = [wall["id"] for wall in OPTIONS.contracts_options]

#: Who must not import what, one row a mistake.
WRONG_IMPORTS = [
    # the planes
    ("sync.core.rules", "app.base.wording"),
    ("sync.engine.engine", "app.runtime"),
    ("sync.core.operations", "scanners.codes.scan"),
    ("scanners.devices.wedge", "sync.core.ids"),
    ("scanners.codes.parse", "app.base.session"),
    # inside sync
    ("sync.core.apply", "sync.store.commit"),
    ("sync.core.codec", "sync.wire.messages"),
    ("sync.wire.remote", "sync.store.outbox"),
    ("sync.store.absorb", "sync.wire.messages"),
    ("sync.store.absorb", "sync.engine.status"),
    ("sync.engine.push", "sync.erp.http"),
    ("sync.erp.training.remote", "sync.engine.push"),
    ("sync.erp.odoo.translate", "sync.erp.training.server"),
    ("sync.erp.http", "sync.erp.odoo.remote"),
    ("sync.erp.odoo.remote", "httpx"),
    ("sync.engine.push", "httpx"),
    ("sync.erp.training.server", "sqlite3"),
    ("sync.engine.pull", "sqlite_utils"),
    # inside scanners
    ("scanners.codes.parse", "scanners.devices.wedge"),
    ("scanners.framing.keys", "scanners.codes.parse"),
    ("scanners.codes.parse", "scanners.registry"),
    ("scanners.codes.parse", "scanners.labels.zpl"),
    ("scanners.labels.zpl", "scanners.printers.tcp"),
    ("scanners.labels.zpl", "io"),
    # inside app
    ("app.base.session", "app.ui.theme"),
    ("app.ui.feedback", "app.receive.view"),
    ("app.receive.screen", "app.home.screen"),
    ("app.receive.flow", "app.receive.view"),
    ("app.receive.view", "app.receive.flow"),
    ("app.receive.view", "app.receive.screen"),
    ("app.receive.screen", "app.receive.flow"),
    ("app.receive.screen", "app.runtime"),
    ("app.receive.screen", "sync.store.slices"),
    ("app.receive.screen", "sync.wire.messages"),
    ("app.ui.frame", "sync.engine.status"),
    ("app.decide", "app.render"),
    ("app.decide", "app.runtime"),
    ("app.runtime", "app.settings"),
    ("app.runtime", "app.shell"),
    ("app.shell", "app.bootstrap"),
    ("app.bootstrap", "app.main"),
    ("app.bootstrap", "sync.erp.odoo.remote"),
    ("app.runtime", "sqlite3"),
    ("app.settings", "httpx"),
    ("app.unheard_of", "app.base"),
    ("app.receive.helpers", "app.base"),
    # what decides is pure
    ("sync.core.rebase", "time"),
    ("sync.core.ids", "random"),
    ("sync.core.ids", "uuid"),
    ("sync.wire.messages", "pathlib"),
    ("app.receive.flow", "asyncio"),
    ("app.receive.view", "os"),
    ("app.base.wording", "logging"),
    ("scanners.codes.parse", "threading"),
    ("scanners.framing.keys", "time"),
    # who draws
    ("app.receive.view", "flet"),
    ("app.decide", "flet"),
    ("app.runtime", "flet"),
    ("scanners.devices.wedge", "flet"),
]


@pytest.fixture(scope="module")
def imports() -> ImportGraph:
    return walls.read_imports()


@pytest.fixture(scope="module")
def broken(imports: ImportGraph) -> dict[str, str]:
    return walls.broken(OPTIONS, imports)


@pytest.mark.parametrize("name", NAMES)
def test_each_wall_stands(name: str, broken: dict[str, str]):
    assert name not in broken, broken[name]


@pytest.mark.parametrize(("importer", "imported"), WRONG_IMPORTS)
def test_a_wrong_import_is_caught(
    importer: str, imported: str, imports: ImportGraph, broken: dict[str, str]
):
    changed = walls.broken(OPTIONS, walls.with_import(imports, importer, imported))
    assert [name for name in changed if changed[name] != broken.get(name)]


def test_a_wrong_import_in_a_file_is_caught(tmp_path: Path):
    """The same from the text on: a copy of the tree with one bad line in it."""
    for folder in (*walls.PLANES, "tests/architecture"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "sync/core/ids.py").open("a") as module:
        module.write("\nimport sqlite3\n")
    script = (
        "from tests.architecture import walls;"
        "print(walls.broken(walls.read_options(), walls.read_imports()))"
    )
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "one-door-sqlite" in said
    assert "sync.core.ids" in said
