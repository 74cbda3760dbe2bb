"""Broadcasts of Android handhelds' own scanners become frames, by the makers' own names for things.

What a broadcast carries is named as each maker's manual names it; nothing was tried on a device.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scanners.frame import Frame
from scanners.framing.lines import LENGTH_MAX, readable

ACTION = "app.stockhand.SCAN"
"""What we ask a scanner to call its broadcasts, where it lets us."""
PROFILE = "Stockhand"
Extras = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Maker:
    """What one maker's broadcast is called, and the extras in it, the surest first."""

    name: str
    action: str
    data: tuple[str, ...]
    aim: str = ""
    kind: str = ""
    category: str = ""


_DATALOGIC = "com.datalogic.decode.intentwedge.barcode_"
MAKERS = (
    Maker(
        "Zebra DataWedge",
        ACTION,
        ("com.symbol.datawedge.decode_data", "com.symbol.datawedge.data_string"),
        kind="com.symbol.datawedge.label_type",
    ),
    Maker("Honeywell", ACTION, ("dataBytes", "data"), aim="aimId"),
    Maker(
        "Datalogic",
        "com.datalogic.decodewedge.decode_action",
        (f"{_DATALOGIC}data", f"{_DATALOGIC}string"),
        category="com.datalogic.decodewedge.decode_category",
    ),
    Maker("Newland", "nlscan.action.SCANNER_RESULT", ("SCAN_BARCODE1",)),
)
"""Those with a broadcast of our name are told apart by what is in it."""

# What Zebra calls a label -> its AIM identifier, where that name leaves no doubt: a GS1 DataMatrix
# may also be called DATAMATRIX, and then its content decides.
_KINDS = {
    "LABEL-TYPE-EAN128": "]C1",
    "LABEL-TYPE-GS1-DATABAR": "]e0",
    "LABEL-TYPE-GS1-DATABAR-LIM": "]e0",
    "LABEL-TYPE-GS1-DATABAR-EXP": "]e0",
    "LABEL-TYPE-GS1-DATAMATRIX": "]d2",
    "LABEL-TYPE-GS1-QRCODE": "]Q3",
    "LABEL-TYPE-EAN13": "]E0",
    "LABEL-TYPE-EAN8": "]E4",
}


def frame_of(action: str, extras: Extras) -> Frame | None:
    """Read one broadcast; None where it is no scan. Never raises for what is in it."""
    for maker in MAKERS:
        text = _text(maker, extras) if maker.action == action else ""
        if text:
            return Frame(text[:LENGTH_MAX], aim=_aim(maker, extras))
    return None


def data_wedge_profile() -> dict[str, object]:
    """Lay out the profile that DataWedge shall keep for this app: broadcasts on, typing off.

    To be sent as the extra SET_CONFIG; a list of bundles stands as a list, a bundle as a dict. The
    name of the app is left to the extension, which knows it.
    """
    broadcast = "2"
    return {
        "PROFILE_NAME": PROFILE,
        "PROFILE_ENABLED": "true",
        "CONFIG_MODE": "CREATE_IF_NOT_EXIST",
        "APP_LIST": [{"PACKAGE_NAME": "", "ACTIVITY_LIST": ["*"]}],
        "PLUGIN_CONFIG": [
            _plugin(
                "BARCODE",
                scanner_selection="auto",
                scanner_input_enabled="true",
                decoder_gs1_datamatrix="true",
                decoder_gs1_qrcode="true",
            ),
            _plugin(
                "INTENT",
                intent_output_enabled="true",
                intent_action=ACTION,
                intent_delivery=broadcast,
            ),
            _plugin("KEYSTROKE", keystroke_output_enabled="false"),
        ],
    }


def honeywell_claim() -> dict[str, object]:
    """Lay out what claims a Honeywell's scanner: it shall tell scans by broadcasts."""
    return {"DPR_DATA_INTENT": True, "DPR_DATA_INTENT_ACTION": ACTION}


def _plugin(name: str, **parameters: str) -> dict[str, object]:
    return {"PLUGIN_NAME": name, "RESET_CONFIG": "true", "PARAM_LIST": parameters}


def _text(maker: Maker, extras: Extras) -> str:
    for name in maker.data:
        value = extras.get(name)
        # DataWedge tells the bytes in a list, with one entry for each code read at once.
        if isinstance(value, list | tuple):
            value = value[0] if value else b""
        if isinstance(value, bytes | bytearray):
            value = readable(bytes(value))
        if isinstance(value, str) and value:
            return value
    return ""


def _aim(maker: Maker, extras: Extras) -> str:
    told = extras.get(maker.aim) if maker.aim else None
    if isinstance(told, str) and len(told) == 3 and told[0] == "]":
        return told
    kind = extras.get(maker.kind) if maker.kind else None
    return _KINDS.get(kind, "") if isinstance(kind, str) else ""
