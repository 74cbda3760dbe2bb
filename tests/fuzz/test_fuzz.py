"""A small slice of what `make fuzz` does."""

from tests.fuzz.run import fuzz

SEED = 20_261_123
INPUTS = 8_000


def test_whatever_comes_is_read_at_once() -> None:
    assert fuzz(SEED, INPUTS).count == INPUTS
