"""What imports cannot show: the rules of the house, each a function from a module to complaints."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

MODULE_LINES_MAX = 300
FUNCTION_LINES_MAX = 50
PARAMETERS_MAX = 5


@dataclass(frozen=True)
class Module:
    """A source file, read once: its dotted name, its text and its tree."""

    name: str
    text: str
    tree: ast.Module = field(repr=False)


def read(path: Path, root: Path = ROOT) -> Module:
    text = path.read_text(encoding="utf-8")
    name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
    return Module(name, text, ast.parse(text))


# ------------------------------------------------------------------ size and words


def docstring(module: Module) -> Iterator[str]:
    # Odoo reads a manifest as one literal, so it can begin with nothing else.
    if not ast.get_docstring(module.tree) and not module.name.endswith(".__manifest__"):
        yield "begins with one sentence that says what lives here"


def size(module: Module) -> Iterator[str]:
    lines = module.text.count("\n")
    if lines > MODULE_LINES_MAX:
        yield f"{lines} lines, and {MODULE_LINES_MAX} is the ceiling: two ideas live here"
    for function in _functions(module):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > FUNCTION_LINES_MAX:
            yield f"{function.name}: {lines} lines, and {FUNCTION_LINES_MAX} is the ceiling"
        taken = _parameters(function.args)
        if taken > PARAMETERS_MAX:
            yield f"{function.name}: {taken} parameters, and {PARAMETERS_MAX} is the ceiling"


def _functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _parameters(arguments: ast.arguments) -> int:
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return len([one for one in every if one.arg not in {"self", "cls"}])


VAGUE = ("Manager", "Helper", "Util", "Utils", "Service", "Handler")


def names(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and node.name.endswith(VAGUE):
            yield f"{node.name}: name it by a word of the warehouse floor, for what it is"
    if module.name.rpartition(".")[2] in {"utils", "helpers", "util", "misc", "common"}:
        yield "a module is named for its one idea"


# ------------------------------------------------------------------ what is asked elsewhere

CLOCK = "take the time as an argument; app.bootstrap asks the clock"
DICE = "take chance and ids as arguments; app.bootstrap makes them"
EXACT = "amounts are Decimal or sync.core.quantity: a float loses the third decimal"
SPEAK = "return a value with words from app.base.wording; nothing prints"

#: A call, and what to do instead.
BANNED = {
    "date.today": CLOCK,
    "datetime.date.today": CLOCK,
    "datetime.datetime.now": CLOCK,
    "datetime.datetime.today": CLOCK,
    "datetime.datetime.utcnow": CLOCK,
    "datetime.now": CLOCK,
    "datetime.today": CLOCK,
    "datetime.utcnow": CLOCK,
    "time.monotonic": CLOCK,
    "time.perf_counter": CLOCK,
    "time.sleep": "await the injected wait; nothing may block the loop",
    "time.time": CLOCK,
    "os.urandom": DICE,
    "uuid.uuid1": DICE,
    "uuid.uuid4": DICE,
    "uuid1": DICE,
    "uuid4": DICE,
    "print": SPEAK,
    "float": EXACT,
    "eval": "data is never code",
    "exec": "data is never code",
    "urllib.request.urlopen": "sync.erp.http is the one door to HTTP",
}
BANNED_MODULES = {"random": DICE, "secrets": DICE}

#: The few places that may, and why it is they.
ALLOWED = {
    ("app.bootstrap", CLOCK),
    ("app.bootstrap", DICE),
    ("app.main", SPEAK),
    # Odoo's own fields hold floats.
    ("sync.erp.odoo.addon", EXACT),
}


def banned_calls(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        instead = BANNED.get(called) or BANNED_MODULES.get(called.split(".", maxsplit=1)[0])
        if instead and not _is_allowed(module.name, instead):
            yield f"line {node.lineno}: {called}(): {instead}"


def _is_allowed(name: str, instead: str) -> bool:
    return any(
        (name == place or name.startswith(place + ".")) and instead == what
        for place, what in ALLOWED
    )


def bare_except(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield f"line {node.lineno}: say which exception is expected"


# ------------------------------------------------------------------ who imports whom


def imported(module: Module) -> Iterator[str]:
    """Every dotted name the module may be importing: `from a import b` is both a and a.b."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = _absolute(module.name, node)
            yield start
            yield from (f"{start}.{alias.name}" for alias in node.names)


def _absolute(name: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    return ".".join([*name.split(".")[: -node.level], *filter(None, [node.module])])


RULES = (docstring, size, names, banned_calls, bare_except)
