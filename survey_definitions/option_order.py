"""The order in which options are shown to one respondent."""

import hashlib
import hmac

from survey_definitions.schema import AllocationItem, DefinitionItem, Instrument, Item, PickItem, RankingItem


def option_order(instrument: Instrument, item: Item, seed: str) -> tuple[str, ...]:
    """Option codes in the order for this seed: the same for the same person and item, on every visit and machine.

    Rankings, picks, allocations, and the options or criteria of a definition are shuffled. Levels, thresholds and
    functions have an order of their own and are not: the result is empty for other types. Own wording, "none" and
    "don't know" are not in it; they stand last. The order is that of HMAC-SHA-256 of item and option code under the seed.
    """
    options = shuffled_options(instrument, item)

    def rank(code: str) -> bytes:
        return hmac.digest(seed.encode(), f"{item.code}|{code}".encode(), hashlib.sha256)

    return tuple(sorted(options, key=rank))


def shuffled_options(instrument: Instrument, item: Item) -> tuple[str, ...]:
    """Codes of the options whose order carries no meaning, in the instrument's order."""
    match item:
        case RankingItem() | PickItem():
            options = instrument.options_of(item)
        case AllocationItem():
            options = item.options
        case DefinitionItem():
            options = item.options or item.criteria
        case _:
            options = ()
    return tuple(option.code for option in options)
