"""Values that are made of options: rankings, picks, allocations and definitions."""

from collections.abc import Iterable, Mapping, Sequence

from survey_definitions.faults import ValueFault, listed, nearest
from survey_definitions.figures import as_whole
from survey_definitions.json_value import JsonValue
from survey_definitions.schema import AllocationItem, DefinitionItem, Instrument, Option, PickItem, RankingItem
from survey_definitions.texts import LINE_LIMIT, OWN, as_text, clean_line, own_wording, within

COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
DEFINITION_PARTS = ("criteria", "threshold", "owner", "sentence")


def check_ranking(instrument: Instrument, item: RankingItem, value: JsonValue) -> list[str]:
    """Option codes, best first, distinct, at most `item.rank`."""
    codes = known_codes(instrument.options_of(item), _sequence(value))
    if len(codes) > item.rank:
        raise ValueFault(f"Put {COUNTS[item.rank]} in order at most. You have ordered {len(codes)}.")
    return codes


def check_picks(instrument: Instrument, item: PickItem, value: JsonValue) -> str | list[str]:
    """Option codes and at most one own wording; in the order of the list where the item is not ordered."""
    if value == "none":
        if not item.none_text:
            raise ValueFault(f'"none" is not offered here. Choose up to {COUNTS[item.pick]} of the list.')
        return "none"
    given = _sequence(value)
    own = [own_wording(entry) for entry in given if entry.startswith(OWN)]
    if own and not item.own:
        raise ValueFault("A wording of your own is not offered here. Choose from the list.")
    if len(own) > 1:
        raise ValueFault("One wording of your own is possible. Take the others out.")
    options = instrument.options_of(item)
    codes = known_codes(options, [entry for entry in given if not entry.startswith(OWN)])
    if len(codes) + len(own) > item.pick:
        raise ValueFault(f"Choose {COUNTS[item.pick]} at most. You have chosen {len(codes) + len(own)}.")
    if item.ordered:
        return [own_wording(entry) if entry.startswith(OWN) else entry for entry in given]
    return in_order(options, codes) + own


def check_allocation(item: AllocationItem, value: JsonValue) -> dict[str, int]:
    """Points for every option, whole; an option that is not named has 0.

    They add up to `item.total` or, as three times 33 do, to within 1 % of it: scoring takes shares (scoring.allocations).
    """
    if not isinstance(value, Mapping):
        raise ValueFault("Give points to the parts of the list.")
    known_codes(item.options, [str(code) for code in value])
    points = {}
    for option in item.options:
        sentence = f"Enter a whole number from 0 to {item.total} for {option.text}."
        points[option.code] = as_whole(value.get(option.code, 0), 0, item.total, sentence)
    given = sum(points.values())
    if 100 * abs(given - item.total) <= item.total:
        return points
    if given < item.total:
        raise ValueFault(f"Your points add up to {given}. Give {item.total - given} more, or leave the question open.")
    raise ValueFault(f"Your points add up to {given}. Take {given - item.total} away, or leave the question open.")


def check_definition(item: DefinitionItem, value: JsonValue) -> JsonValue:
    """One option code, or the parts that were answered of criteria, threshold, owner and sentence; or "none"."""
    if value == "none":
        if not item.no_agreed:
            raise ValueFault('"none" is not offered here. Choose what fits best.')
        return "none"
    if item.options:
        if not isinstance(value, str):
            raise ValueFault("Choose one meaning of the list.")
        return known_codes(item.options, [value])[0]
    if not isinstance(value, Mapping):
        raise ValueFault("Tick what belongs to the definition.")
    unknown = [str(key) for key in value if key not in DEFINITION_PARTS]
    if unknown:
        raise ValueFault(f'A definition has no part "{unknown[0]}". Its parts are {", ".join(DEFINITION_PARTS)}.')
    return _check_parts(item, value)


def _check_parts(item: DefinitionItem, value: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    parts: dict[str, JsonValue] = {"criteria": in_order(item.criteria, known_codes(item.criteria, _sequence(value.get("criteria") or [])))}
    limits = item.threshold.options if item.threshold else ()
    for part, options in (("threshold", limits), ("owner", item.owner)):
        code = value.get(part)
        if code:
            parts[part] = known_codes(options, _sequence([code]))[0]
    sentence = clean_line(as_text(value.get("sentence") or ""))
    if sentence and not item.sentence:
        raise ValueFault("A sentence is not asked for here.")
    if sentence:
        parts["sentence"] = within(sentence, LINE_LIMIT, "sentence")
    return parts


def known_codes(options: Iterable[Option], codes: Sequence[str]) -> list[str]:
    """The codes themselves, if each is an option and none comes twice; else ValueFault that names the code."""
    texts = {option.code: option.text for option in options}
    for code in codes:
        if code not in texts:
            known = listed(texts) or "none here"
            raise ValueFault(f'"{code}" is not an option.{nearest(code, texts)} Options: {known}.')
    for code in codes:
        if codes.count(code) > 1:
            raise ValueFault(f"{texts[code]} is there {'twice' if codes.count(code) == 2 else 'several times'}. Keep it once.")
    return list(codes)


def in_order(options: Iterable[Option], codes: Iterable[str]) -> list[str]:
    """The codes in the order in which the options stand in the instrument."""
    chosen = set(codes)
    return [option.code for option in options if option.code in chosen]


def _sequence(value: JsonValue) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Sequence) or not all(isinstance(entry, str) for entry in value):
        raise ValueFault("Choose from the list.")
    return list(value)
