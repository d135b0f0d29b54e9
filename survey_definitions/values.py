"""Answer values: the one place that decides whether a value fits its item (forms: scoring.answers)."""

from collections.abc import Mapping

from survey_definitions import choice_values, figure_values, word_values
from survey_definitions.faults import ValueFault
from survey_definitions.json_value import JsonValue
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
)

__all__ = ["ValueFault", "check_value", "is_blank"]

DK = figure_values.DK
_TAKES_DK = (RatingItem, RankingItem, PickItem, AllocationItem, PredictionItem, DefinitionItem, NumberItem, SymptomItem)


def is_blank(value: JsonValue) -> bool:
    """Whether a value says nothing at all: None, white space, an empty list, a form whose parts are all blank. False and 0 say something.

    >>> is_blank({"sentence": " ", "measure": ""}), is_blank({"heard": False, "by": []}), is_blank(0)
    (True, False, False)
    """
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(is_blank(part) for part in value.values())
    if isinstance(value, list | tuple):
        return all(is_blank(part) for part in value)
    return False


def check_value(instrument: Instrument, item: Item, value: JsonValue, *, colleagues: int | None = None) -> JsonValue:
    """The value in its normal form, or None where it is blank; ValueFault where it does not fit the item.

    `colleagues` is the number of others in the team, the upper end of a prediction of colleagues; None where it is not known.
    """
    if is_blank(value):
        return None
    if value == DK and isinstance(item, _TAKES_DK):
        return DK
    checked = _check(instrument, item, value, colleagues)
    return None if is_blank(checked) else checked


def _check(instrument: Instrument, item: Item, value: JsonValue, colleagues: int | None) -> JsonValue:  # noqa: C901, PLR0911 - one line an item type
    match item:
        case RatingItem():
            return figure_values.check_rating(item, value)
        case PerceptionItem():
            return figure_values.check_perception(instrument, item, value)
        case RankingItem():
            return choice_values.check_ranking(instrument, item, value)
        case PickItem():
            return choice_values.check_picks(instrument, item, value)
        case AllocationItem():
            return choice_values.check_allocation(item, value)
        case PredictionItem():
            return figure_values.check_prediction(instrument, item, value, colleagues)
        case DefinitionItem():
            return choice_values.check_definition(item, value)
        case EvidenceItem():
            return word_values.check_evidence(value)
        case NumberItem():
            return figure_values.check_number(item, value)
        case SymptomItem():
            return word_values.check_symptom(instrument, item, value)
        case TextItem():
            return word_values.check_words(instrument, item, value)
