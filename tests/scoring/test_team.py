import json

import msgspec
import numpy as np
import pytest
from answers_at_random import random_team
from tables import WHOLE, instrument, rating, ratings, team

from scoring import Respondent, TeamAnswers, score_team
from scoring.functions import compare_functions
from scoring.items import agreement_band
from scoring.polarisation import is_polarised
from scoring.ratings import deviation, mean_difference, r_wg
from survey_definitions.schema import PickItem, PredictionItem


def test_rating_item__five_people__mean_spread_and_counts() -> None:
    item = score_team(team("respondent q1\n a 5\n b 5\n c 5\n d 4\n e dk", instrument(rating("q1")))).item("q1")
    levels = [5, 5, 5, 4]
    assert (item.n, item.asked, item.dk, item.counts) == (4, 5, 1, {"1": 0, "2": 0, "3": 0, "4": 1, "5": 3})
    assert item.mean == 4.75
    assert item.sd == pytest.approx(np.std(levels, ddof=1))
    assert item.agreement == pytest.approx(r_wg(levels))
    assert item.deviation == pytest.approx(deviation(levels))
    assert item.mean_difference == pytest.approx(mean_difference(levels))
    assert item.chance_band == agreement_band(4, 5)


def test_rating_item__one_and_no_answer__a_status_word() -> None:
    score = score_team(team("respondent q01 q02\n a 3 .\n b . .", ratings(2)))
    assert (score.item("q01").mean, score.item("q01").agreement, score.item("q01").status) == (3, None, "too_few")
    assert (score.item("q02").n, score.item("q02").mean, score.item("q02").status) == (0, None, "too_few")


def test_area__reversed_item__maturity_reads_upwards() -> None:
    score = score_team(team("respondent q1 q2\n a 5 1\n b 4 2", instrument(rating("q1"), rating("q2", reversed=True))))
    assert score.areas[0].mean == 4.5
    assert score.item("q2").mean == 1.5


def test_area__private_item__not_in_its_mean() -> None:
    score = score_team(team("respondent q1 q2\n a 5 1\n b 4 1", instrument(rating("q1"), rating("q2", private=True))))
    assert (score.areas[0].mean, score.areas[0].items) == (4.5, 1)


def test_agreement_band__large_team__close_to_the_simulated_one() -> None:
    simulated, closed = agreement_band(16, 5), agreement_band(17, 5)
    assert closed.high == pytest.approx(simulated.high, abs=0.08)
    assert agreement_band(1, 5) is None


def test_functions__five_people_in_three__within_between_and_means() -> None:
    table = """
    respondent function  q01 q02
    a          sales     1   1
    b          sales     1   1
    c          marketing 5   5
    d          marketing 5   5
    e          finance   3   .
    """
    score = score_team(team(table, ratings(2)))
    assert [(function.code, function.n, function.within.value, function.within.status) for function in score.functions] == [
        ("sales", 2, 100.0, "ok"),
        ("marketing", 2, 100.0, "ok"),
        ("finance", 1, None, "too_few"),
    ]
    assert score.functions[1].area_means == {"clarity": 5.0}
    assert score.functions[2].item_means == {"q01": 3.0, "q02": None}
    assert {(cell.a, cell.b): cell.value for cell in score.between}[("sales", "marketing")] == pytest.approx(-300.0)
    assert score.silo_gap.value > 0
    assert (score.silo_gap.p, score.silo_gap.status) == (None, "not_testable")


def test_silo_gap__two_functions_of_four__tested_exactly() -> None:
    rows = "\n".join(
        f"{name} {'sales' if name in 'abcd' else 'marketing'} {1 if name in 'abcd' else 5} {2 + (name in 'aceg')}" for name in "abcdefgh"
    )
    gap = score_team(team(f"respondent function q01 q02\n{rows}", ratings(2))).silo_gap
    assert (gap.status, gap.p_method) == ("ok", "exact")
    assert gap.p == pytest.approx(1 / 35)


@pytest.mark.parametrize("seed", range(5))
def test_average__weighted_mean_of_within_and_between(seed: int) -> None:
    score = score_team(random_team(WHOLE, 9, seed))
    within = sum(function.within.value * function.within.n_pairs for function in score.functions)
    between = sum(cell.value * cell.n_pairs for cell in score.between)
    assert (within + between) / 36 == pytest.approx(score.index.average, abs=1e-9)


