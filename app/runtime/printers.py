"""What a decision asks of a printer, carried out; and a printer's own label, scanned anywhere."""

from dataclasses import replace

from app.base.decision import AtPrinter, Decision, Do, MakeReport, Number, OfPeople, Refuse, Stay
from app.base.messages import Message, Scanned
from app.base.notice import Notice, Sound
from app.base.printing import UsePrinter
from app.base.session import Session
from app.base.wording import text
from app.runtime.device import Device
from app.runtime.packing import numbered
from app.runtime.people import done_with_people
from scanners.codes.scan import HouseKind

OfDevice = Number | AtPrinter | OfPeople | MakeReport | Stay


async def looked_up(device: Device, decision: OfDevice) -> Decision:
    """Ask the device what a decision hangs on: its numbers, its printers, or its people."""
    if isinstance(decision, Stay):
        return await _going_along(device, decision)
    if isinstance(decision, Number):
        return await numbered(device, decision)
    if isinstance(decision, OfPeople):
        return await done_with_people(device, decision)
    if isinstance(decision, MakeReport):
        return await _reported(device, decision)
    return await _at_printer(device, decision)


async def _reported(device: Device, decision: MakeReport) -> Decision:
    path = await device.report(decision.session, decision.note) if device.report else ""
    if not path:
        return Refuse(decision.session, text("people_not_kept"))
    told = Notice(Sound.LINE_DONE, text("report_made", path=path))
    return Stay(replace(decision.session, notice=told), Sound.LINE_DONE)


async def _at_printer(device: Device, decision: AtPrinter) -> Decision:
    """Carry it out; what comes of a label is told when it is known."""
    session = decision.session
    if device.printing is None:
        return Refuse(session, text("no_printer"))
    notice = await device.printing.do(decision.deed, session.user)
    if notice.sound is Sound.STOP and notice.text:
        return Refuse(session, notice.text)
    return Stay(replace(session, notice=notice), notice.sound)


async def _going_along(device: Device, decision: Stay) -> Stay:
    """Print what goes along with it; what speaks against that is said, and it holds anyway."""
    session = decision.session
    trouble = None
    if device.printing:
        trouble = await device.printing.go_along(decision.labels, session.user)
    if trouble:
        session = replace(session, notice=replace(trouble, sound=Sound.QUESTION))
    return Stay(session, Sound.QUESTION if trouble else decision.sound)


async def with_labels(device: Device, decision: Do, user: str) -> Notice:
    """Print what goes along with a deed that is written; no printer keeps the deed back."""
    if device.printing is None or not decision.labels:
        return decision.notice
    trouble = await device.printing.go_along(decision.labels, user)
    return replace(trouble, sound=decision.notice.sound) if trouble else decision.notice


def with_news(session: Session, news: Notice) -> Session:
    """Tell what became of a label, or of the device, beside what waits to be acknowledged."""
    standing = session.notice
    waits = standing is not None and standing.stays and not news.stays
    return session if waits else replace(session, notice=news)


def printer_here(device: Device) -> str:
    """Name the printer of this place; "" where there is none."""
    return device.printing.here if device.printing else ""


def printer_scanned(session: Session, message: Message) -> AtPrinter | None:
    """Say which printer's own label was scanned, at whatever place: it is for this place then."""
    house = message.scan.house if isinstance(message, Scanned) else None
    if house is None or house.kind is not HouseKind.PRINTER:
        return None
    return AtPrinter(session, UsePrinter(house.value))
