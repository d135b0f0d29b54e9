"""What follows from an instrument alone, worked out once: a portfolio asks for it ten thousand times, always of the same few."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from survey_definitions.schema import Instrument

Found = TypeVar("Found")


def once(make: Callable[[Instrument], Found]) -> Callable[[Instrument], Found]:
    """`make`, whose result is kept with each instrument that it was asked of, as `cached_property` keeps its own.

    An instrument never changes, so neither does what is read off it; who asks must leave it unchanged too. A copy with other
    contents starts afresh. Equality, order of fields and what is written to a file know nothing of what is kept.

    >>> asked = []
    >>> length = once(lambda instrument: asked.append(instrument.id) or len(instrument.banks))
    >>> empty = Instrument(id="empty", title="Empty")
    >>> length(empty), length(empty), asked
    (0, 0, ['empty'])
    """
    name = f"{make.__module__}.{make.__qualname__} {id(make)}"  # no two functions share a place, whatever they are called

    @wraps(make)
    def kept(instrument: Instrument) -> Found:
        notes: dict[str, Found] = instrument.__dict__
        if name not in notes:
            notes[name] = make(instrument)
        return notes[name]

    return kept
