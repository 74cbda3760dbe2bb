"""Operations as they come over a slow line: a list, or the same list deflated into text."""

import base64
import binascii
import json
import zlib

from odoo.exceptions import ValidationError

BYTES_MAX = 8 << 20
"""What a text may grow to: some 500 operations take a tenth of it."""


def read_ops(sent):
    """Read the operations that a device sent, in either way."""
    if isinstance(sent, list):
        return sent
    try:
        inflating = zlib.decompressobj()
        text = inflating.decompress(base64.b64decode(sent, validate=True), BYTES_MAX)
        ops = json.loads(text) if inflating.eof else None
    except (binascii.Error, zlib.error, ValueError, TypeError) as error:
        raise ValidationError(f"operations that cannot be inflated: {error}") from error
    if not isinstance(ops, list):
        raise ValidationError(f"no list of operations, or more than {BYTES_MAX} bytes of them")
    return ops
