import math
from typing import Any

import pytest
from answer_strategies import values_for
from hypothesis import given
from hypothesis import strategies as st
from sample_instrument import INSTRUMENT

from survey_definitions.values import ValueFault, check_value, is_blank

ITEMS = [item for _, item in INSTRUMENT.items()]


def checked(code: str, value: Any, colleagues: int | None = 8) -> Any:
    return check_value(INSTRUMENT, INSTRUMENT.item(code), value, colleagues=colleagues)


@pytest.mark.parametrize(
    ("code", "value", "normal"),
    [
        ("plan", 4.0, 4),
        ("plan", "dk", "dk"),
        ("plan", None, None),
        ("plan", " ", None),
        ("respect", {"marketing": 3, "sales": "dk"}, {"sales": "dk", "marketing": 3}),
        ("respect", {"sales": None}, None),
        ("order", ["price", "retain"], ["price", "retain"]),
        ("order", [], None),
        ("committed", ["own: A  new\tplan ", "price", "retain"], ["retain", "price", "own:A new plan"]),
        ("committed", "none", "none"),
        ("budget", {"new": 60, "old": 40}, {"new": 60, "old": 40, "brand": 0}),
        ("budget", {"new": 100.0}, {"new": 100, "old": 0, "brand": 0}),
        ("strategy_mean", 3.14, 3.1),
        ("strategy_mean", 5, 5.0),
        ("same", 0, 0),
        ("named_goal", 8, 8),
        ("lead", "fits", "fits"),
        ("lead", "none", "none"),
        ("ready", {"criteria": ["date", "budget"], "owner": "ae", "threshold": ""}, {"criteria": ["budget", "date"], "owner": "ae"}),
        ("ready", {"criteria": []}, None),
        ("written", "partly", {"answer": "partly", "evidence": ""}),
        ("written", {"answer": "dk"}, {"answer": "dk", "evidence": ""}),
        ("hours", 0, 0.0),
        ("hours", 24.5, 24.5),
        ("junk", {"heard": True, "by": ["finance", "sales"]}, {"heard": True, "by": ["sales", "finance"]}),
        ("junk", {"heard": False}, {"heard": False, "by": []}),
        ("change", " a\x00b\r\nc ", "ab\nc"),
        ("recall", ["first", " ", "third"], ["first", "third"]),
        (
            "goal",
            {"sentence": "Grow", "amount": 20.0, "unit": "", "deadline": "2027-q2"},
            {"sentence": "Grow", "amount": 20, "deadline": "2027-Q2"},
        ),
        ("goal", {"measure": "own: Net  retention"}, {"measure": "own:Net retention"}),
    ],
)
def test_check_value__fitting__is_put_into_its_normal_form(code: str, value: Any, normal: Any) -> None:
    assert checked(code, value) == normal


