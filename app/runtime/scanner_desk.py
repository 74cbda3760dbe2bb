"""Attaching, changing, trying and removing scanners, by one person at the setup desk."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace

from app.base.scanners import ScannerLine
from app.base.setup import ScannerForm
from app.base.wording import Text, text
from app.runtime.scanning import Scanning
from app.setup.flow import scanner_filled, scanner_way
from scanners.devices.found import Found, keyboards, pos_devices, serial_ports
from scanners.registry import Attached, Way, source_of

Save = Callable[[tuple[Attached, ...]], str | None]
_FOUND: dict[Way, Callable[[], tuple[Found, ...]]] = {
    Way.SERIAL: serial_ports,
    Way.GRAB: keyboards,
    Way.HID_POS: pos_devices,
}


class ScannerDesk:
    """One person's form for a scanner; `words` say how the last tap went, and whether well."""

    def __init__(self, scanning: Scanning, save: Save) -> None:
        self._scanning = scanning
        self._save = save
        self._opened = 0
        self.form: ScannerForm | None = None

    def lines(self) -> tuple[ScannerLine, ...]:
        """How the scanners are doing right now: all of them, or the one that is worked on."""
        lines = self._scanning.lines
        if self.form is None:
            return lines
        return tuple(line for line in lines if line.name == self.form.name)

    def tapped(self, value: str) -> Text | None:
        """Take a tap on a scanner or in its form; say what is wrong with it, if anything is."""
        act, _, about = value.partition(":")
        match act, self.form:
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
        self.form = None

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
        if trouble := self._save(tuple(attached)):
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


def _found(way: str) -> tuple[tuple[str, str], ...]:
    look = _FOUND.get(Way(way))
    return tuple((one.address, one.name) for one in look()) if look else ()
