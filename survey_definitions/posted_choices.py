"""Posted fields of rankings, picks, allocations and definitions, as values that are still to be checked."""

from survey_definitions.choice_values import COUNTS
from survey_definitions.faults import ValueFault
from survey_definitions.figures import read_whole
from survey_definitions.json_value import JsonValue
from survey_definitions.posted_fields import Form, all_posted, is_ticked, posted
from survey_definitions.schema import AllocationItem, DefinitionItem, Instrument, PickItem, RankingItem
from survey_definitions.texts import NONE_AGREED, NOT_MINE, clean_line, own_wording

DK = "dk"
NOT_BOTH = 'You answered and also ticked "{tick}". Keep one of the two.'


def read_ranking(instrument: Instrument, item: RankingItem, form: Form) -> JsonValue:
    """Places 1..k beside options: each used once, without a gap; fewer than k are enough."""
    placed: dict[int, str] = {}
    for option in instrument.options_of(item):
        text = posted(form, f"{item.code}.{option.code}")
        if not text:
            continue
        place = read_whole(text)
        if place is None or not 1 <= place <= item.rank:
            raise ValueFault(f"Enter a whole number from 1 to {item.rank} for {option.text}.")
        if place in placed:
            other = next(each.text for each in instrument.options_of(item) if each.code == placed[place])
            raise ValueFault(f"Two have the number {place}: {other}, {option.text}. Change one of them.")
        placed[place] = option.code
    for number in range(1, len(placed) + 1):
        if number not in placed:
            raise ValueFault(f"Number {number} is missing. Number your choices from 1 without a gap.")
    return alone([placed[number] for number in sorted(placed)], DK if is_ticked(form, f"{item.code}.dk") else "", NOT_MINE)


def read_picks(instrument: Instrument, item: PickItem, form: Form) -> JsonValue:
    """Ticked options, and the own wording as one more."""
    known = {option.code for option in instrument.options_of(item)}
    ticked = all_posted(form, item.code)
    picks = [code for code in ticked if code in known]
    wording = clean_line(posted(form, f"{item.code}.own")) if item.own else ""
    if wording:
        picks.append(own_wording(wording))
    if len(picks) > item.pick:
        counted = "; your own wording counts as one" if wording else ""
        raise ValueFault(f"Choose {COUNTS[item.pick]} at most. You have chosen {len(picks)}{counted}.")
    if "none" in ticked and item.none_text:
        return alone(picks, "none", item.none_text)
    return alone(picks, DK if DK in ticked or is_ticked(form, f"{item.code}.dk") else "", NOT_MINE)


def read_allocation(item: AllocationItem, form: Form) -> JsonValue:
    """Points beside parts: a blank beside numbers is 0, and blanks alone are no answer."""
    points: dict[str, int] = {}
    for option in item.options:
        text = posted(form, f"{item.code}.{option.code}")
        if text:
            number = read_whole(text)
            if number is None or not 0 <= number <= item.total:
                raise ValueFault(f"Enter a whole number from 0 to {item.total} for {option.text}.")
            points[option.code] = number
    return alone(points, DK if is_ticked(form, f"{item.code}.dk") else "", NOT_MINE)


def read_definition(item: DefinitionItem, form: Form) -> JsonValue:
    """One tick, or criteria with their threshold, owner and sentence; "none" and "dk" stand alone."""
    dk = is_ticked(form, f"{item.code}.dk")
    if item.options:
        code = posted(form, item.code)
        known = {option.code for option in item.options} | ({"none"} if item.no_agreed else set())
        return alone(code if code in known else None, DK if dk or code == DK else "", NOT_MINE)
    known = {option.code for option in item.criteria}
    value: dict[str, JsonValue] = {"criteria": [code for code in all_posted(form, f"{item.code}.criteria") if code in known]}
    limits = item.threshold.options if item.threshold else ()
    for part, options in (("threshold", limits), ("owner", item.owner)):
        code = posted(form, f"{item.code}.{part}")
        if code in {option.code for option in options}:
            value[part] = code
    sentence = posted(form, f"{item.code}.sentence")
    if item.sentence and sentence:
        value["sentence"] = sentence
    answer = value if any(value.values()) else None
    if item.no_agreed and is_ticked(form, f"{item.code}.none"):
        return alone(answer, "none", NONE_AGREED)
    return alone(answer, DK if dk else "", NOT_MINE)


def alone(answer: JsonValue, tick: str, words: str) -> JsonValue:
    """The answer, or the tick that stands in its place; ValueFault where both were given."""
    if tick and answer:
        raise ValueFault(NOT_BOTH.format(tick=words))
    return tick or answer or None
