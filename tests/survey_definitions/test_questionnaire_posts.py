from collections.abc import Mapping
from typing import Any

import pytest
from answer_strategies import values_for
from hypothesis import given
from hypothesis import strategies as st
from sample_instrument import EVERYBODY, INSTRUMENT, SAMPLE, instrument_of

from survey_definitions.questionnaire import Page, PageAnswers, fact_pages, fields_of, pages_for, read_page, summarise

ITEMS = [item for _, item in INSTRUMENT.items()]
NOT_BOTH_DK = 'You answered and also ticked "Don\u2019t know / not my area". Keep one of the two.'


def page_of(*codes: str) -> Page:
    return Page("page", 1, "area", "Title", "", tuple(INSTRUMENT.item(code) for code in codes))


def read(form: Mapping[str, list[str]], *codes: str) -> PageAnswers:
    return read_page(INSTRUMENT, page_of(*codes), form, functions=EVERYBODY, colleagues=8)


@pytest.mark.parametrize(
    ("code", "form", "value"),
    [
        ("plan", {"plan": ["4"]}, 4),
        ("plan", {"plan": ["dk"]}, "dk"),
        ("plan", {"plan": [""]}, None),
        ("plan", {}, None),
        ("respect", {"respect.sales": ["5"], "respect.marketing": ["dk"], "respect.legal": ["1"]}, {"sales": 5, "marketing": "dk"}),
        ("order", {"order.price": ["1"], "order.hire": ["2"], "order.retain": [""]}, ["price", "hire"]),
        ("order", {"order.dk": ["1"]}, "dk"),
        ("order", {"order.gone": ["1"]}, None),
        ("committed", {"committed": ["price", "retain", "gone", "price"]}, ["retain", "price"]),
        ("committed", {"committed": ["price"], "committed.own": [" Cut  costs "]}, ["price", "own:Cut costs"]),
        ("committed", {"committed": ["none"]}, "none"),
        ("committed", {"committed.dk": ["1"]}, "dk"),
        ("budget", {"budget.new": ["60"], "budget.old": ["40"], "budget.brand": [""]}, {"new": 60, "old": 40, "brand": 0}),
        ("budget", {"budget.new": [""], "budget.old": [" "]}, None),
        ("budget", {"budget.dk": ["1"]}, "dk"),
        ("same", {"same": ["0"]}, 0),
        ("same", {"same.dk": ["1"]}, "dk"),
        ("strategy_mean", {"strategy_mean": ["3,5"]}, 3.5),
        ("named_goal", {"named_goal": ["8"]}, 8),
        ("lead", {"lead": ["fits"]}, "fits"),
        ("lead", {"lead": ["none"]}, "none"),
        ("lead", {"lead": ["dk"]}, "dk"),
        ("lead", {"lead": ["gone"]}, None),
        ("ready", {"ready.criteria": ["need", "budget"], "ready.owner": ["ae"]}, {"criteria": ["budget", "need"], "owner": "ae"}),
        ("ready", {"ready.sentence": ["Wants it"]}, {"criteria": [], "sentence": "Wants it"}),
        ("ready", {"ready.none": ["1"]}, "none"),
        ("ready", {"ready.dk": ["1"]}, "dk"),
        ("written", {"written": ["partly"], "written.evidence": ["a page"]}, {"answer": "partly", "evidence": "a page"}),
        ("hours", {"hours": ["24,5 hours"]}, 24.5),
        ("hours", {"hours": ["0"]}, 0),
        ("hours", {"hours.dk": ["1"]}, "dk"),
        ("junk", {"junk": ["yes"], "junk.by": ["finance", "sales", "gone"]}, {"heard": True, "by": ["sales", "finance"]}),
        ("junk", {"junk.by": ["sales"]}, {"heard": True, "by": ["sales"]}),
        ("junk", {"junk": ["no"]}, {"heard": False, "by": []}),
        ("junk", {"junk": ["dk"]}, "dk"),
        ("change", {"change": ["a\x00b\r\nc"]}, "ab\nc"),
        ("recall", {"recall.1": ["one"], "recall.2": [""], "recall.3": ["three"]}, ["one", "three"]),
        (
            "goal",
            {"goal.sentence": ["Grow"], "goal.measure": ["revenue"], "goal.amount": ["20 %"], "goal.unit": ["%"]},
            {"sentence": "Grow", "measure": "revenue", "amount": 20, "unit": "%"},
        ),
        ("goal", {"goal.measure": [""], "goal.measure_own": ["Net retention"]}, {"measure": "own:Net retention"}),
        ("goal", {"goal.sentence": [" "]}, None),
    ],
)
def test_read__posted_fields__become_the_value(code: str, form: dict[str, list[str]], value: Any) -> None:
    answers = read(form, code)
    assert answers.mistakes == {}
    assert answers.values == {code: value}


