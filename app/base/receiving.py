"""The house's rules for receiving: hidden amounts, tolerance, shelf life, who may approve."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from sync.core.records import Document, Product
from sync.core.slices import Scope

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds where all fits that it names: a company, a building, a supplier, an article.

    `blind` hides what was ordered. `over_percent` more than ordered is taken without asking, and
    an article must last `shelf_days`. What came damaged goes to the bin labelled `damaged`.
    `count_blind` hides from who counts what the books say. A count that is off by goods worth more
    than `count_value`, or by more than `count_percent`, takes another person. With
    `first_out` nobody picks a lot while one that expires sooner is there. With `scan_totes` the
    tote on the cart is scanned that goods are put into; `pick_blind` hides whose orders these are.
    Where a pick empties a bin by the books, `zero_check` asks whether it is empty.
    """

    company: int | None = None
    warehouse: int | None = None
    supplier: str = ""
    article: str = ""
    blind: bool | None = None
    over_percent: Decimal | None = None
    shelf_days: int | None = None
    damaged: str = ""
    count_blind: bool | None = None
    count_value: Decimal | None = None
    count_percent: Decimal | None = None
    first_out: bool | None = None
    scan_totes: bool | None = None
    pick_blind: bool | None = None
    zero_check: bool | None = None

    @property
    def named(self) -> int:
        """How much it names: who names more knows better."""
        return sum((bool(self.company), bool(self.warehouse), bool(self.supplier))) + 2 * bool(
            self.article
        )


@dataclass(frozen=True, slots=True)
class Receiving:
    """All rules of this device, and the supervisors by what their badges say.

    With `only_listed` nobody else is one, even where none is listed.
    """

    rules: tuple[Rule, ...] = ()
    supervisors: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    only_listed: bool = False

    def is_blind(self, scope: Scope | None, supplier: str = "") -> bool:
        """Say whether amounts are hidden."""
        return bool(self._said(lambda rule: rule.blind, scope, (supplier, "")))

    def over_percent(self, document: Document, product: Product) -> Decimal | None:
        """How much more than ordered is taken; None: so much as comes."""
        about = (document.party, product.code)
        return self._said(lambda rule: rule.over_percent, _scope(document), about)

    def shelf_days(self, document: Document, product: Product) -> int | None:
        """How long an article must last, where a rule says so."""
        return self._shelf_days(_scope(document), (document.party, product.code))

    def shelf_days_of_anybody(self, scope: Scope | None, product: Product) -> int:
        """How long an article must last whoever brings it: by a rule, else by the ERP."""
        said = self._shelf_days(scope, ("", product.code))
        return product.shelf_days if said is None else said

    def _shelf_days(self, scope: Scope | None, about: tuple[str, str]) -> int | None:
        return self._said(lambda rule: rule.shelf_days, scope, about)

    def first_out(self, document: Document, product: Product) -> bool:
        """Say whether what expires first has to be picked first."""
        return bool(self._said(lambda rule: rule.first_out, _scope(document), ("", product.code)))

    def damaged(self, scope: Scope | None) -> str:
        """The label of the bin for what came damaged; "" where it is asked for."""
        return self._said(lambda rule: rule.damaged or None, scope, ("", "")) or ""

    def scans_totes(self, scope: Scope | None) -> bool:
        """Say whether the tote is scanned that goods are put into."""
        return bool(self._said(lambda rule: rule.scan_totes, scope, ("", "")))

    def checks_zero(self, scope: Scope | None, product: Product) -> bool:
        """Say whether somebody looks where the books say that nothing is left."""
        return bool(self._said(lambda rule: rule.zero_check, scope, ("", product.code)))

    def is_pick_blind(self, scope: Scope | None) -> bool:
        """Say whether who picks several orders is not told whose they are."""
        return bool(self._said(lambda rule: rule.pick_blind, scope, ("", "")))

    def is_count_blind(self, scope: Scope | None) -> bool:
        """Say whether who counts is not told what the books say."""
        return bool(self._said(lambda rule: rule.count_blind, scope, ("", "")))

    def is_far(
        self, scope: Scope | None, product: Product, amounts: tuple[Decimal, Decimal]
    ) -> bool:
        """Say whether what was counted is so far from what was expected that two have to look."""
        expected, counted = amounts
        off, about = abs(counted - expected), ("", product.code)
        value = self._said(lambda rule: rule.count_value, scope, about)
        percent = self._said(lambda rule: rule.count_percent, scope, about)
        is_dear = value is not None and off * product.value > value
        return is_dear or (percent is not None and off * 100 > percent * abs(expected))

    def _said(
        self, what: Callable[[Rule], T | None], scope: Scope | None, about: tuple[str, str]
    ) -> T | None:
        fitting = [rule for rule in self.rules if _fits(rule, scope, *about)]
        # The one that names most; of two that name as much, the later.
        said = [
            one for rule in sorted(fitting, key=lambda rule: rule.named) for one in [what(rule)]
        ]
        return next((one for one in reversed(said) if one is not None), None)


NO_RULES = Receiving()


def _fits(rule: Rule, scope: Scope | None, supplier: str, article: str) -> bool:
    return (
        (rule.company is None or (scope is not None and rule.company == scope.company))
        and (rule.warehouse is None or (scope is not None and rule.warehouse == scope.warehouse))
        and (not rule.supplier or rule.supplier == supplier)
        and (not rule.article or rule.article == article)
    )


def _scope(document: Document) -> Scope:
    return Scope(document.company, document.warehouse)
