"""The file of people: no PIN in it, whole or not at all, and tries that outlive a restart."""

import json
import stat
from pathlib import Path

from app.base.people import (
    FIRST_WAIT_MS,
    LONGEST_WAIT_MS,
    TRIES_MAX,
    Likes,
    Role,
    Theme,
    Tries,
    WorkerForm,
    after_wrong,
)
from app.settings.people import FILE, SCRYPT_N, Book, load_people


def book(folder: Path) -> Book:
    return Book(folder, lambda: bytes(range(16)))


def test_a_pin_is_known_again_and_never_kept(tmp_path: Path):
    first = book(tmp_path)
    assert not first.is_shared
    assert first.keep(WorkerForm(name="Ben", role=Role.CLERK, badge="B1"), "40961")
    again = book(tmp_path)
    assert again.is_shared
    assert again.is_pin("Ben", "40961")
    assert not again.is_pin("Ben", "40962")
    assert not again.is_pin("Ben", "")
    assert not again.is_pin("Eve", "40961")
    text = (tmp_path / FILE).read_text()
    assert "40961" not in text
    assert json.loads(text)["people"]["Ben"]["pin"]["digest"]
    assert SCRYPT_N >= 1 << 14
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_who_is_changed_keeps_the_pin_unless_there_is_a_new_one(tmp_path: Path):
    kept = book(tmp_path)
    kept.keep(WorkerForm(name="Ben", role=Role.CLERK), "1234")
    kept.keep(WorkerForm(was="Ben", name="Benno", role=Role.SUPERVISOR, has_pin=True), "")
    assert [one.name for one in kept.workers()] == ["Benno"]
    assert kept.is_pin("Benno", "1234")
    kept.keep(WorkerForm(was="Benno", name="Benno", role=Role.SUPERVISOR, has_pin=True), "9876")
    assert not kept.is_pin("Benno", "1234")
    assert kept.drop("Benno")
    assert not book(tmp_path).is_shared


def test_wrong_tries_outlive_a_restart(tmp_path: Path):
    kept = book(tmp_path)
    kept.keep(WorkerForm(name="Ben", role=Role.CLERK), "1234")
    kept.counted("Ben", Tries(5, 99))
    assert book(tmp_path).tries("Ben") == Tries(5, 99)


def test_waits_grow_and_end(tmp_path: Path):
    tries, now_ms, waits = Tries(), 1_000, []
    for _ in range(40):
        tries = after_wrong(tries, now_ms)
        waits.append(tries.waits_ms(now_ms))
    assert waits[: TRIES_MAX - 1] == [0] * (TRIES_MAX - 1)
    first, second, third = waits[TRIES_MAX - 1 : TRIES_MAX + 2]
    assert (first, second, third) == (FIRST_WAIT_MS, 2 * FIRST_WAIT_MS, 4 * FIRST_WAIT_MS)
    assert max(waits) == LONGEST_WAIT_MS
    assert tries.waits_ms(now_ms + LONGEST_WAIT_MS) == 0
    assert Tries(9, 10**15).waits_ms(0) == LONGEST_WAIT_MS


def test_a_file_that_cannot_be_read_lets_nobody_past_and_is_not_written_over(tmp_path: Path):
    (tmp_path / FILE).write_text('{"people": {"Ben": {"role": "king"}}}')
    damaged = book(tmp_path)
    assert damaged.is_shared
    assert damaged.trouble
    assert damaged.workers() == ()
    assert not damaged.keep(WorkerForm(name="Eve", role=Role.ADMINISTRATOR), "1234")
    assert "king" in (tmp_path / FILE).read_text()
    assert isinstance(load_people(tmp_path), str)


def test_what_one_likes_is_kept_by_name(tmp_path: Path):
    likes = Likes(volume=30, haptics=False, theme=Theme.CONTRAST, left_handed=True)
    assert book(tmp_path).like("Ana", likes)
    again = book(tmp_path)
    assert again.likes("Ana") == likes
    assert again.likes("Ben") == Likes()
    assert not again.is_shared
