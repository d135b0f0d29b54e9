"""A stored answer comes back into the fields that would have posted it: what read_page reads, fields_with writes."""

from pathlib import Path

import pytest

from api.respondent.filling import fields_with
from api.respondent.marks import mark_for
from api.respondent.views import Mark, Person
from survey_definitions.loading import load_instrument
from survey_definitions.questionnaire import Page, read_page

EVERY = load_instrument(Path(__file__).with_name("every.toml"))
VALUES = [
    (
        "goal",
        {"sentence": "Grow", "measure": "own:Cash", "direction": "hold", "amount": 2.5, "unit": "%", "deadline": "2027", "quality": "x"},
    ),
    ("goal", {"measure": "won"}),
    ("recall", ["one", "two", "three"]),
    ("committed", ["margin", "churn"]),
    ("committed", "none"),
    ("committed", "dk"),
    ("chosen", ["own:Only mine"]),
    ("first_two", ["churn", "margin"]),
    ("first_two", ["north"]),
    ("ranked", ["delivery"]),
    ("ranked", "dk"),
    ("budget", {"product": 100, "sales": 0, "people": 0}),
    ("budget", "dk"),
    ("guess_picks", 0),
    ("guess_picks", "dk"),
    ("guess_goal", 3),
    ("guess_goal", "dk"),
    ("guess_area", 1.0),
    ("guess_area", "dk"),
    ("clarity", 5),
    ("clarity", "dk"),
    ("hand_over", {"sales": 3, "operations": "dk"}),
    ("qualified", "form"),
    ("qualified", "none"),
    ("qualified", "dk"),
    ("active", {"criteria": ["pays", "uses"], "threshold": "month"}),
    ("active", {"criteria": [], "owner": "finance", "sentence": "Whoever pays"}),
    ("active", "none"),
    ("active", "dk"),
    ("written", {"answer": "no", "evidence": ""}),
    ("written", {"answer": "dk", "evidence": "who knows"}),
    ("hours", 0),
    ("hours", 0.5),
    ("hours", "dk"),
    ("blame", {"heard": True, "by": []}),
    ("blame", {"heard": False, "by": []}),
    ("blame", "dk"),
    ("change", "a\nb"),
    ("change", None),
]


@pytest.mark.parametrize(("code", "value"), VALUES)
def test_fields_with__read_back__is_the_same_value(code, value):
    item = EVERY.item(code)
    form = {name: list(values) for name, values in fields_with(item, value).items()}
    page = Page("x", 1, "x", "x", "", (item,))
    read = read_page(EVERY, page, form, functions=frozenset({"finance"}), colleagues=3)
    assert read.mistakes == {}
    assert read.values == {code: value}


@pytest.mark.parametrize(
    ("mode", "code", "mark"),
    [
        ("named", "clarity", Mark("name", "Ines Okafor")),
        ("named", "openness", Mark("name", "Ines Okafor")),
        ("function", "openness", Mark("function", "Finance and Sales")),
        ("mixed", "clarity", Mark("function", "Finance and Sales")),
        ("mixed", "openness", Mark("never", "Ana")),
        ("consultant", "clarity", Mark("never", "Ana")),
        ("aggregate", "clarity", Mark("totals")),
        ("named", "change", Mark("reader", "Ana")),
    ],
)
def test_mark__by_mode_and_sensitivity(mode, code, mark):
    assert mark_for(EVERY.item(code), mode=mode, name="Ines Okafor", functions=("Finance", "Sales"), reader="Ana") == mark


@pytest.mark.parametrize(
    ("name", "first"), [("Ines Okafor", "Ines"), ("Dr. Ines Okafor", "Ines"), ("J. Okafor", "J. Okafor"), ("Ines", "Ines"), ("李 明", "李")]
)
def test_first_name__is_a_name_and_no_initial(name, first):
    assert Person(name=name, title="", firm="", client="").first_name == first
