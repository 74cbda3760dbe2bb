"""A mirror that lags, or does not."""

import pytest

from sync.core.slices import (
    HomeSlice,
    Scope,
)
from tests.store.floor import (
    SCOPE,
    TODAY,
    Floor,
    run,
)


def both(floor: Floor, lags: bool) -> Floor:
    floor.mirror_lane.holding = lags
    return floor


LAGS = pytest.mark.parametrize("lags", [False, True], ids=["replayed", "not replayed yet"])


def home(floor: Floor, *keys: str, scope: Scope = SCOPE) -> HomeSlice:
    return run(floor.store.home(scope, keys, TODAY))
