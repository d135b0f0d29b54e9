"""Words as people send them, made fit to be stored and printed."""

import re
import unicodedata

from survey_definitions.faults import ValueFault

COMMENT_LIMIT = 4000
LINE_LIMIT = 400
OWN_LIMIT = 300
# Ticks that stand in place of an answer, in the words that pages show beside them.
NOT_MINE = "Don\u2019t know / not my area"
NONE_AGREED = "We have no agreed definition"
OWN = "own:"  # what a wording of the respondent's own starts with among option codes

# Overrides of writing direction can make a printed line read differently from what is stored.
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_text(text: str) -> str:
    r"""The text in NFC, without control characters, lone surrogates and direction overrides; line breaks and tabs stay.

    >>> clean_text(" a\x00b\r\nc ")
    'ab\nc'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in _DIRECTION_MARKS))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def clean_line(text: str) -> str:
    """As clean_text, with every run of white space made one space."""
    return re.sub(r"\s+", " ", clean_text(text)).strip()


def as_text(value: object) -> str:
    """A text as it is; ValueFault for anything else."""
    if not isinstance(value, str):
        raise ValueFault("Write a text.")
    return value


def within(text: str, limit: int, what: str = "text") -> str:
    """The text itself, if it has at most `limit` characters; else ValueFault that says how many to take away."""
    if len(text) > limit:
        over = len(text) - limit
        raise ValueFault(f"This {what} is {over} character{'s' if over > 1 else ''} too long. It may have {limit}.")
    return text


def own_wording(text: str) -> str:
    """`own:` and the cleaned wording; ValueFault where there is no wording or too much of it."""
    wording = clean_line(text.removeprefix(OWN))
    if not wording:
        raise ValueFault("Write your own wording, or take it out.")
    return OWN + within(wording, OWN_LIMIT, "wording")
