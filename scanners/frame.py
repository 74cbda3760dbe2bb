"""One scanned or typed text, whole, as a device handed it over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """`aim` is the AIM symbology identifier ("]C1") where the device tells it apart, else ""."""

    text: str
    aim: str = ""
    device: str = ""
