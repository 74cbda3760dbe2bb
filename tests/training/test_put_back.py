"""Books put back to an older day, or made anew: told apart, and nothing of a device is lost."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sync.core.envelope import Envelope
from sync.core.lifecycle import Outcome
from sync.core.page import Page
from sync.erp.training.books import Books
from sync.erp.training.opening import FILE_NAME, open_books
from sync.erp.training.remote import TrainingRemote
from sync.wire.messages import PullRequest, PushReply, PushRequest
from tests.contract.device import Device
from tests.contract.training_erp import TODAY
from tests.training.test_filing import FIRST, plain, received

Restore = Callable[[], Books]


@pytest.fixture
def back_up(device: Device, tmp_path: Path) -> Callable[[], Restore]:
    """Keep the books as they are now; what is given puts them back."""

    def kept() -> Restore:
        folder = tmp_path / "kept"
        folder.mkdir()
        remote(device).books.file.do("VACUUM INTO ?", (str(folder / FILE_NAME),))

        def restored() -> Books:
            books = open_books(folder, TODAY)
            device.runner.run(device.erp.remote.close())
            device.erp = replace(device.erp, remote=replace(remote(device), books=books))
            return books

        return restored

    return kept


def remote(device: Device) -> TrainingRemote:
    assert isinstance(device.erp.remote, TrainingRemote)
    return device.erp.remote


def offer(device: Device, *operations: Envelope) -> PushReply:
    request = PushRequest(device=device.name, epoch=1, operations=operations)
    reply = device.runner.run(device.erp.remote.push(request))
    assert isinstance(reply, PushReply)
    return reply


def answered(device: Device, number: int) -> list[Envelope]:
    operations = [plain(device) for _ in range(number)]
    device.send(operations)
    device.answered_seq = operations[-1].seq
    return operations


def test_what_went_on_since_is_told_apart(device: Device, back_up: Callable[[], Restore]):
    """The device is at a change that the books have again: another one under the same number."""
    answered(device, 1)
    device.pull()
    restore = back_up()
    answered(device, 3)
    device.pull()
    books = restore()
    elsewhere = device.another()
    elsewhere.pull()
    answered(elsewhere, 8)
    assert books.revision() > int(device.cursor.split(";")[3]), "behind, it would be seen anyway"
    [first, *_] = device.pull()
    assert first.anew
    fresh = device.another()
    fresh.pull()
    assert device.mirror == fresh.mirror


def test_a_device_that_saw_nothing_of_the_lost_days_goes_on(
    device: Device, back_up: Callable[[], Restore]
):
    answered(device, 2)
    device.pull()
    restore = back_up()
    elsewhere = device.another()
    elsewhere.pull()
    answered(elsewhere, 3)
    restore()
    assert not any(page.anew for page in device.pull())


def test_books_put_back_to_before_the_first_operation_get_them_all(
    device: Device, back_up: Callable[[], Restore]
):
    restore = back_up()
    old = answered(device, 3)
    device.pull()
    restore()
    page = device.ask()
    assert (page.applied_seq, page.resend_from) == (0, 1)
    late = plain(device)
    reply = offer(device, late)
    assert (reply.results, reply.resend_from) == ((), 1)
    assert [one.outcome for one in offer(device, *old, late).results] == [Outcome.APPLIED] * 4
    device.answered_seq = 4
    assert received(device) == 4
    assert device.ask().resend_from == 0


def test_so_they_do_of_a_device_that_lost_its_mirror_too(
    device: Device, back_up: Callable[[], Restore]
):
    """What it worked with stands in its operations."""
    device.name, restore = "LATER", back_up()
    old = answered(device, 3)
    restore()
    request = PullRequest(
        device=device.name, epoch=1, companies=(), warehouses=(), answered_seq=3, head_seq=3
    )
    ask = device.erp.remote.pull
    known = request.model_copy(update={"remembered": old[-1].seen.cursor})
    for asked, resend_from in ((known, 1), (request, 0)):
        page = device.runner.run(ask(asked))
        assert isinstance(page, Page)
        assert page.resend_from == resend_from


def test_books_made_anew_want_nothing_of_what_older_ones_answered(
    device: Device, back_up: Callable[[], Restore]
):
    """And remember where they began, even when they are put back themselves."""
    device.name, device.cursor = "OLDER", "older;2;1;7;;0;0;7;;0"
    old = [plain(device) for _ in range(4)]
    device.answered_seq = 4
    device.pull()
    assert (device.applied_seq, device.ask().resend_from) == (4, 0)
    restore = back_up()
    answered(device, 3)
    device.pull()
    restore()
    assert device.ask().resend_from == 5
    assert offer(device, device.filed[-1]).resend_from == 5
    assert len(offer(device, *device.filed[4:]).results) == 3
    assert received(device) == 3, f"none of the {len(old)}"


def test_the_mark_is_of_what_was_written(device: Device, back_up: Callable[[], Restore]):
    """The same again after all is the same past, and nobody has to begin anew."""
    restore = back_up()
    one = plain(device)
    device.send([one])
    device.pull()
    restore()
    device.send([one])
    device.answered_seq = 1
    assert device.line(FIRST, "TL-0001").done == 1
    assert not any(page.anew for page in device.pull())
