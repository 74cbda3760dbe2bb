"""Feeds inputs to the parser and watches: no exception, none slow, every answer whole."""

import gc
import json
import time
from dataclasses import dataclass

from scanners.codes.known import Known
from scanners.codes.nomenclature import Conversion, Rule, prepared
from scanners.codes.parse import parse
from scanners.codes.pattern import compiled
from scanners.codes.scan import Frame, Plain
from scanners.commands.parse import answer
from tests.fuzz.inputs import inputs

RUN_MS_MAX = 10
_TRIES = 5
"""So often a slow run is measured again: another process may have had the processor."""
_HOSTILE = ("(a+)+$", "(.*)(.*)(.*)x", "(0|00|000)+1")
_RULES = (
    *(Rule(f"hostile {n}", "product", "any", pattern) for n, pattern in enumerate(_HOSTILE)),
    Rule("weight", "weight", "ean13", "21.....{NNDDD}"),
    Rule("alias", "alias", "any", "0123", alias="4006381333931"),
    Rule("all", "product", "any", ".*"),
)
_GS1_RULES = (
    Rule("article", "product", "gs1-128", r"(01)(\d{14})", content="identifier"),
    Rule("lot", "lot", "gs1-128", r"(10)([!\"%-/0-9:;<=>?A-Z_a-z]{0,20})", content="alpha"),
    Rule("weight", "quantity", "gs1-128", r"(310[0-5])(\d{6})", content="measure", decimal=True),
    Rule("expiry", "expiration_date", "gs1-128", r"(17)(\d{6})", content="date"),
)
_LOTS = tuple(filter(None, (compiled(r"[A-Z]{1,3}\d{1,6}"),)))
WAYS = (
    Known(),
    Known(frozenset({"ABC", "S1"}), _LOTS),
    Known(rules=prepared(_RULES, Conversion.ALWAYS)),
    Known(rules=prepared(_GS1_RULES, Conversion.ALWAYS, r"(Alt029|#|\x1D)")),
)


@dataclass(slots=True)
class Watched:
    """What a run of the fuzzer saw."""

    count: int = 0
    slowest_ms: float = 0.0
    slowest: str = ""
    ms: float = 0.0


def fuzz(seed: int, count: int) -> Watched:
    """Feed `count` inputs; raises where the parser raises or takes too long, telling the input."""
    seen = Watched()
    gc.collect()
    gc.freeze()
    for number, text in enumerate(inputs(seed, count)):
        known = WAYS[number % len(WAYS)]
        ms = _ms(text, known)
        seen.count += 1
        seen.ms += ms
        if ms > RUN_MS_MAX:
            ms = min(_ms(text, known) for _ in range(_TRIES))
            assert ms <= RUN_MS_MAX, f"{ms:.1f} ms: {text!r:.300}"
        if ms > seen.slowest_ms:
            seen.slowest_ms, seen.slowest = ms, text
    return seen


def _ms(text: str, known: Known) -> float:
    # One way reads every text by another keyboard layout, too.
    frame = Frame(text, keys=text.swapcase() if known is WAYS[1] else "")
    # Of the processor: other work on the machine is none of the parser's.
    began = time.thread_time_ns()
    try:
        scan = parse(frame, 2026, known)
    except Exception as error:
        raise AssertionError(f"{error!r} at {text!r:.300}") from error
    ms = (time.thread_time_ns() - began) / 1e6
    assert isinstance(scan.readings[-1], Plain), text
    json.dumps(answer(text, scan)).encode()
    for key in scan.keys:
        key.encode()
    return ms
