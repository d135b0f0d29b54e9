"""Codes that point at something else: they have to point at something that is there and fits."""

import math
from collections.abc import Iterable, Iterator, Sequence

from survey_definitions.checks.places import PlacedBank, PlacedItem
from survey_definitions.faults import Fault, listed, nearest
from survey_definitions.schema import (
    AllocationItem,
    Bank,
    DefinitionItem,
    Instrument,
    Item,
    PerceptionItem,
    PickItem,
    PredictionItem,
    RankingItem,
    RatingItem,
    SymptomItem,
    TextItem,
    is_asked,
)
from survey_definitions.sources import Part

IN_INDEX = (RatingItem, RankingItem, PickItem, AllocationItem, DefinitionItem)


def check_head_references(instrument: Instrument, head: Part) -> Iterator[Fault]:
    """Core, measures and weights; and that there is anything to ask."""
    if not instrument.items():
        yield head.fault("banks", "The instrument asks nothing.", "Add a bank with at least one item.")
    yield from _core_faults(instrument, head)
    yield from _measure_faults(instrument, head)
    weights = [getattr(instrument.weights, name) for name in instrument.weights.__struct_fields__]
    if not all(math.isfinite(weight) and weight >= 0 for weight in weights) or sum(weights) <= 0:
        message = "Weights are numbers from 0 up, and one of them is above 0."
        yield head.fault("weights", message, "Correct them, or take [weights] out.", "weights")


def _core_faults(instrument: Instrument, head: Part) -> Iterator[Fault]:
    items = {item.code: item for _, item in instrument.items()}
    for number, code in enumerate(instrument.core, 1):
        place = f"core[{number}]"
        if code not in items:
            yield head.fault(place, f'No item has the code "{code}".{nearest(code, items)}', "Name an item of a bank.", "core")
        elif not isinstance(items[code], IN_INDEX):
            message = f'"{code}" is of a type that enters no index.'
            yield head.fault(place, message, "The core holds items of the types M, R, T, C and D.", "core")
    if len(set(instrument.core)) < len(instrument.core):
        yield head.fault("core", "An item stands in the core twice.", "Name each item once.", "core")


def _measure_faults(instrument: Instrument, head: Part) -> Iterator[Fault]:
    measures = {measure.code for measure in instrument.measures}
    served = measures | {priority.code for priority in instrument.priorities}
    for number, measure in enumerate(instrument.measures, 1):
        wrong = [("feeds", "measure", code, measures) for code in measure.feeds if code not in measures]
        wrong += [("supports", "measure or priority", code, served) for code in measure.supports if code not in served]
        for key, what, code, known in wrong:
            place = f"measures[{number}] ({measure.code}).{key}"
            message = f'There is no {what} "{code}".{nearest(code, known)}'
            yield head.fault(place, message, f"Known: {listed(sorted(known))}.", measure.code)


def check_bank_references(instrument: Instrument, banks: Iterable[PlacedBank]) -> Iterator[Fault]:
    """Functions of banks; a module says whom it concerns."""
    functions = [function.code for function in instrument.functions]
    for placed in banks:
        bank = placed.bank
        for key, codes in (("asked_of", bank.asked_of), ("not_asked_of", bank.not_asked_of)):
            for message, remedy in _unknown_functions(codes, functions):
                yield placed.fault(key, message, remedy)
        if bank.module and not bank.asked_of and not all(item.asked_of for item in bank.items):
            yield placed.fault(
                "module", "A module is asked only of the functions that it concerns.", "Add asked_of, or take out module = true."
            )


def check_item_references(instrument: Instrument, items: Sequence[PlacedItem]) -> Iterator[Fault]:
    """Functions, measures and prediction targets of items; every item is asked of somebody."""
    functions = [function.code for function in instrument.functions]
    for placed in items:
        item = placed.item
        for key in ("asked_of", "not_asked_of", "in_depth_of", "about", "speakers"):
            for message, remedy in _unknown_functions(getattr(item, key, ()), functions):
                yield placed.fault(key, message, remedy)
        if isinstance(item, PerceptionItem | SymptomItem) and not functions:
            yield placed.fault("", "The item asks about functions, and the instrument has none.", "Add [[functions]] with code and text.")
        if placed.bank and functions and not _audience(instrument, placed.bank, item):
            yield placed.fault("asked_of", "No function is asked this item.", "Widen asked_of or not_asked_of, of the item or of its bank.")
        yield from _depth_faults(placed)
        yield from _offered_measure_faults(instrument, placed)
        for message, remedy in _target_faults(instrument, placed, items):
            yield placed.fault("target", message, remedy)


