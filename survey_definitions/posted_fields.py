"""Names of the fields that a page posts, and the first look at what came in them."""

from collections.abc import Mapping, Sequence

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
    SymptomItem,
    TextItem,
)

Form = Mapping[str, Sequence[str]]
OWN_MEASURE = "measure_own"
GOAL_FIELDS = ("sentence", "measure", OWN_MEASURE, "direction", "amount", "unit", "deadline", "quality")


def fields_of(instrument: Instrument, item: Item) -> tuple[str, ...]:
    """Every field name that a page may post for this item, its comment included, in the order of the page."""
    return (*(item.code + ending for ending in _endings(instrument, item)), f"{item.code}.comment", f"{item.code}.comment_for")


def _endings(instrument: Instrument, item: Item) -> tuple[str, ...]:
    match item:
        case PerceptionItem():
            endings = tuple(f".{code}" for code in functions_rated(instrument, item))
        case RankingItem():
            endings = (*(f".{option.code}" for option in instrument.options_of(item)), ".dk")
        case PickItem():
            endings = ("", *([".own"] if item.own else []), ".dk")
        case AllocationItem():
            endings = (*(f".{option.code}" for option in item.options), ".dk")
        case DefinitionItem() if item.criteria:
            endings = _definition_endings(item)
        case EvidenceItem():
            endings = ("", ".evidence")
        case SymptomItem():
            endings = ("", ".by")
        case NumberItem() | PredictionItem() | DefinitionItem():
            endings = ("", ".dk")
        case TextItem():
            endings = _text_endings(item)
        case _:
            endings = ("",)
    return endings


def _definition_endings(item: DefinitionItem) -> tuple[str, ...]:
    parts = [(".threshold", item.threshold), (".owner", item.owner), (".sentence", item.sentence), (".none", item.no_agreed)]
    return (".criteria", *(name for name, there in parts if there), ".dk")


def _text_endings(item: TextItem) -> tuple[str, ...]:
    if item.form == "text":
        return ("",)
    if item.form == "recall":
        return tuple(f".{number}" for number in range(1, item.lines + 1))
    return tuple(f".{part}" for part in GOAL_FIELDS)


def posted(form: Form, name: str) -> str:
    """The last value posted under a name, without surrounding white space; empty where there is none."""
    values = form.get(name) or [""]
    return values[-1].strip()


def all_posted(form: Form, name: str) -> list[str]:
    """Every value posted under a name that is not blank, each once, in order."""
    return list(dict.fromkeys(value.strip() for value in form.get(name) or () if value.strip()))


def is_ticked(form: Form, name: str) -> bool:
    """Whether a box was ticked, whatever its value."""
    return bool(posted(form, name))
