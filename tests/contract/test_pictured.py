"""Pictures that a verdict rests on: taken in parts, whole or not at all, shown on the check."""

from dataclasses import replace

import pytest

from sync.core.evidence import PICTURE_BYTES_MAX, Evidence, Media, evidence
from sync.core.operations import Damage
from sync.core.quality import Answer
from sync.core.records import Location
from sync.wire.messages import EVIDENCE_PART_BYTES_MAX, EvidenceHeld, EvidencePart
from tests.contract.device import Device
from tests.contract.test_checked import KEEPS_VERDICTS, LOT, hold, received, verdict
from tests.contract.test_received import all_applied, announced

__all__ = ["hold"]
DATA = bytes(range(256)) * 700
HALF = EVIDENCE_PART_BYTES_MAX


def part(one: Evidence, op_id: str, offset: int = 0, data: bytes = b"", size: int = 0):
    return EvidencePart(
        device="TEST1",
        ops=(op_id,),
        digest=one.digest,
        media=one.media,
        size=size or len(DATA),
        offset=offset,
        data=data,
    )


def say(device: Device, wanted: EvidencePart) -> EvidenceHeld:
    held = device.runner.run(device.erp.remote.evidence(wanted))
    assert isinstance(held, EvidenceHeld), held
    return held


def named(device: Device, hold: Location, *pictures: Evidence) -> str:
    """A verdict that names pictures; gives its operation."""
    name = received(device, finished=True)
    answers = [Answer(0, "shown", n, one.name, good=True) for n, one in enumerate(pictures, 1)]
    deed = verdict(device, name, device.erp.goods.lot, hold, answers=tuple(answers))
    all_applied(device, deed)
    return device.filed[-1].op_id


def shown(device: Device, one: Evidence) -> bytes:
    return device.erp.office.picture(one.digest)


@KEEPS_VERDICTS
def test_it_comes_in_parts_and_is_there_when_it_is_whole(device: Device, hold: Location):
    one = evidence(DATA, Media.JPEG)
    op = named(device, hold, one)
    assert say(device, part(one, op)) == EvidenceHeld(wanted=True, offset=0)
    assert say(device, part(one, op, 0, DATA[:HALF])).offset == HALF
    assert shown(device, one) == b""
    # Twice, too early, too much: the answer says where to go on, and nothing is broken by it.
    assert say(device, part(one, op, 0, DATA[:HALF])).offset == HALF
    assert say(device, part(one, op, 2 * HALF, DATA[2 * HALF : 3 * HALF])).offset == HALF
    assert say(device, part(one, op, HALF, DATA[HALF : 3 * HALF + 1])).offset == HALF
    for at in (HALF, 2 * HALF):
        held = say(device, part(one, op, at, DATA[at : at + HALF]))
    assert held == EvidenceHeld(wanted=True, offset=len(DATA))
    assert shown(device, one) == DATA
    assert say(device, part(one, op, 0, b"other")).offset == len(DATA)
    assert shown(device, one) == DATA


@KEEPS_VERDICTS
def test_of_a_check_that_nobody_filed_nothing_is_taken(device: Device, hold: Location):
    one = evidence(DATA, Media.PNG)
    assert hold
    assert say(device, part(one, "nobody-knows", 0, DATA[:HALF])) == EvidenceHeld(wanted=False)
    assert shown(device, one) == b""


@KEEPS_VERDICTS
def test_bytes_that_are_not_what_they_are_called_begin_anew(device: Device, hold: Location):
    good, bad = b"as it was", b"as it is!"
    one = evidence(good, Media.JPEG)
    op = named(device, hold, one)
    assert say(device, part(one, op, 0, bad, len(bad))) == EvidenceHeld(wanted=True, offset=0)
    assert say(device, part(one, op, 0, good, len(good))).offset == len(good)
    assert shown(device, one) == good


@KEEPS_VERDICTS
def test_the_same_picture_of_two_checks_is_sent_once(device: Device, hold: Location):
    one = evidence(b"one seal on two pallets", Media.JPEG)
    first = named(device, hold, one)
    assert say(device, part(one, first, 0, b"one seal on two pallets", 23)).offset == 23
    second = named(device, hold, one)
    assert say(device, part(one, second, size=23)).offset == 23
    assert device.erp.office.pictured(one.digest) == 2


@KEEPS_VERDICTS
@pytest.mark.parametrize("size", [0, PICTURE_BYTES_MAX + 1])
def test_what_is_no_picture_is_not_wanted(device: Device, hold: Location, size: int):
    one = evidence(b"big", Media.JPEG)
    op = named(device, hold, one)
    wanted = part(one, op).model_copy(update={"size": size})
    assert say(device, wanted) == EvidenceHeld(wanted=False)
    assert LOT


@KEEPS_VERDICTS
def test_what_came_damaged_is_shown_on_its_receipt(device: Device):
    """Its receipt is still open, and nobody has checked anything."""
    one, code = evidence(b"crushed", Media.JPEG), device.erp.goods.plain
    name = announced(device, (code, "4"))
    good = device.receive(name, code, "1")
    all_applied(device, replace(good, damage=Damage.CRUSHED, pictures=one.name), good)
    op = device.filed[-2].op_id
    assert say(device, part(one, op, 0, b"crushed", 7)).offset == 7
    assert shown(device, one) == b"crushed"
    assert say(device, part(one, op, 0, b"crushed", 7)).offset == 7
    all_applied(device, device.undo(1))
    assert device.work(name).lines
