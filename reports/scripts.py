"""Right-to-left names: joined forms for Arabic letters and visual order for Hebrew and Arabic runs.

This serves names and short texts inside a left-to-right report. It orders one run at a time, as the bidirectional algorithm
(Unicode Annex 9) does for a run without embeddings; whole reports in these scripts are not laid out by it.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RUN = re.compile(f"[{_RTL}](?:[{_RTL}0-9 .,:'\"()/-]*[{_RTL}])?")
_FIGURES = re.compile(r"[0-9]+(?:[.,:/-][0-9]+)*")
_MIRROR = str.maketrans("()", ")(")
_LAM = "\u0644"


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Arabic letter (or lam with alef) -> its isolated, final, initial and medial presentation forms, from the Unicode data."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEFD)):
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if kind in {"<isolated>", "<final>", "<initial>", "<medial>"}:
            letter = "".join(chr(int(part, 16)) for part in letters)
            if len(letter) == 1 or (len(letter) == 2 and letter[0] == _LAM):
                forms.setdefault(letter, {}).setdefault(kind.strip("<>"), chr(code))
    return forms


def join_letters(text: str) -> str:
    """Arabic text with every letter in the form that its neighbours call for; other text unchanged."""
    forms = _forms()
    letters: list[str] = []
    for character in text:
        if letters and letters[-1] == _LAM and _LAM + character in forms:
            letters[-1] = _LAM + character
        else:
            letters.append(character)
    # Marks above and below do not break the join between the letters on either side.
    places = [place for place, letter in enumerate(letters) if not unicodedata.combining(letter[0])]
    joins = {
        (before, after): "initial" in forms.get(letters[before], {}) and "final" in forms.get(letters[after], {})
        for before, after in pairwise(places)
    }
    out = list(letters)
    for position, place in enumerate(places):
        before = position > 0 and joins[places[position - 1], place]
        after = position + 1 < len(places) and joins[place, places[position + 1]]
        kind = {(False, False): "isolated", (True, False): "final", (False, True): "initial", (True, True): "medial"}[before, after]
        out[place] = forms.get(letters[place], {}).get(kind, letters[place])
    return "".join(out)


def _turn(match: re.Match[str]) -> str:
    run = join_letters(match[0])
    clusters: list[str] = []
    for character in _FIGURES.sub(lambda found: found[0][::-1], run):
        if clusters and unicodedata.combining(character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return "".join(reversed(clusters)).translate(_MIRROR)


def is_right_to_left(text: str) -> bool:
    """Whether the text holds any letter of a right-to-left script."""
    return _RUN.search(text) is not None


def order(text: str) -> str:
    r"""The text with its right-to-left runs in the order in which they are drawn.

    >>> order("Dept \u05d0\u05d1 12") == "Dept \u05d1\u05d0 12"
    True
    """
    return _RUN.sub(_turn, text) if is_right_to_left(text) else text
