"""The models, each in a file of its own."""

from . import (
    stock_move,
    stock_picking,
    stock_warehouse,
    stockhand_change,
    stockhand_check,
    stockhand_check_rule,
    stockhand_check_rule_oca,
    stockhand_claim,
    stockhand_device,
    stockhand_evidence,
    stockhand_exception,
    stockhand_numbers,
    stockhand_op,
)
