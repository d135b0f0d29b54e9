from typing import Any

import pytest
from answer_strategies import values_for
from hypothesis import given
from hypothesis import strategies as st
from sample_instrument import INSTRUMENT

from survey_definitions.figures import read_number, read_whole, write_number
from survey_definitions.notation import format_value, parse_value
from survey_definitions.values import ValueFault

ITEMS = [item for _, item in INSTRUMENT.items()]


def parsed(code: str, text: str) -> Any:
    return parse_value(INSTRUMENT, INSTRUMENT.item(code), text)


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("plan", "4", 4),
        ("plan", " 4.0 ", 4),
        ("plan", "DK", "dk"),
        ("plan", "", None),
        ("order", "price>retain", ["price", "retain"]),
        ("order", "Price | retain", ["price", "retain"]),
        ("committed", "price|retain", ["retain", "price"]),
        ("committed", "price>retain", ["retain", "price"]),
        ("committed", r"price|own:Cut \| keep", ["price", "own:Cut | keep"]),
        ("committed", "none", "none"),
        ("budget", "new:60|old:40", {"new": 60, "old": 40, "brand": 0}),
        ("lead", "fits", "fits"),
        ("lead", "none", "none"),
        ("ready", "budget|need;threshold=month;owner=ae", {"criteria": ["budget", "need"], "threshold": "month", "owner": "ae"}),
        ("ready", "need;sentence=Wants it; soon", None),
        ("respect", "sales:4|marketing:dk", {"sales": 4, "marketing": "dk"}),
        ("respect", "dk", {"sales": "dk", "marketing": "dk", "finance": "dk"}),
        ("written", "yes", {"answer": "yes", "evidence": ""}),
        ("written", "partly:the page: version 2", {"answer": "partly", "evidence": "the page: version 2"}),
        ("hours", "24,5 hours", 24.5),
        ("strategy_mean", "3,4", 3.4),
        ("junk", "no", {"heard": False, "by": []}),
        ("junk", "yes", {"heard": True, "by": []}),
        ("junk", "marketing|sales", {"heard": True, "by": ["sales", "marketing"]}),
        ("change", "dk", "dk"),
        ("recall", r"one|two \| both", ["one", "two | both"]),
        ("goal", "Win ten customers; keep the rest", {"sentence": "Win ten customers; keep the rest"}),
        (
            "goal",
            "sentence=Grow;measure=revenue;direction=up;amount=1,200;unit=EUR",
            {"sentence": "Grow", "measure": "revenue", "direction": "up", "amount": 1200, "unit": "EUR"},
        ),
    ],
)
def test_parse_value__cell__is_the_value(code: str, text: str, value: Any) -> None:
    if value is None and text:
        with pytest.raises(ValueFault, match="is not a part of a definition"):
            parsed(code, text)
    else:
        assert parsed(code, text) == value


@pytest.mark.parametrize(
    ("code", "text", "message"),
    [
        ("plan", "often", "Write a level from 1 to 5, or dk."),
        ("plan", "6", "levels 1 to 5"),
        ("plan", "1.234", "Write a level"),
        ("order", "price>prise", 'Did you mean "price"?'),
        ("budget", "new:60|old", '"old" has no number'),
        ("budget", "new:60|new:40", '"new" has more than one number'),
        ("budget", "new:x|old:40", '"x" is not a whole number'),
        ("budget", "none", "Give points"),
        ("same", "many", "Write a number, or dk."),
        ("written", "maybe", "Choose yes, partly or no."),
        ("hours", "soon", "Enter a number with at most 1 decimal"),
        ("junk", "everybody", '"everybody" is not in the list'),
        ("goal", "sentence=Grow;twenty", '"twenty" is not a part of a goal'),
        ("goal", "amount=some", "Write the amount as a number"),
    ],
)
def test_parse_value__what_cannot_be_read__says_what_to_write(code: str, text: str, message: str) -> None:
    with pytest.raises(ValueFault) as raised:
        parsed(code, text)
    assert message in raised.value.message


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("plan", 4, "4"),
        ("plan", None, ""),
        ("plan", "dk", "dk"),
        ("order", ["price", "retain"], "price>retain"),
        ("committed", ["price", "own:a|b"], r"price|own:a\|b"),
        ("budget", {"new": 60, "old": 40}, "new:60|old:40|brand:0"),
        ("strategy_mean", 3.4, "3.4"),
        ("ready", {"criteria": ["need"], "owner": "ae", "sentence": "a;b"}, r"need;owner=ae;sentence=a\;b"),
        ("written", {"answer": "yes", "evidence": "a page"}, "yes:a page"),
        ("junk", {"heard": True, "by": ["sales", "finance"]}, "sales|finance"),
        ("junk", {"heard": False, "by": []}, "no"),
        ("goal", {"sentence": "Grow", "amount": 0.5}, "sentence=Grow;amount=0.5"),
    ],
)
def test_format_value__value__is_the_cell(code: str, value: Any, text: str) -> None:
    assert format_value(INSTRUMENT, INSTRUMENT.item(code), value) == text


def test_format_value__what_does_not_fit__is_refused() -> None:
    with pytest.raises(ValueFault):
        format_value(INSTRUMENT, INSTRUMENT.item("plan"), 9)


@given(data=st.data(), item=st.sampled_from(ITEMS))
def test_notation__written_and_read__is_the_same_value(data: st.DataObject, item: Any) -> None:
    value = data.draw(values_for(INSTRUMENT, item))
    assert parse_value(INSTRUMENT, item, format_value(INSTRUMENT, item, value)) == value


@given(item=st.sampled_from(ITEMS), text=st.text(st.sampled_from("dknoesal:|>;=\\,.0123 own\x00\n"), max_size=30) | st.text(max_size=20))
def test_parse_value__any_text__is_a_value_or_a_fault(item: Any, text: str) -> None:
    try:
        value = parse_value(INSTRUMENT, item, text)
    except ValueFault:
        return  # told in words; the tables above show which
    else:
        assert parse_value(INSTRUMENT, item, format_value(INSTRUMENT, item, value)) == value


@pytest.mark.parametrize(
    ("text", "decimals", "number"),
    [
        ("12", 0, 12),
        ("-3", 0, -3),
        ("\u22123,5", 1, -3.5),
        ("1,200", 0, 1200),
        ("1,200", 3, 1.2),
        ("0,500", 1, 0.5),
        ("1.200", 0, 1.2),
        ("1.200.000", 0, 1_200_000),
        ("1.200,50", 2, 1200.5),
        ("1,200.50", 2, 1200.5),
        ("1\u00a0200", 0, 1200),
        ("1\u2019200", 0, 1200),
        (".5", 1, 0.5),
        ("\u0663\u0664", 0, 34),
        ("1e5", 0, None),
        ("nan", 0, None),
        ("inf", 0, None),
        ("\u00b2", 0, None),
        ("1,2,3", 0, None),
        ("9" * 41, 0, None),
        ("9" * 20, 0, None),
        ("", 0, None),
    ],
)
def test_read_number__as_people_write__is_understood(text: str, decimals: int, number: float | None) -> None:
    assert read_number(text, decimals=decimals) == number


@given(st.floats(-1e15, 1e15))
def test_write_number__any_float__is_read_back(number: float) -> None:
    text = write_number(number)
    assert "e" not in text.lower()
    if len(text) <= 40:
        assert read_number(text, decimals=4) == number


@given(st.integers(-(10**15), 10**15))
def test_read_whole__any_integer__is_read_back(number: int) -> None:
    assert read_whole(str(number)) == number
