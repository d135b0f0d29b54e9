"""Bounds against completions that were really scored: each test fills in the missing members and reads the index again."""

import itertools
import random
from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np
import pytest
from answers_at_random import random_team
from tables import instrument, options, rating, ratings, team

from scoring import score_team
from scoring.additions import add_to_allocation
from scoring.answers import Respondent, TeamAnswers
from scoring.certainties import Bounds
from scoring.coding import block_of, code_team
from scoring.cut_limits import largest_cut
from scoring.index import read_index
from scoring.results import Band, Index
from scoring.screening import screen
from scoring.splits import deepest_split
from scoring.team import blocks_of
from survey_definitions.schema import (
    AllocationItem,
    DefinitionItem,
    Instrument,
    Item,
    PickItem,
    RankingItem,
    RatingItem,
)

PICKS = PickItem(code="top", text="Which two?", options=options("grow keep hire cut build"), pick=2)
PICKS_OR_NONE = PickItem(code="top", text="Which two?", options=options("grow keep hire cut"), pick=2, none_text="Nothing")
PICKS_OR_OWN = PickItem(code="top", text="Which two?", options=options("grow keep hire cut"), pick=2, own=True)
PICKS_IN_ORDER = PickItem(code="first", text="Which three?", options=options("one two three four"), pick=3, ordered=True)
ORDER = RankingItem(code="order", text="In which order?", options=options("price speed care"), rank=3)
PART_ORDER = RankingItem(code="order", text="In which order?", options=options("price speed care size"), rank=2)
EFFORT = AllocationItem(code="effort", text="Where to?", options=options("new old both"))
MONEY = AllocationItem(code="money", text="Where to?", options=options("here there"))
LEAD = DefinitionItem(code="lead", text="What is a lead?", term="Lead", options=options("name call visit"))
WON = DefinitionItem(
    code="won", text="What is won?", term="Won", criteria=options("signed paid"), owner=options("us them"), no_agreed=False
)
THREE = [rating("q1"), rating("q2"), RatingItem(code="q3", text="How?", points=3)]
SHAPES = {
    "ratings": instrument(*THREE),
    "enough ratings to be screened": ratings(9),
    "picks": instrument(PICKS),
    "picks or none": instrument(PICKS_OR_NONE),
    "picks or own": instrument(PICKS_OR_OWN),
    "orders": instrument(ORDER, PICKS_IN_ORDER),
    "partial order": instrument(PART_ORDER),
    "allocation": instrument(EFFORT),
    "two allocations": instrument(EFFORT, MONEY),
    "ticks": instrument(LEAD),
    "criteria": instrument(WON),
    "both kinds of definitions": instrument(LEAD, WON),
    "all": instrument(*THREE, PICKS_OR_NONE, PART_ORDER, EFFORT, LEAD, WON),
    "all, screened": instrument(*[rating(f"q{at}") for at in range(8)], PICKS, MONEY, WON),
}


def extremes(of: Instrument, item: Item) -> list[Any]:
    """Answers of full length at the corners of what an item allows."""
    if isinstance(item, RatingItem):
        return list(range(1, item.size + 1))
    if isinstance(item, PickItem | RankingItem):
        codes = [option.code for option in of.options_of(item)]
        ordered = not isinstance(item, PickItem) or item.ordered
        places = item.pick if isinstance(item, PickItem) else item.rank
        lists = [list(found) for found in (itertools.permutations if ordered else itertools.combinations)(codes, places)]
        if isinstance(item, PickItem) and item.own:
            lists += [[*found, "own:mine"] for found in itertools.combinations(codes, places - 1)]
        return [*lists, "none"] if isinstance(item, PickItem) and item.none_text else lists
    if isinstance(item, AllocationItem):
        parts = [option.code for option in item.options]
        even = {part: item.total // len(parts) for part in parts}
        even[parts[0]] += item.total - sum(even.values())
        return [*[{part: item.total * (part == full) for part in parts} for full in parts], even]
    assert isinstance(item, DefinitionItem)
    if item.options:
        found: list[Any] = [option.code for option in item.options]
    else:
        subsets = itertools.product((False, True), repeat=len(item.criteria))
        criteria = [[option.code for option, ticked in zip(item.criteria, subset, strict=True) if ticked] for subset in subsets]
        found = [{"criteria": ticked, "owner": owner.code} for ticked in criteria for owner in item.owner]
    return [*found, "none"] if item.no_agreed else found


def entering(of: Instrument) -> list[Item]:
    return [item for _, item in of.items() if block_of(item)]


def completed(answers: TeamAnswers, added: list[dict[str, Any]], *, over: tuple[str, ...] = ()) -> TeamAnswers:
    """The same wave with new members; those named in `over` answered too little and now give the first answers."""
    people, values = list(answers.respondents), dict(answers.values)
    for at, given in enumerate(added):
        if at < len(over):
            values[over[at]] = given
            continue
        people.append(Respondent(id=f"z{at}", function="sales"))
        values[f"z{at}"] = given
    return msgspec.structs.replace(answers, respondents=tuple(people), values=values)


def index_of(answers: TeamAnswers) -> Index:
    """The index as `score_team` reads it, without the rest of the score: a fifth of the time."""
    return read_index(screen(code_team(answers)), answers.invited, blocks_of(answers)).index


def holds(bounds: Bounds, found: Index) -> bool:
    """Whether A and I of a completion lie within; one whose every block was screened has neither."""
    if found.value is None or found.average is None:
        return found.status in {"void", "too_few"}
    assert bounds.average
    assert bounds.index
    return (
        bounds.average.low - 1e-9 <= found.average <= bounds.average.high + 1e-9
        and bounds.index.low - 1e-9 <= found.value <= bounds.index.high + 1e-9
    )


def greedy(answers: TeamAnswers, u: int, rng: random.Random, *, sign: int) -> Iterator[TeamAnswers]:
    """From random answers of the missing to the extremes that move A furthest, item by item; every step is a completion."""
    items = entering(answers.instrument)
    added = [{item.code: rng.choice(extremes(answers.instrument, item)) for item in items} for _ in range(u)]
    for at, item in rng.sample([(at, item) for at in range(u) for item in items], min(3, u * len(items))):
        tried = []
        for choice in extremes(answers.instrument, item)[:6]:
            trial = [dict(given) for given in added]
            trial[at][item.code] = choice
            whole = completed(answers, trial)
            yield whole
            average = index_of(whole).average
            tried.append((sign * (average if average is not None else -1e9), len(tried), choice))
        added[at][item.code] = max(tried)[2]


def random_completion(answers: TeamAnswers, u: int, rng: random.Random) -> TeamAnswers:
    drawn = random_team(answers.instrument, u, rng.randrange(1 << 30))
    return completed(answers, [dict(drawn.values[person.id]) for person in drawn.respondents])


def open_wave(of: Instrument, n: int, u: int, seed: int, missing: float) -> TeamAnswers:
    """n people who count, with open cells, and u of whom nothing came."""
    drawn = (random_team(of, n, seed + 1000 * more, missing=missing) for more in range(200))
    answers = next(answers for answers in drawn if index_of(answers).n == n)
    return msgspec.structs.replace(answers, invited=n + u)


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
