"""What labels are made of and kept in files: templates and fonts, read once."""

from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from scanners.labels import fill, template
from scanners.labels.fault import Fault
from scanners.labels.letters.fonts import Font, Fonts
from scanners.labels.template import Template

ASSETS = Path(__file__).resolve().parents[2] / "assets"
TEMPLATE_BYTES_MAX = 500_000


class BadTemplate(NamedTuple):
    """A template that cannot be used: where it is, and what of it is wrong."""

    path: Path
    wrong: str | Fault


def read_fonts(assets: Path = ASSETS) -> Fonts:
    """Read the fonts that are shipped."""
    folder = assets / "fonts"
    plain = (folder / "DejaVuSansCondensed.ttf").read_bytes()
    return Fonts(Font(plain), Font((folder / "DejaVuSansCondensed-Bold.ttf").read_bytes()))


def read_templates(*folders: Path) -> tuple[dict[str, Template], tuple[BadTemplate, ...]]:
    """Read all templates; one in a later folder stands in the place of its namesake before it."""
    found: dict[str, Template] = {}
    bad: list[BadTemplate] = []
    for folder in (ASSETS / "labels", *folders):
        for path in sorted(folder.glob("*.json")):
            read = read_template(path)
            if isinstance(read, BadTemplate):
                bad.append(read)
            else:
                found[read.name] = read
    return found, tuple(bad)


def read_template(path: Path) -> Template | BadTemplate:
    """Read one template, and see that it names nothing that there is not."""
    if path.stat().st_size > TEMPLATE_BYTES_MAX:
        return BadTemplate(path, f"more than {TEMPLATE_BYTES_MAX} bytes")
    try:
        found = template.read(path.read_bytes())
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        return BadTemplate(path, f"{place or 'the file'}: {first['msg']}")
    faults = fill.faults_of(found)
    return BadTemplate(path, faults[0]) if faults else found