@pytest.mark.parametrize(
    ("code", "form", "mistake"),
    [
        ("plan", {"plan": ["7"]}, "Choose one of the levels 1 to 5."),
        ("respect", {"respect.sales": ["x"]}, "Choose one of the levels 1 to 5 for Sales."),
        ("order", {"order.price": ["2"], "order.hire": ["2"]}, "Two have the number 2: Raise prices, Fill open seats. Change one of them."),
        ("order", {"order.price": ["1"], "order.hire": ["3"]}, "Number 2 is missing. Number your choices from 1 without a gap."),
        ("order", {"order.price": ["4"]}, "Enter a whole number from 1 to 3 for Raise prices."),
        ("order", {"order.price": ["1"], "order.dk": ["1"]}, NOT_BOTH_DK),
        ("committed", {"committed": ["price", "hire", "retain", "expand"]}, "Choose three at most. You have chosen 4."),
        (
            "committed",
            {"committed": ["price", "hire", "retain"], "committed.own": ["More"]},
            "Choose three at most. You have chosen 4; your own wording counts as one.",
        ),
        ("committed", {"committed": ["price", "none"]}, 'You answered and also ticked "No three have been agreed". Keep one of the two.'),
        ("budget", {"budget.new": ["90"]}, "Your points add up to 90. Give 10 more, or leave the question open."),
        ("budget", {"budget.new": ["90"], "budget.old": ["35"]}, "Your points add up to 125. Take 25 away, or leave the question open."),
        ("budget", {"budget.new": ["half"]}, "Enter a whole number from 0 to 100 for New customers."),
        ("same", {"same": ["4"]}, "Enter a whole number from 0 to 3."),
        ("same", {"same": ["most"]}, "Enter a whole number from 0 to 3."),
        ("strategy_mean", {"strategy_mean": ["high"]}, "Enter a number from 1.0 to 5.0."),
        ("named_goal", {"named_goal": ["9"]}, "Enter a whole number from 0 to 8."),
        ("hours", {"hours": ["0"], "hours.dk": ["1"]}, NOT_BOTH_DK),
        ("hours", {"hours": ["soon"]}, "Enter a number with at most 1 decimal from 0 to 1000 hours."),
        (
            "ready",
            {"ready.criteria": ["need"], "ready.none": ["1"]},
            'You answered and also ticked "We have no agreed definition". Keep one of the two.',
        ),
        ("written", {"written.evidence": ["a page"]}, "Choose yes, partly or no as well: what shows it is no answer by itself."),
        ("junk", {"junk": ["no"], "junk.by": ["sales"]}, "You named who said it, but did not choose yes. Change one of the two."),
        ("change", {"change": ["x" * 201]}, "This text is 1 character too long. It may have 200."),
        (
            "goal",
            {"goal.measure": ["revenue"], "goal.measure_own": ["Mine"]},
            "You chose a measure and also wrote one of your own. Keep one of the two.",
        ),
        ("goal", {"goal.amount": ["a lot"]}, "Enter the amount as a number; its unit has a field of its own."),
        ("plan", {"plan.comment": ["x" * 4005]}, "This comment is 5 characters too long. It may have 4000."),
    ],
)
def test_read__what_cannot_be_taken__is_a_mistake_in_words(code: str, form: dict[str, list[str]], mistake: str) -> None:
    assert read(form, code).mistakes == {code: mistake}


def test_read__one_mistake__leaves_the_rest_of_the_page_alone() -> None:
    answers = read({"plan": ["9"], "review": ["3"], "plan.comment": ["Why I ask"], "plan.comment_for": ["team"]}, "plan", "review")
    assert answers.values == {"review": 3}
    assert answers.comments == {"plan": ("Why I ask", "team")}
    assert list(answers.mistakes) == ["plan"]


