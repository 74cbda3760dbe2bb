"""What labels are made of and kept in files: templates and fonts, read once."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from scanners.labels import fill, foreign, template
from scanners.labels.fault import Fault, Wrong
from scanners.labels.foreign import Foreign
from scanners.labels.letters.fonts import Font, Fonts
from scanners.labels.sheet import Sheet
from scanners.labels.template import Template

ASSETS = Path(__file__).resolve().parents[2] / "assets"
TEMPLATE_BYTES_MAX = 500_000
_FONTS = ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf")


class BadTemplate(NamedTuple):
    """A template that cannot be used: where it is, and what of it is wrong."""

    path: Path
    wrong: str | Fault


def read_fonts(assets: Path = ASSETS) -> Fonts | Fault:
    """Read the fonts that are shipped, or name the one that is missing or damaged."""
    read: list[Font] = []
    for name in _FONTS:
        try:
            font = Font((assets / "fonts" / name).read_bytes())
        except OSError:
            return Fault(Wrong.NO_FONT, "", name)
        if not font.is_whole:
            return Fault(Wrong.NO_FONT, "", name)
        read.append(font)
    plain, bold = read
    return Fonts(plain, bold)


def read_templates(*folders: Path) -> tuple[dict[str, Template], tuple[BadTemplate, ...]]:
    """Read all templates; one in a later folder stands in the place of its namesake before it."""
    found: dict[str, Template] = {}
    bad: tuple[BadTemplate, ...] = ()
    for folder in (ASSETS / "labels", *folders):
        templates, wrong = _templates_in(folder)
        found |= templates
        bad += wrong
    return found, bad


def _templates_in(folder: Path) -> tuple[dict[str, Template], tuple[BadTemplate, ...]]:
    found: dict[str, Template] = {}
    bad: list[BadTemplate] = []
    for path in sorted(folder.glob("*.json")):
        if path.with_suffix(".zpl").exists():
            continue  # It says what is in a customer's own format.
        read = read_template(path)
        if isinstance(read, BadTemplate):
            bad.append(read)
        else:
            found[read.name] = read
    return found, tuple(bad)


def read_sheets(*folders: Path) -> tuple[dict[str, Sheet], tuple[BadTemplate, ...]]:
    """Read labels of both classes; in one folder a customer's own ZPL stands before a template."""
    found: dict[str, Sheet] = {}
    bad: tuple[BadTemplate, ...] = ()
    for folder in (ASSETS / "labels", *folders):
        templates, wrong = _templates_in(folder)
        formats, also = read_foreign(folder)
        found |= {**templates, **formats}
        bad += wrong + also
    return found, bad


def read_foreign(*folders: Path) -> tuple[dict[str, Foreign], tuple[BadTemplate, ...]]:
    """Read customers' own ZPL: a `.zpl` file each, beside a `.json` that names its fields."""
    found: dict[str, Foreign] = {}
    bad: list[BadTemplate] = []
    for folder in folders:
        for path in sorted(folder.glob("*.zpl")):
            read = _read_foreign(path)
            if isinstance(read, BadTemplate):
                bad.append(read)
            else:
                found[read.name] = read
    return found, tuple(bad)


def _read_foreign(path: Path) -> Foreign | BadTemplate:
    beside = path.with_suffix(".json")
    try:
        if max(path.stat().st_size, beside.stat().st_size) > TEMPLATE_BYTES_MAX:
            return BadTemplate(path, f"more than {TEMPLATE_BYTES_MAX} bytes")
        zpl = path.read_text(encoding="utf-8")
        found = replace(foreign.read(beside.read_bytes()), zpl=zpl)
    except FileNotFoundError:
        return BadTemplate(beside, "is missing: it names the fields of the format")
    except UnicodeDecodeError:
        return BadTemplate(path, "is no text in UTF-8")
    except OSError as wrong:
        return BadTemplate(path, wrong.strerror or "cannot be opened")
    except ValidationError as wrong:
        return _bad(beside, wrong)
    faults = foreign.faults_of(found)
    return BadTemplate(path, faults[0]) if faults else found


def _bad(path: Path, wrong: ValidationError) -> BadTemplate:
    first = wrong.errors(include_url=False)[0]
    place = ".".join(str(step) for step in first["loc"])
    return BadTemplate(path, f"{place or 'the file'}: {first['msg']}")


def read_template(path: Path) -> Template | BadTemplate:
    """Read one template, and see that it names nothing that there is not."""
    try:
        if path.stat().st_size > TEMPLATE_BYTES_MAX:
            return BadTemplate(path, f"more than {TEMPLATE_BYTES_MAX} bytes")
        found = template.read(path.read_bytes())
    except OSError as wrong:
        return BadTemplate(path, wrong.strerror or "cannot be opened")
    except ValidationError as wrong:
        return _bad(path, wrong)
    faults = fill.faults_of(found)
    return BadTemplate(path, faults[0]) if faults else found
