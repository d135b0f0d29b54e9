"""Seeded teams that tick at random, for properties that hold whatever is answered."""

import random
from typing import Any

from scoring.answers import Respondent, TeamAnswers
from survey_definitions.schema import (
    AllocationItem,
    DefinitionItem,
    Instrument,
    Item,
    PerceptionItem,
    PickItem,
    PredictionItem,
    RankingItem,
    RatingItem,
    SymptomItem,
)


def _value(instrument: Instrument, item: Item, rng: random.Random) -> Any:  # noqa: PLR0911 - one line an item type
    if isinstance(item, RatingItem):
        return rng.randint(1, item.size)
    if isinstance(item, PickItem | RankingItem):
        codes = [option.code for option in instrument.options_of(item)]
        return rng.sample(codes, item.pick if isinstance(item, PickItem) else min(item.rank, len(codes)))
    if isinstance(item, AllocationItem):
        cuts = sorted(rng.randint(0, item.total) for _ in item.options[1:])
        return {option.code: high - low for option, low, high in zip(item.options, [0, *cuts], [*cuts, item.total], strict=True)}
    if isinstance(item, DefinitionItem):
        if item.options:
            return rng.choice([*[option.code for option in item.options], "none"])
        return {"criteria": [option.code for option in item.criteria if rng.random() < 0.5], "owner": rng.choice(item.owner).code}
    if isinstance(item, PredictionItem):
        return rng.randint(0, 3)
    if isinstance(item, PerceptionItem):
        return {function.code: rng.randint(1, item.size) for function in instrument.functions}
    if isinstance(item, SymptomItem):
        return {"heard": rng.random() < 0.5, "by": []}
    return None


def random_team(of: Instrument, n: int, seed: int, *, missing: float = 0.0) -> TeamAnswers:
    """n people in the instrument's functions by turns; `missing` is the share of cells left open."""
    rng = random.Random(seed)
    functions = [function.code for function in of.functions]
    people = [Respondent(id=f"p{number:03d}", name=f"Person {number}", function=functions[number % len(functions)]) for number in range(n)]
    values: dict[str, dict[str, Any]] = {}
    for person in people:
        given = {item.code: _value(of, item, rng) for _, item in of.items()}
        values[person.id] = {code: value for code, value in given.items() if value is not None and rng.random() >= missing}
    return TeamAnswers(team="t", wave="w", instrument=of, respondents=tuple(people), values=values, invited=n, ask_all=True)
