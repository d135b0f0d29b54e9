"""What a page showed of an answer: a short text that the page carries in a hidden field and posts back (decision 29).

The version alone would not say whether a field was touched: when another tab has changed the answer twice, the value that this
page showed is gone. So the text also holds short digests of the value and the comment that were shown.
"""

import hashlib
import re
from functools import cached_property
from typing import Any

import msgspec
from msgspec import Struct

_FORM = re.compile(r"(\d{1,9})\.([0-9a-f]{16})\.([0-9a-f]{16})")


def _digest(value: object) -> str:
    if isinstance(value, float) and value.is_integer():  # SQLite gives a stored 7.0 back as 7
        value = int(value)
    return hashlib.blake2s(msgspec.json.encode(value, order="deterministic"), digest_size=8).hexdigest()


def value_digest(value: object) -> str:
    """16 hex characters that are equal for equal values."""
    return _digest(value)


def comment_digest(text: str, visibility: str) -> str:
    """16 hex characters that are equal for equal comments; an empty one is the same for every audience."""
    return _digest([text, visibility] if text else [])


class AnswerView(Struct, frozen=True, kw_only=True, dict=True):
    """One stored answer as pages see it; the defaults are those of an item that was never answered."""

    value: Any = None
    previous: Any = None
    comment: str = ""
    comment_for: str = "consultant"
    version: int = 0

    @cached_property
    def value_digest(self) -> str:
        """Digest of the value."""
        return value_digest(self.value)

    @cached_property
    def comment_digest(self) -> str:
        """Digest of the comment."""
        return comment_digest(self.comment, self.comment_for)

    @property
    def seen(self) -> str:
        """What the page posts back in a hidden field, untouched."""
        return f"{self.version}.{self.value_digest}.{self.comment_digest}"


class Seen(Struct, frozen=True):
    """What was shown, read."""

    version: int
    value: str
    comment: str


def read_seen(text: str) -> Seen:
    """The text of a posted field; one that is missing or broken counts as a page that showed an empty field."""
    match = _FORM.fullmatch(text)
    if match is None:
        return Seen(0, value_digest(None), comment_digest("", ""))
    return Seen(int(match[1]), match[2], match[3])
