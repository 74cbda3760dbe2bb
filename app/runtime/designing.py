"""What the designer reads and keeps: a label drawn with the values that were entered."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from app.base.designing import DesignSlice, ElementRow, FieldRow, fault_text
from app.base.session import Design
from app.base.wording import Text, text
from app.runtime.stationery import Stationery
from scanners.labels import foreign
from scanners.labels.fault import Fault
from scanners.labels.moved import moved, named
from scanners.labels.render import render
from scanners.labels.sheet import Sheet
from scanners.labels.template import Asked, Template, to_json
from scanners.labels.wish import To, Wish
from scanners.printers.stationery import BadTemplate

PREVIEW_DPI = 203
_DRAWN_BY_ITS_FIELD = frozenset({"list", "image"})


def designed(paper: Stationery, place: Design, wish: Wish | None) -> DesignSlice:
    """Read all labels, and draw the one that is open as it would come out."""
    sheets, bad = paper.sheets()
    names = tuple((name, sheet.about) for name, sheet in sheets.items())
    slice_ = DesignSlice(names=names, bad=tuple(map(_bad, bad)))
    sheet = sheets.get(place.label)
    if sheet is None:
        return slice_
    fields = tuple(_field(asked, dict(place.values)) for asked in sheet.fields)
    given = {row.name: row.value for row in fields}
    slice_ = replace(slice_, fields=fields)
    if isinstance(sheet, Template):
        return _drawn(slice_, paper, moved(sheet, place.moves), (place, given, wish))
    written = foreign.write(sheet, given, sheet.dpi)
    faults = written if isinstance(written, tuple) else ()
    return replace(
        slice_,
        faults=tuple(map(fault_text, faults)),
        numbered=foreign.values_of(sheet, given),
        size=f"ZPL, {sheet.dpi} dpi",
    )


def _drawn(
    slice_: DesignSlice,
    paper: Stationery,
    template: Template,
    asked: tuple[Design, Mapping[str, object], Wish | None],
) -> DesignSlice:
    place, given, wish = asked
    layout = template.layouts[0]
    seen = Wish(To.PNG, PREVIEW_DPI, paper.rules.language)
    picture = render(template, given, seen, paper.fonts)
    # It is looked at for the printer of this place too: its paper may be narrower, its dots larger.
    printed = render(template, given, wish, paper.fonts) if wish else b""
    faults = [*(picture if isinstance(picture, tuple) else ())]
    faults += [*(printed if isinstance(printed, tuple) else ())]
    return replace(
        slice_,
        elements=tuple(_element(at, one, place) for at, one in enumerate(layout.elements)),
        faults=tuple(fault_text(one) for one in dict.fromkeys(faults)),
        picture=picture if isinstance(picture, bytes) else b"",
        size=f"{layout.width:g} x {layout.height:g} mm",
    )


def _element(at: int, element: object, place: Design) -> ElementRow:
    right = sum(one[1] for one in place.moves if one[0] == at)
    down = sum(one[2] for one in place.moves if one[0] == at)
    return ElementRow(element.kind, named(element), right, down)  # type: ignore[attr-defined,arg-type]


def _field(asked: Asked, given: Mapping[str, str | None]) -> FieldRow:
    is_list = asked.type in _DRAWN_BY_ITS_FIELD
    value = given.get(asked.name, asked.example)
    return FieldRow(asked.name, asked.about, value, asked.may_be_none, is_list)


def _bad(bad: BadTemplate) -> Text:
    if isinstance(bad.wrong, Fault):
        return fault_text(bad.wrong)
    return text("template_unreadable", path=bad.path.name, why=bad.wrong)


def keep(paper: Stationery, name: str, moves: tuple[tuple[int, int, int], ...]) -> Path | None:
    """Keep a template with its parts moved as the house's own; None where that cannot be."""
    sheet: Sheet | None = paper.sheets()[0].get(name)
    if paper.folder is None or not isinstance(sheet, Template):
        return None
    folder = paper.folder / f"company-{paper.company}" if paper.company else paper.folder
    path = folder / f"{name}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.new")
        new.write_bytes(to_json(moved(sheet, moves)))
        new.replace(path)
    except OSError:
        return None
    return path
