"""What is asked only where an engagement asks in depth: left out by default, materialised on request, and checked both ways."""

from pathlib import Path

import pytest

from scoring.publishing import designs_of
from survey_definitions.durations import seconds_for
from survey_definitions.faults import InstrumentFault
from survey_definitions.loading import dump_instrument, load_instrument, packaged_instruments
from survey_definitions.schema import PerceptionItem, is_asked
from survey_definitions.tailoring import has_depth, with_priorities

BRIEF, DEEP = load_instrument("sales-marketing"), load_instrument("sales-marketing", depth=True)
FUNCTIONS = [function.code for function in BRIEF.functions]

SMALL = """
id = "small"
title = "Small"
language = "en"
functions = [{code = "sales", text = "Sales"}, {code = "finance", text = "Finance"}]

[[banks]]
area = "work"
title = "Work"
items = [{type = "M", code = "plan", text = "We plan.", points = 5, asked_of = ["finance"], in_depth_of = ["sales"], in_index = false}]

[[banks]]
area = "more"
title = "More"
in_depth = true
items = [{type = "M", code = "extra", text = "We do more.", points = 5, in_index = false}]

[translations.de]
"items.plan.text" = "Wir planen."
"items.extra.text" = "Wir tun mehr."
"banks.more.title" = "Mehr"
"""


def load(tmp_path: Path, text: str = SMALL, *, depth: bool = False):  # type: ignore[no-untyped-def] # an Instrument
    path = tmp_path / "small.toml"
    path.write_text(text, encoding="utf-8")
    return load_instrument(path, depth=depth)


def asked(instrument, code: str) -> set[str]:  # type: ignore[no-untyped-def] # an Instrument
    return {
        function for function in FUNCTIONS for bank, item in instrument.items() if item.code == code and is_asked(bank, item, {function})
    }


def test_brief__by_default__without_banks_and_functions_of_depth(tmp_path: Path) -> None:
    found = load(tmp_path)
    assert [item.code for _, item in found.items()] == ["plan"]
    assert found.item("plan").asked_of == ("finance",)
    assert found.translations == {"de": {"items.plan.text": "Wir planen."}}
    assert not has_depth(found)


def test_depth__on_request__everything_as_if_it_were_always_asked(tmp_path: Path) -> None:
    found = load(tmp_path, depth=True)
    assert [item.code for _, item in found.items()] == ["plan", "extra"]
    assert found.item("plan").asked_of == ("finance", "sales")
    assert len(found.translations["de"]) == 3
    assert not has_depth(found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('in_depth_of = ["sales"]', 'in_depth_of = ["sals"]', 'There is no function "sals"'),
        ('asked_of = ["finance"], ', "", "Everybody is asked this item already"),
        ('title = "Work"', 'title = "Work"\nasked_of = ["finance"]', "not asked of sales, in depth or not"),
        ('text = "We plan."', 'text = "We plan.", not_asked_of = ["sales"]', "not asked of sales, in depth or not"),
        ('text = "We do more.", points = 5, in_index = false', 'text = "We do more.", points = 5', "enters no index"),
        ('in_depth_of = ["sales"], in_index = false', 'in_depth_of = ["sales"]', "enters no index"),
        ('language = "en"', 'language = "en"\ncore = ["extra"]', 'No item has the code "extra"'),
    ],
)
def test_fault__of_either_way_of_asking__is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(InstrumentFault, match=said):
        load(tmp_path, SMALL.replace(old, new))


@pytest.mark.parametrize("name", packaged_instruments())
def test_packaged__in_brief_and_in_depth__have_one_design(name: str) -> None:
    """Nothing that is asked in depth enters the index, so both are compared with the same chance."""
    assert designs_of(load_instrument(name)) == designs_of(load_instrument(name, depth=True))


def test_packaged__loaded_twice__is_the_same_object_at_its_depth() -> None:
    assert load_instrument("sales_marketing") == BRIEF
    assert load_instrument("sales-marketing") is BRIEF
    assert load_instrument("sales-marketing", depth=True) is DEEP
    assert dump_instrument(DEEP) != dump_instrument(BRIEF)


def test_capabilities__in_depth__own_six_of_marketing_and_of_sales() -> None:
    capabilities = [item for _, item in BRIEF.items() if isinstance(item, PerceptionItem) and item.code.startswith("capability_")]
    assert len(capabilities) == 12
    for item in capabilities:
        assert asked(DEEP, item.code) - asked(BRIEF, item.code) == set(item.about)
        assert not asked(BRIEF, item.code) & set(item.about)


def test_goals_of_others__in_depth__asked_of_everybody_about_everybody() -> None:
    assert "goal_known" not in {item.code for _, item in BRIEF.items()}
    goal = DEEP.item("goal_known")
    assert isinstance(goal, PerceptionItem)
    assert asked(DEEP, "goal_known") == set(FUNCTIONS)
    assert (goal.about, len(goal.levels), goal.sensitivity, goal.feeds) == ((), 5, "protected", ("who_knows_whose_goal",))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_depth__for_every_function__adds_at_most_three_minutes(function: str) -> None:
    assert 0 < seconds_for(DEEP, frozenset({function})) - seconds_for(BRIEF, frozenset({function})) <= 180


def test_priorities__of_a_client__fit_in_depth_as_well() -> None:
    assert with_priorities(DEEP, BRIEF.priorities[:4]).item("goal_known") == DEEP.item("goal_known")
