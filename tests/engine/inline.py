"""An executor that does the work at once, so that a run is the same each time."""

from concurrent.futures import Executor, Future


class InlineExecutor(Executor):
    def submit(self, fn, /, *args, **kwargs):
        done = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as broke:  # noqa: BLE001 handed on whole
            done.set_exception(broke)
        return done
