"""One scanned or typed text, whole, as a device handed it over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """`aim` is the AIM symbology identifier ("]C1") where the device tells it apart, else "".

    `keys` is what the keys themselves spell on a US keyboard, where this computer's layout made
    another text of them. Of what a scale says, `text` is the amount and `weighs` its unit.
    """

    text: str
    aim: str = ""
    device: str = ""
    keys: str = ""
    weighs: str = ""
