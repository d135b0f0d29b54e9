"""Rules of the checks: codes that exist in a shipped instrument, findings that exist, sentences whose fields will be filled."""

import string
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct, inspect

from survey_definitions.checks.catalogue import FINDING_KINDS
from survey_definitions.checks.codes import option_lists
from survey_definitions.faults import Fault, listed, nearest
from survey_definitions.rule import Choice, Rule
from survey_definitions.rules import CheckCatalogue
from survey_definitions.schema import Instrument, Item, PickItem, RankingItem
from survey_definitions.sources import Part

Complaint = tuple[str, str, str]  # place inside the rule and two words on it: message and remedy, or what a code refers to and the code


def check_rules(catalogue: CheckCatalogue, part: Part, instruments: Sequence[Instrument]) -> Iterator[Fault]:
    """Faults of the rules among each other and towards the instruments; a code has to be known to one of them."""
    known = {
        "item": {item.code for each in instruments for item in _items(each)},
        "measure": {measure.code for each in instruments for measure in each.measures},
        "priority": {option.code for each in instruments for option in each.priorities},
        "function": {function.code for each in instruments for function in each.functions},
    }
    seen: set[str] = set()
    for number, rule in enumerate(catalogue.rules, 1):
        place = f"rules[{number}] ({rule.code})"
        if rule.code in seen:
            yield part.fault(f"{place}.code", f'The code "{rule.code}" is taken.', "Give each rule a code of its own.", rule.code)
        seen.add(rule.code)
        if rule.finding not in FINDING_KINDS:
            message = f'No finding is of the kind "{rule.finding}".{nearest(rule.finding, FINDING_KINDS)}'
            yield part.fault(f"{place}.finding", message, f"Kinds: {listed(FINDING_KINDS)}.", rule.code)
        for where, message, remedy in (*_sentence_faults(rule), *_code_faults(rule, known), *_choice_faults(rule, instruments)):
            yield part.fault(f"{place}.{where}", message, remedy, rule.code)


def fields_in(sentence: str) -> list[str]:
    """What stands in braces, in order; ValueError where the braces make no sense.

    >>> fields_in("{people} name {measure}.")
    ['people', 'measure']
    """
    found = []
    for _, name, form, conversion in string.Formatter().parse(sentence):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            raise ValueError(f'"{{{name}}}" is no plain field')
        found.append(name)
    return found


def _sentence_faults(rule: Rule) -> Iterator[Complaint]:
    for case in rule.cases:
        if case not in rule.says:
            yield f"says.{case}", f'The sentence for the case "{case}" is missing.', f"The check {rule.check} needs: {listed(rule.cases)}."
    for case in rule.says:
        if case not in rule.cases:
            remedy = f"Cases: {listed(rule.cases) or 'none'}."
            yield f"says.{case}", f'The check {rule.check} has no case "{case}".{nearest(case, rule.cases)}', remedy
    for where, sentence in (("sentence", rule.sentence), *((f"says.{case}", text) for case, text in rule.says.items())):
        try:
            unknown = [name for name in fields_in(sentence) if name not in rule.fields]
        except ValueError as error:
            yield where, f"The braces of the sentence cannot be read: {error}.", "Write each field as {name}, and nothing else in braces."
            continue
        for name in unknown:
            message = f'The check {rule.check} gives no field "{name}".{nearest(name, rule.fields)}'
            yield where, message, f"Fields: {listed(rule.fields) or 'none'}."


def _code_faults(rule: Rule, known: Mapping[str, set[str]]) -> Iterator[Complaint]:
    for where, refers, code in _references(inspect.type_info(type(rule)), rule, ""):
        if code not in known[refers]:
            message = f'No shipped instrument has the {refers} "{code}".{nearest(code, known[refers])}'
            yield where, message, f"Take the code of {'an' if refers == 'item' else 'a'} {refers} from an instrument's files."


def _choice_faults(rule: Rule, instruments: Sequence[Instrument]) -> Iterator[Complaint]:
    for where, choice in _choices(rule, ""):
        lists = [_option_codes(each, item) for each in instruments for item in _items(each) if item.code == choice.item]
        for code in choice.options:
            if lists and not any(code in codes for codes in lists):
                possible = sorted(set().union(*lists))
                message = f'"{choice.item}" has no option "{code}".{nearest(code, possible)}'
                yield f"{where}.options", message, f"Options: {listed(possible)}."


def _items(instrument: Instrument) -> list[Item]:
    return [item for _, item in instrument.items()] + list(instrument.facts)


def _option_codes(instrument: Instrument, item: Item) -> set[str]:
    lists = [options for _, options in option_lists(item)]
    if isinstance(item, PickItem | RankingItem):
        lists.append(instrument.options_of(item))
    return {option.code for options in lists for option in options}


def _references(kind: Any, value: Any, where: str) -> Iterator[Complaint]:  # noqa: ANN401 - walks values of any declared type
    """(place, what it refers to, code) of every code that points at something, by the types of the rule's fields."""
    refers = (kind.extra or {}).get("refers") if isinstance(kind, inspect.Metadata) else None
    if refers and isinstance(value, str):
        yield where, refers, value
    for inner, entry, place in _inside(kind, value, where):
        yield from _references(inner, entry, place.lstrip("."))


def _inside(kind: Any, value: Any, where: str) -> list[tuple[Any, Any, str]]:  # noqa: ANN401 - as _references
    """What a value is made of, each with its declared type."""
    if isinstance(kind, inspect.Metadata):
        return [(kind.type, value, where)]
    if isinstance(kind, inspect.UnionType):
        return [(inner, value, where) for inner in kind.types if value is not None]
    if isinstance(kind, inspect.VarTupleType):
        return [(kind.item_type, entry, f"{where}[{number}]") for number, entry in enumerate(value, 1)]
    if isinstance(kind, inspect.DictType):
        pairs = [(kind.key_type, key, f"{where}.{key}") for key in value]
        return pairs + [(kind.value_type, entry, f"{where}.{key}") for key, entry in value.items()]
    if isinstance(kind, inspect.StructType):
        return [(field.type, getattr(value, field.name), f"{where}.{field.name}") for field in kind.fields]
    return []


def _choices(value: object, where: str) -> Iterator[tuple[str, Choice]]:
    if isinstance(value, Choice):
        yield where, value
    elif isinstance(value, Struct):
        for field in msgspec.structs.fields(value):
            yield from _choices(getattr(value, field.name), f"{where}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for number, entry in enumerate(value, 1):
            yield from _choices(entry, f"{where}[{number}]")
