"""Answers that are pictures: which they name, and what people read in their place."""

WORD = "picture:"
DIGEST_LENGTH = 64


def digests_in(text):
    """Name the pictures of an answer by the SHA-256 of their bytes."""
    names = [word for word in text.split() if word.startswith(WORD)]
    return [name[len(WORD) :][:DIGEST_LENGTH] for name in names]


def told(text):
    """Say an answer in words: what is a picture is seen, not read."""
    found = digests_in(text)
    return f"{len(found)} picture(s)" if found else text
