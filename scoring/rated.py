"""The levels that a team ticked, item by item, as numbers."""

import numpy as np

from scoring.answers import Respondent, TeamAnswers
from scoring.design import Floats
from scoring.once import once
from survey_definitions.schema import Instrument, RatingItem


@once
def _ratings(instrument: Instrument) -> tuple[tuple[str, int], ...]:
    return tuple((item.code, item.size) for _, item in instrument.items() if isinstance(item, RatingItem))


def rating_columns(answers: TeamAnswers, people: tuple[Respondent, ...]) -> dict[str, Floats]:
    """Every rating item's levels, by code, as given: (n,), NaN where open. As `coding.rating_of` one by one, read in one go."""
    given = [answers.values.get(person.id, {}) for person in people]
    items = _ratings(answers.instrument)
    levels = [
        [value if type(value := values.get(code)) is int and 1 <= value <= size else np.nan for values in given] for code, size in items
    ]
    return dict(zip((code for code, _ in items), np.array(levels, dtype=np.float64), strict=True))
