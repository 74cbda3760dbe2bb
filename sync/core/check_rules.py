"""A rule for checks as people write it, and its one JSON text: nothing is guessed in reading it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from sync.core.quality import AskKind, CheckRule, Disposition, Per

DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
"""How a picture of the instructions is named: by the SHA-256 of its bytes."""
RULES_KEPT_MAX = 500
"""Rules that are kept as they were read: each scan asks for them."""
PIECES_MAX = 200
"""Pieces of one check that are looked at one by one; nobody does more in one go."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen, and whether the goods are good then."""

    text: str
    good: bool


@dataclass(frozen=True, slots=True)
class AskFor:
    """One question. A number has a unit and bounds; a scan expects the article, or a text."""

    key: str
    kind: AskKind
    text: str
    options: tuple[Option, ...] = ()
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    expect: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """Which goods a rule is for: all that is said must hold.

    `one_in` so many receipts are looked at; which, nobody can foresee, and all devices agree.
    """

    products: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()
    suppliers: frozenset[str] = frozenset()
    value_min: Decimal | None = None
    marked: bool = False
    first_delivery: bool = False
    one_in: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: for which goods, how many pieces, what is asked, and what may become of bad ones.

    `samples` is a written table: in a lot of up to so many, so many are looked at. `picture` is
    the digest of one that shows what the instructions say.
    """

    id: int
    company: int | None
    name: str
    instructions: str
    when: When
    per: Per
    samples: tuple[tuple[Decimal, int], ...]
    asks: tuple[AskFor, ...]
    second: bool
    dispositions: tuple[Disposition, ...]
    picture: str = ""


@lru_cache(RULES_KEPT_MAX)
def read_rule(record: CheckRule) -> Rule:
    """Read a rule; one that makes no sense asks nothing, and is for everything that is marked."""
    try:
        return _read(record, json.loads(record.definition))
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation):
        return _unreadable(record)


def _unreadable(record: CheckRule) -> Rule:
    # Goods that nobody looks at because of a slip of the pen would be worse than a look too many.
    everything = tuple(Disposition)
    return Rule(
        *(record.id, record.company, "", "", When(marked=True), Per.LOT, (), ()),
        second=False,
        dispositions=everything,
    )


def _read(record: CheckRule, given: Mapping[str, Any]) -> Rule:
    when = given.get("when", {})
    return Rule(
        id=record.id,
        company=record.company,
        name=str(given["name"]),
        instructions=str(given.get("instructions", "")),
        when=When(
            products=frozenset(int(one) for one in when.get("products", ())),
            categories=frozenset(int(one) for one in when.get("categories", ())),
            suppliers=frozenset(str(one) for one in when.get("suppliers", ())),
            value_min=_amount(when.get("value_min")),
            marked=bool(when.get("marked", False)),
            first_delivery=bool(when.get("first_delivery", False)),
            one_in=max(1, int(when.get("one_in", 1))),
        ),
        per=Per(given.get("per", Per.LOT)),
        samples=tuple((Decimal(str(size)), int(n)) for size, n in given.get("samples", ())),
        asks=tuple(_ask(one) for one in given.get("asks", ())),
        second=bool(given.get("second", False)),
        dispositions=tuple(Disposition(one) for one in given.get("dispositions", ()))
        or tuple(Disposition),
        picture=_digest(given.get("picture")),
    )


def _digest(given: object) -> str:
    # It becomes the name of a file.
    text = str(given or "")
    return text if DIGEST.fullmatch(text) else ""


def _ask(given: Mapping[str, Any]) -> AskFor:
    return AskFor(
        key=str(given["key"]),
        kind=AskKind(given["kind"]),
        text=str(given["text"]),
        options=tuple(Option(str(text), bool(good)) for text, good in given.get("options", ())),
        unit=str(given.get("unit", "")),
        low=_amount(given.get("low")),
        high=_amount(given.get("high")),
        expect=str(given.get("expect", "")),
    )


def _amount(given: object) -> Decimal | None:
    return None if given is None or given == "" else Decimal(str(given))
