"""Posted fields of evidence checks, symptoms and texts, as values that are still to be checked."""

from survey_definitions.faults import ValueFault
from survey_definitions.figures import read_number
from survey_definitions.json_value import JsonValue
from survey_definitions.posted_choices import DK
from survey_definitions.posted_fields import OWN_MEASURE, Form, all_posted, posted
from survey_definitions.schema import EvidenceItem, Instrument, SymptomItem, TextItem
from survey_definitions.texts import clean_line, own_wording
from survey_definitions.word_values import GOAL_PARTS, measures_of, speakers_of


def read_evidence(item: EvidenceItem, form: Form) -> JsonValue:
    """Yes, partly, no or don't know, with the pointer."""
    answer, pointer = posted(form, item.code), posted(form, f"{item.code}.evidence")
    if pointer and not answer:
        raise ValueFault("Choose yes, partly or no as well: what shows it is no answer by itself.")
    return {"answer": answer, "evidence": pointer} if answer else None


def read_symptom(instrument: Instrument, item: SymptomItem, form: Form) -> JsonValue:
    """Yes, no or don't know; naming who said it means yes."""
    answer = posted(form, item.code)
    named = all_posted(form, f"{item.code}.by")
    by = [code for code in speakers_of(instrument, item) if code in named]
    if answer == DK and not by:
        return DK
    if answer in {"no", DK} and by:
        raise ValueFault("You named who said it, but did not choose yes. Change one of the two.")
    if answer not in {"", "yes", "no"}:
        raise ValueFault("Choose yes or no.")
    return {"heard": answer != "no", "by": by} if answer or by else None


def read_words(instrument: Instrument, item: TextItem, form: Form) -> JsonValue:
    """One text, several lines, or the parts of a goal or incentive."""
    if item.form == "text":
        return posted(form, item.code)
    if item.form == "recall":
        return [posted(form, f"{item.code}.{number}") for number in range(1, item.lines + 1)]
    parts: dict[str, JsonValue] = {part: posted(form, f"{item.code}.{part}") for part in GOAL_PARTS}
    known = {measure.code for measure in measures_of(instrument, item)}
    wording = clean_line(posted(form, f"{item.code}.{OWN_MEASURE}"))
    parts["measure"] = parts["measure"] if parts["measure"] in known else ""
    if wording and parts["measure"]:
        raise ValueFault("You chose a measure and also wrote one of your own. Keep one of the two.")
    if wording:
        parts["measure"] = own_wording(wording)
    if parts["amount"]:
        parts["amount"] = read_number(parts["amount"], decimals=0, unit=parts["unit"])
        if parts["amount"] is None:
            raise ValueFault("Enter the amount as a number; its unit has a field of its own.")
    return parts
