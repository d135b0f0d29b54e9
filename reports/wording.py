"""Numbers, plurals, lists and dates as the report words them. English; every sentence of a report is built from these."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Final

LANGUAGES: Final = ("en",)
_WORDS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
MINUS: Final = "−"


def decimal(value: float, places: int = 1) -> str:
    """A number with a fixed number of decimals, halves away from zero, never a negative zero.

    >>> decimal(0.25), decimal(-0.04), decimal(-1.25), decimal(2.675, 2)
    ('0.3', '0.0', '−1.3', '2.68')
    """
    # A value a hair under a half, as 1.15 is stored, is rounded as it is read.
    scaled = math.floor(abs(value) * 10**places + 0.5 + 1e-9)
    plain = f"{scaled // 10**places}.{scaled % 10**places:0{places}d}" if places else str(scaled)
    return MINUS + plain if value < 0 and scaled else plain


def signed(value: float, places: int = 1) -> str:
    """A difference with its sign; nothing before zero.

    >>> signed(0.52), signed(-0.5), signed(0.01)
    ('+0.5', '−0.5', '0.0')
    """
    plain = decimal(value, places)
    return "+" + plain if value > 0 and float(plain) > 0 else plain


def count_word(count: int, *, capital: bool = False) -> str:
    """A small count as a word, a larger one in figures.

    >>> count_word(3), count_word(0, capital=True), count_word(14)
    ('three', 'No', '14')
    """
    word = _WORDS[count] if 0 <= count < len(_WORDS) else str(count)
    return word[0].upper() + word[1:] if capital else word


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> plural(1, "answer"), plural(0, "answer"), plural(2, "person", "people")
    ('1 answer', '0 answers', '2 people')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def of_all(part: int, whole: int) -> str:
    """So many of so many, with words for none and all.

    >>> of_all(0, 8), of_all(8, 8), of_all(2, 2), of_all(1, 1), of_all(3, 8)
    ('none of 8', 'all 8', 'both', 'the only one', '3 of 8')
    """
    if whole == 1 and part == 1:
        return "the only one"
    if part == 0:
        return f"none of {whole}"
    if part == whole:
        return "both" if whole == 2 else f"all {whole}"
    return f"{part} of {whole}"


def join_words(parts: Sequence[str], last: str = "and", *, most: int = 0) -> str:
    """A list in words; with `most`, the rest is counted.

    >>> join_words(["a", "b", "c"]), join_words(["a", "b", "c", "d"], most=2), join_words([])
    ('a, b and c', 'a, b and 2 more', '')
    """
    shown = list(parts)
    if most and len(shown) > most + 1:
        shown = [*shown[:most], f"{len(parts) - most} more"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def date_words(day: dt.date) -> str:
    """A date.

    >>> date_words(dt.date(2026, 9, 2))
    '2 September 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: dt.date) -> str:
    """A date for a table.

    >>> short_date(dt.date(2026, 9, 2))
    '2 Sep 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def sentence(text: str) -> str:
    """The text with a capital letter and a full stop, added where they are missing.

    >>> sentence("none of 8 named it"), sentence("Why?")
    ('None of 8 named it.', 'Why?')
    """
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?…" else text + "."
