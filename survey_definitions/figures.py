"""Numbers as people write them: decimal comma, spaces and apostrophes between thousands, digits of any script."""

import re
from decimal import Decimal

from survey_definitions.faults import ValueFault

_THOUSANDS = re.compile(r"^([+-]?[1-9]\d{0,2})((?:[ ,.'\u2019]\d{3})+)([.,]\d+)?\Z")
_PLAIN = re.compile(r"^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)\Z")
_LONGEST = 40
_LARGEST = 1e15  # beyond it a float no longer tells whole numbers apart; NaN is not below it either


def read_number(text: str, *, decimals: int, unit: str = "") -> float | None:
    """The number in `text`, or None where it is none. The unit may stand behind it.

    A comma before exactly three digits is ambiguous: it is a decimal mark where the item allows three decimals or more,
    else a mark between thousands. A point there is always a decimal mark, since spreadsheets write one.

    >>> read_number("12,5", decimals=1), read_number("1,200", decimals=0), read_number("1.200,50", decimals=2)
    (12.5, 1200.0, 1200.5)
    """
    plain = re.sub(r"\s", " ", text).strip()
    if unit and plain.lower().endswith(unit.lower()):
        plain = plain[: -len(unit)].rstrip()
    if not plain or len(plain) > _LONGEST:
        return None
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in plain).replace("\u2212", "-")
    grouped = _THOUSANDS.match(plain)
    if grouped and _groups_thousands(grouped[2], grouped[3] or "", decimals):
        plain = grouped[1] + re.sub(r"\D", "", grouped[2]) + (grouped[3] or "")
    if not _PLAIN.match(plain):
        return None
    number = float(plain.replace(",", "."))
    return number if abs(number) <= _LARGEST else None


def _groups_thousands(groups: str, fraction: str, decimals: int) -> bool:
    marks = set(re.sub(r"\d", "", groups))
    if len(marks) != 1 or fraction[:1] in marks:
        return False
    if len(groups) > 4 or fraction:
        return True
    return marks != {"."} and (marks != {","} or decimals < 3)


def read_whole(text: str) -> int | None:
    """The whole number in `text` ("4", "4.0"), or None where it is none."""
    number = read_number(text, decimals=0)
    return int(number) if number is not None and number.is_integer() else None


def write_number(number: float) -> str:
    """The shortest plain decimal form, never with an exponent.

    >>> write_number(1e9), write_number(0.25), write_number(7)
    ('1000000000', '0.25', '7')
    """
    if float(number).is_integer():
        return str(int(number))
    return format(Decimal(repr(float(number))), "f")


def as_number(value: object) -> float:
    """A JSON number as float; ValueFault for anything else, booleans, infinity and NaN included."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _LARGEST:
        raise ValueFault("Enter a number.")
    return float(value)


def as_whole(value: object, low: int, high: int | None, sentence: str) -> int:
    """A JSON number that is whole and lies in low..high; ValueFault with `sentence` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _LARGEST or value != int(value):
        raise ValueFault(sentence)
    if value < low or (high is not None and value > high):
        raise ValueFault(sentence)
    return int(value)
