"""The models, each in a file of its own."""

from . import (
    stock_warehouse,
    stockhand_change,
    stockhand_claim,
    stockhand_device,
    stockhand_exception,
    stockhand_op,
)