def test_priorities__three_people__shared_found_and_by_chance() -> None:
    score = score_team(team("respondent top\n a grow|keep|hire\n b keep|grow|cut\n c none")).priorities[0]
    assert (score.n, score.none, score.size, score.places) == (3, 1, 6, 3)
    assert score.shared == pytest.approx(2 / 3)
    assert score.chance_shared == 1.5
    assert score.identical == 0
    assert score.counts["grow"] == 2
    assert set(score.orders[0][:2]) == {"grow", "keep"}
    assert score.agreement.value == pytest.approx((1 / 3 - 1 - 1) / 3)


def test_priorities__lists_of_two_and_three__chance_is_that_of_lists_as_long() -> None:
    """Lengths 3, 2 and 1 of six options: pairs share 6/6, 3/6 and 2/6 at random."""
    score = score_team(team("respondent top\n a grow|keep|hire\n b keep|cut\n c sell")).priorities[0]
    assert score.chance_shared == pytest.approx((6 + 3 + 2) / 6 / 3)


def test_ranking__untied__kendall_w_and_mean_spearman_agree() -> None:
    score = score_team(team("respondent order\n a price>speed>care\n b price>care>speed\n c speed>price>care")).priorities[1]
    assert score.agreement.value == pytest.approx((3 * score.w - 1) / 2, abs=1e-12)


def test_predictions__picks_area_and_goal__against_what_was_found() -> None:
    table = """
    respondent q01 q02 q03 q04 top             guess mean same goal
    a          4   4   4   4   grow|keep|hire  3     2    2    measure=customers;deadline=2027-06-30
    b          2   2   2   2   grow|keep|cut   2     2    1    measure=customers;deadline=2027-06-30
    c          3   3   3   3   build|cut|sell  1     2    1    measure=calls;deadline=2027-06-30
    """
    picks, area, goal = score_team(team(table)).predictions
    assert {name: pytest.approx(values) for name, values in picks.persons.items()} == {"a": (3.0, 1.0), "b": (2.0, 1.5), "c": (1.0, 0.5)}
    assert (picks.predicted, picks.found, picks.chance) == pytest.approx((2.0, 1.0, 1.5))
    assert area.persons == {"a": (2.0, 2.5), "b": (2.0, 3.5), "c": (2.0, 3.0)}
    assert goal.persons == {"a": (2.0, 1.0), "b": (1.0, 1.0), "c": (1.0, 0.0)}
    assert goal.gap == pytest.approx(2 / 3)


def test_prediction__target_unknown__not_testable() -> None:
    guess = PredictionItem(code="guess", text="?", of="picks", target="gone")
    assert score_team(random_team(instrument(guess), 2, 1)).predictions[0].status == "not_testable"


def test_definitions__by_function__people_without_function_and_open_parts_left_out() -> None:
    table = """
    respondent function  won                   lead
    a          sales     signed|paid;owner=us  name
    b          sales     signed                none
    c          marketing paid;owner=them       visit
    d          .         signed;owner=us       name
    """
    given = team(table)
    nameless = [msgspec.structs.replace(person, function=person.function.strip(".")) for person in given.respondents]
    lead, won = score_team(msgspec.structs.replace(given, respondents=tuple(nameless))).definitions
    assert {part.code: part.by_function for part in won.parts} == {
        "signed": {"marketing": {"out": 1}, "sales": {"in": 2}},
        "paid": {"marketing": {"in": 1}, "sales": {"in": 1, "out": 1}},
        "owner": {"marketing": {"them": 1}, "sales": {"us": 1}},
    }
    assert lead.parts[0].by_function == {"marketing": {"visit": 1}, "sales": {"name": 1}}


