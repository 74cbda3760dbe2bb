"""Doing something whole or not at all, and closing a document as Odoo's own button does."""

import logging

from odoo.exceptions import AccessError, ConcurrencyError, UserError
from psycopg2 import OperationalError

_logger = logging.getLogger(__name__)

QUIET = {
    # Each would make Odoo answer with a question for a person instead of doing it.
    "skip_backorder": True,
    "skip_sms": True,
    "skip_expired": True,
}
DETAIL_LENGTH_MAX = 500


class Refused(Exception):
    """Odoo would not do it, and nothing was done: a problem, and a detail for the support."""

    def __init__(self, problem, detail):
        super().__init__(problem)
        self.problem, self.detail = problem, detail[:DETAIL_LENGTH_MAX]


def whole(env, do):
    """Do it whole or not at all; trouble that passes by itself is for the server to try again."""
    try:
        with env.cr.savepoint():
            return do()
    except (OperationalError, ConcurrencyError, Refused):
        raise
    except AccessError as error:
        raise Refused("no_rights", str(error)) from error
    except UserError as error:
        raise Refused("erp_refused", str(error)) from error
    except Exception as error:
        # Whatever another module does wrong must not stop everything behind this operation.
        _logger.exception("Stockhand: an operation could not be filed")
        raise Refused("erp_unknown", repr(error)) from error


def validate(picking):
    """Close a document as Odoo's own button does, and believe it only when seen."""
    said = picking.button_validate()
    if isinstance(said, dict) and said.get("res_model"):
        raise Refused("erp_refused", f"asks for {said['res_model']}")
    if picking.state != "done":
        raise Refused("erp_refused", "said yes, and it is not done")
