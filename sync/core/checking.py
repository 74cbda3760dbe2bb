"""Which goods have to be checked, by which rules, and what an answer says: pure, on the device."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from hashlib import blake2b

from sync.core.check_rules import PIECES_MAX, AskFor, Rule
from sync.core.evidence import read_names
from sync.core.problems import Problem
from sync.core.quality import OPEN, Answer, AskKind, Checked, Disposition, Per, Verdict
from sync.core.quantity import read_amount, total
from sync.core.records import (
    OPEN_STATES,
    Document,
    DocumentKind,
    DocumentState,
    Line,
    Product,
)

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Due:
    """Goods of one lot on one line that wait for a check, and the rules they wait for.

    `standing` is a verdict that does not cover them: somebody was unsure, or more came since.
    """

    line: Line
    lot: str | None
    quantity: Decimal
    rules: tuple[Rule, ...]
    standing: Checked | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One question for one piece, in the order they are asked."""

    rule: int
    piece: int
    pieces: int
    ask: AskFor


def due_of(
    document: Document, line: Line, product: Product, rules: Iterable[Rule], *, is_first: bool
) -> tuple[Due, ...]:
    """Name what of a line waits for a check; `is_first` where its supplier never brought it."""
    if document.kind is not DocumentKind.RECEIPT or not _counts(document):
        return ()
    about = tuple(rule for rule in rules if applies(rule, document, product, is_first=is_first))
    if not about and not product.needs_check:
        return ()
    found = []
    for lot in lots_of(line):
        quantity, standing = there(line, lot), standing_of(line, lot)
        if not is_covered(standing, quantity):
            found.append(Due(line, lot, quantity, about, standing))
    return tuple(found)


def _counts(document: Document) -> bool:
    return document.state in OPEN_STATES or document.state is DocumentState.DONE


def might_apply(rule: Rule, product: Product) -> bool:
    """Say whether a rule can be about an article at all, whoever brings it."""
    when = rule.when
    return (
        (not when.products or product.id in when.products)
        and (not when.categories or product.category in when.categories)
        and (when.value_min is None or product.value >= when.value_min)
        and (not when.marked or product.needs_check)
    )


def applies(rule: Rule, document: Document, product: Product, *, is_first: bool) -> bool:
    """Say whether goods of a receipt are to be checked by a rule."""
    when = rule.when
    return (
        rule.company in {None, document.company}
        and might_apply(rule, product)
        and (not when.suppliers or document.party in when.suppliers)
        and (not when.first_delivery or is_first)
        and _is_drawn(rule.id, document.id, when.one_in)
    )


def _is_drawn(rule: int, document: int, one_in: int) -> bool:
    # Drawn from the two numbers: a count of earlier receipts would be another one on a device
    # that knows fewer of them, and what waited for a check would no longer wait.
    digest = blake2b(f"{rule}/{document}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % one_in == 0


def lots_of(line: Line) -> tuple[str | None, ...]:
    """The lots that were received on a line, in the order they came."""
    return tuple(dict.fromkeys(entry.lot for entry in line.entries))


def there(line: Line, lot: str | None) -> Decimal:
    """How much of a lot was received on a line."""
    return total(entry.quantity for entry in line.entries if entry.lot == lot)


def standing_of(line: Line, lot: str | None) -> Checked | None:
    """The verdict on a lot of a line, if there is one."""
    return next((one for one in line.checks if one.lot == lot), None)


def is_covered(standing: Checked | None, quantity: Decimal) -> bool:
    """Say whether a verdict is the last word on so much of a lot."""
    if standing is None or standing.verdict in OPEN:
        return False
    # Nobody looks again at what failed because more of it came: the lot is blocked.
    return standing.blocks or standing.quantity >= quantity


def is_blocked(line: Line, lot: str | None) -> bool:
    """Say whether a lot of a line failed, or waits for a second pair of eyes."""
    standing = standing_of(line, lot)
    return standing is not None and standing.blocks


def pieces_of(rule: Rule, quantity: Decimal) -> int:
    """How many pieces of a lot are looked at."""
    whole = int(min(quantity, Decimal(PIECES_MAX)).to_integral_value(ROUND_CEILING))
    match rule.per:
        case Per.LOT:
            return 1
        case Per.UNIT:
            return max(1, whole)
        case Per.SAMPLE:
            steps = (count for size, count in rule.samples if quantity <= size)
            largest = rule.samples[-1][1] if rule.samples else 1
            return max(1, min(next(steps, largest), whole))


def rounds_of(rules: Iterable[Rule], quantity: Decimal) -> tuple[Round, ...]:
    """All that is asked in one check, piece by piece."""
    return tuple(
        Round(rule.id, piece, pieces, ask)
        for rule in rules
        for pieces in [pieces_of(rule, quantity)]
        for piece in range(1, pieces + 1)
        for ask in rule.asks
    )


def open_rounds(rounds: Iterable[Round], answers: Iterable[Answer]) -> tuple[Round, ...]:
    """Those questions that have no answer yet."""
    given = {(one.rule, one.ask, one.piece) for one in answers}
    return tuple(one for one in rounds if (one.rule, one.ask.key, one.piece) not in given)


def read_answer(ask: AskFor, given: str) -> tuple[str, bool] | Problem:
    """Read an answer, and say whether the goods are good by it.

    What a person scans to confirm, and whose badge signs, is for the flow to judge before.
    """
    text = given.strip()
    match ask.kind:
        case AskKind.YES_NO:
            return (text, text == YES) if text in {YES, NO} else Problem.CHECK_UNANSWERED
        case AskKind.CHOICE:
            found = next((one for one in ask.options if one.text == text), None)
            return (found.text, found.good) if found else Problem.CHECK_UNANSWERED
        case AskKind.NUMBER:
            return _number(ask, text)
        case AskKind.DATE:
            return _day(text)
        case AskKind.TEXT | AskKind.SIGNATURE:
            return (text, True) if text else Problem.CHECK_UNANSWERED
        case AskKind.SCAN:
            good = not ask.expect or text == ask.expect
            return (text, good) if text else Problem.CHECK_UNANSWERED
        case AskKind.PHOTO | AskKind.DRAWN:
            return (text, True) if read_names(text) else Problem.CHECK_UNANSWERED


def _number(ask: AskFor, text: str) -> tuple[str, bool] | Problem:
    amount = read_amount(text)
    if isinstance(amount, Problem):
        return Problem.QUANTITY_UNREADABLE
    high_enough = ask.low is None or amount >= ask.low
    return format(amount, "f"), high_enough and (ask.high is None or amount <= ask.high)


def _day(text: str) -> tuple[str, bool] | Problem:
    try:
        return date.fromisoformat(text).isoformat(), True
    except ValueError:
        return Problem.EXPIRY_UNREADABLE


def verdict_of(answers: Iterable[Answer]) -> Verdict:
    """What the answers say: one bad one is enough."""
    return Verdict.PASSED if all(one.good for one in answers) else Verdict.FAILED


def needs_second(rules: Iterable[Rule], disposition: Disposition | None) -> bool:
    """Say whether one person is not enough for this verdict."""
    return disposition is Disposition.ACCEPT or any(rule.second for rule in rules)
