"""What suppliers say before their goods come: their own numbers, and what is in which pack."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sync.core.numbering import sscc
from sync.core.records import Entry, Product, SupplierCode, Tracking, Work

PREFIX = "7612345"
"""Stands for a supplier's company prefix; goods and suppliers are made up, and so is it."""
ANNOUNCED_ONE_IN = 5
"""Every so manyth receipt comes with a list of what is in which pack."""
CODED_ONE_IN = 4
"""Every so manyth article has a number of its supplier's."""
LINES_A_PACK = 2


def supplier_codes(products: Iterable[Product]) -> Iterator[SupplierCode]:
    """Give the numbers that suppliers call some articles by."""
    for product in products:
        if product.id % CODED_ONE_IN == 1:
            number = f"V-{product.id:05d}"
            yield SupplierCode(product.id // CODED_ONE_IN + 1, product.company, product.id, number)


def announced(work: Work, number: int, products: Iterable[Product]) -> Work:
    """Write the supplier's own number on a receipt, and on some what is in which pack.

    What is told apart by lots or pieces is not announced: nobody knows its names before.
    """
    document = replace(work.document, reference=f"AB-{26_000 + number}")
    if number % ANNOUNCED_ONE_IN != 3:
        return Work(document, work.lines)
    plain = {one.id for one in products if one.tracking is Tracking.NONE}
    lines, place = [], 0
    for line in work.lines:
        planned = line.planned
        if line.product in plain:
            pack = sscc(PREFIX, number * 1_000 + place // LINES_A_PACK)
            planned = (Entry(None, None, document.destination, line.demand, package=pack),)
            place += 1
        lines.append(replace(line, planned=planned))
    return Work(document, tuple(lines))
