"""How a kind of record lies in Odoo: model, fields, scope, what it needs, and how it is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from sync.core.page import Table
from sync.core.records import CatalogueRecord
from sync.erp.odoo.api import Domain, Row


@dataclass(frozen=True, slots=True)
class Range:
    """Whose records are wanted."""

    companies: tuple[int, ...]
    warehouses: tuple[int, ...]

    @property
    def ours_or_shared(self) -> Domain:
        """Records of these companies, and those that belong to all."""
        return [["company_id", "in", [*self.companies, False]]]


@dataclass(frozen=True, slots=True)
class Join:
    """Rows of another model that the rows refer to by `by`; `whole` where all are wanted."""

    model: str
    fields: tuple[str, ...]
    by: str


Joined = Mapping[str, Mapping[int, Row]]
"""By model, then by id."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row is read with."""

    joined: Joined
    zone: tzinfo
    suspense: frozenset[int] = frozenset()
    """Places where goods wait for a decision; only our add-on makes such."""
    holds: frozenset[int] = frozenset()
    """Places where goods wait for a check; only our add-on makes such."""


@dataclass(frozen=True, slots=True)
class Flat:
    """One kind of record. Joins are made in order; a later one may stand on an earlier."""

    table: Table
    model: str
    fields: tuple[str, ...]
    range: Callable[[Range], Domain]
    read: Callable[[Row, Reading], CatalogueRecord]
    needs: frozenset[Table] = frozenset()
    joins: tuple[Join, ...] = ()
    expiry_fields: tuple[str, ...] = field(default=())
    """Fields that exist only where Odoo keeps expiry dates."""
    check_fields: tuple[str, ...] = ()
    """Fields that are read only where goods are checked; like those of expiry, of the first join
    if there is one."""

    whole: bool = False
    """A short table of which all is read on every walk: what a record says lies in others, too,
    whose changes leave no mark on it, and what is deleted leaves none at all."""

    def extra(self, *, has_expiry: bool, has_checks: bool) -> tuple[str, ...]:
        """Fields that are asked for because of what this Odoo can do."""
        return (*self.expiry_fields * has_expiry, *self.check_fields * has_checks)
