"""THE TABLE of planted bugs: what is changed in the sources, and which proof must see it."""

from tests.mutants.at_device import AT_DEVICE
from tests.mutants.at_erp import AT_ERP
from tests.mutants.mutant import Edit, Mutant

__all__ = ["MUTANTS", "Edit", "Mutant"]

MUTANTS = AT_ERP + AT_DEVICE
