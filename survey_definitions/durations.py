"""How long an instrument takes (decision A1: judged seconds an item, until there are measured medians)."""

from survey_definitions.figure_values import functions_rated
from survey_definitions.schema import (
    AllocationItem,
    DefinitionItem,
    EvidenceItem,
    Instrument,
    Item,
    NumberItem,
    PerceptionItem,
    PickItem,
    PredictionItem,
    RankingItem,
    RatingItem,
    SymptomItem,
    TextItem,
    is_asked,
)

# Perceptions come in blocks with the same levels, and symptoms are a yes or no: both take a glance each once the first is read.
_FUNCTION_RATED = 10
_SYMPTOM = 6


def seconds_for(instrument: Instrument, functions: frozenset[str]) -> int:
    """Seconds that somebody who speaks for `functions` needs at the 75th percentile, start and check page not counted."""
    return sum(seconds_of(instrument, item) for bank, item in instrument.items() if is_asked(bank, item, functions))


def seconds_of(instrument: Instrument, item: Item) -> int:
    """Seconds for one item."""
    match item:
        case RatingItem():
            seconds = 18
        case PerceptionItem():
            seconds = _FUNCTION_RATED * len(functions_rated(instrument, item))
        case PickItem():
            seconds = 30
        case RankingItem() | AllocationItem():
            seconds = 45
        case DefinitionItem():
            seconds = 75 if item.threshold else 40
        case TextItem():
            seconds = 30 if item.form == "recall" else 60
        case NumberItem():
            seconds = 20
        case PredictionItem() | EvidenceItem():
            seconds = 15
        case SymptomItem():
            seconds = _SYMPTOM
    return seconds
