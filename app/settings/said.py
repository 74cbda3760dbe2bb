"""Reads what a person wrote in a file of settings, or says what in it cannot be read."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


def read_file(path: Path, model: type[Model]) -> Model | str | None:
    """Read the file as a model; None where there is none, or what is wrong with it in words."""
    try:
        return model.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        return "it is no text"
    except OSError as error:
        return error.strerror or "it cannot be opened"
    except ValidationError as error:
        return first_wrong(error)


def first_wrong(error: ValidationError) -> str:
    """Name the first place that cannot be, and why."""
    first = error.errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"]))
    return f"{where}: {first['msg']}" if where else first["msg"]
