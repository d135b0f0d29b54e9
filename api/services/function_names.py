"""Functions as people write them: code, name or synonym, with the nearest one suggested where it is none of them."""

import difflib
import re

from survey_definitions.schema import Instrument


class FunctionNames:
    """Every way to write a function of an instrument."""

    def __init__(self, instrument: Instrument) -> None:
        self.codes: dict[str, str] = {}
        self.texts = {function.code: function.text for function in instrument.functions}
        for function in instrument.functions:
            for word in (function.code, function.text, *function.synonyms):
                self.codes.setdefault(_plain(word), function.code)

    def find(self, written: str) -> str | None:
        """The code of a function, None where there is none of this name."""
        return self.codes.get(_plain(written))

    def nearest(self, written: str) -> str:
        """What may have been meant, as a sentence."""
        near = difflib.get_close_matches(_plain(written), self.codes, n=1, cutoff=0.6)
        if near:
            return f"Did you mean {self.texts[self.codes[near[0]]]}?"
        return f"There are {', '.join(self.texts.values())}."


def read_functions(names: FunctionNames, written: str, others: str) -> tuple[str, tuple[str, ...], str]:
    """The function, the further seats, and a fault or "". Several functions in one cell are a function and its seats.

    An instrument without functions takes what is written as no function at all.
    """
    if not names.texts:
        return "", (), ""
    if not written:
        return "", (), f"The function is empty. {names.nearest(written)}"
    parts = [written] if names.find(written) else [part for part in _parts(written) if part]
    codes: list[str] = []
    for part in [*parts, *(part for part in _parts(others) if part)]:
        code = names.find(part)
        if code is None:
            return "", (), f"{part[:60]} is not a function here. {names.nearest(part)}"
        if code not in codes:
            codes.append(code)
    if not codes:
        return "", (), f"The function is empty. {names.nearest('')}"
    return codes[0], tuple(codes[1:]), ""


def _parts(written: str) -> list[str]:
    return [part.strip() for part in re.split(r"[/|+;,]|\s&\s|\sand\s", written)]


def _plain(word: str) -> str:
    return " ".join(re.findall(r"[\w&]+", word.casefold().replace("_", " ")))
