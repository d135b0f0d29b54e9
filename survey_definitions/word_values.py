"""Values in words: evidence, symptoms and own texts, goals and incentives among them."""

import re
from collections.abc import Mapping, Sequence

from survey_definitions.faults import ValueFault, listed, nearest
from survey_definitions.figures import as_number
from survey_definitions.json_value import JsonValue
from survey_definitions.schema import Instrument, Measure, SymptomItem, TextItem
from survey_definitions.texts import LINE_LIMIT, OWN, as_text, clean_line, clean_text, own_wording, within

EVIDENCE_ANSWERS = ("yes", "partly", "no", "dk")
GOAL_PARTS = ("sentence", "measure", "direction", "amount", "unit", "deadline", "quality")
DIRECTIONS = {"up": "goes up", "down": "goes down", "hold": "holds its value"}
UNIT_LIMIT = 40

_DEADLINE = re.compile(r"^(?:19|20)\d\d(?:-Q[1-4]|-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?\Z")


def check_evidence(value: JsonValue) -> dict[str, str]:
    """{"answer": yes | partly | no | dk, "evidence": pointer, possibly empty}."""
    value = {"answer": value} if isinstance(value, str) else value
    if not isinstance(value, Mapping) or value.get("answer") not in EVIDENCE_ANSWERS:
        raise ValueFault("Choose yes, partly or no.")
    pointer = within(clean_line(as_text(value.get("evidence") or "")), LINE_LIMIT, "pointer")
    return {"answer": str(value["answer"]), "evidence": pointer}


def speakers_of(instrument: Instrument, item: SymptomItem) -> tuple[str, ...]:
    """Codes of the functions that a symptom may have been heard from, in order."""
    return item.speakers or tuple(function.code for function in instrument.functions)


def check_symptom(instrument: Instrument, item: SymptomItem, value: JsonValue) -> dict[str, JsonValue]:
    """{"heard": bool, "by": function codes in the instrument's order, empty where not heard or not known from whom}."""
    if not isinstance(value, Mapping) or not isinstance(value.get("heard"), bool):
        raise ValueFault("Choose yes or no.")
    speakers = speakers_of(instrument, item)
    by = value.get("by") or ()
    if isinstance(by, str) or not isinstance(by, Sequence):
        raise ValueFault("Name the functions from the list.")
    for code in by:
        if code not in speakers:
            raise ValueFault(f'"{code}" is not in the list.{nearest(str(code), speakers)} Functions: {listed(speakers)}.')
    if by and not value["heard"]:
        raise ValueFault("You chose no and also named who said it. Change one of the two.")
    return {"heard": value["heard"], "by": [code for code in speakers if code in by]}


def measures_of(instrument: Instrument, item: TextItem) -> tuple[Measure, ...]:
    """The measures that a goal or incentive item offers, in the instrument's order."""
    return tuple(measure for measure in instrument.measures if not item.measures or measure.code in item.measures)


def check_words(instrument: Instrument, item: TextItem, value: JsonValue) -> JsonValue:
    """A text; a list of short lines; or the parts of a goal or incentive that were given."""
    if item.form == "text":
        return within(clean_text(as_text(value)), item.limit)
    if item.form == "recall":
        return _check_lines(item, value)
    return _check_goal(instrument, item, value)


def _check_lines(item: TextItem, value: JsonValue) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ValueFault("Write one line for each.")
    lines = [line for line in (clean_line(as_text(entry)) for entry in value) if line]
    if len(lines) > item.lines:
        raise ValueFault(f"Write {item.lines} lines at most. You have written {len(lines)}.")
    return [within(line, min(item.limit, LINE_LIMIT), "line") for line in lines]


def _check_goal(instrument: Instrument, item: TextItem, value: JsonValue) -> dict[str, JsonValue]:
    if not isinstance(value, Mapping):
        raise ValueFault("Write the sentence, or fill in its parts.")
    for part in value:
        if part not in GOAL_PARTS:
            raise ValueFault(f'There is no part "{part}".{nearest(str(part), GOAL_PARTS)} Parts: {listed(GOAL_PARTS)}.')
    given = {part: value[part] for part in GOAL_PARTS if value.get(part) not in (None, "")}
    checked = {part: _check_part(instrument, item, part, given[part]) for part in given}
    return {part: entry for part, entry in checked.items() if entry != ""}


def _check_part(instrument: Instrument, item: TextItem, part: str, entry: JsonValue) -> JsonValue:
    if part == "sentence":
        return within(clean_text(as_text(entry)), item.limit, "sentence")
    if part == "measure":
        return _check_measure(instrument, item, as_text(entry))
    if part == "direction":
        if not isinstance(entry, str) or entry not in DIRECTIONS:
            raise ValueFault(f"Choose whether the measure {', '.join(list(DIRECTIONS.values())[:-1])} or {DIRECTIONS['hold']}.")
        return entry
    if part == "amount":
        return _check_amount(entry)
    if part == "deadline":
        deadline = clean_line(as_text(entry)).upper()
        if not _DEADLINE.match(deadline):
            raise ValueFault("Enter the deadline as a year, quarter, month or day: 2027, 2027-Q2, 2027-06 or 2027-06-30.")
        return deadline
    return within(clean_line(as_text(entry)), UNIT_LIMIT if part == "unit" else LINE_LIMIT, part)


def _check_measure(instrument: Instrument, item: TextItem, entry: str) -> str:
    if entry.startswith(OWN):
        return own_wording(entry)
    codes = [measure.code for measure in measures_of(instrument, item)]
    if entry not in codes:
        raise ValueFault(f'"{entry}" is not a measure of the list.{nearest(entry, codes)} Measures: {listed(codes) or "none"}.')
    return entry


def _check_amount(entry: JsonValue) -> float:
    try:
        amount = as_number(entry)
    except ValueFault:
        raise ValueFault("Enter the amount as a number; its unit has a field of its own.") from None
    if abs(amount) > 1e15:
        raise ValueFault("Enter an amount below a thousand million million.")
    return int(amount) if amount.is_integer() else amount
