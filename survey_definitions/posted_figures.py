"""Posted fields of ratings, perceptions, predictions and numbers, as values that are still to be checked."""

from survey_definitions.faults import ValueFault
from survey_definitions.figure_values import functions_rated, number_sentence, prediction_limit
from survey_definitions.figures import read_number, read_whole
from survey_definitions.json_value import JsonValue
from survey_definitions.posted_choices import DK, alone
from survey_definitions.posted_fields import Form, is_ticked, posted
from survey_definitions.schema import Instrument, NumberItem, PerceptionItem, PredictionItem, RatingItem
from survey_definitions.texts import NOT_MINE


def read_rating(item: RatingItem, form: Form) -> JsonValue:
    """One radio button."""
    return _level(posted(form, item.code), f"Choose one of the levels 1 to {item.size}.")


def read_perception(instrument: Instrument, item: PerceptionItem, form: Form) -> JsonValue:
    """One radio button a function."""
    texts = {function.code: function.text for function in instrument.functions}
    levels = {}
    for code in functions_rated(instrument, item):
        level = _level(posted(form, f"{item.code}.{code}"), f"Choose one of the levels 1 to {item.size} for {texts.get(code, code)}.")
        if level is not None:
            levels[code] = level
    return levels


def read_prediction(instrument: Instrument, item: PredictionItem, form: Form, colleagues: int) -> JsonValue:
    """A number in a box, or "don't know"."""
    text = posted(form, item.code)
    number = read_number(text, decimals=3)
    if text and text != DK and number is None:
        if item.of == "area":
            raise ValueFault("Enter a number from 1.0 to 5.0.")
        raise ValueFault(f"Enter a whole number from 0 to {prediction_limit(instrument, item, colleagues)}.")
    dk = text == DK or is_ticked(form, f"{item.code}.dk")
    return _number(number, dk=dk)


def read_measured(item: NumberItem, form: Form) -> JsonValue:
    """A number with its unit, or "don't know"."""
    text = posted(form, item.code)
    number = read_number(text, decimals=item.decimals, unit=item.unit)
    if text and text != DK and number is None:
        raise ValueFault(number_sentence(item))
    dk = text == DK or is_ticked(form, f"{item.code}.dk")
    return _number(number, dk=dk)


def _number(number: float | None, *, dk: bool) -> JsonValue:
    # The number goes in as a text, so that a plain 0 counts as an answer.
    given = alone(None if number is None else str(number), DK if dk else "", NOT_MINE)
    return given if given in (None, DK) else number


def _level(text: str, sentence: str) -> JsonValue:
    if not text:
        return None
    if text == DK:
        return DK
    level = read_whole(text)
    if level is None:
        raise ValueFault(sentence)
    return level
