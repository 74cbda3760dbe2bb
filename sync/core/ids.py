"""Identifiers of operations: UUID version 7, made from a given time and given randomness."""

VERSION = 7
RANDOM_BITS = 74


def op_id(unix_ms: int, randomness: int) -> str:
    """Return a UUIDv7 (RFC 9562) as text; `randomness` is an integer below 2**74.

    It is the idempotency key of one operation, and sorts by the time it was made.
    """
    assert 0 <= unix_ms < 1 << 48
    assert 0 <= randomness < 1 << RANDOM_BITS
    rand_a, rand_b = randomness >> 62, randomness & ((1 << 62) - 1)
    digits = f"{unix_ms << 80 | VERSION << 76 | rand_a << 64 | 0b10 << 62 | rand_b:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
