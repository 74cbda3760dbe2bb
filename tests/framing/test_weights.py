"""What scales send, cut into any pieces, becomes a weight once it is at rest."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners.framing.weights import HELD_MAX, Reading, ScaleState, read_frame, weigh

D = Decimal

FRAMES = {
    b"ST,GS,+  1.250kg": Reading(D("1.250"), "kg", at_rest=True),
    b"ST,NT,   245.6 g": Reading(D("245.6"), "g", at_rest=True),
    b"ST,GS    20.7g": Reading(D("20.7"), "g", at_rest=True),
    b"US,GS,-00001.5  kg": Reading(D("-1.5"), "kg", at_rest=False),
    b"ST,+00123.4  g": Reading(D("123.4"), "g", at_rest=True),
    b"S S     100.00 g": Reading(D("100.00"), "g", at_rest=True),
    b"S D      99.87 g": Reading(D("99.87"), "g", at_rest=False),
    b"+   1255.7 g  ": Reading(D("1255.7"), "g"),
    b"  12,50 LBS": Reading(D("12.50"), "lb"),
    # Toledo: three decimals, kilograms, at rest; then moving, negative, in pounds.
    b"\x02\x2d\x30\x20001250000000": Reading(D("1.250"), "kg", at_rest=True),
    b"\x02\x2c\x2a\x20   995": Reading(D("-9.95"), "lb", at_rest=False),
    b"\x02\x2a\x30\x21003500": Reading(D("3500"), "g", at_rest=True),
    b"7\x02\x29\x30\x20000012000000": Reading(D("120"), "kg", at_rest=True),
}
NOTHING = (
    b"", b"S I", b"S +", b"OL,GS,+9999999kg", b"ST,GS,  ------kg", b"1.250", b"4006381333931",
    b"\x02\x2d\x34\x20999999000000", b"\x02\x2d\x30\x20      ", b"\xff\xfe\x00", b"1.250 pcs",
)  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_is_read(frame):
    assert read_frame(frame) == FRAMES[frame]


@pytest.mark.parametrize("frame", NOTHING)
def test_what_is_no_weight_is_none(frame):
    assert read_frame(frame) is None


def told(data: bytes, state: ScaleState | None = None) -> list[tuple[Decimal, str]]:
    return [(one.amount, one.unit) for one in weigh(state or ScaleState(), data)[1]]


def test_a_weight_is_told_once_it_is_at_rest():
    moving, rest = b"US,GS,+  0.900kg\r\n", b"ST,GS,+  1.250kg\r\n"
    nothing = b"ST,GS,+  0.000kg\r\n"
    assert told(nothing * 5) == []
    assert told(nothing + moving * 3 + rest * 9 + moving + rest) == [(D("1.250"), "kg")]
    # Of two packs alike each is told, as the scale was empty between them.
    assert told(rest + nothing * 2 + rest) == [(D("1.250"), "kg"), (D(0), "kg"), (D("1.250"), "kg")]


def test_a_scale_that_does_not_say_is_at_rest_when_it_says_the_same():
    assert told(b"1.0 kg\r1.1 kg\r1.2 kg\r1.2 kg\r") == []
    assert told(b"1.0 kg\r1.1 kg\r" + b"1.2 kg\r" * 5) == [(D("1.2"), "kg")]


def test_below_nothing_is_nothing():
    assert told(b"ST,GS,+1kg\rST,GS,-2kg\r") == [(D(1), "kg"), (D(0), "kg")]


def test_noise_without_an_end_is_not_kept():
    state, _ = weigh(ScaleState(), b"x" * 100_000)
    assert len(state.held) == HELD_MAX
    assert told(b"\rST,GS,+1.5kg\r", state) == [(D("1.5"), "kg")]


@given(st.lists(st.integers(0, 200), max_size=8), st.binary(max_size=40))
def test_however_it_is_cut(cuts, noise):
    data = noise + b"\r" + b"".join(frame + b"\r\n" for frame in FRAMES)
    whole = weigh(ScaleState(), data)
    state, found = ScaleState(), []
    edges = sorted({0, len(data), *(min(cut, len(data)) for cut in cuts)})
    for begin, end in pairwise(edges):
        state, more = weigh(state, data[begin:end])
        found += more
    assert (state, tuple(found)) == whole
