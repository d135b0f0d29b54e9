"""Values that are numbers: ratings, perceptions of functions, predictions and measured numbers."""

from collections.abc import Mapping

from survey_definitions.faults import ValueFault, listed, nearest
from survey_definitions.figures import as_number, as_whole, write_number
from survey_definitions.json_value import JsonValue
from survey_definitions.schema import Instrument, NumberItem, PerceptionItem, PickItem, PredictionItem, RatingItem

DK = "dk"
AREA_LOW, AREA_HIGH = 1.0, 5.0  # the range of an area's mean, whatever a reader's own scales are


def check_rating(item: RatingItem, value: JsonValue) -> int:
    """A level 1..m."""
    return as_whole(value, 1, item.size, f"Choose one of the levels 1 to {item.size}.")


def functions_rated(instrument: Instrument, item: PerceptionItem) -> tuple[str, ...]:
    """Codes of the functions that the item is about, in order."""
    return item.about or tuple(function.code for function in instrument.functions)


def check_perception(instrument: Instrument, item: PerceptionItem, value: JsonValue) -> dict[str, int | str]:
    """A level 1..m or "dk" for each function that was rated; functions without an entry were skipped."""
    about = functions_rated(instrument, item)
    if not isinstance(value, Mapping):
        raise ValueFault(f"Rate the functions: {listed(about)}.")
    for code in value:
        if code not in about:
            raise ValueFault(f'"{code}" is not rated here.{nearest(str(code), about)} Functions: {listed(about)}.')
    texts = {function.code: function.text for function in instrument.functions}
    rated: dict[str, int | str] = {}
    for code in about:
        level = value.get(code)
        if level == DK:
            rated[code] = DK
        elif level is not None:
            rated[code] = as_whole(level, 1, item.size, f"Choose one of the levels 1 to {item.size} for {texts.get(code, code)}.")
    return rated


def prediction_limit(instrument: Instrument, item: PredictionItem, colleagues: int | None) -> int | None:
    """Highest whole number that can be predicted: the picks of the target, or the number of colleagues where it is known."""
    if item.of == "picks":
        target = instrument.item(item.target)
        return target.pick if isinstance(target, PickItem) else None
    return colleagues


def check_prediction(instrument: Instrument, item: PredictionItem, value: JsonValue, colleagues: int | None) -> float:
    """A count 0..t or 0..colleagues, or an area mean 1.0..5.0 rounded to one decimal."""
    if item.of == "area":
        number = round(as_number(value), 1)
        if not AREA_LOW <= number <= AREA_HIGH:
            raise ValueFault("Enter a number from 1.0 to 5.0.")
        return number
    limit = prediction_limit(instrument, item, colleagues)
    sentence = "Enter a whole number from 0 up." if limit is None else f"Enter a whole number from 0 to {limit}."
    return as_whole(value, 0, limit, sentence)


def number_sentence(item: NumberItem) -> str:
    """What to enter, with range, decimals and unit."""
    unit = f" {item.unit}" if item.unit else ""
    kind = "a whole number" if not item.decimals else f"a number with at most {item.decimals} decimal{'s' if item.decimals > 1 else ''}"
    return f"Enter {kind} from {write_number(item.minimum)} to {write_number(item.maximum)}{unit}."


def check_number(item: NumberItem, value: JsonValue) -> float:
    """A number in the item's range with no more decimals than it allows; an int where it allows none."""
    sentence = number_sentence(item)
    try:
        number = as_number(value)
    except ValueFault:
        raise ValueFault(sentence) from None
    rounded = round(number, item.decimals)
    if rounded != number or not item.minimum <= number <= item.maximum:
        raise ValueFault(sentence)
    return rounded if item.decimals else int(number)
