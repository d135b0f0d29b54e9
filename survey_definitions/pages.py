"""An instrument cut into pages: a few light items of one area on each, a heavy item on its own, predictions after the own answer."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from survey_definitions.schema import (
    Bank,
    EvidenceItem,
    Instrument,
    Item,
    NumberItem,
    PerceptionItem,
    PredictionItem,
    RatingItem,
    SymptomItem,
    is_asked,
)

FACTS = "facts"
_LIGHT = (RatingItem, EvidenceItem, SymptomItem, NumberItem, PredictionItem)
_FACTS_PAGE = 4


class Page(Struct, frozen=True):
    """What is shown at once. `key` is stable for one set of functions ("strategy-1"), `number` counts from 1 over all pages.

    `intro` stands on the first page of an area only.
    """

    key: str
    number: int
    area: str
    title: str
    intro: str
    items: tuple[Item, ...]


def pages_for(instrument: Instrument, functions: frozenset[str]) -> tuple[Page, ...]:
    """The pages of a respondent who speaks for `functions`, without the items that are not asked of them."""
    pages: list[Page] = []
    for bank in instrument.banks:
        asked = [item for item in bank.items if is_asked(bank, item, functions)]
        pages.extend(_bank_pages(bank, asked, len(pages)))
    return tuple(pages)


def fact_pages(instrument: Instrument) -> tuple[Page, ...]:
    """The pages of the fact sheet, for its informant."""
    bank = Bank(area=FACTS, title="Fact sheet", page_size=_FACTS_PAGE)
    return tuple(_bank_pages(bank, instrument.facts, 0))


def _bank_pages(bank: Bank, items: Sequence[Item], before: int) -> Iterator[Page]:
    for number, chunk in enumerate(_chunks(bank, items), 1):
        intro = bank.intro if number == 1 else ""
        yield Page(f"{bank.area}-{number}", before + number, bank.area, bank.title, intro, tuple(chunk))


def _chunks(bank: Bank, items: Sequence[Item]) -> Iterator[list[Item]]:
    run: list[Item] = []
    for item in items:
        if not _is_light(item):
            yield from _evenly(run, bank.page_size)
            yield [item]
            run = []
        elif isinstance(item, PredictionItem) and any(_is_predicted(item, bank, other) for other in run):
            yield from _evenly(run, bank.page_size)
            run = [item]
        else:
            run.append(item)
    yield from _evenly(run, bank.page_size)


def _is_light(item: Item) -> bool:
    """A perception of a single function reads like a rating."""
    return isinstance(item, _LIGHT) or (isinstance(item, PerceptionItem) and len(item.about) == 1)


def _evenly(items: list[Item], most: int) -> Iterator[list[Item]]:
    """As few pages as possible, filled alike: four items at three a page make two and two."""
    count = -(-len(items) // most)
    start = 0
    for page in range(count):
        size = len(items) // count + (1 if page < len(items) % count else 0)
        yield items[start : start + size]
        start += size


def _is_predicted(prediction: PredictionItem, bank: Bank, other: Item) -> bool:
    if prediction.of == "area":
        return bank.area == prediction.target and isinstance(other, RatingItem)
    return other.code == prediction.target
