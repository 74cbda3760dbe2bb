"""How long an ERP may take: a call that never comes back must not stop the sending."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from sync.wire.failures import Failure, FailureKind

ANSWER_S_MAX = 120
"""Above what Odoo itself takes to try a colliding transaction again; then look, and send again."""

T = TypeVar("T")


async def in_time(answer: Awaitable[T | Failure]) -> T | Failure:
    """Wait for the answer, but not for ever; it may have been done all the same."""
    try:
        async with asyncio.timeout(ANSWER_S_MAX):
            return await answer
    except TimeoutError:
        return Failure(FailureKind.ANSWER_LOST, "no answer in time")
