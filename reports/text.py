"""The one door for text that a person typed: clean it, escape it, choose typefaces for it, and make it fit.

Nothing from a person ever reaches colours, font names, paths, addresses or format templates; it becomes plain letters here.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics

from reports.scripts import is_right_to_left, order
from reports.typefaces import REGULAR, font_for

MISSING: Final = "□"
NAME, TITLE, LABEL, LINE, SENTENCE, PASSAGE = 120, 90, 60, 400, 700, 4000
_STRIPPED: Final = frozenset("\u200b\ufeff\u2060\u00ad\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS: Final = frozenset("\r\n\u2028\u2029\x0b\x0c\x85")
_MARKS_IN_A_ROW: Final = 3
_UNSEEN: Final = frozenset({"Cc", "Cs", "Co", "Cn", "Cf"})


@lru_cache(maxsize=8192)
def clean(text: object, limit: int = PASSAGE, *, lines: bool = False) -> str:
    r"""Plain text of at most `limit` characters: NFC, no controls, no direction overrides, no stacked marks, single blanks.

    With `lines`, line ends stay as line feeds. A text that is cut ends in an ellipsis.

    >>> clean("a\u202egnp\x00  b ")
    'agnp b'
    >>> clean("abcdef", 4)
    'abc…'
    """
    raw = text if isinstance(text, str) else str(text)
    raw = raw[: limit * 8]  # the work is bounded before it starts
    raw = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").encode("utf-8", "ignore").decode("utf-8"))
    kept: list[str] = []
    marks = 0
    for found in raw:
        character = found
        if character in _BREAKS:
            character = "\n" if lines else " "
        elif character == "\t":
            character = " "
        category = unicodedata.category(character)
        if character in _STRIPPED or (category in _UNSEEN and character != "\n"):
            continue
        if 0xFE00 <= ord(character) <= 0xFE0F or 0xE0000 <= ord(character) <= 0xE01EF:  # variation selectors
            continue
        if category in {"Mn", "Me"}:
            marks += 1
            if marks > _MARKS_IN_A_ROW:
                continue
        else:
            marks = 0
        kept.append(character)
    plain = "".join(kept)
    plain = re.sub(r" ?\n ?", "\n", re.sub(r"[^\S\n]+", " ", plain))
    plain = re.sub(r"\n{3,}", "\n\n", plain).strip()
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"


def runs(text: str, base: str = REGULAR) -> list[tuple[str, str]]:
    """Stretches of (typeface, text) in drawing order; a character that no packaged typeface has becomes `MISSING`."""
    found: list[tuple[str, str]] = []
    for character in order(text):
        name = base if character in " \n" else font_for(character, base)
        shown = character if name else MISSING
        name = name or base
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + shown)
        else:
            found.append((name, shown))
    return found


def missing_characters(text: str) -> str:
    """The characters of this text that no packaged typeface has, each once, in order."""
    return "".join(dict.fromkeys(c for c in order(text) if c not in " \n" and font_for(c) is None))


@lru_cache(maxsize=8192)
def markup(text: str, base: str = REGULAR, limit: int = PASSAGE, *, lines: bool = False) -> str:
    """The text as safe paragraph markup: cleaned, escaped, with typefaces for every script.

    >>> markup("<b>5 & 6</b>")
    '&lt;b&gt;5 &amp; 6&lt;/b&gt;'
    """
    parts: list[str] = []
    for name, stretch in runs(clean(text, limit, lines=lines), base):
        plain = escape(stretch).replace("\n", "<br/>")
        parts.append(plain if name == base else f'<font name="{name}">{plain}</font>')
    return "".join(parts)


@lru_cache(maxsize=16384)
def width(text: str, font: str, size: float) -> float:
    """Width in points of a line of text with its fallbacks."""
    if text.isascii():
        return float(pdfmetrics.stringWidth(text, font, size))
    return float(sum(pdfmetrics.stringWidth(stretch, name, size) for name, stretch in runs(text, font)))


def fit(text: str, room: float, measure: Callable[[str], float]) -> str:
    """The text, shortened with an ellipsis until `measure` of it is at most `room`."""
    if measure(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…") <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low else "…"


def wrap(text: str, room: float, measure: Callable[[str], float], most: int = 2) -> list[str]:
    """The text in at most `most` lines, broken at blanks; what does not fit is shortened, never drawn past `room`."""
    lines: list[str] = []
    current = ""
    for word in text.split(" "):
        longer = f"{current} {word}".strip()
        if not current or measure(longer) <= room:
            current = longer
        else:
            lines.append(current)
            current = word
    lines.append(current)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fit(line, room, measure) for line in lines]


def spoken(text: str) -> str | None:
    """The logical text to put beside a drawn one whose order was turned; None where the drawn text reads as it is."""
    return text if is_right_to_left(text) else None
