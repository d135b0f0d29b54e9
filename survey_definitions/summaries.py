"""An answer in words, for the check page and for a respondent's own copy."""

from survey_definitions.figure_values import DK
from survey_definitions.figures import write_number
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
from survey_definitions.texts import NONE_AGREED, NOT_MINE, OWN
from survey_definitions.word_values import DIRECTIONS

NO_ANSWER = "No answer"
_EVIDENCE = {"yes": "Yes", "partly": "Partly", "no": "No", "dk": NOT_MINE}


def summarise(instrument: Instrument, item: Item, value: JsonValue | None) -> str:
    """A checked value as a person reads it; "No answer" for None."""
    if value is None:
        return NO_ANSWER
    if value == DK and not isinstance(item, TextItem):
        return NOT_MINE
    if value == "none" and isinstance(item, PickItem | DefinitionItem):
        return NONE_AGREED if isinstance(item, DefinitionItem) else item.none_text
    return _words(instrument, item, value)


def _words(instrument: Instrument, item: Item, value: JsonValue) -> str:  # noqa: C901, PLR0911 - one line an item type
    match item:
        case RatingItem():
            return level_words(item, value)
        case PerceptionItem():
            texts = {function.code: function.text for function in instrument.functions}
            return "; ".join(
                f"{texts.get(code, code)}: {NOT_MINE if level == DK else level_words(item, level)}" for code, level in value.items()
            )
        case RankingItem():
            return _picked(instrument, item, value, numbered=True)
        case PickItem():
            return _picked(instrument, item, value, numbered=item.ordered)
        case AllocationItem():
            return ", ".join(f"{option.text} {value.get(option.code, 0)}" for option in item.options)
        case PredictionItem():
            return f"{value:.1f}" if item.of == "area" else str(value)
        case DefinitionItem():
            return _definition(item, value)
        case EvidenceItem():
            return _EVIDENCE[value["answer"]] + (f": {value['evidence']}" if value["evidence"] else "")
        case NumberItem():
            return f"{write_number(value)} {item.unit}".strip()
        case SymptomItem():
            texts = {function.code: function.text for function in instrument.functions}
            heard = "Yes" if value["heard"] else "No"
            return heard + (f", from {', '.join(texts.get(code, code) for code in value['by'])}" if value["by"] else "")
        case TextItem():
            return _text(instrument, item, value)


def level_words(item: RatingItem | PerceptionItem, level: int) -> str:
    """The number of a level with its name, or with the end label that it carries."""
    ends = {1: item.low, item.size: item.high}
    name = item.levels[level - 1].name if item.levels else ends.get(level, "")
    return f"{level} · {name}" if name else f"{level} of {item.size}"


def _picked(instrument: Instrument, item: RankingItem | PickItem, codes: list[str], *, numbered: bool) -> str:
    texts = {option.code: option.text for option in instrument.options_of(item)}
    words = [code.removeprefix(OWN) if code.startswith(OWN) else texts.get(code, code) for code in codes]
    return "; ".join(f"{place}. {word}" for place, word in enumerate(words, 1)) if numbered else "; ".join(words)


def _definition(item: DefinitionItem, value: JsonValue) -> str:
    if item.options:
        return next((option.text for option in item.options if option.code == value), str(value))
    words = [option.text for option in item.criteria if option.code in value["criteria"]]
    words += [option.text for option in (item.threshold.options if item.threshold else ()) if option.code == value.get("threshold")]
    words += [f"owner: {option.text}" for option in item.owner if option.code == value.get("owner")]
    return "; ".join([*words, *([value["sentence"]] if value.get("sentence") else [])])


def _text(instrument: Instrument, item: TextItem, value: JsonValue) -> str:
    if item.form == "text":
        return str(value)
    if item.form == "recall":
        return "; ".join(value)
    measures = {measure.code: measure.text for measure in instrument.measures}
    measure = str(value.get("measure", ""))
    amount = write_number(value["amount"]) if "amount" in value else ""
    goal = [
        measure.removeprefix(OWN) if measure.startswith(OWN) else measures.get(measure, measure),
        DIRECTIONS.get(value.get("direction", ""), ""),
        f"{amount} {value.get('unit', '')}".strip(),
        f"by {value['deadline']}" if value.get("deadline") else "",
        str(value.get("quality", "")),
    ]
    parts = ", ".join(part for part in goal if part)
    return " — ".join(part for part in (str(value.get("sentence", "")), parts) if part)