def _depth_faults(placed: PlacedItem) -> Iterator[Fault]:
    item, bank = placed.item, placed.bank
    if (item.in_depth_of or (bank and bank.in_depth)) and isinstance(item, IN_INDEX) and item.in_index:
        message = "What is asked in depth enters no index, or two waves could not be compared."
        yield placed.fault("in_index", message, "Add in_index = false.")
    if not item.in_depth_of:
        return
    if not item.asked_of:
        remedy = "Add asked_of for those who are asked in any case, or take out in_depth_of."
        yield placed.fault("in_depth_of", "Everybody is asked this item already.", remedy)
    shut_out = [
        code
        for code in item.in_depth_of
        if code in item.not_asked_of or (bank and (code in bank.not_asked_of or (bank.asked_of and code not in bank.asked_of)))
    ]
    if shut_out:
        message = f"The bank or the item is not asked of {listed(shut_out)}, in depth or not."
        yield placed.fault("in_depth_of", message, "Widen asked_of of the bank, or take them out here.")


def _offered_measure_faults(instrument: Instrument, placed: PlacedItem) -> Iterator[Fault]:
    measures = [measure.code for measure in instrument.measures]
    for code in placed.item.measures if isinstance(placed.item, TextItem) else ():
        if code not in measures:
            message = f'There is no measure "{code}".{nearest(code, measures)}'
            yield placed.fault("measures", message, f"Measures: {listed(measures) or 'none'}.")


def _unknown_functions(codes: Iterable[str], functions: Sequence[str]) -> Iterator[tuple[str, str]]:
    for code in codes:
        if code not in functions:
            yield f'There is no function "{code}".{nearest(code, functions)}', f"Functions: {listed(functions) or 'none'}."


def _audience(instrument: Instrument, bank: Bank, item: Item) -> set[str]:
    return {function.code for function in instrument.functions if is_asked(bank, item, frozenset({function.code}))}


def _target_faults(instrument: Instrument, placed: PlacedItem, items: Sequence[PlacedItem]) -> Iterator[tuple[str, str]]:
    item = placed.item
    if not isinstance(item, PredictionItem) or placed.bank is None:
        return
    if item.of == "area":
        targets = [other for other in items if other.bank and other.bank.area == item.target and isinstance(other.item, RatingItem)]
        if not targets:
            areas = [bank.area for bank in instrument.banks]
            yield f'No area "{item.target}" has ratings.{nearest(item.target, areas)}', f"Areas: {listed(areas)}."
    else:
        targets = [other for other in items if other.bank and other.item.code == item.target]
        fits = [other for other in targets if _fits(item, other.item)]
        wanted = "a top list (type T)" if item.of == "picks" else 'a goal (type F, form = "goal")'
        if not targets:
            yield f'No item has the code "{item.target}".{nearest(item.target, [other.item.code for other in items])}', f"Name {wanted}."
        elif not fits:
            yield f'"{item.target}" is of the type {targets[0].item.type}.', f"Name {wanted}."
    if any(other.order > placed.order for other in targets):
        yield "The prediction comes before the own answer.", "Put it after everything that it predicts."
    asked = {code for other in targets if other.bank for code in _audience(instrument, other.bank, other.item)}
    missing = _audience(instrument, placed.bank, item) - asked
    if targets and missing:
        remedy = f'Give both the same asked_of; "{item.target}" is not asked of: {listed(sorted(missing))}.'
        yield "The prediction is asked of people who are not asked for their own answer.", remedy


def _fits(item: PredictionItem, target: Item) -> bool:
    if item.of == "picks":
        return isinstance(target, PickItem)
    return isinstance(target, TextItem) and target.form == "goal"
