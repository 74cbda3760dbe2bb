"""What is said of attached scanners: how their links stand, what came, what it meant and why."""

from types import MappingProxyType

from scanners.codes.scan import (
    CodeProblem,
    ElementString,
    Gtin,
    House,
    Plain,
    Reading,
    Ruled,
    Scan,
    Sscc,
)

RAW_SHOWN_MAX = 90
"""Letters of a frame that are shown; what is longer is cut with its length told."""

WEDGE, CAMERA, HANDHELD = "wedge", "camera", "handheld"

WAYS = MappingProxyType(
    {
        WEDGE: "Keyboard scanner",
        CAMERA: "Camera",
        HANDHELD: "This handheld's scanner",
        "serial": "Serial scanner",
        "called": "Network scanner at port",
        "calling": "Reader at",
        "grab": "Keyboard scanner, taken",
        "hid_pos": "HID POS scanner",
        "bluetooth": "Bluetooth scanner",
        "replay": "Replay of",
    }
)
WAYS_TO_CHOOSE = MappingProxyType(
    {
        "serial": "USB-COM or a serial cable",
        "hid_pos": "USB in HID POS mode",
        "grab": "USB keyboard, taken for Stockhand alone",
        "bluetooth": "Bluetooth, serial port profile",
        "called": "Network: it connects to this computer",
        "calling": "Network: this computer connects to it",
        "replay": "A file that is read instead of a scanner",
    }
)
LINKS = MappingProxyType(
    {
        "opening": "Being opened",
        "ready": "Ready",
        "gone": "Gone: plug it in again or switch it on, it is waited for",
        "missing": "Not there yet: plug it in or check its address, it is waited for",
        "denied": "May not be opened: give this user the right to the device",
        "taken": "Another program has it: close that, it is waited for",
        "unfit": "Cannot be opened here: check way and address",
    }
)
P = CodeProblem
PROBLEMS: MappingProxyType[CodeProblem, str] = MappingProxyType(
    {
        P.EMPTY: "there is nothing in it",
        P.TOO_LONG: "it is longer than any code",
        P.TRUNCATED: "it ends too soon",
        P.CONTROL_CHARACTERS: "it holds control characters",
        P.BAD_CHARACTER: "it holds a character that may not stand there",
        P.CHECK_DIGIT: "its check digit does not fit",
        P.BAD_DATE: "it names a day that does not exist",
        P.BAD_VALUE: "it holds a value that cannot be",
        P.UNKNOWN_AI: "it names a field GS1 does not know",
        P.REPEATED_AI: "it says one thing twice, differently",
        P.SEPARATOR_MAYBE_LOST: "two fields may have run together",
        P.UNKNOWN_SYMBOLOGY: "it begins with no known symbology",
        P.UNKNOWN_COMMAND: "it is a command of a newer app",
        P.NO_DIGITAL_LINK: "it is a web address, but no GS1 link",
        P.CONTRADICTION: "it holds fields that contradict each other",
        P.AMOUNT_OF_NOTHING: "it names an amount, but not of what",
        P.RULES_DISAGREE: "the company's rules read it otherwise",
        P.RULES_TOO_COSTLY: "the company's rules take too long on it",
    }
)


def called(name: str) -> str:
    """Name a scanner: `serial:/dev/ttyACM0` becomes words."""
    way, _, address = name.partition(":")
    return f"{WAYS.get(way, way)} {address}".strip()


def raw(text: str) -> str:
    """Show a frame as it came: control characters by their signs, a long one cut."""
    shown = "".join(chr(0x2400 + ord(c)) if c < " " else c for c in text[:RAW_SHOWN_MAX])
    return shown if len(text) <= RAW_SHOWN_MAX else f"{shown}… ({len(text)})"


def meaning(scan: Scan) -> str:
    """Say what a scan was read as, most specific first."""
    return raw(_meaning(scan.readings[0]))


def why(scan: Scan) -> str:
    """Say what is wrong with it, or what to ask."""
    return "; ".join(PROBLEMS[problem] for problem in scan.problems)


def _meaning(reading: Reading) -> str:
    match reading:
        case ElementString(elements=elements):
            return " ".join(f"({code}) {value}" for code, value in elements)
        case Gtin(given=given):
            return f"Article number {given}"
        case Sscc(value=value):
            return f"Logistic unit {value}"
        case House(kind=kind, value=value):
            return f"Our label: {kind} {value}"
        case Ruled(parts=parts):
            return " ".join(f"{part.type} {part.code}" for part in parts)
        case Plain(text=text):
            return f"Text {text}"
