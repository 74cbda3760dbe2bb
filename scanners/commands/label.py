"""`python -m scanners label`: writes a label for a printer or for the eye, or lists them all."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from scanners.commands.words import harmless, say
from scanners.labels.dots import DPIS
from scanners.labels.fault import Fault
from scanners.labels.sheet import Sheet, write
from scanners.labels.template import Asked, Template, schema
from scanners.labels.wish import To, Wish
from scanners.labels.words import LANGUAGES
from scanners.printers.stationery import BadTemplate, read_fonts, read_sheets

DATA_BYTES_MAX = 2_000_000
_USAGE = (
    "label NAME --data FILE --dpi 203 --to zpl --out FILE [--lang en] [--paper MM]"
    " [--templates FOLDER], or label --list, or label --schema"
)


class Refused(Exception):
    """What was asked for cannot be done, and this line says why."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Refused(f"{message} (use: {_USAGE})")


def main(arguments: list[str]) -> int:
    """Write one label, or say in one line why not; nothing is written then."""
    try:
        asked = _parser().parse_args(arguments)
        if asked.schema:
            sys.stdout.write(json.dumps(schema(), indent=1) + "\n")
            return 0
        templates, bad = read_sheets(*_folders(asked.templates))
        if asked.list:
            sys.stdout.write("".join(_listed(templates)))
            return _warned(bad)
        _write(asked, templates, bad)
    except Refused as refused:
        sys.stderr.write(f"label: {refused}\n")
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m scanners label", allow_abbrev=False)
    parser.add_argument("name", nargs="?", metavar="NAME", help="which label; see --list")
    parser.add_argument("--data", metavar="FILE", help="a JSON object with the label's fields")
    parser.add_argument("--dpi", type=int, default=203, choices=DPIS, help="dots per inch")
    parser.add_argument("--to", choices=[str(to) for to in To], help="what to write")
    parser.add_argument("--out", metavar="FILE", help="where to write it")
    parser.add_argument("--lang", default="en", choices=LANGUAGES, help="the words' language")
    parser.add_argument("--paper", type=int, default=0, metavar="MM", help="how wide it may be")
    parser.add_argument("--templates", metavar="FOLDER", help="templates of your own")
    parser.add_argument("--list", action="store_true", help="name every label and its fields")
    parser.add_argument("--schema", action="store_true", help="print the JSON schema of templates")
    return parser


def _folders(folder: str | None) -> list[Path]:
    if folder is None:
        return []
    if not Path(folder).is_dir():
        raise Refused(f"--templates {harmless(folder)} is no folder; name one that is there")
    return [Path(folder)]


def _write(
    asked: argparse.Namespace, templates: dict[str, Sheet], bad: tuple[BadTemplate, ...]
) -> None:
    for option in ("name", "data", "to", "out"):
        if getattr(asked, option) is None:
            missing = "the name of a label" if option == "name" else f"--{option}"
            raise Refused(f"{missing} is missing (use: {_USAGE})")
    template = templates.get(asked.name)
    if template is None:
        wrong = next((one for one in bad if one.path.stem == asked.name), None)
        known = f"it is one of {', '.join(templates)}"
        raise Refused(_bad(wrong) if wrong else f"no label {harmless(asked.name)!r}; {known}")
    given = _read(Path(asked.data))
    wish = Wish(To(asked.to), asked.dpi, asked.lang, asked.paper)
    written = write(template, given, wish, read_fonts())
    if isinstance(written, tuple):
        raise Refused("; ".join(dict.fromkeys(map(say, written))))
    _save(Path(asked.out), written)


def _read(path: Path) -> dict[str, object]:
    """Read the data; the same field twice is refused, for one of them would be lost."""
    name = harmless(str(path))
    try:
        with path.open("rb") as file:
            content = file.read(DATA_BYTES_MAX + 1)
    except (OSError, ValueError) as trouble:
        why = getattr(trouble, "strerror", None) or trouble
        raise Refused(f"--data {name} cannot be read ({why}); name a file that is there") from None
    if len(content) > DATA_BYTES_MAX:
        raise Refused(f"--data {name} has more than {DATA_BYTES_MAX} bytes; give one label's data")
    try:
        given = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise Refused(f"--data {name} is not UTF-8; save it as UTF-8") from None
    except (ValueError, RecursionError) as wrong:
        raise Refused(f"--data {name} is no JSON ({wrong}); correct it") from None
    if not isinstance(given, dict):
        raise Refused(f"--data {name} holds no JSON object; write {{...}} with the label's fields")
    return given


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, _ in pairs if sum(name == other for other, _ in pairs) > 1)
        raise Refused(f"{harmless(twice)} stands in the data twice; keep one of them")
    return found


def _save(path: Path, content: bytes) -> None:
    """Write all of it or nothing: what was there stays until the new one is whole."""
    draft = path.with_name(path.name + ".part")
    try:
        if path.is_dir() or not path.name:
            raise Refused(f"--out {harmless(str(path))} is a folder; name a file in it")
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a device, such as a printer's
            return
        draft.write_bytes(content)
        draft.replace(path)
    except (OSError, ValueError) as trouble:
        draft.unlink(missing_ok=True)
        why = getattr(trouble, "strerror", None) or trouble
        said = f"--out {harmless(str(path))} cannot be written ({why}); name another place"
        raise Refused(said) from None


# ------------------------------------------------------------------ the list


def _listed(templates: dict[str, Sheet]) -> Iterator[str]:
    for template in templates.values():
        sizes = _sizes(template)
        yield f"{template.name}: {template.about} ({sizes})\n"
        for asked in template.fields:
            yield from _field(asked, "  ")


def _sizes(sheet: Sheet) -> str:
    if not isinstance(sheet, Template):
        return f"a format in ZPL for {sheet.dpi} dpi"
    return ", ".join(f"{one.width:g} x {one.height:g} mm" for one in sheet.layouts)


def _field(asked: Asked, before: str) -> Iterator[str]:
    none = "; null where there is none" if asked.may_be_none else ""
    yield f"{before}{asked.name:<10} {asked.type}: {asked.about}{none}\n"
    for item in asked.items:
        yield from _field(item, before + "  each: ")


def _warned(bad: tuple[BadTemplate, ...]) -> int:
    for one in bad:
        sys.stderr.write(f"label: {_bad(one)}\n")
    return 2 if bad else 0


def _bad(one: BadTemplate) -> str:
    why = say(one.wrong) if isinstance(one.wrong, Fault) else harmless(one.wrong)
    return f"{harmless(str(one.path))} is no template: {why}"
