"""Bounds against completions that were really scored: each test fills in the missing members and reads the index again."""

import itertools
import random

import msgspec
import numpy as np
import pytest
from answers_at_random import random_team
from completions import LEAD, SHAPES, WON, completed, entering, extremes, greedy, holds, index_of, open_wave, random_completion
from tables import instrument, rating, team

from scoring import score_team
from scoring.additions import add_to_allocation
from scoring.certainties import Bounds
from scoring.cut_limits import largest_cut
from scoring.results import Band
from scoring.splits import deepest_split
from survey_definitions.schema import (
    Instrument,
    RatingItem,
)


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize(("n", "u", "missing"), [(2, 1, 0.0), (3, 2, 0.0), (3, 1, 0.35), (2, 3, 0.25)])
def test_bounds__every_completion_tried__within(name: str, n: int, u: int, missing: float) -> None:
    of = SHAPES[name]
    rng = random.Random(f"{name}{n}{u}")
    answers = open_wave(of, n, u, 10 * n + u, missing)
    bounds = score_team(answers).bounds
    assert bounds
    assert (bounds.missing, bounds.status) == (u, "ok")
    items = entering(of)
    tried = [random_completion(answers, u, rng) for _ in range(10)]
    for _ in range(10):
        same = {item.code: rng.choice(extremes(of, item)) for item in items}
        tried.append(completed(answers, [dict(same) for _ in range(u)]))
        tried.append(completed(answers, [{item.code: rng.choice(extremes(of, item)) for item in items} for _ in range(u)]))
    for sign in (1, -1):
        tried.extend(greedy(answers, u, rng, sign=sign))
    for whole in tried:
        assert holds(bounds, index_of(whole))
    assert holds(bounds, score_team(tried[-1]).index)


# Everything a single missing member could answer.
BOTH_ENDS = ["ratings", "picks", "picks or none", "picks or own", "orders", "partial order", "ticks", "criteria"]


@pytest.mark.parametrize("name", [*BOTH_ENDS, "both kinds of definitions"])
@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_bounds_of_a__one_missing_and_every_answer_tried__both_ends_reached(name: str, missing: float) -> None:
    of = SHAPES[name]
    answers = open_wave(of, 3, 1, 7, missing)
    items = entering(of)
    found = [
        index_of(completed(answers, [dict(zip([item.code for item in items], given, strict=True))]))
        for given in itertools.product(*[extremes(of, item) for item in items])
    ]
    bounds = score_team(answers).bounds
    assert bounds
    assert bounds.average
    assert bounds.index
    averages = [index.average for index in found if index.average is not None]
    assert bounds.average == Band(pytest.approx(min(averages), abs=1e-9), pytest.approx(max(averages), abs=1e-9))
    assert bounds.index.low <= min(index.value for index in found if index.value is not None) + 1e-9


@pytest.mark.parametrize("of", [instrument(RatingItem(code="q1", text="How?", points=4), rating("q2")), instrument(LEAD), instrument(WON)])
def test_bounds_of_a__two_missing_and_every_answer_tried__both_ends_reached(of: Instrument) -> None:
    answers = open_wave(of, 2, 2, 3, 0.0)
    items = entering(of)
    choices = [
        dict(zip([item.code for item in items], given, strict=True)) for given in itertools.product(*[extremes(of, item) for item in items])
    ]
    averages = [index_of(completed(answers, list(pair))).average for pair in itertools.combinations_with_replacement(choices, 2)]
    bounds = score_team(answers).bounds
    assert bounds
    assert bounds.average == Band(pytest.approx(min(averages), abs=1e-9), pytest.approx(max(averages), abs=1e-9))


def test_bounds__two_ratings_and_one_missing__as_worked_out_by_hand() -> None:
    """2 and 4 of five levels, E0 = 4. Best is 3: (4 + 1 + 1) / 4 / 3 = 1/2. Worst is 1 or 5: (4 + 1 + 9) / 4 / 3 = 7/6."""
    table = """
    respondent  q1
    a           2
    b           4
    """
    score = score_team(team(table, instrument(rating("q1")), invited=3))
    assert score.index.average == pytest.approx(0.0)
    assert score.bounds
    assert score.bounds.average == Band(pytest.approx(-100 / 6), pytest.approx(50.0))
    # Across the split: 1 against 2, 4 and against 5 in turn; {1, 2 | 4} has (4 + 9) / 4 over floor(9 / 4) pairs.
    assert score.bounds.index
    assert score.bounds.index.low <= 100 * (1 - 13 / 8 / 1.066)


def test_bounds__everybody_answered__none() -> None:
    assert score_team(random_team(SHAPES["all"], 4, 1)).bounds is None


@pytest.mark.parametrize("n", [0, 1])
def test_bounds__fewer_than_two_answered__too_few(n: int) -> None:
    answers = msgspec.structs.replace(random_team(SHAPES["all"], n, 1), invited=4)
    assert score_team(answers).bounds == Bounds(missing=4 - n, status="too_few")


def test_bounds__people_turned_round__same_bounds() -> None:
    answers = open_wave(SHAPES["all"], 3, 2, 5, 0.2)
    turned = msgspec.structs.replace(answers, respondents=answers.respondents[::-1], values=dict(reversed(answers.values.items())))
    assert msgspec.json.encode(score_team(answers).bounds) == msgspec.json.encode(score_team(turned).bounds)


@pytest.mark.parametrize("seed", range(20))
def test_best_allocation__fine_grid_tried__never_below_and_reached(seed: int) -> None:
    """Shares in fortieths: the best split is one of them, since its corners are shares that were given, or what they leave of 1."""
    rng = np.random.default_rng(seed)
    shares = np.diff(np.sort(np.column_stack([np.zeros(4), rng.integers(0, 41, (4, 2)), np.full(4, 40)])), axis=1) / 40
    grid = np.array([(a, b, 40 - a - b) for a in range(41) for b in range(41 - a)]) / 40
    sums = np.abs(grid[:, None] - shares).sum(axis=2).sum(axis=1) / 2 / (2 / 5)
    found = add_to_allocation(shares, 1)
    assert found.least == pytest.approx(sums.min(), abs=1e-9)
    assert found.most[1] == pytest.approx(sums.max(), abs=1e-9)


@pytest.mark.parametrize("n", [1, 2, 5, 18])
@pytest.mark.parametrize("added", [1, 3])
def test_largest_cut__cells_filled_up_to_their_limits__no_split_is_deeper(n: int, added: int) -> None:
    rng = np.random.default_rng(10 * n + added)
    for _ in range(20):
        delta = rng.random((n, n))
        delta = np.triu(delta, 1) + np.triu(delta, 1).T
        links = rng.random((added, n)) * rng.integers(1, 4, n)
        among = np.triu(rng.random((added, added)) * 2, 1)
        whole = np.block([[delta, links.T], [links, among + among.T]])
        limit = largest_cut(delta, links.max(axis=0), single=float(links.sum(axis=1).max()), apart=float(among.max()), added=added)
        assert limit >= deepest_split(whole).value - 1e-9


def test_largest_cut__all_cells_at_their_limit__as_the_deepest_split() -> None:
    delta = np.array([[0.0, 1.0, 3.0], [1.0, 0.0, 2.0], [3.0, 2.0, 0.0]])
    whole = np.full((5, 5), 2.0)
    whole[:3, :3] = delta
    np.fill_diagonal(whole, 0.0)
    assert largest_cut(delta, np.full(3, 2.0), single=6.0, apart=2.0, added=2) == pytest.approx(deepest_split(whole).value)
