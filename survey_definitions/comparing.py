"""Which items of two instruments may be compared over time."""

import msgspec

from survey_definitions.json_value import JsonValue
from survey_definitions.schema import Instrument, Item, PickItem, RankingItem

# What may change without changing what an answer means: who is asked, how it is weighed, what it feeds.
_NOT_WORDING = frozenset(
    {"help", "asked_of", "not_asked_of", "sensitivity", "weight", "in_index", "constructs", "feeds", "private", "fact"}
)


def comparable_items(old: Instrument, new: Instrument) -> tuple[str, ...]:
    """Codes, in the order of `new`, of items that ask the same in both: same code, type, version, wording and scale.

    A list of priorities that was taken from the client may change its entries; the item stays comparable while the list
    keeps its length, since what is corrected for chance depends on nothing else (decision 18).
    """
    before = {item.code: wording(old, item) for _, item in old.items()}
    return tuple(item.code for _, item in new.items() if before.get(item.code) == wording(new, item))


def changed_items(old: Instrument, new: Instrument) -> tuple[str, ...]:
    """Codes, in the order of `new`, of items that both ask, but not in the same way: they lose their trend."""
    same = set(comparable_items(old, new))
    before = {item.code for _, item in old.items()}
    return tuple(item.code for _, item in new.items() if item.code in before and item.code not in same)


def wording(instrument: Instrument, item: Item) -> dict[str, JsonValue]:
    """Everything of an item that shapes its answers: type, code, version, text, scale."""
    parts: dict[str, JsonValue] = {key: entry for key, entry in msgspec.to_builtins(item).items() if key not in _NOT_WORDING}
    if isinstance(item, RankingItem | PickItem) and item.options_from:
        parts["options"] = len(instrument.options_of(item))
    return parts
