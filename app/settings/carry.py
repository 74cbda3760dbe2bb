"""The settings of a device as one file for another, and where the work is as a code to scan."""

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Annotated

import segno
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.base.language import Language
from app.base.setup import SETTINGS_CODE as PREFIX
from app.base.setup import Erp, Form
from app.settings import labels, printers, receiving, scanners
from app.settings.kept import Settings
from app.settings.said import first_wrong

FOLDER = "carried"
BYTES_MAX = 5_000_000
FILES_SHOWN_MAX = 5
CODE_DOTS = 5
_Text = Annotated[str, Field(max_length=500)]


class Where(BaseModel):
    """Where the work is: all that the setup desk asks, but for the key and the name."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    erp: Erp
    url: _Text = ""
    database: _Text = ""
    company: int | None = None
    warehouse: int | None = None
    language: Language | None = None


class _Carried(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    stockhand_settings: Annotated[int, Field(ge=1, le=1)]
    where: Where
    files: dict[str, object]


def _labels(folder: Path) -> object:
    trouble = labels.labels_in(folder, None)[1]
    return dict(trouble.text.values).get("why", "") if trouble and trouble.text else None


CHECKS: Mapping[str, Callable[[Path], object]] = {
    receiving.FILE: receiving.load_receiving,
    labels.FILE: _labels,
    printers.FILE: lambda folder: printers.load_printers(folder, training=False),
    scanners.FILE: scanners.load_scanners,
}
"""The files that go along, and who reads each: a text is what is wrong with it.

Keys, PINs and badges stay where they are, and a supervisor's badge is one: the rules go without.
"""


@dataclass(frozen=True, slots=True)
class Carry:
    """One device's settings on their way out and in; `device` names its file."""

    folder: Path
    settings: Settings
    device: str

    def files(self) -> tuple[str, ...]:
        """Name the files that are here of other devices, the newest first."""
        found = (self.folder / FOLDER).glob("settings-*.json")
        newest = sorted(found, key=lambda one: one.stat().st_mtime_ns, reverse=True)
        return tuple(one.name for one in newest if one != self._own())[:FILES_SHOWN_MAX]

    def save(self) -> tuple[str, bytes]:
        """Write them to a file and a code, and say where; "" where the disk does not take it."""
        files = {name: _read(self.folder / name) for name in CHECKS}
        rules = files.get(receiving.FILE)
        if isinstance(rules, dict):
            files[receiving.FILE] = {**rules, "supervisors": {}}
        kept = {name: held for name, held in files.items() if held is not None}
        carried = _Carried(stockhand_settings=1, where=self._where(), files=kept)
        try:
            self._own().parent.mkdir(parents=True, exist_ok=True)
            new = self._own().with_suffix(".new")
            new.write_text(json.dumps(carried.model_dump(mode="json"), indent=1), encoding="utf-8")
            new.replace(self._own())
        except OSError:
            return "", b""
        return str(self._own()), self.code()

    def taken(self, name: str, form: Form) -> Form | str:
        """Take in a file, and fill in the form by it; or say what is wrong."""
        where = self.take_in(name)
        return where if isinstance(where, str) else filled(form, where)

    def read(self, scanned: str, form: Form) -> Form | None:
        """Fill in the form by a scanned code; None where it cannot be read."""
        where = where_of(scanned)
        return filled(form, where) if where else None

    def take_in(self, name: str) -> Where | str:
        """Take in a file whole, or say what is wrong and change nothing."""
        assert name in self.files(), name
        path = self.folder / FOLDER / name
        try:
            if path.stat().st_size > BYTES_MAX:
                return "it is too large"
            carried = _Carried.model_validate_json(path.read_text(encoding="utf-8"))
        except ValidationError as error:
            return first_wrong(error)
        except (OSError, UnicodeDecodeError):
            return "it cannot be read"
        return self._put(carried) or carried.where

    def _put(self, carried: _Carried) -> str:
        unknown = set(carried.files) - set(CHECKS)
        if unknown:
            return ", ".join(sorted(unknown))
        try:
            with tempfile.TemporaryDirectory(dir=self.folder) as drafts:
                draft = Path(drafts)
                for name, held in carried.files.items():
                    (draft / name).write_text(json.dumps(held, indent=1), encoding="utf-8")
                for name in carried.files:
                    wrong = CHECKS[name](draft)
                    if isinstance(wrong, str):
                        return f"{name}: {wrong}"
                for name in carried.files:
                    os.replace(draft / name, self.folder / name)  # noqa: PTH105
        except OSError as error:
            return error.strerror or "it cannot be written"
        return ""

    def code(self) -> bytes:
        """Where the work is, as a picture to scan."""
        out = BytesIO()
        where = PREFIX + self._where().model_dump_json(exclude_defaults=True)
        segno.make_qr(where, mode="byte", error="M").save(out, kind="png", scale=CODE_DOTS)
        return out.getvalue()

    def _where(self) -> Where:
        return Where.model_validate(self.settings.model_dump())

    def _own(self) -> Path:
        return self.folder / FOLDER / f"settings-{self.device}.json"


def where_of(scanned: str) -> Where | None:
    """Read a scanned code; None where it is none of ours, or not whole."""
    if not scanned.startswith(PREFIX):
        return None
    try:
        return Where.model_validate_json(scanned.removeprefix(PREFIX))
    except ValidationError:
        return None


def filled(form: Form, where: Where) -> Form:
    """Fill in the form of the setup desk; the key and the name are the person's to enter."""
    return replace(
        form,
        erp=where.erp,
        url=where.url,
        database=where.database,
        company=where.company,
        warehouse=where.warehouse,
        companies=(),
        warehouses=(),
        language=where.language or form.language,
    )


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
