"""Findings in ratings, areas, numbers and views of other functions."""

from itertools import combinations

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.items import number_of
from scoring.polarisation import ONE_IN_TWENTY, polarisation_limit
from scoring.results import AreaScore, Evidence, Finding, ItemScore
from scoring.wording import counted, decimal, plain, quoted
from survey_definitions.schema import NumberItem, RatingItem


def _place(item: RatingItem, mean: float) -> float:
    """Where a mean lies between the least mature level (0) and the most mature one (1)."""
    place = (mean - 1) / (item.size - 1)
    return 1 - place if item.reversed else place


def _levels_used(score: ItemScore) -> tuple[int, int]:
    used = [int(level) for level, people in score.counts.items() if people]
    return min(used), max(used)


def _is_rare(score: ItemScore, agreement: float, levels: int, questions: int) -> bool:
    """Whether fewer than one random team in twenty stands so far apart on any of so many questions."""
    if agreement >= 0:
        return False
    limit = polarisation_limit(score.n, levels=levels, share=ONE_IN_TWENTY / max(1, questions))
    return limit is not None and round(agreement, 9) < round(limit, 9)


def rating_findings(item: RatingItem, score: ItemScore, questions: int = 1) -> list[Finding]:
    """Split, low, or agreed and mature. `questions` is the number of ratings that this one is picked from."""
    if score.n < thresholds.PEOPLE or score.mean is None or score.agreement is None or score.mean_difference is None or item.size < 2:
        return []
    found = []
    place, agreement = _place(item, score.mean), score.agreement
    low, high = _levels_used(score)
    people = counted(score.n, "person", "people")
    if agreement < thresholds.ITEM_SPLIT_BELOW:
        chance = (item.size**2 - 1) / (3 * item.size)
        rare = _is_rare(score, agreement, item.size, questions)
        where = "" if questions == 1 else f" on any of {questions} questions"
        told = f"; fewer than one random team in twenty stands so far apart{where}" if rare else ""
        below = bool(questions == 1 and score.chance_band and agreement < score.chance_band.low)
        found.append(
            Finding(
                kind="item_split",
                sentence=(
                    f"On {quoted(item.text)} the answers of {people} run from {low} to {high}: two of them differ by "
                    f"{decimal(score.mean_difference)} levels on average, where random answers would differ by {decimal(chance)}{told}."
                ),
                size=min(1.0, (1 - agreement) / 2),
                certainty="outside_chance" if rare or below else "descriptive",
                evidence=Evidence(
                    items=(item.code,),
                    n=score.n,
                    values={
                        "lowest": low,
                        "highest": high,
                        "mean_difference": score.mean_difference,
                        "chance_difference": chance,
                        "agreement": agreement,
                        "polarised": score.polarised,
                        "questions": questions,
                    },
                    formula="mean |x_i - x_j| over pairs; r*_wg, uniform null",
                ),
                subject=item.code,
                weight=item.weight,
                private=item.private,
            )
        )
    if place <= thresholds.LOW_UP_TO:
        found.append(
            Finding(
                kind="item_low",
                sentence=f"{quoted(item.text)} stands at {decimal(score.mean)} of {item.size} on average of {people}.",
                size=1 - place,
                evidence=Evidence(items=(item.code,), n=score.n, values={"mean": score.mean, "levels": item.size}, formula="mean"),
                subject=item.code,
                weight=item.weight,
                private=item.private,
            )
        )
    if agreement >= thresholds.AGREED_FROM and place >= thresholds.STRENGTH_FROM:
        spread = f"all {people} gave {low}" if low == high else f"the answers of {people} lie between {low} and {high}"
        found.append(
            Finding(
                kind="agreed",
                sentence=f"On {quoted(item.text)} the team sees the same: {spread} of {item.size}.",
                size=max(0.0, agreement),
                certainty="outside_chance" if score.chance_band and agreement > score.chance_band.high else "descriptive",
                evidence=Evidence(
                    items=(item.code,),
                    n=score.n,
                    values={"lowest": low, "highest": high, "levels": item.size, "agreement": agreement},
                    formula="r*_wg, uniform null",
                ),
                subject=item.code,
                weight=item.weight,
                private=item.private,
            )
        )
    return found


def area_findings(answers: TeamAnswers, area: AreaScore) -> list[Finding]:
    """A low or divided area."""
    items = [
        item for bank, item in answers.instrument.items() if bank.area == area.code and isinstance(item, RatingItem) and not item.private
    ]
    if area.n < thresholds.PEOPLE or area.mean is None or area.agreement is None or area.items < 2 or not items:
        return []
    size, codes = items[0].size, tuple(item.code for item in items)
    weight = max(item.weight for item in items)
    statements, people = counted(area.items, "statement", "statements"), counted(area.n, "person", "people")
    found = []
    if (area.mean - 1) / (size - 1) <= thresholds.LOW_UP_TO:
        found.append(
            Finding(
                kind="area_low",
                subject=area.code,
                sentence=f"{area.title} stands at {decimal(area.mean)} of {size} on average of {statements} and {people}.",
                size=1 - (area.mean - 1) / (size - 1),
                weight=weight,
                evidence=Evidence(
                    items=codes,
                    n=area.n,
                    values={"mean": area.mean, "levels": size, "statements": area.items},
                    formula="mean of item means",
                ),
            )
        )
    if area.agreement < thresholds.AREA_SPLIT_BELOW:
        points = 100 * area.agreement
        found.append(
            Finding(
                kind="area_split",
                subject=area.code,
                sentence=(
                    f"In {area.title} the answers of {people} to {statements} agree by {plain(round(max(points, 0.0)))} of 100, "
                    "where 0 is what random answers give."
                ),
                size=min(1.0, (1 - area.agreement) / 2),
                weight=weight,
                evidence=Evidence(
                    items=codes,
                    n=area.n,
                    values={"agreement": area.agreement, "points": round(max(points, 0.0)), "statements": area.items},
                    formula="r*_wg(J), uniform null",
                ),
            )
        )
    return found


def number_findings(answers: TeamAnswers, people: tuple[Respondent, ...], item: NumberItem) -> list[Finding]:
    """A number on which people are apart by a factor."""
    given = [number for person in people if (number := number_of(answers.value(person, item.code))) is not None]
    if len(given) < thresholds.PEOPLE:
        return []
    pairs = [(min(pair), max(pair)) for pair in combinations(given, 2)]
    share = sum(high > 0 and high >= thresholds.NUMBER_FACTOR * low for low, high in pairs) / len(pairs)
    if share < thresholds.NUMBER_SPLIT_FROM:
        return []
    unit = f" {item.unit}" if item.unit else ""
    low, high = min(given), max(given)
    return [
        Finding(
            kind="item_split",
            subject=item.code,
            sentence=(
                f"On {quoted(item.text)} the answers of {counted(len(given), 'person', 'people')} "
                f"run from {plain(low)} to {plain(high)}{unit}."
            ),
            size=share,
            weight=item.weight,
            evidence=Evidence(
                items=(item.code,),
                n=len(given),
                values={"lowest": low, "highest": high},
                formula="share of pairs that differ by a factor of two",
            ),
            private=item.private,
        )
    ]
