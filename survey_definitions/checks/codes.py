"""Codes: each stands for one thing, and none has a meaning of its own in answers."""

from collections.abc import Iterable, Iterator

from survey_definitions.checks.places import PlacedBank, PlacedItem
from survey_definitions.faults import Fault
from survey_definitions.schema import DefinitionItem, Instrument, Item, Option
from survey_definitions.sources import Part

# Names of columns in answers files stand beside item codes; words in answers and names of posted fields beside option codes.
COLUMN_WORDS = frozenset({"respondent", "function", "wave", "team", "item", "value"})
ANSWER_WORDS = frozenset({"dk", "none", "own", "comment", "comment_for"})
FUNCTION_WORDS = ANSWER_WORDS | {"yes", "no"}


def check_head_codes(instrument: Instrument, head: Part) -> Iterator[Fault]:
    """Functions, priorities and measures."""
    lists: tuple[tuple[str, Iterable[tuple[str, str]]], ...] = (
        ("functions", [(each.code, each.text) for each in instrument.functions]),
        ("priorities", [(each.code, each.text) for each in instrument.priorities]),
        ("measures", [(each.code, each.text) for each in instrument.measures]),
    )
    for name, pairs in lists:
        for place, message, remedy in check_list(name, pairs, FUNCTION_WORDS if name == "functions" else ANSWER_WORDS):
            yield head.fault(place, message, remedy, place.partition("(")[2].rstrip(")"))
    seen: dict[str, str] = {}
    for number, function in enumerate(instrument.functions, 1):
        for word in {function.code, function.text.casefold(), *(synonym.casefold() for synonym in function.synonyms)}:
            if seen.setdefault(word, function.code) != function.code:
                place = f"functions[{number}] ({function.code})"
                message = f'"{word}" already means the function "{seen[word]}".'
                yield head.fault(place, message, "Keep it with one of the two, so that a roster can be read in one way.", function.code)


def check_bank_codes(banks: Iterable[PlacedBank]) -> Iterator[Fault]:
    """One bank an area."""
    seen: set[str] = set()
    for placed in banks:
        if placed.bank.area in seen:
            yield placed.fault(
                "area",
                f'There is another bank for the area "{placed.bank.area}".',
                "Put the items into one bank, or give it an area of its own.",
            )
        seen.add(placed.bank.area)


def check_item_codes(items: Iterable[PlacedItem]) -> Iterator[Fault]:
    """Item codes over all banks and the fact sheet, option codes within each item."""
    seen: dict[str, PlacedItem] = {}
    for placed in items:
        code = placed.item.code
        if code in COLUMN_WORDS:
            yield placed.fault("code", f'"{code}" is the name of a column in answers files.', "Give the item another code.")
        if code in seen:
            yield placed.fault(
                "code", f'The code "{code}" is taken: {seen[code].part.file}, {seen[code].place}.', "Give each item a code of its own."
            )
        seen.setdefault(code, placed)
        for name, options in option_lists(placed.item):
            for place, message, remedy in check_list(name, [(option.code, option.text) for option in options], ANSWER_WORDS):
                yield placed.fault(place, message, remedy)


def option_lists(item: Item) -> Iterator[tuple[str, tuple[Option, ...]]]:
    """Every list of options inside an item, with its key."""
    yield "options", getattr(item, "options", ())
    if isinstance(item, DefinitionItem):
        yield "criteria", item.criteria
        yield "owner", item.owner
        if item.threshold:
            yield "threshold.options", item.threshold.options


def check_list(name: str, pairs: Iterable[tuple[str, str]], taken: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """(place, message, remedy) for codes and texts that occur twice or have a meaning of their own."""
    codes: set[str] = set()
    texts: set[str] = set()
    for number, (code, text) in enumerate(pairs, 1):
        place = f"{name}[{number}] ({code})"
        if code in codes:
            yield place, f'The code "{code}" occurs twice.', "Give each entry a code of its own."
        if code in taken:
            yield place, f'"{code}" has a meaning of its own in answers.', "Give the entry another code."
        if text.casefold() in texts:
            yield place, f'The text "{text}" occurs twice.', "Word the entries so that they can be told apart."
        codes.add(code)
        texts.add(text.casefold())
