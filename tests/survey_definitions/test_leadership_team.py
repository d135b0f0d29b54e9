"""The instrument for any executive team: its size, its core, and the rules for its texts."""

import re

import pytest

from survey_definitions.loading import load_instrument
from survey_definitions.questionnaire import pages_for, seconds_for
from survey_definitions.schema import DefinitionItem, Item, PickItem, RatingItem, TextItem

LEADERSHIP = load_instrument("leadership-team")
SALES_MARKETING = load_instrument("sales-marketing")
TAKEN = {item.code for _, item in SALES_MARKETING.items()}
OWN = [item for _, item in LEADERSHIP.items() if item.code not in TAKEN]
by_code = pytest.mark.parametrize("item", OWN, ids=[item.code for item in OWN])


def test_instrument__each_of_the_four_areas__asks_six_ratings() -> None:
    asked = {bank.area: sum(item.type == "M" for item in bank.items) for bank in LEADERSHIP.banks if bank.maturity}
    assert asked == {"strategy": 6, "capabilities": 6, "structure": 6, "cadence": 6}


@pytest.mark.parametrize("function", [function.code for function in LEADERSHIP.functions])
def test_instrument__for_every_function__takes_at_most_thirteen_minutes(function: str) -> None:
    assert seconds_for(LEADERSHIP, frozenset({function})) <= 13 * 60


def test_core__beside_the_other_instruments__is_the_same_items_unchanged() -> None:
    assert LEADERSHIP.core == SALES_MARKETING.core == load_instrument("pulse").core
    assert {code: LEADERSHIP.item(code) for code in LEADERSHIP.core} == {code: SALES_MARKETING.item(code) for code in LEADERSHIP.core}


def test_priorities__as_shipped__are_as_many_as_in_the_other_instruments() -> None:
    assert len(LEADERSHIP.priorities) == len(SALES_MARKETING.priorities) == 12


def test_recall__before_any_list__is_asked_on_an_earlier_page() -> None:
    order = [(page.number, item) for page in pages_for(LEADERSHIP, frozenset({"finance"})) for item in page.items]
    recall = next(number for number, item in order if isinstance(item, TextItem) and item.form == "recall")
    lists = [number for number, item in order if isinstance(item, PickItem)]
    assert recall < min(lists)


def test_functions__no_name__stands_for_two_of_them() -> None:
    names = [
        name.casefold()
        for f in LEADERSHIP.functions
        for name in (f.code, f.text, *f.synonyms)
        if name.casefold() != f.code or name == f.code
    ]
    doubled = {
        name
        for name in names
        if sum(name in {f.code, f.text.casefold(), *(s.casefold() for s in f.synonyms)} for f in LEADERSHIP.functions) > 1
    }
    assert doubled == set()


def test_sensitivity__what_concerns_people_and_trust__is_protected() -> None:
    protected = {item.code for _, item in LEADERSHIP.items() if item.sensitivity == "protected"}
    assert protected == {"accountability", "bad_news", "disagreement"}


def test_texts__in_any_company__speak_of_no_single_function() -> None:
    assert [
        item.code for _, item in LEADERSHIP.items() if re.search(r"\b(marketing|sales team|leads?)\b", written(item), re.IGNORECASE)
    ] == []


@by_code
def test_rating__own__has_five_levels_that_differ(item: Item) -> None:
    if isinstance(item, RatingItem):
        assert item.size == 5
        assert len({level.name for level in item.levels}) == len({level.name + level.text for level in item.levels}) == 5


@by_code
def test_definition__own__is_one_tick_with_a_way_to_say_that_nothing_was_agreed(item: Item) -> None:
    if isinstance(item, DefinitionItem):
        assert len(item.options) == 5
        assert (item.criteria, item.threshold, item.no_agreed) == ((), None, True)


@by_code
def test_texts__own__ask_one_thing_and_nobodys_agreement(item: Item) -> None:
    assert item.text.count("?") == 1
    assert not re.search(r"\b(agree|disagree) with\b|\bdo you (agree|believe)\b", item.text, re.IGNORECASE)


def test_facts__as_shipped__are_never_asked_of_executives() -> None:
    assert LEADERSHIP.facts
    assert all(fact.fact for fact in LEADERSHIP.facts)


def written(item: Item) -> str:
    parts = [item.text, item.help]
    if isinstance(item, RatingItem):
        parts += [f"{level.name}. {level.text}" for level in item.levels]
    if isinstance(item, DefinitionItem):
        parts += [option.text for option in item.options]
    return " ".join(parts)
