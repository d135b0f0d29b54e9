"""Stored answers back into the fields that would have posted them: the mirror of survey_definitions.questionnaire.read_page."""

from collections.abc import Mapping

from survey_definitions.figures import write_number
from survey_definitions.json_value import JsonValue
from survey_definitions.posted_fields import OWN_MEASURE
from survey_definitions.schema import (
    AllocationItem,
    DefinitionItem,
    EvidenceItem,
    Item,
    NumberItem,
    PerceptionItem,
    PickItem,
    PredictionItem,
    RankingItem,
    SymptomItem,
    TextItem,
)
from survey_definitions.texts import OWN

Fields = dict[str, tuple[str, ...]]


def fields_with(item: Item, value: JsonValue) -> Fields:  # noqa: PLR0911 - one line an item type
    """Field name to values, as a form would post this answer; empty for no answer."""
    if value is None:
        return {}
    if value == "dk":
        return _not_mine(item)
    match item:
        case PerceptionItem() | AllocationItem():
            return {f"{item.code}.{part}": (str(given),) for part, given in value.items()}
        case RankingItem():
            return {f"{item.code}.{option}": (str(place),) for place, option in enumerate(value, start=1)}
        case PickItem():
            return _picks(item.code, value)
        case DefinitionItem():
            return _definition(item, value)
        case EvidenceItem():
            return {item.code: (value["answer"],), f"{item.code}.evidence": (value.get("evidence", ""),)}
        case SymptomItem():
            return {item.code: ("yes" if value["heard"] else "no",), f"{item.code}.by": tuple(value["by"])}
        case TextItem():
            return _words(item, value)
        case _:
            return {item.code: (write_number(value),)}


def posted_fields(item: Item, form: Mapping[str, list[str]]) -> Fields:
    """What was posted for an item, as it was typed."""
    return {name: tuple(values) for name, values in form.items() if name == item.code or name.startswith(f"{item.code}.")}


def _not_mine(item: Item) -> Fields:
    main: Fields = {item.code: ("dk",)}
    tick: Fields = {f"{item.code}.dk": ("1",)}
    match item:
        case PredictionItem():  # a row of radio buttons or a box with a tick, by the size of the team
            return main | tick
        case RankingItem() | PickItem() | AllocationItem() | NumberItem():
            return tick
        case DefinitionItem():
            return main if item.options else tick
        case _:
            return main


def _picks(code: str, value: JsonValue) -> Fields:
    if value == "none":
        return {code: ("none",)}
    own = tuple(entry.removeprefix(OWN) for entry in value if entry.startswith(OWN))
    fields: Fields = {code: tuple(entry for entry in value if not entry.startswith(OWN))}
    return {**fields, f"{code}.own": own} if own else fields


def _definition(item: DefinitionItem, value: JsonValue) -> Fields:
    if item.options:
        return {item.code: (value,)}
    if value == "none":
        return {f"{item.code}.none": ("1",)}
    return {f"{item.code}.{part}": (given,) if isinstance(given, str) else tuple(given) for part, given in value.items()}


def _words(item: TextItem, value: JsonValue) -> Fields:
    if isinstance(value, str):
        return {item.code: (value,)}
    if isinstance(value, Mapping):
        fields: Fields = {
            f"{item.code}.{part}": (given if isinstance(given, str) else write_number(given),) for part, given in value.items()
        }
        if value.get("measure", "").startswith(OWN):
            del fields[f"{item.code}.measure"]
            fields[f"{item.code}.{OWN_MEASURE}"] = (value["measure"].removeprefix(OWN),)
        return fields
    return {f"{item.code}.{number}": (line,) for number, line in enumerate(value, start=1)}
