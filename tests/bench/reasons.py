"""Why a row is short of its goal, as far as the profiler has told; an entry goes with its row."""

REASONS: dict[str, str] = {}
