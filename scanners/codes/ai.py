"""The GS1 application identifiers: which there are, and what a value of each looks like."""

import re
from dataclasses import dataclass

from scanners.codes.checks import CHECKS, Check
from scanners.codes.scan import CodeProblem


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a value: `kind` names its character set."""

    kind: str
    shortest: int
    longest: int
    optional: bool
    check: Check | None


@dataclass(frozen=True, slots=True)
class Ai:
    """One identifier; `fixed` is its whole length where no separator has to follow it, else 0."""

    code: str
    parts: tuple[Part, ...]
    fixed: int
    shortest: int
    longest: int


# format of the value -> the identifiers that have it. n digits, x any of the 82 GS1 characters,
# y of 39, z base64url; n6 exactly six, n..8 one to eight, [optional], :name a check in checks.py.
# Country, currency, package, media, IBAN, coupon and company-prefix tables are not checked.
_FORMATS: dict[str, str] = {
    "n18:check": "00 8017 8018",
    "n14:check": "01 02 03",
    "x..20": "10 21 22 243 254 420 710 711 712 713 714 715 716 717 4318 7020 7021 7022 7240"
    " 8002 8012",
    "n6:date0": "11 12 13 15 16 17",
    "n2": "20 7241",
    "x..28": "235",
    "x..30": "90 240 241 250 251 400 401 403 4308 4319 7002 7023 8004",
    "x..90": "91 92 93 94 95 96 97 98 99 7256",
    "n..6": "242",
    "n13:check [x..17]": "253",
    "n13:check [n..12]": "255",
    "n..8": "30 37",
    "n6": "310_ 311_ 312_ 313_ 314_ 315_ 316_ 320_ 321_ 322_ 323_ 324_ 325_ 326_ 327_ 328_ 329_"
    " 330_ 331_ 332_ 333_ 334_ 335_ 336_ 337_ 340_ 341_ 342_ 343_ 344_ 345_ 346_ 347_ 348_ 349_"
    " 350_ 351_ 352_ 353_ 354_ 355_ 356_ 357_ 360_ 361_ 362_ 363_ 364_ 365_ 366_ 367_ 368_ 369_"
    " 395_ 8005",
    "n..15": "390* 392*",
    "n3 n..15": "391* 393*",
    "n4": "394# 8111",
    "n17:check": "402",
    "n13:check": "410 411 412 413 414 415 416 417",
    "n3 x..9": "421",
    "n3": "422 424 426",
    "n3 [n3] [n3] [n3] [n3]": "423 425",
    "x..3": "427 7008",
    "x..35": "4300 4301 4310 4311 4320",
    "x..70": "4302 4303 4304 4305 4306 4312 4313 4314 4315 4316 7257 8110 8112 8200",
    "x2": "4307 4317",
    "n10:latitude n10:longitude": "4309",
    "n1:yesno": "4321 4322 4323",
    "n6:date0 n4:hhmm": "4324 4325",
    "n6:date": "4326 7006",
    "n6 [x1:hyphen]": "4330 4331 4332 4333",
    "n13": "7001",
    "n6:date n4:hhmm": "7003",
    "n..4": "7004",
    "x..12": "7005",
    "n6:date [n6:date]": "7007",
    "x..10": "7009 7255",
    "x..2": "7010",
    "n6:date [n4:hhmm]": "7011",
    "n3 x..27": "7030 7031 7032 7033 7034 7035 7036 7037 7038 7039",
    "n1 x1 x1 x1": "7040",
    "x..4": "7041",
    "x2 x..28": "7230 7231 7232 7233 7234 7235 7236 7237 7238 7239",
    "x..25": "7242 8013 8020",
    "n8:date8": "7250",
    "n8:date8 n4:hhmm": "7251",
    "n1:sex": "7252",
    "x..40": "7253 7254 7259",
    "x3": "7258",
    "n4:nonzero n5:nonzero n3:nonzero n1:winding n1": "8001",
    "n1:zero n13:check [x..16]": "8003",
    "n14:check n4:pieces": "8006 8026",
    "x..34": "8007",
    "n6:date n2:hh [n2:mm] [n2:ss]": "8008",
    "x..50": "8009",
    "y..30": "8010",
    "n..12:nozero": "8011",
    "x..25:nondigit": "8014",
    "n..10": "8019",
    "z..90": "8030",
    "n15": "8040 8041",
    "n32": "8042",
    "n18 [n..2]": "8043",
}
# GS1's list of first two digits after which a value needs no separator; it never grows.
_NO_SEPARATOR = re.compile(r"0[0-4]|1[1-9]|20|3[1-6]|41")
_LAST_DIGITS = {"_": "012345", "#": "0123", "*": "0123456789"}
_PART = re.compile(r"(\[?)([nxyz])(\.\.)?(\d+)(?::(\w+))?")
_CHARACTERS = {
    "n": re.compile(r"[0-9]+"),
    "x": re.compile(r'[!"%-?A-Z_a-z]+'),
    "y": re.compile(r"[#\-/0-9A-Z]+"),
    "z": re.compile(r"[\-0-9=A-Z_a-z]+"),
}


def fault(ai: Ai, value: str) -> CodeProblem | None:
    """Say what is wrong with the value of an identifier, if anything is."""
    if len(value) < ai.shortest:
        return CodeProblem.TRUNCATED
    if len(value) > ai.longest:
        return CodeProblem.TOO_LONG
    at = 0
    for part in ai.parts:
        if part.optional and at == len(value):
            break
        piece = value[at : at + part.longest]
        at += len(piece)
        if len(piece) < part.shortest:
            return CodeProblem.TRUNCATED
        if not _CHARACTERS[part.kind].fullmatch(piece):
            return CodeProblem.BAD_CHARACTER
        if part.check and (problem := part.check(piece)):
            return problem
    return None


def find(text: str, at: int) -> Ai | None:
    """Find the identifier that starts here: no code is the beginning of another."""
    return AIS.get(text[at : at + 2]) or AIS.get(text[at : at + 4]) or AIS.get(text[at : at + 3])


def _ais() -> dict[str, Ai]:
    return {
        code: _ai(code, parts)
        for layout, codes in _FORMATS.items()
        for parts in [_parts(layout)]
        for code in _codes(codes)
    }


def _codes(text: str) -> list[str]:
    return [
        code[:-1] + last for code in text.split() for last in _LAST_DIGITS.get(code[-1], code[-1])
    ]


def _parts(layout: str) -> tuple[Part, ...]:
    return tuple(
        Part(
            kind=kind,
            shortest=1 if up_to else int(length),
            longest=int(length),
            optional=bool(bracket),
            check=CHECKS[check] if check else None,
        )
        for bracket, kind, up_to, length, check in _PART.findall(layout)
    )


def _ai(code: str, parts: tuple[Part, ...]) -> Ai:
    longest = sum(part.longest for part in parts)
    return Ai(
        code=code,
        parts=parts,
        fixed=longest if _NO_SEPARATOR.match(code) else 0,
        shortest=sum(part.shortest for part in parts if not part.optional),
        longest=longest,
    )


AIS = _ais()
