"""A camera as a scanner: pictures as they are taken, decoded and handed over by the contract."""

import asyncio
import io
from collections import Counter
from dataclasses import dataclass, field

import pytest
from PIL import Image

from scanners.codes.parse import parse
from scanners.devices import camera as camera_module
from scanners.devices.camera import SPOILT_MAX, Camera, Eye
from scanners.devices.link import Ears, Link, State
from scanners.devices.picture import (
    AT_ONCE,
    PICTURE_BYTES_MAX,
    Shown,
    Unseen,
    read_picture,
)
from scanners.frame import Frame
from scanners.labels.render import render
from scanners.labels.symbols.symbol import Symbology
from scanners.labels.wish import To, Wish
from tests.devices.hearing import Heard
from tests.devices.photos import CODES, CONDITIONS, jpeg, label, photo
from tests.labels import hostile, kit

MISSED = {("blurred 2", "gs1_128"), ("small", "code_39")}
"""Bars of one dot and a half behind a blur of two dots, and bars of less than one."""


def decoded(data: bytes) -> list[tuple[str, str]]:
    shown = read_picture(data)
    assert isinstance(shown, Shown), shown
    return sorted((one.frame.text, one.frame.aim) for one in shown.codes)


def test_the_bars_of_a_label_are_not_taken_for_a_film_as_well() -> None:
    given = {"gtin": "9501101530003", "data": "_c9907'>:P>0>5"}
    picture = render(hostile.template_of(Symbology.GS1_128), given, Wish(To.PNG, 203), kit.FONTS)
    assert isinstance(picture, bytes)
    assert decoded(picture) == [("010950110153000310_c9907'>:P>0>5", "]C1")]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_photographed_labels(condition: str) -> None:
    read = Counter()
    for name, code in CODES.items():
        found = decoded(jpeg(CONDITIONS[condition](label(code))))
        wanted = [] if (condition, name) in MISSED else [(code.text, code.aim)]
        # What cannot be read is read as nothing, and never as something else.
        assert found in (wanted, [(code.text, code.aim)]), (name, found)
        read["read" if found else "missed"] += 1
    print(condition, dict(read))


def test_several_codes_in_one_picture_are_all_seen_the_middle_one_first() -> None:
    chosen = ["qr_link", "data_matrix", "code_39"]
    shown = read_picture(jpeg(photo(*(label(CODES[name]) for name in chosen))))
    assert isinstance(shown, Shown)
    assert {one.frame.text for one in shown.codes} == {CODES[name].text for name in chosen}
    nearest = min(shown.codes, key=lambda one: one.off_middle)
    assert nearest.frame.text == CODES["data_matrix"].text


def test_what_is_seen_reads_as_if_scanned() -> None:
    [(text, aim)] = decoded(jpeg(photo(label(CODES["gs1_128"]))))
    message = parse(Frame(text, aim=aim)).message
    assert message
    assert (message.gtin, message.lot) == ("09506000134352", "ABC")


def _encoded(picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Unseen.NO_PICTURE),
        (b"\xff\xd8\xff\xe0" + b"\0" * 500, Unseen.NO_PICTURE),
        (jpeg(photo(label(CODES["ean13"])))[:3_000], Unseen.NO_PICTURE),
        (b"GIF89a" + b"\xff" * 100, Unseen.NO_PICTURE),
        (b"\0" * (PICTURE_BYTES_MAX + 1), Unseen.TOO_LARGE),
        (_encoded(Image.new("1", (9_000, 9_000)), "PNG"), Unseen.TOO_LARGE),
        (_encoded(Image.new("L", (1, 1)), "PNG"), Shown((), AT_ONCE)),
    ],
)
def test_what_is_no_picture(data: bytes, why: object) -> None:
    assert read_picture(data) == why


@dataclass
class Film:
    """A camera that shows one picture after another; the last one stays. Time goes with them."""

    pictures: list[bytes]
    now_ms: int = 0
    offered: list[tuple[Frame, ...]] = field(default_factory=list)

    async def next(self) -> bytes | None:
        self.now_ms += 200
        return self.pictures.pop(0) if self.pictures else None

    async def wait(self, _seconds: float) -> None:
        await asyncio.sleep(0)

    def camera(self) -> Camera:
        return Camera(Eye(self.next, self.offered.append, lambda: self.now_ms, self.wait))


def looked(film: Film) -> tuple[Heard, State]:
    async def run() -> tuple[Heard, State]:
        hearing = Heard()
        hearing.open.set()
        return hearing, await film.camera().listen(Ears(hearing.frame, hearing.state))

    return asyncio.run(run())


EAN = jpeg(photo(label(CODES["ean13"])))
QR = jpeg(photo(label(CODES["qr_link"])))
BOTH = jpeg(photo(label(CODES["ean13"]), label(CODES["qr_link"])))
NOTHING = jpeg(photo())


def test_each_code_arrives_once_and_in_order() -> None:
    hearing, ended = looked(Film([EAN, EAN, EAN, NOTHING, QR, QR, QR]))
    assert hearing.texts == [CODES["ean13"].text, CODES["qr_link"].text]
    assert [state.link for state in hearing.states] == [Link.READY]
    assert ended.link is Link.GONE


def test_a_code_that_lies_across_is_found_within_a_few_pictures() -> None:
    across = jpeg(CONDITIONS["turned 45"](label(CODES["ean13"])))
    hearing, _ = looked(Film([across] * 4))
    assert hearing.texts == [CODES["ean13"].text]


def test_of_several_a_person_chooses() -> None:
    async def run() -> None:
        film, hearing = Film([BOTH, BOTH, BOTH]), Heard()
        hearing.open.set()
        camera = film.camera()
        await camera.listen(Ears(hearing.frame, hearing.state))
        [offered] = film.offered
        assert not hearing.texts
        assert {frame.text for frame in offered} == {CODES["ean13"].text, CODES["qr_link"].text}
        await camera.choose(offered[1])
        assert hearing.texts == [offered[1].text]

    asyncio.run(run())


def test_a_full_line_makes_the_camera_wait() -> None:
    async def run() -> None:
        film, hearing = Film([EAN, EAN, QR, QR]), Heard()
        listening = asyncio.create_task(film.camera().listen(Ears(hearing.frame, hearing.state)))
        await hearing.until(lambda: hearing.knocks)
        assert len(film.pictures) == 2
        hearing.open.set()
        await listening
        assert len(hearing.texts) == 2

    asyncio.run(run())


def test_pictures_that_are_none_are_passed_over_and_nothing_but_such_is_no_camera() -> None:
    hearing, ended = looked(Film([b"", EAN, b"junk", EAN, EAN]))
    assert hearing.texts == [CODES["ean13"].text]
    assert ended.link is Link.GONE
    _, ended = looked(Film([b"junk"] * 100))
    assert (ended.link, ended.detail) == (Link.UNFIT, Unseen.NO_PICTURE)
    film = Film([b"junk"] * 100)
    looked(film)
    assert len(film.pictures) == 100 - SPOILT_MAX


def test_without_a_decoder_it_is_said(monkeypatch) -> None:
    monkeypatch.setattr(camera_module, "can_see", lambda: False)
    _, ended = looked(Film([EAN]))
    assert ended.link is Link.UNFIT
