"""A device's place in the feed, as the text that it keeps and only this module reads."""

import json
from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class Place:
    """Behind which note of which feed a device stands.

    It was given by a `ledger`, which knows by that, should it be put back to an older day, that
    it knew the device. In `epoch` its numbers up to `began` were answered before there was one.
    """

    feed: str
    xid: str
    model: str = ""
    res_id: int = 0
    ledger: str = ""
    began: int = 0
    epoch: int = 0

    def __str__(self):
        return json.dumps(astuple(self))


def read_place(text):
    """Read that text; None where it is nobody's. The first modules did not write all of it."""
    try:
        feed, xid, model, res_id, *more = json.loads(text)
        ledger, began, epoch = more or ("", 0, 0)
        return Place(feed, str(int(xid)), str(model), int(res_id), ledger, int(began), int(epoch))
    except (TypeError, ValueError):
        return None
