"""`python -m scanners COMMAND`: the device plane without the app, for the support desk."""

import sys
from importlib import import_module

# command -> what it does; its module in scanners/commands has `main(arguments) -> int`, and is
# only imported when asked for, so that `parse` needs nothing but Python
COMMANDS: dict[str, str] = {
    "parse": "say what codes mean: JSON strings in, one object a line out",
    "label": "write a label as ZPL, TSPL, EPL, ESC/POS, PDF or PNG",
    "printers": "find printers, say how one is, print a test",
}


def main(arguments: list[str]) -> int:
    """Hand over to a command, or say which there are."""
    name, *rest = arguments or [""]
    if name not in COMMANDS:
        known = "".join(f"  {command:10}{what}\n" for command, what in COMMANDS.items())
        sys.stderr.write(f"usage: python -m scanners COMMAND\n\n{known}")
        return 2
    done: int = import_module(f"scanners.commands.{name}").main(rest)
    return done


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
