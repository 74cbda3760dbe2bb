"""Envelopes and codec: what is written is read back the same, and a change is seen."""

import json
from dataclasses import replace
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from sync.core.codec import deed_from_json, deed_to_json
from sync.core.envelope import (
    ENVELOPE_VERSION,
    Envelope,
    from_json,
    is_sealed,
    sealed,
    sealed_text,
    to_json,
)
from sync.core.ids import RANDOM_BITS, op_id
from sync.core.operations import Deed, Kind, kind_of
from tests.core.given import (
    BACK,
    COUNTED,
    FILED,
    FINISH,
    GOODS,
    JUDGED,
    MOVED,
    MOVED_LINE,
    deeds,
    envelopes,
)

RELEASED = Path(__file__).parent / "fixtures" / "operations.jsonl"
EXAMPLES: dict[Kind, Deed] = {
    Kind.RECEIVE_LINE: GOODS,
    Kind.FINISH_RECEIPT: FINISH,
    Kind.MOVE_LINE: MOVED_LINE,
    Kind.MOVE: MOVED,
    Kind.UNDO: BACK,
    Kind.SETTLE: FILED,
    Kind.RECORD_CHECK: JUDGED,
    Kind.COUNT: COUNTED,
}


@given(deeds)
def test_a_deed_is_read_back_the_same(deed: Deed):
    text = json.dumps(deed_to_json(deed))
    assert deed_from_json(kind_of(deed), json.loads(text)) == deed


@given(envelopes)
def test_an_envelope_is_read_back_the_same(envelope: Envelope):
    assert from_json(to_json(envelope)) == envelope


@given(envelopes, st.sampled_from(["op_id", "device", "prev_hash", "raw_scan"]))
def test_a_seal_sees_every_change(envelope: Envelope, name: str):
    whole = sealed(envelope)
    assert is_sealed(whole)
    assert is_sealed(from_json(to_json(whole)))
    assert not is_sealed(replace(whole, **{name: getattr(whole, name) + "x"}))
    assert not is_sealed(replace(whole, seq=whole.seq + 1))


@given(envelopes, st.sampled_from(["", ',"hash":"",', '"]}', "\\"]))
def test_sealing_and_writing_at_once_is_the_same(envelope: Envelope, scan: str):
    tricky = replace(envelope, raw_scan=envelope.raw_scan + scan)
    assert sealed_text(tricky) == (sealed(tricky), to_json(sealed(tricky)))


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_written(kind: Kind):
    assert kind_of(EXAMPLES[kind]) is kind
    assert deed_from_json(kind, deed_to_json(EXAMPLES[kind])) == EXAMPLES[kind]


def test_what_is_newer_is_refused():
    text = json.loads(RELEASED.read_text(encoding="utf-8").splitlines()[0])
    for change in ({"version": ENVELOPE_VERSION + 1}, {"kind": "teleport"}):
        with pytest.raises(ValueError, match=r"newer|teleport"):
            from_json(json.dumps(text | change))


def test_every_operation_ever_released_is_read_and_written_as_it_was():
    lines = RELEASED.read_text(encoding="utf-8").splitlines()
    assert {from_json(line).kind for line in lines} == set(Kind)
    for line in lines:
        envelope = from_json(line)
        assert is_sealed(envelope)
        assert to_json(envelope) == line


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**RANDOM_BITS - 1))
def test_an_op_id_is_a_uuid_of_version_7(unix_ms: int, randomness: int):
    from uuid import RFC_4122, UUID  # noqa: PLC0415 - only to read it back

    made = UUID(op_id(unix_ms, randomness))
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == unix_ms
    assert str(made) == op_id(unix_ms, randomness)
