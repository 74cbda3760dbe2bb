"""What the engine knows after it has fetched a page, or tried to."""

from dataclasses import replace

from sync.engine.events import Pulled, PullFailed, PullGuarded, PullMisfit, PullPutOff
from sync.engine.sanity import DOUBTED_MAX, SUMS_EVERY_MS, sums_put_off
from sync.engine.setback import BOTH_WAYS, failed, later, road_open
from sync.engine.state import EngineState, Loading, Turn, Way
from sync.wire.failures import Failure, FailureKind

PULL_EVERY_MS = 15_000
GUARDED_EVERY_MS = 30_000
"""How often a pull is tried again while a person has not agreed to what it takes away."""


def after_pulling(
    state: EngineState,
    event: Pulled | PullFailed | PullMisfit | PullGuarded | PullPutOff,
    now_ms: int,
    chance: float,
) -> EngineState:
    """Return what is known once a page came, or did not."""
    match event:
        case Pulled():
            return _after_pull(state, event, now_ms)
        case PullFailed(failure=failure):
            asked = event.with_sums and failure.kind not in BOTH_WAYS
            # What is in doubt is found again by the next sums, should it be why this one failed.
            known = replace(sums_put_off(state, now_ms) if asked else state, doubt=())
            return failed(known, Turn.PULL, failure, now_ms, chance)
        case PullMisfit():
            pull = later(state.pull, now_ms, chance)
            return _cycle_over(replace(state, pull=pull, misfits=state.misfits + 1))
        case PullGuarded(gone=gone):
            calm = sums_put_off(replace(state, guarded=gone, pull=Way(), doubt=()), now_ms)
            waiting = replace(calm, pull_due_ms=now_ms + GUARDED_EVERY_MS, reachable=True)
            return _cycle_over(waiting)
        case PullPutOff(lost=True):
            fenced = Failure(FailureKind.EPOCH_FENCED, "what was answered may be lost")
            return replace(failed(state, Turn.PULL, fenced, now_ms, chance), lost=True)
        case PullPutOff(resend_from=seq):
            # Once something is answered a pull is due again, at once.
            waiting = replace(state, unsent=True, pull_due_ms=now_ms + PULL_EVERY_MS)
            return _cycle_over(replace(waiting, resend_from=state.resend_from or seq))


def _after_pull(state: EngineState, pulled: Pulled, now_ms: int) -> EngineState:
    # An ERP that only finds what went by the sums has nothing to say of it without them.
    agreed = pulled.with_sums and not pulled.more
    # Only a pull that was not amid a cycle has compared the first of them.
    compared = 0 if state.mid_cycle else DOUBTED_MAX
    doubt = (*state.doubt[compared:], *pulled.doubt)
    return replace(
        state,
        push=road_open(state.push),
        pull=Way(),
        turn=Turn.PUSH,
        pull_due_ms=now_ms if pulled.more or doubt else now_ms + PULL_EVERY_MS,
        mid_cycle=pulled.more,
        doubt=doubt,
        misfits=0,
        swept=False,
        sums_due_ms=now_ms + SUMS_EVERY_MS if agreed else state.sums_due_ms,
        guarded=None if agreed else state.guarded,
        loading=Loading(pulled.done_rows, pulled.total_rows) if pulled.more else None,
        reachable=True,
    )


def _cycle_over(state: EngineState) -> EngineState:
    return replace(state, turn=Turn.PUSH, mid_cycle=False, loading=None)
