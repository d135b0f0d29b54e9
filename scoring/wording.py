"""Pieces of sentences that are built from figures: numbers, plurals, lists, quotations."""

from collections.abc import Sequence


def decimal(value: float) -> str:
    """One decimal, a true minus sign, and never a minus before nought.

    >>> decimal(-0.04), decimal(2.25)
    ('0.0', '2.2')
    """
    text = f"{value:.1f}"
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", "\N{MINUS SIGN}")


def plain(value: float) -> str:
    """A whole number without decimals, any other with one.

    >>> plain(3.0), plain(2.5)
    ('3', '2.5')
    """
    return f"{value:.0f}" if value == round(value) else decimal(value)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun.

    >>> counted(1, "person", "people"), counted(3, "person", "people")
    ('1 person', '3 people')
    """
    return f"{number} {one if number == 1 else many}"


def people_of(number: int, whole: int) -> str:
    """How many people of all who answered, at the beginning of a sentence.

    >>> people_of(2, 3), people_of(3, 3), people_of(1, 1)
    ('2 of 3 people', 'All 3 people', 'The one person')
    """
    return f"{number} of {whole} people" if number < whole else "The one person" if whole == 1 else f"All {whole} people"


def listed(words: Sequence[str]) -> str:
    """Words joined by commas and a final "and".

    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def quoted(text: str) -> str:
    """A text in quotation marks, without its closing stop.

    >>> quoted("We act. ")
    '“We act”'
    """
    return f"“{text.strip().rstrip('.')}”"
