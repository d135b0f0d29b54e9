"""Predicted against found: what people believe that they share with colleagues, and what they do share (decision 32)."""

from calendar import monthrange

import numpy as np
from msgspec.structs import replace

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.change import benjamini_hochberg
from scoring.coding import chosen_of, named_rows
from scoring.design import Floats, seed_of
from scoring.items import area_ratings, banks_by_area, matured, number_of
from scoring.pairs import name_missing
from scoring.predictions import compare_predictions, shared_with_colleagues
from scoring.results import Prediction
from scoring.significance import SIGNS_LISTED_UP_TO
from survey_definitions.schema import PickItem, PredictionItem, RankingItem

# Two goals are drawn from no list: how many would be alike by chance depends on what people might have thought of.
NO_CHANCE = "a goal is not chosen from a list"
_QUARTER = {"Q1": "03-31", "Q2": "06-30", "Q3": "09-30", "Q4": "12-31"}


def last_day(deadline: object) -> str:
    """The last day that a deadline means, so that a quarter, its last month and its last day are one; as it stands where it is none.

    >>> last_day("2027"), last_day("2027-Q2"), last_day("2027-06"), last_day("2028-02"), last_day(None)
    ('2027-12-31', '2027-06-30', '2027-06-30', '2028-02-29', '')
    """
    text = deadline.strip().upper() if isinstance(deadline, str) else str(deadline or "")
    if len(text) == 4 and text.isdecimal():
        return f"{text}-12-31"
    year, _, rest = text.partition("-")
    if not (len(year) == 4 and year.isdecimal()):
        return text
    if rest in _QUARTER:
        return f"{year}-{_QUARTER[rest]}"
    if len(rest) == 2 and rest.isdecimal() and 1 <= int(rest) <= 12:
        return f"{year}-{rest}-{monthrange(int(year), int(rest))[1]:02d}"
    return text


def goal_key(value: object) -> tuple[str, str] | None:
    """What makes two goals the same: measure and last day. None where the measure is not of the list (own wordings match nothing)."""
    if not isinstance(value, dict):
        return None
    measure = value.get("measure")
    if not isinstance(measure, str) or not measure or measure.startswith("own:"):
        return None
    return measure, last_day(value.get("deadline"))


def _found_goals(answers: TeamAnswers, people: tuple[Respondent, ...], item: PredictionItem) -> tuple[list[float | None], float | None]:
    """For each person, how many colleagues name the same measure and deadline. There is no chance value: see NO_CHANCE."""
    values = [answers.value(person, item.target) for person in people]
    goals = [goal_key(value) for value in values]
    return [
        None if value is None else float(sum(goal == other for other in goals) - 1) if goal else 0.0
        for value, goal in zip(values, goals, strict=True)
    ], None


def _found_area(answers: TeamAnswers, item: PredictionItem, columns: dict[str, Floats], n: int) -> tuple[list[float | None], float | None]:
    """For each person, the mean over the others of their own mean of the area; chance is the middle of the scale."""
    items = area_ratings(banks_by_area(answers).get(item.target, []))
    if len({entry.size for entry in items}) != 1:
        return [None] * n, None
    levels = np.column_stack([matured(entry, columns[entry.code]) for entry in sorted(items, key=lambda entry: entry.code)])
    known = ~np.isnan(levels)
    own = np.divide(np.nansum(levels, axis=1), known.sum(axis=1), out=np.full(n, np.nan), where=known.any(axis=1))
    given = ~np.isnan(own)
    filled = np.where(given, own, 0.0)
    others = int(given.sum()) - given.astype(np.int64)
    return list(name_missing(np.where(others > 0, (filled.sum() - filled) / np.maximum(others, 1), np.nan))), (items[0].size + 1) / 2


def _found_picks(answers: TeamAnswers, people: tuple[Respondent, ...], item: PredictionItem) -> tuple[list[float | None], float | None]:
    """For each person, how many entries of a colleague's list are also on the own one, on average; chance is t^2 / M."""
    target = answers.instrument.item(item.target)
    if not isinstance(target, PickItem | RankingItem):
        return [None] * len(people), None
    codes = [option.code for option in answers.instrument.options_of(target)]
    places = target.pick if isinstance(target, PickItem) else target.rank
    named = named_rows(codes, [chosen_of(answers.value(person, target.code)) for person in people], places)
    return list(name_missing(places * shared_with_colleagues(named))), places**2 / len(codes) if codes else None


def prediction_scores(answers: TeamAnswers, people: tuple[Respondent, ...], columns: dict[str, Floats]) -> tuple[Prediction, ...]:
    """Every prediction of a wave, tested as one family after Benjamini and Hochberg (1995), J Royal Statistical Society B 57:289."""
    items = [item for _, item in answers.instrument.items() if isinstance(item, PredictionItem)]
    found = [prediction_score(answers, people, item, columns) for item in items]
    tested = [part for part in found if part.p is not None]
    adjusted = dict(zip((part.code for part in tested), benjamini_hochberg([part.p for part in tested]), strict=True))
    return tuple(replace(part, adjusted=adjusted.get(part.code)) for part in found)


def is_tested(score: Prediction) -> bool:
    """Whether the sign of the gap is called tested: its own p, and its place among the predictions of the wave."""
    return (
        score.p is not None
        and score.adjusted is not None
        and round(score.p, 9) <= thresholds.TESTED_UP_TO
        and round(score.adjusted, 9) <= thresholds.FALSE_DISCOVERIES
    )


def prediction_score(answers: TeamAnswers, people: tuple[Respondent, ...], item: PredictionItem, columns: dict[str, Floats]) -> Prediction:
    """One prediction: mean predicted and found, their gap, its mean size |predicted - found| per person, and the p of its sign.

    The p is that of `compare_signs`, from six people on; below, no arrangement of signs is rarer than one in twenty. What people
    share is common to each two of them, so it describes these people. `adjusted` waits for the family. The person values are
    private to each person.
    """
    try:
        if item.of == "picks":
            found, chance = _found_picks(answers, people, item)
        elif item.of == "area":
            found, chance = _found_area(answers, item, columns, len(people))
        else:
            found, chance = _found_goals(answers, people, item)
    except KeyError:  # the target is not an item of this instrument
        return Prediction(code=item.code, of=item.of, target=item.target, status="not_testable")
    persons: dict[str, tuple[float, float]] = {}
    for person, value in zip(people, found, strict=True):
        guess = number_of(answers.value(person, item.code))
        if guess is not None and value is not None:
            persons[person.id] = (guess, value)
    n = len(persons)
    why = NO_CHANCE if item.of == "goal" else ""
    if n == 0 or len(people) < 2:
        return Prediction(code=item.code, of=item.of, target=item.target, chance=chance, no_chance=why, status="too_few")
    predicted = sum(guess for guess, _ in persons.values()) / n
    actual = sum(value for _, value in persons.values()) / n
    gaps = [guess - value for guess, value in persons.values()]
    drawn = n > SIGNS_LISTED_UP_TO  # all signs of fewer people are listed
    rng = np.random.default_rng(seed_of(answers.instrument.id, answers.wave, f"prediction:{item.code}")) if drawn else None
    test = compare_predictions(gaps, rng=rng) if n >= thresholds.PREDICTION_TESTED else None
    return Prediction(
        code=item.code,
        of=item.of,
        target=item.target,
        n=n,
        predicted=predicted,
        found=actual,
        chance=chance,
        no_chance=why,
        gap=predicted - actual,
        size=sum(sorted(abs(gap) for gap in gaps)) / n,
        p=test.p if test else None,
        p_method=test.p_method if test else "",
        persons=persons,
    )
