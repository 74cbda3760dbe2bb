"""Which GS1 identifiers need another beside them, and which may not stand together."""

from collections.abc import Iterable

from scanners.codes import ai

# what is needed (any of the alternatives, all of a sum) -> by whom; 31nn is any of 3100 to 3199
_NEEDS: dict[str, str] = {
    "37": "02 8026",
    "01 02 03 8006 8026": "10 11 13 15 16 20 240 241 422",
    "01 02 03 255 8006 8026": "17",
    "01 03 8006": "21 251 7021 8012",
    "01": "22 235 337n 710 711 712 713 714 715 716 717 8001 8014 8200",
    "01 02 8006 8026": "242 7001",
    "01 03": "243",
    "01+21 03+21 8006+21": "250",
    "414": "254",
    "01 02": "30 310n 311n 312n 313n 314n 315n 316n 320n 321n 322n 323n 324n 325n 326n 327n 328n"
    " 329n 350n 351n 352n 356n 357n 360n 361n 364n 365n 366n 7002 7005 7006 7007 7008 7009 7030"
    " 7031 7032 7033 7034 7035 7036 7037 7038 7039 8005",
    "00 01": "330n 331n 332n 333n 334n 335n 336n 340n 341n 342n 343n 344n 345n 346n 347n 348n"
    " 349n 353n 354n 355n 362n 363n 367n 368n 369n",
    "00+02 00+8026": "37",
    "255 8020": "390n",
    "8020": "12 391n 415",
    "01+30 01+31nn 01+32nn 01+35nn 01+36nn": "392n",
    "30 31nn 32nn 35nn 36nn": "393n 395n",
    "255": "394n 8111",
    "00": "403 4300 4301 4302 4304 4305 4306 4307 4308 4309 4310 4311 4312 4314 4315 4316 4317"
    " 4318 4319 4320 4321 4322 4323 4324 4325 4326 4330 4331 4332 4333 7041",
    "01 02 03": "423 424 425 426 7003 7010 7011 8008",
    "01+422 02+422 03+422": "427",
    "4302": "4303",
    "4312": "4313",
    "01+10 03+10": "7004",
    "01+416 03+416 8006+416": "7020",
    "01+7021 03+7021 8006+7021": "7022",
    "01 8004": "7230 7231 7232 7233 7234 7235 7236 7237 7238 7239",
    "01 8006": "7240",
    "8017 8018": "7241 7242 7253 7254 7255 7256 8019",
    "8018": "7250 7251 7252 7257 7259",
    "8018+7259": "7258",
    "415": "8007 8020",
    "00 01 03": "8009",
    "8010": "8011",
    "00 01+21 03+21 253 255 8003 8004 8006+21 8010+8011 8017 8018": "8030",
    "01+21": "8040",
    "01+21+8040": "8041 8042 8043",
}
# an identifier -> those that contradict it; a measure stands only once, whatever its decimals
_CLASHES: dict[str, str] = {
    "01": "255 37", "02": "01 03", "03": "01 02 37 235", "21": "235",
    "255": "01 02 415 8006 8020 8026", "390n": "390n 391n 394n 8111", "391n": "391n",
    "392n": "392n 393n", "393n": "393n", "394n": "394n 8111", "395n": "392n 393n 395n 8005",
    "420": "421", "421": "4307", "422": "426", "423": "426", "424": "426", "425": "426",
    "4330": "4331", "4331": "4330", "4332": "4333", "4333": "4332", "7240": "03",
    "7250": "7251", "7251": "7250", "7253": "7256 7259", "7254": "7256 7259",
    "7255": "7256 7259", "7259": "7256", "8006": "01 03 37", "8017": "8018", "8018": "8017",
    "8026": "02 03 8006",
}  # fmt: skip
_ONCE = range(310, 370)


def lacking(codes: Iterable[str]) -> tuple[str, ...]:
    """Tell which of these identifiers need another that is not there."""
    given = tuple(codes)
    there = {name for code in given for name in _names(code)}
    return tuple(code for code in given if not _served(NEEDS.get(code, ()), there))


def clashing(codes: Iterable[str]) -> tuple[str, ...]:
    """Tell which of these identifiers contradict another that is there."""
    given = tuple(dict.fromkeys(codes))
    return tuple(
        code
        for code in given
        if (against := CLASHES.get(code))
        and any(other != code and not against.isdisjoint(_names(other)) for other in given)
    )


def _served(alternatives: tuple[frozenset[str], ...], there: set[str]) -> bool:
    return not alternatives or any(needed <= there for needed in alternatives)


def _names(code: str) -> tuple[str, ...]:
    """Name an identifier in every way the tables do."""
    if code[0] == "3" and len(code) == 4:
        return code, f"{code[:3]}n", f"{code[:2]}nn"
    return (code,)


def _needs() -> dict[str, tuple[frozenset[str], ...]]:
    whose = {name: needed for needed, names in _NEEDS.items() for name in names.split()}
    return {
        code: tuple(frozenset(each.split("+")) for each in needed.split())
        for code in ai.AIS
        for needed in [whose.get(code) or whose.get(f"{code[:3]}n", "")]
        if needed
    }


def _clashes() -> dict[str, frozenset[str]]:
    once = {f"{number}n": f"{number}n" for number in _ONCE}
    table = once | _CLASHES
    return {
        code: frozenset(against.split())
        for code in ai.AIS
        for against in [table.get(code) or table.get(f"{code[:3]}n", "")]
        if against
    }


NEEDS = _needs()
CLASHES = _clashes()
