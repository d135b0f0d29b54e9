"""Teams without any shared view, as answers: people who tick at random, and people with ordinary habits (decision 44)."""

from typing import Any, Literal

import numpy as np

from scoring.answers import Respondent, TeamAnswers
from scoring.random_teams import skewed_shares
from survey_definitions.schema import (
    AllocationItem,
    DefinitionItem,
    EvidenceItem,
    Instrument,
    Item,
    NumberItem,
    PerceptionItem,
    PickItem,
    PredictionItem,
    RankingItem,
    RatingItem,
    SymptomItem,
    TextItem,
    is_asked,
)

Habit = Literal["random", "ordinary"]
FUNCTIONS = ("marketing", "sales", "customer_success", "finance")


def drawn_team(instrument: Instrument, n: int, habit: Habit, rng: np.random.Generator, *, wave: str = "1") -> TeamAnswers:
    """n people of four functions by turns, each of whom answers everything asked, without looking at anybody."""
    people = tuple(Respondent(id=f"p{number:02d}", function=FUNCTIONS[number % len(FUNCTIONS)]) for number in range(n))
    values = {person.id: _answers(instrument, person, habit, rng) for person in people}
    return TeamAnswers(team="t", wave=wave, instrument=instrument, respondents=people, values=values, invited=n)


def asked_again(team: TeamAnswers, habit: Habit, rng: np.random.Generator, *, kept: float, wave: str = "2") -> TeamAnswers:
    """The same people in another wave: each answer is kept with this probability and else drawn anew, so the two waves are exchangeable."""
    values = {}
    for person in team.respondents:
        fresh = _answers(team.instrument, person, habit, rng)
        old = team.values[person.id]
        values[person.id] = {code: old[code] if code in old and rng.random() < kept else value for code, value in fresh.items()}
    return TeamAnswers(
        team=team.team, wave=wave, instrument=team.instrument, respondents=team.respondents, values=values, invited=team.invited
    )


def _answers(instrument: Instrument, person: Respondent, habit: Habit, rng: np.random.Generator) -> dict[str, Any]:
    found = {item.code: _value(instrument, item, habit, rng) for bank, item in instrument.items() if is_asked(bank, item, person.functions)}
    return {code: value for code, value in found.items() if value is not None}


def _level(m: int, habit: Habit, rng: np.random.Generator) -> int:
    return int(rng.integers(1, m + 1)) if habit == "random" else int(rng.choice(m, p=skewed_shares(m))) + 1


def _option(codes: list[str], habit: Habit, rng: np.random.Generator) -> str:
    if habit == "ordinary" and len(codes) > 2 and rng.random() < 0.5:
        return codes[0]
    rest = codes[1:] if habit == "ordinary" and len(codes) > 2 else codes
    return rest[int(rng.integers(len(rest)))]


def _list(codes: list[str], places: int, habit: Habit, rng: np.random.Generator) -> list[str]:
    shares = np.ones(len(codes)) if habit == "random" else 1 / np.arange(1, len(codes) + 1)
    chosen = rng.choice(len(codes), size=min(places, len(codes)), replace=False, p=shares / shares.sum())
    return [codes[at] for at in chosen]


def _points(item: AllocationItem, habit: Habit, rng: np.random.Generator) -> dict[str, int]:
    shares = rng.dirichlet(np.full(len(item.options), 1.0 if habit == "random" else 5.0))
    points = np.floor(shares * item.total).astype(int)
    points[int(shares.argmax())] += item.total - int(points.sum())
    return {option.code: int(point) for option, point in zip(item.options, points, strict=True)}


def _definition(item: DefinitionItem, habit: Habit, rng: np.random.Generator) -> Any:
    if item.options:
        return _option([option.code for option in item.options], habit, rng)
    value: dict[str, Any] = {"criteria": [option.code for option in item.criteria if rng.random() < 0.5]}
    if item.threshold:
        value["threshold"] = _option([option.code for option in item.threshold.options], habit, rng)
    if item.owner:
        value["owner"] = _option([option.code for option in item.owner], habit, rng)
    return value


def _value(instrument: Instrument, item: Item, habit: Habit, rng: np.random.Generator) -> Any:  # noqa: PLR0911 - one line an item type
    if isinstance(item, RatingItem):
        return _level(item.size, habit, rng)
    if isinstance(item, PickItem | RankingItem):
        codes = [option.code for option in instrument.options_of(item)]
        return _list(codes, item.pick if isinstance(item, PickItem) else item.rank, habit, rng)
    if isinstance(item, AllocationItem):
        return _points(item, habit, rng)
    if isinstance(item, DefinitionItem):
        return _definition(item, habit, rng)
    if isinstance(item, PredictionItem):
        return {"picks": int(rng.integers(0, 4)), "area": float(rng.integers(10, 51)) / 10, "goal": int(rng.integers(0, 3))}[item.of]
    if isinstance(item, PerceptionItem):
        about = item.about or tuple(function.code for function in instrument.functions)
        return {function: _level(item.size, habit, rng) for function in about}
    if isinstance(item, SymptomItem):
        return {"heard": bool(rng.random() < 0.3), "by": []}
    if isinstance(item, EvidenceItem):
        return {"answer": ("yes", "partly", "no")[int(rng.integers(3))]}
    if isinstance(item, NumberItem):
        return float(round(min(item.maximum, max(item.minimum, float(rng.lognormal(3.0, 1.0))))))
    return _text(instrument, item, rng) if isinstance(item, TextItem) else None


def _text(instrument: Instrument, item: TextItem, rng: np.random.Generator) -> Any:
    if item.form in ("goal", "incentive"):
        measures = [measure.code for measure in instrument.measures]
        return {"measure": measures[int(rng.integers(len(measures)))], "deadline": f"2027-{int(rng.integers(1, 13)):02d}-28"}
    return None
