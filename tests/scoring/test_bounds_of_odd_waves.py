"""Bounds where screening, open questions and half-sent answers leave more open than what the missing say."""

import itertools
import random
from typing import Any

import msgspec
import numpy as np
import pytest
from completions import LEAD, MONEY, PICKS, SHAPES, THREE, completed, entering, extremes, holds, index_of, open_wave
from tables import instrument, options, rating, team

from scoring import score_team
from scoring.answers import Respondent, TeamAnswers
from scoring.chance import constants
from scoring.design import Design, ListShape, mask_key
from survey_definitions.schema import (
    DefinitionItem,
    Item,
    PickItem,
)


def test_bounds__somebody_answered_too_little__one_of_the_missing_who_may_still_answer_or_not() -> None:
    table = """
    respondent  q1  q2  q3
    a           2   3   1
    b           4   4   2
    c           .   .   3
    """
    of = SHAPES["ratings"]
    answers = team(table, of, invited=4)
    score = score_team(answers)
    assert (score.n, score.index.n, score.bounds.missing) == (3, 2, 2)
    rng = random.Random(2)
    items = entering(of)
    for _ in range(60):
        given = [{item.code: rng.choice(extremes(of, item)) for item in items} for _ in range(2)]
        comes_back, stays_out = completed(answers, given, over=("c",)), completed(answers, given[:1])
        assert index_of(comes_back).n == 4
        assert index_of(stays_out).n == 3
        assert holds(score.bounds, index_of(comes_back))
        assert holds(score.bounds, index_of(stays_out))


def straight(level: int, count: int = 9) -> dict[str, Any]:
    return {f"q{at:02d}": level for at in range(1, count + 1)}


def test_bounds__all_have_ticked_one_level__within_when_a_new_member_agrees_and_when_one_voids_the_ratings() -> None:
    people = tuple(Respondent(id=id_) for id_ in "ab")
    values = {id_: {**straight(3), "top": picks} for id_, picks in (("a", ["grow", "keep"]), ("b", ["grow", "hire"]))}
    of = instrument(*[rating(f"q{at:02d}") for at in range(1, 10)], PICKS)
    answers = TeamAnswers(team="t", wave="w", instrument=of, respondents=people, values=values, invited=7, ask_all=True)
    bounds = score_team(answers).bounds
    alike = {**straight(3), "top": ["grow", "keep"]}
    lively = [{**straight(3), "q01": level, "q02": 6 - level, "top": ["cut", "build"]} for level in (1, 2, 4, 5)]
    assert holds(bounds, index_of(completed(answers, [alike] * 5)))
    voided = index_of(completed(answers, [alike] * 4 + lively[:1]))
    assert voided.status == "void"
    mixed = index_of(completed(answers, [*lively, alike]))
    assert mixed.status == "ok"
    assert holds(bounds, mixed)


def test_bounds__all_alike_and_in_no_time__within_once_somebody_differs_who_took_time() -> None:
    of = instrument(*THREE, PICKS)
    values = {id_: {"q1": 2, "q2": 4, "q3": 1, "top": picks} for id_, picks in (("a", ["grow", "keep"]), ("b", ["hire", "cut"]))}
    seconds = {id_: {"clarity": 1.0} for id_ in values}
    answers = TeamAnswers(
        team="t",
        wave="w",
        instrument=of,
        respondents=tuple(Respondent(id=id_) for id_ in values),
        values=values,
        invited=5,
        ask_all=True,
        seconds=seconds,
    )
    bounds = score_team(answers).bounds
    for levels in itertools.product((1, 3, 5), repeat=2):
        added = [{"q1": level, "q2": level, "q3": 3, "top": ["grow", "build"]} for level in (*levels, 1)]
        whole = completed(answers, added)
        found = score_team(msgspec.structs.replace(whole, seconds={**seconds, "z0": {"clarity": 90.0}}))
        assert found.flags["too_fast"] == ("a", "b")
        assert holds(bounds, found.index)


