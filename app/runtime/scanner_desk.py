"""Attaching, changing, trying and removing scanners, by one person at the setup desk."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO

import segno

from app.base.language import spoken_here
from app.base.scanners import ScannerLine
from app.base.setup import KeyboardForm, ScannerForm
from app.base.wording import Text, text
from app.runtime.scanning import Scanning
from app.setup.flow import scanner_filled, scanner_way
from scanners.devices.found import Found, keyboards, pos_devices, serial_ports
from scanners.frame import Frame
from scanners.framing.layout import AS_IT_ARRIVES, Layout, Unread, calibrated, label_text
from scanners.framing.wedge import SCANNED
from scanners.labels.render import render
from scanners.labels.wish import To, Wish
from scanners.printers.stationery import read_fonts, read_templates
from scanners.registry import Attached, Way, source_of

Save = Callable[[tuple[Attached, ...]], str | None]
LABEL_DOTS = 5
SHEET_DPI = 203
_FOUND: dict[Way, Callable[[], tuple[Found, ...]]] = {
    Way.SERIAL: serial_ports,
    Way.SCALE: serial_ports,
    Way.GRAB: keyboards,
    Way.HID_POS: pos_devices,
}


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where the settings of scanners are kept; each says what is wrong where they cannot be."""

    scanners: Save
    layout: Callable[[Layout], str | None]


class ScannerDesk:
    """One person's form for a scanner; `words` say how the last tap went, and whether well."""

    def __init__(self, scanning: Scanning, keeping: Keeping) -> None:
        self._scanning = scanning
        self._keeping = keeping
        self._opened = 0
        self.form: ScannerForm | None = None
        self.keyboard: KeyboardForm | None = None
        self.words: Text | None = None
        self.went_well = False

    def lines(self) -> tuple[ScannerLine, ...]:
        """How the scanners are doing right now: all of them, or the one that is worked on."""
        lines, name = self._scanning.lines, self.form.name if self.form else ""
        name = SCANNED if self.keyboard else name
        return tuple(line for line in lines if line.name == name) if self.is_open else lines

    @property
    def is_open(self) -> bool:
        """Say whether one scanner is worked on."""
        return self.form is not None or self.keyboard is not None

    def tapped(self, value: str) -> Text | None:
        """Take a tap on a scanner or in its form; say what is wrong with it, if anything is."""
        act, _, about = value.partition(":")
        match act, self.form:
            case "keyboard", _:
                self._show_label()
            case "maker", _ if self.keyboard:
                self.keyboard = replace(self.keyboard, maker=_sheet(about))
            case "as_it_arrives", _:
                self._put_right(AS_IT_ARRIVES)
            case "add", _:
                return self._open(Attached(Way.SERIAL, ""), "")
            case "edit", _:
                known = {one.name: one for one in self._scanning.attached}
                return self._open(known[about], about) if about in known else None
            case "way", ScannerForm() as form:
                self.form = replace(scanner_way(form, about), found=_found(about))
            case "at", ScannerForm() as form:
                self.form = replace(form, address=about, wrong=())
            case "remove", ScannerForm(name=name):
                self.form = None
                return self._keep([one for one in self._scanning.attached if one.name != name])
            case _:
                pass
        return None

    def close(self) -> None:
        """Put the form away."""
        self.form = self.keyboard = self.words = None

    def read(self, frame: Frame) -> bool:
        """Take a frame as it came, if the label is waited for; say whether it was."""
        if self.keyboard is None or frame.device != SCANNED:
            return False
        told = calibrated(frame)
        if isinstance(told, Unread):
            self.words, self.went_well = text(f"keyboard_{told}"), False
        elif trouble := self._put_right(told.layout):
            self.words, self.went_well = text("scanners_not_kept", why=trouble), False
        elif told.lost:
            self.words, self.went_well = text("keyboard_lost", signs=" ".join(told.lost)), False
        else:
            self.words, self.went_well = text("keyboard_right"), True
        return True

    def _put_right(self, layout: Layout) -> str | None:
        if trouble := self._keeping.layout(layout):
            return trouble
        self._scanning.put_right(layout)
        self._show_label()
        return None

    def _show_label(self) -> None:
        self.words = None
        picture = self.keyboard.label if self.keyboard else _label()
        self.keyboard = KeyboardForm(picture, self._scanning.layout != AS_IT_ARRIVES)

    def filled(self, values: Mapping[str, str]) -> Text | None:
        """Take the filled form, attach the scanner, say how it went; None: a field is wrong."""
        assert self.form is not None
        self.form = form = scanner_filled(self.form, values)
        if form.wrong:
            return None
        made = _attached(form)
        if source_of(made, asyncio.sleep) is None:
            self.form = replace(form, wrong=(("scanner_address", f"address_{form.way}"),))
            return None
        others = [one for one in self._scanning.attached if one.name not in {form.name, made.name}]
        if trouble := self._keep([*others, made]):
            return trouble
        self.form = replace(form, name=made.name)
        return text("scanner_attached")

    def _open(self, one: Attached, name: str) -> Text | None:
        if trouble := self._scanning.trouble:
            return trouble.text  # what cannot be read is not written over
        self._opened += 1
        self.form = ScannerForm(
            way=one.way,
            address=one.address,
            prefix=one.prefix,
            suffix=one.suffix,
            quiet_ms=str(one.quiet_ms or ""),
            double_ms=str(one.double_ms or ""),
            name=name,
            found=_found(one.way),
            opened=self._opened,
        )
        return None

    def _keep(self, attached: list[Attached]) -> Text | None:
        if trouble := self._keeping.scanners(tuple(attached)):
            return text("scanners_not_kept", why=trouble)
        self._scanning.use(tuple(attached))
        return None


def _attached(form: ScannerForm) -> Attached:
    return Attached(
        Way(form.way),
        form.address,
        form.prefix,
        form.suffix,
        int(form.quiet_ms or 0),
        int(form.double_ms or 0),
    )


def _label() -> bytes:
    out = BytesIO()
    segno.make_qr(label_text(), mode="byte", error="M").save(out, kind="png", scale=LABEL_DOTS)
    return out.getvalue()


def _sheet(maker: str) -> bytes:
    """Draw the codes that set this maker's scanners up."""
    template = read_templates()[0].get(maker)
    if template is None:
        return b""
    drawn = render(template, {}, Wish(To.PNG, SHEET_DPI, spoken_here()), read_fonts())
    return drawn if isinstance(drawn, bytes) else b""


def _found(way: str) -> tuple[tuple[str, str], ...]:
    look = _FOUND.get(Way(way))
    return tuple((one.address, one.name) for one in look()) if look else ()
