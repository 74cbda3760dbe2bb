"""A shared device in a real browser: badge, name and PIN, likes, and a voice that is heard."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.people import Role, WorkerForm
from app.settings.people import Book
from scanners.codes.house import write
from scanners.codes.scan import HouseKind
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, Hands, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(180)]

BADGE = write(HouseKind.BADGE, "ANA7")
SPEAKS = """
window.said = [];
Object.defineProperty(window, 'speechSynthesis', {value: {
  cancel: () => {}, speak: (it) => window.said.push(it.lang + ' ' + it.text)}});
"""
"""The browser's own voice is the outermost edge: a machine without a loudspeaker has none."""


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[AppProcess]:
    folder = tmp_path / "device"
    folder.mkdir()
    book = Book(folder, lambda: b"0123456789abcdef")
    book.keep(WorkerForm(name="Dea", role=Role.ADMINISTRATOR), "2468")
    book.keep(WorkerForm(name="Ana", role=Role.CLERK, badge="ANA7"), "")
    process = AppProcess(folder)
    process.start()
    yield process
    process.stop()
    print(process.log.read_text(errors="replace"))


def test_two_people_share_a_device(shared: AppProcess) -> None:
    with hands() as one:
        one.page.add_init_script(SPEAKS)
        one.open(shared.url)
        one.see("title", "Who is working")
        one.photo(SHOTS / "sign-on.png")
        one.scan(BADGE)
        one.see("person", "Ana")
        likes_to_hear(one)
        one.scan("P00001")
        one.scan("4098765000010")
        one.see("card-amount", "1 of 24")
        one.page.wait_for_function("(window.said.at(-1) || '').includes('1 of 24')")
        assert one.page.evaluate("window.said.at(-1)").startswith("en ")
        one.photo(SHOTS / "contrast.png")
        one.tap("action-back")
        one.tap("action-back")
        one.clean(20_000)
        one.tap("person")
        one.tap("action-sign_off")
        one.see("title", "Who is working")
        signs_on_by_pin(one)
        assert one.crashes == 0
        assert one.foreign == []


def likes_to_hear(one: Hands) -> None:
    one.tap("person")
    one.see("title", "How you like it")
    one.page.mouse.move(180, 400)
    one.page.mouse.wheel(0, 2_000)
    one.tap("choice-choose-theme:contrast")
    one.tap("choice-choose-spoken")
    one.photo(SHOTS / "likes.png")
    one.tap("action-back")


def signs_on_by_pin(one: Hands) -> None:
    one.tap("row-Dea")
    one.see("question", "PIN")
    one.type("1111")
    one.see("notice", "not the PIN")
    one.photo(SHOTS / "pin.png")
    for digit in "2468":
        one.tap(f"pad-{digit}")
    assert "2468" not in one.see("question-field")
    one.tap("action-confirm")
    one.see("person", "Dea")
