"""Waves with missing members and what these could still answer: at random, at the corners of every item, greedily."""

import itertools
import random
from collections.abc import Iterator
from typing import Any

import msgspec
from answers_at_random import random_team
from tables import instrument, options, rating, ratings

from scoring.answers import Respondent, TeamAnswers
from scoring.certainties import Bounds
from scoring.coding import block_of, code_team
from scoring.index import read_index
from scoring.results import Index
from scoring.screening import screen
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
