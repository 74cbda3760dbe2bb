"""The marker says what is in a document, survives Odoo's washing, and cannot grow without end."""

import pytest

from sync.erp.odoo.marker import (
    TAGS_MAX,
    Lane,
    Marker,
    is_kept,
    is_replaced,
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
    frozenset({tag(OP), "00000000ff"}),
    frozenset({"aaaaaaaaaa"}),
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
    joined = FULL | Marker(
        {ONE: frozenset({4}), Lane("X", 1): frozenset({1})}, {}, frozenset({"ee00000000"})
    )
    assert joined.filed[ONE] == {1, 2, 3, 4, 7, 9, 10}
    assert joined.filed[TWO] == {5}
    assert joined.filed[Lane("X", 1)] == {1}
    assert joined.done == {tag(OP), "00000000ff", "ee00000000"}


def test_tags_that_are_too_many_for_a_note_are_kept_in_one_of_their_own():
    tags = frozenset(f"{one:010x}" for one in range(TAGS_MAX + 5))
    lanes = {ONE: frozenset({1})}
    _, (_, _, kept), (_, _, last) = marker_commands(54, (7,), Marker(lanes, done=tags))
    assert read_marker(kept["body"]) == Marker(done=tags)
    assert (is_kept(kept["message_id"]), is_replaced(kept["message_id"])) == (True, False)
    assert read_marker(last["body"]) == Marker(lanes)
    assert (is_kept(last["message_id"]), is_replaced(last["message_id"])) == (False, True)
    more = Marker(lanes, done=tags | {"ee00000000"}, undone=frozenset({tag(OP)}))
    *_, (_, _, next_) = marker_commands(54, (8,), more, kept=Marker(done=tags))
    assert read_marker(next_["body"]).done == {"ee00000000"}
    assert read_marker(next_["body"]).undone == {tag(OP)}


def test_every_old_note_goes_in_the_same_write():
    commands = marker_commands(54, (7, 9), FULL)
    assert commands[:2] == [[2, 7, 0], [2, 9, 0]]
    kind, _, note = commands[2]
    assert kind == 0
    assert note["model"] == "stock.picking", "without it Odoo 19 answers 500"
    assert note["message_id"].startswith("<stockhand.")
