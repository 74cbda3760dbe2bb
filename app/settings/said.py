"""What is wrong in a settings file, in one line for whoever wrote it."""

from pydantic import ValidationError


def first_wrong(error: ValidationError) -> str:
    """Name the first place that cannot be, and why."""
    first = error.errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"]))
    return f"{where}: {first['msg']}" if where else first["msg"]
