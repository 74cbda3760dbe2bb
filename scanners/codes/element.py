"""What the pairs of a GS1 message say, in the words of the floor."""

from decimal import Decimal

from scanners.codes.checks import read_date
from scanners.codes.gs1 import Pair
from scanners.codes.scan import ElementString, Measure, MeasureKind, Price

# what is to be paid, for the whole or for these goods -> how many digits name the currency
_PRICES = {"390": 0, "391": 3, "392": 0, "393": 3}
_DATES = ("11", "13", "15", "17")

_WEIGHT, _GROSS = MeasureKind.NET_WEIGHT, MeasureKind.GROSS_WEIGHT
_TRADE = (MeasureKind.LENGTH, MeasureKind.WIDTH, MeasureKind.HEIGHT)
_LOGISTIC = (MeasureKind.GROSS_LENGTH, MeasureKind.GROSS_WIDTH, MeasureKind.GROSS_HEIGHT)
_LENGTH_UNITS = ("in", "ft", "yd")

# first three digits of the identifier -> what is measured, in which unit
_MEASURES: dict[str, tuple[MeasureKind, str]] = {
    "310": (_WEIGHT, "kg"),
    "320": (_WEIGHT, "lb"),
    "356": (_WEIGHT, "troz"),
    "330": (_GROSS, "kg"),
    "340": (_GROSS, "lb"),
    "337": (MeasureKind.DENSITY, "kg/m2"),
    **{f"31{n}": (kind, "m") for n, kind in enumerate(_TRADE, 1)},
    **{f"33{n}": (kind, "m") for n, kind in enumerate(_LOGISTIC, 1)},
    **{
        f"3{n}": (kind, unit)
        for n, (kind, unit) in enumerate([(k, u) for k in _TRADE for u in _LENGTH_UNITS], 21)
    },
    **{
        f"3{n}": (kind, unit)
        for n, (kind, unit) in enumerate([(k, u) for k in _LOGISTIC for u in _LENGTH_UNITS], 41)
    },
    "314": (MeasureKind.AREA, "m2"),
    "350": (MeasureKind.AREA, "in2"),
    "351": (MeasureKind.AREA, "ft2"),
    "352": (MeasureKind.AREA, "yd2"),
    "334": (MeasureKind.GROSS_AREA, "m2"),
    "353": (MeasureKind.GROSS_AREA, "in2"),
    "354": (MeasureKind.GROSS_AREA, "ft2"),
    "355": (MeasureKind.GROSS_AREA, "yd2"),
    "315": (MeasureKind.NET_VOLUME, "l"),
    "316": (MeasureKind.NET_VOLUME, "m3"),
    "357": (MeasureKind.NET_VOLUME, "floz"),
    "360": (MeasureKind.NET_VOLUME, "qt"),
    "361": (MeasureKind.NET_VOLUME, "gal"),
    "364": (MeasureKind.NET_VOLUME, "in3"),
    "365": (MeasureKind.NET_VOLUME, "ft3"),
    "366": (MeasureKind.NET_VOLUME, "yd3"),
    "335": (MeasureKind.GROSS_VOLUME, "l"),
    "336": (MeasureKind.GROSS_VOLUME, "m3"),
    "362": (MeasureKind.GROSS_VOLUME, "qt"),
    "363": (MeasureKind.GROSS_VOLUME, "gal"),
    "367": (MeasureKind.GROSS_VOLUME, "in3"),
    "368": (MeasureKind.GROSS_VOLUME, "ft3"),
    "369": (MeasureKind.GROSS_VOLUME, "yd3"),
}


def understand(pairs: tuple[Pair, ...], year: int, uri: str = "") -> ElementString | None:
    """Read checked pairs, or None where a date does not exist in the century it falls in."""
    said = dict(pairs)
    dates = {code: read_date(said[code], year) for code in _DATES if code in said}
    if None in dates.values():
        return None
    count = said.get("30") or said.get("37")
    return ElementString(
        elements=pairs,
        gtin=said.get("01") or said.get("03"),
        content=said.get("02"),
        sscc=said.get("00"),
        lot=said.get("10"),
        serial=said.get("21"),
        production=dates.get("11"),
        packed=dates.get("13"),
        best_before=dates.get("15"),
        expiry=dates.get("17"),
        count=Decimal(count) if count else None,
        measures=tuple(_measure(*pair) for pair in pairs if pair[0][:3] in _MEASURES),
        prices=tuple(_price(*pair) for pair in pairs if pair[0][:3] in _PRICES),
        gln=said.get("414"),
        uri=uri,
    )


def _measure(code: str, value: str) -> Measure:
    kind, unit = _MEASURES[code[:3]]
    return Measure(kind, Decimal(value).scaleb(-int(code[3])), unit)


def _price(code: str, value: str) -> Price:
    digits = _PRICES[code[:3]]
    return Price(Decimal(value[digits:]).scaleb(-int(code[3])), value[:digits])
