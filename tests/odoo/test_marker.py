"""The marker says what is in a document, survives Odoo's washing, and cannot grow without end."""

import pytest

from sync.erp.odoo.marker import (
    TAGS_MAX,
    Lane,
    Marker,
    lane,
    marker_commands,
    read_marker,
    tag,
    write_marker,
)

ONE, TWO = lane("DEV-1", 1), lane("dock 2/<b>ü", 3)
OP = "0190a1b2-c3d4-7e5f-8a6b-0123456789ab"

FULL = Marker(
    {ONE: frozenset({1, 2, 3, 7, 9, 10}), TWO: frozenset({5})},
    {ONE: frozenset({11})},
    (tag(OP), "00000000ff"),
    ("aaaaaaaaaa",),
)


@pytest.mark.parametrize("marker", [Marker(), FULL, Marker({ONE: frozenset({1})})])
def test_there_and_back(marker: Marker):
    text = write_marker(marker)
    # As Odoo 19 gives it back: one element around, entities as they were.
    assert read_marker(f"<span>{text}</span>") == marker
    assert read_marker(f"<p>{text}</p>") == marker


def test_what_a_person_reads_first():
    assert write_marker(FULL).startswith("Scanned with Stockhand. DEV-1/1 filed 1-3,7,9-10;")


def test_somebody_elses_note_says_nothing():
    assert read_marker("<p>Received 1-3; DEV/1 filed nothing; done 5 pieces;</p>") == Marker()


def test_joined():
    joined = FULL | Marker({ONE: frozenset({4}), Lane("X", 1): frozenset({1})}, {}, ("00000000ee",))
    assert joined.filed[ONE] == {1, 2, 3, 4, 7, 9, 10}
    assert joined.filed[TWO] == {5}
    assert joined.filed[Lane("X", 1)] == {1}
    assert joined.done == (tag(OP), "00000000ff", "00000000ee")


def test_only_the_last_tags_are_kept():
    many = Marker() | Marker(done=tuple(f"{one:010x}" for one in range(TAGS_MAX + 5)))
    assert len(many.done) == TAGS_MAX
    assert many.done[-1] == f"{TAGS_MAX + 4:010x}"


def test_every_old_note_goes_in_the_same_write():
    commands = marker_commands(54, (7, 9), FULL)
    assert commands[:2] == [[2, 7, 0], [2, 9, 0]]
    kind, _, note = commands[2]
    assert kind == 0
    assert note["model"] == "stock.picking", "without it Odoo 19 answers 500"
    assert note["message_id"].startswith("<stockhand.")
