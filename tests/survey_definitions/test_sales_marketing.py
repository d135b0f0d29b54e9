"""The full instrument and its pulse: length, order, secrecy, and the rules for their texts."""

import re
import tomllib
from pathlib import Path

import pytest

import survey_definitions
from survey_definitions.loading import load_instrument
from survey_definitions.questionnaire import pages_for, seconds_of
from survey_definitions.schema import (
    DefinitionItem,
    Item,
    PerceptionItem,
    PickItem,
    PredictionItem,
    RatingItem,
    SymptomItem,
    TextItem,
    is_asked,
)

FULL = load_instrument("sales-marketing")
PULSE = load_instrument("pulse")
ITEMS = [item for _, item in FULL.items()]
LEVELLED = [item for item in ITEMS if isinstance(item, RatingItem | PerceptionItem)]
FUNCTIONS = [function.code for function in FULL.functions]
CHAIN = ("marketing", "business_development", "sales")
FOLDER = Path(survey_definitions.__file__).parent

by_function = pytest.mark.parametrize("function", FUNCTIONS)
by_item = pytest.mark.parametrize("item", ITEMS, ids=[item.code for item in ITEMS])
by_levelled = pytest.mark.parametrize("item", LEVELLED, ids=[item.code for item in LEVELLED])


def seconds(function: str, *, modules: bool) -> int:
    asked = [item for bank, item in FULL.items() if bank.module == modules and is_asked(bank, item, {function})]
    return sum(seconds_of(FULL, item) for item in asked)


def asked_of(code: str) -> set[str]:
    return {function for function in FUNCTIONS for bank, item in FULL.items() if item.code == code and is_asked(bank, item, {function})}


@by_function
def test_core__of_every_executive__takes_at_most_thirteen_minutes(function: str) -> None:
    assert seconds(function, modules=False) == 777 <= 13 * 60


@by_function
def test_modules__of_every_function__add_at_most_three_minutes(function: str) -> None:
    assert seconds(function, modules=True) <= 3 * 60


def test_modules__of_the_chief_executive__are_none() -> None:
    assert seconds("chief_executive", modules=True) == 0


def test_core__for_everybody__is_what_the_decisions_name() -> None:
    core = [item for bank, item in FULL.items() if not bank.module]
    assert {kind: sum(item.type == kind for item in core) for kind in "MTPCDF"} == {"M": 24, "T": 2, "P": 2, "C": 1, "D": 3, "F": 2}
    assert {bank.area: len([item for item in bank.items if item.type == "M"]) for bank in FULL.banks if bank.maturity} == {
        "strategy": 6,
        "capabilities": 6,
        "structure": 6,
        "cadence": 6,
    }


def test_recall__before_any_list__stands_on_an_earlier_page() -> None:
    pages = [[item.code for item in page.items] for page in pages_for(FULL, frozenset({"finance"}))]
    recall, first_list = (
        next(n for n, codes in enumerate(pages) if code in codes) for code in ("priorities_recalled", "priorities_committed")
    )
    assert recall < first_list


def test_top_lists__committed_and_chosen__only_the_first_enters_the_index() -> None:
    committed, chosen = FULL.item("priorities_committed"), FULL.item("priorities_chosen")
    assert isinstance(committed, PickItem)
    assert isinstance(chosen, PickItem)
    assert (committed.in_index, committed.pick, committed.own, bool(committed.none_text)) == (True, 3, True, True)
    assert (chosen.in_index, chosen.options_from) == (False, committed.options_from)


def test_predictions__in_order__come_after_the_own_answer() -> None:
    order = [item.code for item in ITEMS]
    assert order.index("priorities_predicted") == order.index("priorities_committed") + 1
    for item in ITEMS:
        if isinstance(item, PredictionItem) and item.of != "area":
            assert order.index(item.code) > order.index(item.target)


def test_lead_hours_and_definition__on_both_sides__are_asked_of_those_who_give_and_those_who_receive() -> None:
    for code in ("qualified_lead", "lead_first_contact_hours"):
        assert asked_of(code) == set(CHAIN)
    lead = FULL.item("qualified_lead")
    assert isinstance(lead, DefinitionItem)
    assert lead.criteria
    assert lead.threshold
    assert lead.owner
    assert lead.no_agreed


def test_measures__calls_booked_beside_customers_booked__feed_without_serving() -> None:
    measures = {measure.code: measure for measure in FULL.measures}
    calls, qualified, customers = (measures[code] for code in ("calls_booked", "qualified_calls_booked", "customers_booked"))
    assert (calls.kind, customers.kind) == ("activity", "outcome")
    assert "customers_booked" in calls.feeds
    assert "customers_booked" not in calls.supports
    assert "customers_booked" in qualified.supports


