"""Reads the walls of pyproject.toml and says which of them a graph of imports breaks."""

from copy import deepcopy
from pathlib import Path

from grimp import ImportGraph, build_graph
from importlinter.application import use_cases
from importlinter.application.user_options import UserOptions
from importlinter.configuration import configure
from importlinter.domain.contract import Contract, registry

ROOT = Path(__file__).resolve().parents[2]
PLANES = ("app", "scanners", "sync")

#: The lists of a wall that name modules; layers have a mark of their own for what is not built yet.
ROOMS = {
    "allowed_importers", "containers", "forbidden_modules", "modules", "protected_modules",
    "source_modules",
}  # fmt: skip


def read_options() -> UserOptions:
    configure()
    options = use_cases.read_user_options(str(ROOT / "pyproject.toml"))
    use_cases._register_contract_types(options)
    return options


def read_walls(options: UserOptions, imports: ImportGraph) -> dict[str, Contract]:
    return {
        wall["id"]: registry.get_contract_class(wall["type"])(
            name=wall["name"],
            session_options=options.session_options,
            contract_options=without_unbuilt(wall, imports),
        )
        for wall in options.contracts_options
    }


def without_unbuilt(wall: dict[str, object], imports: ImportGraph) -> dict[str, object]:
    """The wall without the modules that are planned and not there yet; strict once they are."""
    return {
        key: [name for name in value if is_built(name, imports)] if key in ROOMS else value
        for key, value in wall.items()
    }


def is_built(name: str, imports: ImportGraph) -> bool:
    return "*" in name or name.split(".", 1)[0] not in PLANES or name in imports.modules


def read_imports() -> ImportGraph:
    return build_graph(*PLANES, include_external_packages=True, cache_dir=None)


def broken(options: UserOptions, imports: ImportGraph) -> dict[str, str]:
    """The walls that do not stand, and the imports that go through them."""
    return {
        name: wall.name + "\n" + str(found.metadata)
        for name, wall in read_walls(options, imports).items()
        if not (found := wall.check(deepcopy(imports), verbose=False)).kept
    }


def with_import(imports: ImportGraph, importer: str, imported: str) -> ImportGraph:
    """The same graph with one more import in it, as if somebody had just typed it."""
    changed = deepcopy(imports)
    for module in (importer, imported):
        for name in with_parents(module):
            if name not in changed.modules:
                changed.add_module(name, is_squashed=name.split(".")[0] not in PLANES)
    changed.add_import(importer=importer, imported=imported, line_number=1, line_contents="")
    return changed


def with_parents(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