def test_bounds__all_have_split_the_points_evenly__within_whether_or_not_the_block_stays() -> None:
    of = instrument(rating("q1"), MONEY)
    values = {id_: {"q1": level, "money": {"here": 50, "there": 50}} for id_, level in (("a", 2), ("b", 3), ("c", 5))}
    people = tuple(Respondent(id=id_) for id_ in values)
    answers = TeamAnswers(team="t", wave="w", instrument=of, respondents=people, values=values, invited=5, ask_all=True)
    bounds = score_team(answers).bounds
    bases = set()
    for first, second in itertools.product((0, 20, 50, 51, 100), repeat=2):
        added = [{"q1": 4, "money": {"here": here, "there": 100 - here}} for here in (first, second)]
        found = index_of(completed(answers, added))
        bases.add(found.basis)
        assert holds(bounds, found)
    assert bases == {"ratings", "ratings+allocation"}


def test_bounds__a_block_that_nobody_has_answered__within_once_two_have() -> None:
    of = instrument(rating("q1"), rating("q2"), LEAD)
    values = {"a": {"q1": 2, "q2": 3}, "b": {"q1": 2, "q2": 4}, "c": {"q1": 5, "q2": 4}}
    people = tuple(Respondent(id=id_) for id_ in values)
    answers = TeamAnswers(team="t", wave="w", instrument=of, respondents=people, values=values, invited=5, ask_all=True)
    bounds = score_team(answers).bounds
    ends = []
    for leads in itertools.product(("name", "call", "none"), repeat=2):
        found = index_of(completed(answers, [{"q1": 3, "q2": 4, "lead": lead} for lead in leads]))
        assert found.basis == "ratings+definitions"
        assert holds(bounds, found)
        ends.append(found.average)
    assert max(ends) - min(ends) > 20  # the new block is what moves it


@pytest.mark.parametrize(
    "dead",
    [
        PickItem(code="top", text="Which two?", options=options("grow keep"), pick=2),
        PickItem(code="top", text="Which two?", options=options("grow keep"), pick=2, own=True),
        PickItem(code="top", text="Which one?", options=options("grow"), pick=1),
        DefinitionItem(code="top", text="?", term="T", options=options("only"), no_agreed=False),
    ],
)
def test_bounds__a_question_that_tells_nobody_apart__within(dead: Item) -> None:
    """Everybody picks all there is: the block has no pair to compare, and none when others answer, but for own wordings."""
    of = instrument(dead, rating("q1"))
    rng = random.Random(8)
    for seed in range(6):
        answers = open_wave(of, 3, 2, seed, 0.2)
        bounds = score_team(answers).bounds
        for _ in range(25):
            added = [{item.code: rng.choice(extremes(of, item)) for item in entering(of)} for _ in range(2)]
            assert holds(bounds, index_of(completed(answers, added)))


def test_bounds__items_yet_open_that_would_unseat_a_respondent__within() -> None:
    """c answered one of the two ratings that anybody answered; of all four it is less than half."""
    of = instrument(*[rating(f"q{at}") for at in range(1, 5)])
    values = {"a": {"q1": 2, "q2": 3}, "b": {"q1": 1, "q2": 5}, "c": {"q1": 4}}
    people = tuple(Respondent(id=id_) for id_ in values)
    answers = TeamAnswers(team="t", wave="w", instrument=of, respondents=people, values=values, invited=4, ask_all=True)
    score = score_team(answers)
    assert score.index.n == 3
    for levels in itertools.product((1, 3, 5), repeat=4):
        found = index_of(completed(answers, [{f"q{at}": level for at, level in enumerate(levels, start=1)}]))
        assert found.n == 3
        assert holds(score.bounds, found)


@pytest.mark.parametrize("options_", [2, 3, 4, 5, 6, 7, 8, 9])
def test_kappa__only_one_pair_answered__not_below_the_expectation_of_an_even_split(options_: int) -> None:
    """All cells take the value of that pair: C is what one random pair shows, 1 on average, and a mean of draws strays around it."""
    mask = np.zeros((4, 1), dtype=bool)
    mask[:2] = True
    kappa = constants(Design(lists=(ListShape(options_, 1),)), 4, mask_key(mask)).kappa
    assert 1.0 <= kappa < 1.06