@pytest.mark.parametrize("code", ["accountability", "help_given", "people_fit", "talent_kept"])
def test_items__on_trust_and_people__are_protected(code: str) -> None:
    assert FULL.item(code).sensitivity == "protected"


def test_views_of_others__perceptions_and_symptoms__are_protected() -> None:
    assert {item.sensitivity for item in ITEMS if isinstance(item, PerceptionItem | SymptomItem)} == {"protected"}


def test_private__relationship_of_the_two_heads__is_for_the_consultant_only() -> None:
    assert [item.code for item in ITEMS if item.private] == ["relationship_works"]
    assert asked_of("relationship_works") == set(CHAIN)
    relationship = FULL.item("relationship_works")
    assert isinstance(relationship, PerceptionItem)
    assert relationship.about == ("marketing", "sales")


def test_capabilities__all_twelve__are_six_of_marketing_and_six_of_sales() -> None:
    about = [item.about for item in ITEMS if isinstance(item, PerceptionItem) and item.code.startswith("capability_")]
    assert (about.count(("marketing",)), about.count(("sales",)), len(about)) == (6, 6, 12)


def test_index__ratings_of_modules__stay_outside() -> None:
    assert not [item.code for bank, item in FULL.items() if bank.module and isinstance(item, RatingItem) and item.in_index]


def test_facts__every_one__is_marked_and_says_where_to_look() -> None:
    assert all(fact.fact and fact.help and fact.constructs for fact in FULL.facts)
    assert not any(is_asked(FULL.banks[0], fact, {function}) for fact in FULL.facts for function in FUNCTIONS)


def test_pulse__item_by_item__is_the_core_unchanged() -> None:
    assert PULSE.core == FULL.core
    assert [item for _, item in PULSE.items()] == [FULL.item(item.code) for _, item in PULSE.items()]
    assert set(PULSE.core) < {item.code for _, item in PULSE.items()}
    assert (PULSE.functions, PULSE.priorities, PULSE.measures) == (FULL.functions, FULL.priorities, FULL.measures)


def test_pulse__for_anybody__takes_at_most_five_minutes() -> None:
    assert sum(seconds_of(PULSE, item) for _, item in PULSE.items()) <= 5 * 60


@by_item
def test_text__of_every_item__is_one_short_thing(item: Item) -> None:
    assert len(item.text.split()) < 20
    assert item.text.count("?") <= 1
    assert ";" not in item.text
    assert item.constructs


@by_item
def test_text__of_every_item__has_no_vague_amount_and_no_unexplained_short_form(item: Item) -> None:
    words = " ".join([item.text, item.help, *(level.name + " " + level.text for level in getattr(item, "levels", ()))])
    assert not re.search(
        r"\b(regular|frequent|often|sometimes|rarely|usually|sufficient|adequate|effective|agree that|disagree that)", words, re.IGNORECASE
    )
    assert not re.search(r"\b[A-Z]{2,}\b", words)


@by_levelled
def test_levels__of_every_rating__are_five_short_and_different(item: RatingItem | PerceptionItem) -> None:
    assert len(item.levels) == 5
    assert len({level.name for level in item.levels}) == len({level.text for level in item.levels}) == 5
    assert all(level.text.endswith(".") and len(level.text.split()) < 30 for level in item.levels)


def test_goal_and_reward__in_parts__name_measures_of_the_instrument() -> None:
    forms = {item.code: item.form for item in ITEMS if isinstance(item, TextItem)}
    assert forms == {"goal": "goal", "priorities_recalled": "recall", "reward_measure": "incentive"}


def test_citations__every_one__has_source_year_sample_and_caveat() -> None:
    citations = tomllib.loads((FOLDER / "citations.toml").read_text(encoding="utf-8"))["citations"]
    keys = {"code", "print", "text", "source", "year", "sample", "caveat", "apart_from"}
    assert all(set(entry) == keys and all(entry[key] for key in keys - {"print", "apart_from"}) for entry in citations)
    assert len({entry["code"] for entry in citations}) == len(citations)


def test_citations__two_studies_that_were_merged__stay_apart_both_ways() -> None:
    citations = {entry["code"]: entry for entry in tomllib.loads((FOLDER / "citations.toml").read_text(encoding="utf-8"))["citations"]}
    for code, entry in citations.items():
        assert all(code in citations[other]["apart_from"] for other in entry["apart_from"])
    assert "build_prediction" in citations["inc_navigator_priorities"]["apart_from"]
    assert not citations["aberdeen_growth_undated"]["print"]