@pytest.mark.parametrize(
    ("code", "value", "message"),
    [
        ("plan", 6, "Choose one of the levels 1 to 5."),
        ("plan", 2.5, "Choose one of the levels 1 to 5."),
        ("plan", True, "Choose one of the levels 1 to 5."),
        ("plan", math.nan, "Choose one of the levels 1 to 5."),
        ("plan", 10**400, "Choose one of the levels 1 to 5."),
        ("plan", "none", "Choose one of the levels 1 to 5."),
        ("respect", {"sales": 9}, "Choose one of the levels 1 to 5 for Sales."),
        ("respect", {"sale": 3}, 'Did you mean "sales"?'),
        ("respect", 3, "Rate the functions"),
        ("order", ["price", "price"], "Raise prices is there twice"),
        ("order", ["prise"], 'Did you mean "price"?'),
        ("order", ["retain", "expand", "price", "hire"], "Put three in order at most"),
        ("order", "price", "Choose from the list."),
        ("committed", ["retain", "expand", "price", "own:more"], "Choose three at most. You have chosen 4."),
        ("committed", ["own:a", "own:b"], "One wording of your own"),
        ("committed", ["own: "], "Write your own wording"),
        ("committed", ["own:" + "x" * 301], "1 character too long"),
        ("budget", {"new": 60}, "Your points add up to 60. Give 40 more, or leave the question open."),
        ("budget", {"new": 60, "old": 50}, "Your points add up to 110. Take 10 away"),
        ("budget", {"new": -1, "old": 101}, "Enter a whole number from 0 to 100 for New customers."),
        ("budget", {"other": 100}, '"other" is not an option'),
        ("strategy_mean", 5.2, "Enter a number from 1.0 to 5.0."),
        ("same", 4, "Enter a whole number from 0 to 3."),
        ("named_goal", 9, "Enter a whole number from 0 to 8."),
        ("lead", "fit", 'Did you mean "fits"?'),
        ("ready", {"criteria": ["need"], "limit": "month"}, 'has no part "limit"'),
        ("ready", {"criteria": "need"}, "Choose from the list."),
        ("ready", {"criteria": [], "owner": ["ae"]}, "Choose from the list."),
        ("written", {"answer": "maybe"}, "Choose yes, partly or no."),
        ("written", {"answer": "", "evidence": "a page"}, "Choose yes, partly or no."),
        ("hours", 24.55, "Enter a number with at most 1 decimal from 0 to 1000 hours."),
        ("hours", 1000.5, "Enter a number with at most 1 decimal from 0 to 1000 hours."),
        ("hours", "24", "Enter a number with at most 1 decimal from 0 to 1000 hours."),
        ("junk", {"heard": "yes"}, "Choose yes or no."),
        ("junk", {"heard": False, "by": ["sales"]}, "also named who said it"),
        ("junk", {"heard": True, "by": ["legal"]}, '"legal" is not in the list'),
        ("change", "x" * 203, "This text is 3 characters too long. It may have 200."),
        ("change", ["x"], "Write a text."),
        ("recall", ["a", "b", "c", "d"], "Write 3 lines at most. You have written 4."),
        ("goal", {"measure": "call"}, 'Did you mean "calls"?'),
        ("goal", {"direction": "sideways"}, "Choose whether the measure goes up"),
        ("goal", {"direction": ["up"]}, "Choose whether the measure goes up"),
        ("goal", {"deadline": "next summer"}, "2027-Q2"),
        ("goal", {"amount": "20"}, "Enter the amount as a number"),
        ("goal", {"amout": 20}, 'Did you mean "amount"?'),
    ],
)
def test_check_value__not_fitting__says_what_to_do(code: str, value: Any, message: str) -> None:
    with pytest.raises(ValueFault) as raised:
        checked(code, value)
    assert message in raised.value.message


def test_check_value__team_size_not_known__takes_any_count() -> None:
    assert checked("named_goal", 30, colleagues=None) == 30
    assert checked("same", 3, colleagues=None) == 3


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["dk", "none", "sales", "own:", "yes"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6) | st.sampled_from(["heard", "by", "criteria"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(item=st.sampled_from(ITEMS), value=JSON)
def test_check_value__any_json__is_a_value_or_a_fault(item: Any, value: Any) -> None:
    try:
        normal = check_value(INSTRUMENT, item, value, colleagues=8)
    except ValueFault:
        return  # told in words; the tables above show which
    else:
        assert check_value(INSTRUMENT, item, normal, colleagues=8) == normal


@given(data=st.data(), item=st.sampled_from(ITEMS))
def test_check_value__normal_form__stays_as_it_is(data: st.DataObject, item: Any) -> None:
    value = data.draw(values_for(INSTRUMENT, item))
    assert check_value(INSTRUMENT, item, value, colleagues=8) == value


@pytest.mark.parametrize("value", [0, False, "x", {"heard": False}, ["", "a"]])
def test_is_blank__anything_said__is_not_blank(value: Any) -> None:
    assert not is_blank(value)


@pytest.mark.parametrize("value", [None, "", " \n", [], {}, ["", " "], {"answer": "", "evidence": " "}])
def test_is_blank__nothing_said__is_blank(value: Any) -> None:
    assert is_blank(value)