def test_read__comment_without_a_reader__goes_to_the_consultant_only() -> None:
    answers = read({"plan.comment": ["Hm\x07m"], "review.comment": [" "], "review.comment_for": ["everybody"]}, "plan", "review")
    assert answers.comments == {"plan": ("Hmm", "consultant"), "review": ("", "consultant")}


def test_read__fields_of_other_pages__are_ignored() -> None:
    assert read({"review": ["3"], "hours": ["5"]}, "plan").values == {"plan": None}


def test_read__item_not_asked_of_the_respondent__is_ignored() -> None:
    instrument = instrument_of(SAMPLE.replace('code = "plan"', 'code = "plan"\nnot_asked_of = ["finance"]'))
    page = pages_for(instrument, frozenset({"sales"}))[1]
    answers = read_page(instrument, page, {"plan": ["3"], "review": ["4"]}, functions=frozenset({"finance"}), colleagues=8)
    assert answers.values == {"review": 4}


def test_read__fact_sheet__is_read_like_any_page() -> None:
    page = fact_pages(INSTRUMENT)[0]
    answers = read_page(INSTRUMENT, page, {"close_rate": ["23 %"]}, functions=frozenset(), colleagues=0)
    assert answers.values == {"close_rate": 23}


NASTY = st.text(max_size=20) | st.sampled_from(
    ["", "1", "2", "3", "0", "-1", "dk", "none", "yes", "no", "price", "9" * 5000, "1e999", "\x00", "\ud800", "½"]
)


@given(item=st.sampled_from(ITEMS), data=st.data())
def test_read__any_posted_fields__never_raise(item: Any, data: st.DataObject) -> None:
    form = data.draw(st.dictionaries(st.sampled_from(fields_of(INSTRUMENT, item)), st.lists(NASTY, max_size=4)))
    answers = read(form, item.code)
    assert (item.code in answers.values) or (item.code in answers.mistakes)
    for value in answers.values.values():
        assert summarise(INSTRUMENT, item, value)
    for text, _ in answers.comments.values():
        text.encode()


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("plan", 4, "4 · Used"),
        ("review", 1, "1 · Never"),
        ("review", 3, "3 of 5"),
        ("plan", "dk", "Don\u2019t know / not my area"),
        ("plan", None, "No answer"),
        ("respect", {"sales": 3, "finance": "dk"}, "Sales: 3 of 5; Finance: Don\u2019t know / not my area"),
        ("order", ["price", "hire"], "1. Raise prices; 2. Fill open seats"),
        ("committed", ["price", "own:Cut costs"], "Raise prices; Cut costs"),
        ("committed", "none", "No three have been agreed"),
        ("budget", {"new": 60, "old": 40, "brand": 0}, "New customers 60, Customers we have 40, Brand 0"),
        ("strategy_mean", 3.0, "3.0"),
        ("same", 2, "2"),
        ("lead", "fits", "Fits the profile"),
        ("lead", "none", "We have no agreed definition"),
        (
            "ready",
            {"criteria": ["need"], "threshold": "month", "owner": "ae", "sentence": "Now"},
            "Has a need; In a month; owner: Sales; Now",
        ),
        ("written", {"answer": "partly", "evidence": "a page"}, "Partly: a page"),
        ("hours", 24.5, "24.5 hours"),
        ("junk", {"heard": True, "by": ["sales"]}, "Yes, from Sales"),
        ("junk", {"heard": False, "by": []}, "No"),
        ("change", "dk", "dk"),
        ("recall", ["one", "two"], "one; two"),
        (
            "goal",
            {"sentence": "Grow", "measure": "revenue", "direction": "up", "amount": 20, "unit": "%", "deadline": "2027"},
            "Grow — New revenue, goes up, 20 %, by 2027",
        ),
    ],
)
def test_summarise__value__reads_as_words(code: str, value: Any, words: str) -> None:
    assert summarise(INSTRUMENT, INSTRUMENT.item(code), value) == words


@given(data=st.data(), item=st.sampled_from(ITEMS))
def test_summarise__any_value__has_words(data: st.DataObject, item: Any) -> None:
    assert summarise(INSTRUMENT, item, data.draw(values_for(INSTRUMENT, item)))
