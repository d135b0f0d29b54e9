"""What each item needs to be answerable at all, looked at by itself."""

from collections.abc import Iterable, Iterator

from survey_definitions.checks.places import PlacedItem
from survey_definitions.faults import Fault
from survey_definitions.schema import (
    AllocationItem,
    DefinitionItem,
    Instrument,
    Item,
    NumberItem,
    PerceptionItem,
    PickItem,
    PredictionItem,
    RankingItem,
    RatingItem,
)

Complaint = tuple[str, str, str]  # place inside the item, message, remedy
MOST_LEVELS = 11
MOST_RANKED = 12


def check_scales(instrument: Instrument, items: Iterable[PlacedItem]) -> Iterator[Fault]:
    """Faults of every item's own scale."""
    for placed in items:
        for place, message, remedy in _complaints(instrument, placed.item):
            yield placed.fault(place, message, remedy)
        if placed.bank is not None and placed.item.fact:
            yield placed.fault("fact", "A fact is not asked in a bank.", "Move the item to the facts, or take out fact = true.")
        if placed.bank is None and isinstance(placed.item, PredictionItem):
            yield placed.fault("type", "A prediction is not a fact.", "Move the item to a bank, after the answer that it predicts.")


def _complaints(instrument: Instrument, item: Item) -> Iterator[Complaint]:
    if not item.text.strip():
        yield "text", "The text is blank.", "Write the question."
    match item:
        case RatingItem() | PerceptionItem():
            yield from _levels(item)
        case RankingItem():
            yield from _source_of_options(instrument, item)
            yield from _ranking(instrument, item)
        case PickItem():
            yield from _source_of_options(instrument, item)
            yield from _picks(instrument, item)
        case AllocationItem():
            if item.total < len(item.options):
                yield "total", "There are fewer points than parts.", "Give at least one point for each part."
        case DefinitionItem():
            yield from _definition(item)
        case NumberItem():
            if not item.minimum < item.maximum:
                yield "maximum", "The range is empty: the maximum is not above the minimum.", "Write minimum below maximum."
        case _:
            return


def _levels(item: RatingItem | PerceptionItem) -> Iterator[Complaint]:
    if bool(item.levels) == bool(item.points):
        found = "both levels and points" if item.levels else "neither levels nor points"
        yield "levels", f"The rating has {found}.", "Give it described levels, or points = 5 with low and high; one of the two."
        return
    if item.levels and not 2 <= len(item.levels) <= MOST_LEVELS:
        yield "levels", f"The rating has {len(item.levels)} levels.", f"Describe 2 to {MOST_LEVELS}, the lowest first; 5 is usual."
    if item.levels and (item.low or item.high):
        yield "low", "End labels belong to points, not to described levels.", "Take out low and high."
    seen: set[tuple[str, str]] = set()
    for number, level in enumerate(item.levels, 1):
        words = (level.name.casefold(), level.text.casefold())
        if words in seen:
            yield f"levels[{number}]", "Two levels read the same.", "Word each level so that it differs from the others."
        seen.add(words)


def _source_of_options(instrument: Instrument, item: RankingItem | PickItem) -> Iterator[Complaint]:
    if item.options and item.options_from:
        yield "options_from", "The item has options of its own and takes the priorities too.", "Keep one of the two."
    elif not item.options and not item.options_from:
        yield "options", "The item has no options.", 'List them, or write options_from = "priorities".'
    elif item.options_from and not instrument.priorities:
        yield "options_from", "The instrument has no priorities.", "Add [[priorities]] with code and text, or list the item's own options."


def _ranking(instrument: Instrument, item: RankingItem) -> Iterator[Complaint]:
    available = len(instrument.options_of(item))
    if available and item.rank > available:
        yield "rank", f"{item.rank} places are to be filled from {available} options.", f"Write rank = {available} at most, or add options."
    if available > MOST_RANKED:
        yield "options", f"{available} options cannot be ranked with care.", f"Keep {MOST_RANKED} at most."


def _picks(instrument: Instrument, item: PickItem) -> Iterator[Complaint]:
    available = len(instrument.options_of(item))
    if available and item.pick > available:
        yield "pick", f"{item.pick} are to be picked from {available} options.", f"Write pick = {available} at most, or add options."


def _definition(item: DefinitionItem) -> Iterator[Complaint]:
    if bool(item.options) == bool(item.criteria):
        found = "both options and criteria" if item.options else "neither options nor criteria"
        yield (
            "options",
            f"The definition has {found}.",
            "Give it options for one tick, or criteria of which several may belong; one of the two.",
        )
        return
    for name, listed in (("options", item.options), ("criteria", item.criteria), ("owner", item.owner)):
        if len(listed) == 1:
            yield name, "There is only one to choose from.", "Add a second one."
    if item.options and (item.threshold or item.owner or item.sentence):
        yield (
            "options",
            "Threshold, owner and sentence go with criteria, not with one tick.",
            "Turn the options into criteria, or take the other parts out.",
        )
