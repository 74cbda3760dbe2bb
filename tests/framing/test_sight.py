"""What a camera sees becomes scans: once while it is in view, and never by chance."""

import pytest

from scanners.frame import Frame
from scanners.framing.sight import AWAY_MS, SEVERAL_MAX, Seen, Several, Sight, chosen, look

A, B, C = (Frame(text, aim="]Q1") for text in "ABC")
STEP_MS = 150


def shown(*pictures: tuple[Frame, ...]) -> list[object]:
    """What is handed over at each picture, STEP_MS apart."""
    sight, told = Sight(), []
    for number, frames in enumerate(pictures):
        seen = tuple(Seen(frame, off / 10) for off, frame in enumerate(frames))
        sight, news = look(sight, seen, number * STEP_MS)
        told.append(news)
    return told


@pytest.mark.parametrize(
    ("pictures", "told"),
    [
        (((A,),), [None]),
        (((A,), (A,)), [None, A]),
        (((A,), (B,), (A,)), [None, None, None]),
        (((A,), (A,), (A,), (A,)), [None, A, None, None]),
        (((A,), (A,), (), (A,), (A,)), [None, A, None, None, None]),
        (((), (), ()), [None, None, None]),
        (((A, B), (B, A)), [None, Several((B, A))]),
        (((A, B), (A, B), (A, B)), [None, Several((A, B)), None]),
        (((A,), (A, B), (A, B)), [None, None, Several((A, B))]),
        (((A,), (A,), (A, B), (A, B), (A, B)), [None, A, None, Several((B,)), None]),
        (((A, B), (A, B), (C,), (C,)), [None, Several((A, B)), None, C]),
    ],
)
def test_pictures(pictures, told) -> None:
    assert shown(*pictures) == told


def test_what_was_away_long_enough_is_meant_again() -> None:
    away = AWAY_MS // STEP_MS
    assert shown((A,), (A,), *[()] * away, (A,), (A,)).count(A) == 2
    assert shown((A,), (A,), *[()] * (away - 3), (A,), (A,)).count(A) == 1


def test_what_lies_beside_the_chosen_one_is_not_offered_again() -> None:
    both = (Seen(A), Seen(B))
    sight, _ = look(Sight(), both, 0)
    sight, news = look(sight, both, STEP_MS)
    assert news == Several((A, B))
    sight = chosen(sight, B, 2 * STEP_MS)
    for number in range(3, 40):
        sight, news = look(sight, both, number * STEP_MS)
        assert news is None
    assert len(sight.taken) == 2


def test_a_shelf_full_of_codes_is_offered_in_part() -> None:
    many = tuple(Frame(f"BIN-{n}") for n in range(2 * SEVERAL_MAX))
    [_, news] = shown(many, many)
    assert news == Several(many[:SEVERAL_MAX])
