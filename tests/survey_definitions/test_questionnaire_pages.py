from collections import Counter

import pytest
from sample_instrument import EVERYBODY, INSTRUMENT, SAMPLE, instrument_of

from survey_definitions.loading import load_instrument, packaged_instruments
from survey_definitions.questionnaire import fact_pages, fields_of, option_order, pages_for, seconds_for, seconds_of
from survey_definitions.schema import AllocationItem, DefinitionItem, Instrument, PickItem, PredictionItem, RankingItem, RatingItem


def test_pages__sample__cuts_areas_and_sets_predictions_apart() -> None:
    pages = pages_for(INSTRUMENT, EVERYBODY)
    assert [(page.key, [item.code for item in page.items]) for page in pages] == [
        ("strategy-1", ["goal"]),
        ("strategy-2", ["plan", "review"]),
        ("strategy-3", ["strategy_mean", "named_goal"]),
        ("focus-1", ["recall"]),
        ("focus-2", ["committed"]),
        ("focus-3", ["same"]),
        ("focus-4", ["order"]),
        ("focus-5", ["budget"]),
        ("handover-1", ["lead"]),
        ("handover-2", ["ready"]),
        ("handover-3", ["respect"]),
        ("handover-4", ["written", "hours", "junk"]),
        ("handover-5", ["change"]),
    ]
    assert [page.number for page in pages] == list(range(1, 14))
    assert [page.key for page in pages if page.intro] == ["strategy-1"]


@pytest.mark.parametrize(("count", "sizes"), [(1, [1]), (3, [3]), (4, [2, 2]), (5, [3, 2]), (7, [3, 2, 2])])
def test_pages__light_items__fill_pages_alike(count: int, sizes: list[int]) -> None:
    items = ", ".join(f'{{ code = "q{n}", type = "M", points = 5, text = "?" }}' for n in range(count))
    instrument = instrument_of(f'id = "x"\ntitle = "X"\nbanks = [{{ area = "a", title = "A", items = [{items}] }}]')
    assert [len(page.items) for page in pages_for(instrument, frozenset())] == sizes


def test_pages__items_not_asked_of_a_function__are_left_out_with_their_pages() -> None:
    text = SAMPLE.replace('area = "handover"', 'area = "handover"\nnot_asked_of = ["finance"]').replace(
        'code = "order"', 'code = "order"\nasked_of = ["sales"]'
    )
    instrument = instrument_of(text)
    finance = [page.key for page in pages_for(instrument, frozenset({"finance"}))]
    assert finance == ["strategy-1", "strategy-2", "strategy-3", "focus-1", "focus-2", "focus-3", "focus-4"]
    assert len(pages_for(instrument, frozenset({"sales"}))) == 13


def test_pages__facts__are_on_pages_of_their_own() -> None:
    assert [(page.key, [item.code for item in page.items]) for page in fact_pages(INSTRUMENT)] == [("facts-1", ["close_rate"])]
    assert "close_rate" not in [item.code for page in pages_for(INSTRUMENT, EVERYBODY) for item in page.items]


def audiences() -> list[tuple[str, Instrument, frozenset[str]]]:
    loaded = [(name, load_instrument(name)) for name in packaged_instruments()]
    return [(name, instrument, frozenset({function.code})) for name, instrument in loaded for function in instrument.functions]


def test_pages__packaged__ask_each_item_once_and_predict_after_the_own_answer() -> None:
    for name, instrument, functions in audiences():
        pages = pages_for(instrument, functions)
        assert len({page.key for page in pages}) == len(pages)
        page_of = {item.code: page.number for page in pages for item in page.items}
        assert set(Counter(item.code for page in pages for item in page.items).values()) == {1}
        for page in pages:
            for item in page.items:
                if isinstance(item, PredictionItem):
                    own = [
                        page_of[other.code]
                        for bank, other in instrument.items()
                        if other.code in page_of
                        and (other.code == item.target or (bank.area == item.target and isinstance(other, RatingItem)))
                    ]
                    assert own, (name, functions, item.code)
                    assert max(own) < page.number, (name, functions, item.code)


def test_seconds__one_of_each__add_up() -> None:
    assert seconds_for(INSTRUMENT, EVERYBODY) == sum(seconds_of(INSTRUMENT, item) for _, item in INSTRUMENT.items())
    by_code = {item.code: seconds_of(INSTRUMENT, item) for _, item in INSTRUMENT.items()}
    expected = {"plan": 18, "committed": 30, "budget": 45, "lead": 40, "ready": 75, "goal": 60, "hours": 20, "written": 15, "same": 15}
    assert {code: by_code[code] for code in expected} == expected


def test_seconds__items_not_asked__cost_nothing() -> None:
    instrument = instrument_of(SAMPLE.replace('code = "ready"', 'code = "ready"\nnot_asked_of = ["finance"]'))
    assert seconds_for(instrument, frozenset({"sales"})) - seconds_for(instrument, frozenset({"finance"})) == 75


def test_option_order__same_seed__is_the_same_and_holds_every_option_once() -> None:
    for item in [item for bank in INSTRUMENT.banks for item in bank.items]:
        order = option_order(INSTRUMENT, item, "wave 7, person 3")
        assert order == option_order(INSTRUMENT, item, "wave 7, person 3")
        if isinstance(item, RankingItem | PickItem):
            assert sorted(order) == sorted(option.code for option in INSTRUMENT.priorities)
        elif isinstance(item, AllocationItem):
            assert sorted(order) == ["brand", "new", "old"]
        elif isinstance(item, DefinitionItem):
            assert sorted(order) == sorted(option.code for option in item.options or item.criteria)
        else:
            assert order == ()


def test_option_order__many_people__each_option_stands_first_about_equally_often() -> None:
    item = INSTRUMENT.item("committed")
    first = Counter(option_order(INSTRUMENT, item, f"person {n}")[0] for n in range(2000))
    assert len(first) == 4
    assert all(420 < count < 580 for count in first.values())


def test_option_order__two_items_with_the_same_list__are_ordered_apart() -> None:
    committed, order = INSTRUMENT.item("committed"), INSTRUMENT.item("order")
    differing = [n for n in range(20) if option_order(INSTRUMENT, committed, str(n)) != option_order(INSTRUMENT, order, str(n))]
    assert len(differing) > 10


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("plan", ("plan",)),
        ("respect", ("respect.sales", "respect.marketing", "respect.finance")),
        ("order", ("order.retain", "order.expand", "order.price", "order.hire", "order.dk")),
        ("committed", ("committed", "committed.own", "committed.dk")),
        ("budget", ("budget.new", "budget.old", "budget.brand", "budget.dk")),
        ("same", ("same", "same.dk")),
        ("lead", ("lead", "lead.dk")),
        ("ready", ("ready.criteria", "ready.threshold", "ready.owner", "ready.sentence", "ready.none", "ready.dk")),
        ("written", ("written", "written.evidence")),
        ("hours", ("hours", "hours.dk")),
        ("junk", ("junk", "junk.by")),
        ("change", ("change",)),
        ("recall", ("recall.1", "recall.2", "recall.3")),
    ],
)
def test_fields__each_type__posts_these(code: str, fields: tuple[str, ...]) -> None:
    assert fields_of(INSTRUMENT, INSTRUMENT.item(code)) == (*fields, f"{code}.comment", f"{code}.comment_for")