def test_definitions__criteria_and_tick__parts_and_none() -> None:
    values = {
        "a": {"won": {"criteria": ["signed"], "owner": "us"}, "lead": "name"},
        "b": {"won": {"criteria": ["signed", "paid"], "owner": "us"}, "lead": "call"},
        "c": {"won": "none", "lead": "dk"},
    }
    lead, won = score_team(msgspec.structs.replace(team("respondent q01\n a 1\n b 1\n c 1"), values=values)).definitions
    assert (lead.n, lead.none, lead.parts[0].counts) == (2, 0, {"name": 1, "call": 1, "visit": 0})
    assert (won.n, won.none) == (3, 1)
    assert [(part.code, part.kind, part.counts) for part in won.parts] == [
        ("signed", "criterion", {"out": 0, "in": 2}),
        ("paid", "criterion", {"out": 1, "in": 1}),
        ("owner", "owner", {"us": 2, "them": 0}),
    ]
    assert won.parts[0].agreement == pytest.approx((1 / 3 - 1 / 2) / (1 / 2))


def test_allocations__points_to_move__found_and_by_chance() -> None:
    score = score_team(team("respondent effort\n a new:80|old:20\n b new:60|old:40\n c dk")).allocations[0]
    assert (score.n, score.to_move, score.means) == (2, pytest.approx(20), {"new": pytest.approx(70), "old": pytest.approx(30)})
    assert score.chance_to_move == pytest.approx(100 / 3)


def test_flat_allocations__skipped_and_flagged__void_where_most_are() -> None:
    score = score_team(team("respondent q01 effort\n a 1 new:50|old:50\n b 2 new:80|old:20\n c 2 new:70|old:30"))
    assert score.flags == {"flat_allocation": ("a",)}
    assert score.blocks["allocation"].n_pairs == 1
    most = score_team(team("respondent q01 effort\n a 1 new:50|old:50\n b 2 new:51|old:49\n c 2 new:70|old:30"))
    assert most.blocks["allocation"].status == "basis_changed"


def test_dk_share__of_all_answers_given() -> None:
    assert score_team(team("respondent q01 q02\n a 1 dk\n b 2 3", ratings(2))).dk_share == 0.25


def test_tiers__second_tier__left_out() -> None:
    answers = random_team(ratings(4), 6, 2)
    people = tuple(msgspec.structs.replace(person, tier=1 + (number > 3)) for number, person in enumerate(answers.respondents))
    score = score_team(msgspec.structs.replace(answers, respondents=people, invited=7))
    assert (score.n, score.invited, score.item("q01").n) == (4, 5, 4)


@pytest.mark.parametrize("odd", [None, True, 0, 6, "three", 3.5, [], {}, ["x", 1], {"q": "dk"}, "none", -1, float("nan")])
def test_odd_values__in_every_item__no_exception_and_no_nan(odd: object) -> None:
    values = {name: {item.code: odd for _, item in WHOLE.items()} for name in "abc"}
    answers = TeamAnswers(
        team="t",
        wave="w",
        instrument=WHOLE,
        respondents=tuple(Respondent(id=name, function="sales") for name in "abc"),
        values=values,
        invited=3,
    )
    # The library's own JSON would write NaN as null.
    json.dumps(msgspec.to_builtins(score_team(answers)), allow_nan=False)


def test_team__list_of_more_places_than_options__scored() -> None:
    pick = PickItem(code="top", text="?", options=WHOLE.item("top").options[:2], pick=3)
    score = score_team(team("respondent q1\n a 1\n b 2", instrument(pick, rating("q1"))))
    assert score.priorities[0].status == "too_few"


def test_functions_matrix__same_cells_as_the_measure_of_its_own() -> None:
    score = score_team(random_team(WHOLE, 6, 4))
    delta = np.zeros((6, 6))
    ids = sorted({pair.a for pair in score.pairs} | {pair.b for pair in score.pairs})
    for pair in score.pairs:
        i, j = ids.index(pair.a), ids.index(pair.b)
        delta[i, j] = delta[j, i] = 1 - pair.value / 100
    cells = compare_functions(delta, ["sales", "marketing", "finance"] * 2)
    assert score.silo_gap.value == pytest.approx(cells.silo_gap)


@pytest.mark.parametrize("levels", ["111555", "112255", "122445", "113355", "15151515", "12345123", "11555"])
def test_rating_item__polarised__as_the_measure_of_its_own_says(levels: str) -> None:
    rows = "\n".join(f"p{number} {level}" for number, level in enumerate(levels))
    line = score_team(team(f"respondent q1\n{rows}", instrument(rating("q1")))).item("q1")
    assert line.polarised is bool(is_polarised([int(level) for level in levels]))
