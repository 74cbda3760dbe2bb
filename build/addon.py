"""Packs our module for Odoo into dist/: one zip to be unpacked into an addons folder."""

import ast
import zipfile
from pathlib import Path

from environment import ROOT

MODULE = ROOT / "sync" / "erp" / "odoo" / "addon" / "stockhand"
SUFFIXES = {".py", ".xml", ".csv", ""}
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""One time for all, so that the same sources give the same file."""


def pack(folder: Path) -> Path:
    """Write the zip, and say where it is."""
    manifest = ast.literal_eval((MODULE / "__manifest__.py").read_text(encoding="utf-8"))
    folder.mkdir(exist_ok=True)
    packed = folder / f"stockhand-{manifest['version']}.zip"
    files = sorted(path for path in MODULE.rglob("*") if path.is_file())
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            if path.suffix in SUFFIXES and "__pycache__" not in path.parts:
                name = zipfile.ZipInfo(path.relative_to(MODULE.parent).as_posix(), EARLIEST)
                name.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(name, path.read_bytes())
    return packed
