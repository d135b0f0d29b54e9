"""What may be wrong with an instrument's file or with an answer, told so that it can be mended."""

import difflib
from collections.abc import Iterable

from msgspec import Struct


class Fault(Struct, frozen=True):
    """One fault of a file: where it is, what it is, and what to do. Places count from 1; `line` is 0 where it is not known."""

    file: str
    place: str
    message: str
    remedy: str
    line: int = 0

    def __str__(self) -> str:
        """One line for a terminal."""
        where = ", ".join(part for part in (self.file, f"line {self.line}" if self.line else "", self.place) if part)
        return f"{where}: {self.message} {self.remedy}".strip()


class InstrumentFault(Exception):
    """An instrument or the action catalogue cannot be used; `faults` lists everything that was found, at least one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ValueFault(Exception):
    """A value does not fit its item; the message is a sentence that the person who gave it can act on."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint such as ` Did you mean "pulse"?` with the known word that looks most like `word`; empty where none does."""
    close = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f' Did you mean "{close[0]}"?' if close else ""


def listed(words: Iterable[str]) -> str:
    """Words joined by commas, for messages; at most thirty of them."""
    all_words = list(words)
    shown = ", ".join(all_words[:30])
    return shown + (f" and {len(all_words) - 30} more" if len(all_words) > 30 else "")
