"""A picture that was never sent to its end is taken away some day; its device begins again."""

from datetime import timedelta

import pytest

from sync.core.evidence import Media, evidence
from sync.core.records import Location
from sync.erp.training.books import Books
from sync.erp.training.evidence import HALF_DAYS, kept_picture, take_part
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.test_checked import hold
from tests.contract.test_pictured import DATA, HALF, named, part
from tests.contract.training_erp import TODAY

__all__ = ["hold"]
WHOLE = b"a seal"
LAST_DAY = TODAY + timedelta(days=HALF_DAYS)
DAY = timedelta(days=1)


@pytest.fixture
def erp(device: Device) -> Erp:
    """What the contract's scene asks for."""
    return device.erp


def test_a_half_goes_after_a_month_and_what_is_whole_stays(
    device: Device, books: Books, hold: Location
):
    half, whole = evidence(DATA, Media.JPEG), evidence(WHOLE, Media.PNG)
    op = named(device, hold, half, whole)
    assert take_part(books, part(whole, op, 0, WHOLE, len(WHOLE)), TODAY).offset == len(WHOLE)
    assert take_part(books, part(half, op, 0, DATA[:HALF]), TODAY).offset == HALF
    assert take_part(books, part(half, op), LAST_DAY).offset == HALF
    # Whichever picture is spoken of next.
    take_part(books, part(whole, op, size=len(WHOLE)), LAST_DAY + DAY)
    assert kept_picture(books, half.digest) == b""
    assert kept_picture(books, whole.digest) == WHOLE
    assert books.file.value("SELECT count(*) FROM evidence") == 1


def test_it_is_sent_again_from_its_start(device: Device, books: Books, hold: Location):
    one = evidence(DATA, Media.JPEG)
    op = named(device, hold, one)
    take_part(books, part(one, op, 0, DATA[:HALF]), TODAY)
    later = LAST_DAY + DAY
    # The device goes on where it was, and is told where that is by now.
    assert take_part(books, part(one, op, HALF, DATA[HALF : 2 * HALF]), later).offset == 0
    for at in range(0, len(DATA), HALF):
        held = take_part(books, part(one, op, at, DATA[at : at + HALF]), later)
    assert held.offset == len(DATA)
    assert kept_picture(books, one.digest) == DATA
    take_part(books, part(one, op), later + timedelta(days=2 * HALF_DAYS))
    assert kept_picture(books, one.digest) == DATA


def test_each_part_gives_another_month(device: Device, books: Books, hold: Location):
    one = evidence(DATA, Media.JPEG)
    op = named(device, hold, one)
    take_part(books, part(one, op, 0, DATA[:HALF]), TODAY)
    take_part(books, part(one, op, HALF, DATA[HALF : 2 * HALF]), LAST_DAY)
    assert take_part(books, part(one, op), LAST_DAY + DAY).offset == 2 * HALF
