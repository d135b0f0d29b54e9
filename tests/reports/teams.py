"""Teams whose answers are made by a seeded generator and scored by the engine, and releases of them in each mode's shape."""

import datetime as dt
import random
from functools import cache
from typing import Any

from msgspec.structs import replace

from reports import Brief
from scoring import Respondent, TeamAnswers, score_team
from scoring.disclosure import release
from scoring.findings import find
from scoring.released import Audience, Bands, Mode, Released, Suppressed
from scoring.results import Evidence, Finding, TeamScore
from survey_definitions.loading import load_instrument
from survey_definitions.schema import AllocationItem, DefinitionItem, Instrument, Item, PickItem, PredictionItem, RatingItem

NINE = ("chief_executive", "marketing", "business_development", "sales", "customer_success", "product", "finance", "operations", "people")
DAY = dt.date(2026, 11, 2)


@cache
def instrument() -> Instrument:
    """The sales and marketing instrument."""
    return load_instrument("sales-marketing")


def items_of(asked: Instrument) -> list[Item]:
    """Every item of an instrument."""
    return [item for bank in asked.banks for item in bank.items]


def brief(**changes: Any) -> Brief:
    """A brief with everything filled in."""
    filled = Brief(
        client="Larkspur Software",
        firm="Northgate Partners",
        wave="Fourth quarter 2026",
        date=DAY,
        prepared_for="The board, 17 November 2026",
        consultant="R. Adeyemi",
        contact="r.adeyemi@northgate.example",
        opened=dt.date(2026, 10, 12),
        closed=dt.date(2026, 10, 26),
        version="0.1.0",
        mode_sentences=(
            "Open questions are shown by function, also where a function is one person.",
            "Protected questions are only shown as words about the whole team.",
        ),
    )
    return replace(filled, **changes)


def _value(item: Any, chance: random.Random, centre: float, spread: float, whole: Instrument) -> Any:
    if isinstance(item, RatingItem):
        return max(1, min(item.size, round(chance.gauss(centre, spread))))
    if isinstance(item, PickItem):
        codes = [option.code for option in whole.options_of(item)]
        weights = [max(0.15, 3.0 - number) if spread < 1 else 1.6 - 0.1 * number for number in range(len(codes))]
        picked: list[str] = []
        while len(picked) < item.pick:
            found = chance.choices(codes, weights)[0]
            if found not in picked:
                picked.append(found)
        return picked
    if isinstance(item, AllocationItem):
        points = [chance.randrange(5, 40, 5) for _ in item.options[1:]]
        while sum(points) > item.total:
            points[points.index(max(points))] -= 5
        return dict(zip((option.code for option in item.options), [item.total - sum(points), *points], strict=True))
    if isinstance(item, DefinitionItem) and item.options:
        return (
            chance.choice([*(option.code for option in item.options), *(["none"] if item.no_agreed else [])])
            if spread >= 1
            else item.options[0].code
        )
    if isinstance(item, PredictionItem):
        return 2 if item.of == "picks" else round(chance.uniform(3.0, 4.4), 1)
    return None


def answers_of(
    people: int,
    *,
    seed: int = 7,
    spread: float = 1.1,
    functions: tuple[str, ...] | None = None,
    invited: int | None = None,
    asked: Instrument | None = None,
) -> TeamAnswers:
    """Answers of so many people, in turn of the given functions; ratings around a mean of each function with this spread."""
    asked = asked or instrument()
    codes = functions or tuple(function.code for function in asked.functions)
    chance = random.Random(seed)
    centres = {code: chance.uniform(2.2, 4.0) for code in codes}
    respondents = tuple(
        Respondent(id=f"r{number:03d}", name=f"Person {number}", function=codes[number % len(codes)]) for number in range(people)
    )
    values: dict[str, dict[str, Any]] = {}
    for person in respondents:
        given = {}
        for item in items_of(asked):
            centre = 3.0 if spread < 1 else centres[person.function] + chance.uniform(-0.4, 0.4)
            value = _value(item, chance, centre, spread, asked)
            if value is not None:
                given[item.code] = value
        values[person.id] = given
    return TeamAnswers(
        team="Larkspur", wave="2026-Q4", instrument=asked, respondents=respondents, values=values, invited=invited or people, ask_all=True
    )


@cache
def score_of(people: int, seed: int = 7, spread: float = 1.1, invited: int | None = None) -> TeamScore:
    """The engine's score of such a team."""
    return score_team(answers_of(people, seed=seed, spread=spread, invited=invited))


def finding(kind: str, subject: str, sentence: str, items: tuple[str, ...], n: int = 9) -> Finding:
    """A finding with this sentence."""
    return Finding(
        kind=kind,
        subject=subject,
        sentence=sentence,
        size=0.8,
        weight=2,
        certainty="outside_chance",
        evidence=Evidence(items=items, n=n, values={}, formula="test"),
    )


FINDINGS = (
    finding(
        "agreed", "goals_known", "On how well the goals of other functions are known, everybody stands within one level.", ("goals_known",)
    ),
    finding("agreed", "reviews_act", "On what becomes of a review, seven of nine chose the same level.", ("reviews_act",)),
    finding(
        "priorities_apart", "priorities_committed", "Nine people name ten different priorities as committed.", ("priorities_committed",)
    ),
    finding(
        "definition_contested",
        "new_customer",
        "“New customer” has three meanings in the team; the most common one is held by four of nine.",
        ("new_customer",),
    ),
    finding("item_split", "pay_linked", "On how pay is linked to the goal, answers run from level 1 to level 5.", ("pay_linked",)),
    finding("goal_unknown", "goal", "Four of nine wrote down the same measure for the goal.", ("goal",)),
)


def shown(
    answers: TeamAnswers,
    *,
    mode: Mode = "function",
    audience: Audience = "team",
    findings: tuple[Finding, ...] | None = None,
    score: TeamScore | None = None,
) -> Released:
    """What the engine releases of these answers; with `findings`, these in place of its own."""
    score = score or score_team(answers)
    released = release(score, answers, find(score, answers), mode=mode, audience=audience)
    return released if findings is None else replace(released, findings=findings)


def kept_back(answers: TeamAnswers, *, mode: Mode = "aggregate") -> Released:
    """A release in bands: index and blocks to the nearest five, words for items, nothing of any person or function."""
    score = score_team(answers)
    index = replace(
        score.index,
        value=None,
        shown=45,
        average=None,
        average_shown=None,
        across_split=None,
        contributions={},
        leave_one_out=None,
        split=None,
    )
    quiet = replace(
        score,
        index=index,
        functions=(),
        between=(),
        pairs=(),
        predictions=(),
        flags={},
        areas=tuple(replace(area, agreement=None) for area in score.areas),
        items=tuple(
            replace(item, mean=None, sd=None, agreement=None, deviation=None, mean_difference=None, counts={}, status="suppressed")
            for item in score.items
        ),
        priorities=tuple(
            replace(found, counts={}, mean_ranks={}, orders=(), shared=None, identical=None, own=(), none=0, status="suppressed")
            for found in score.priorities
        ),
        definitions=tuple(
            replace(
                found,
                agreement=None,
                none=0,
                status="suppressed",
                parts=tuple(replace(part, counts={}, agreement=None) for part in found.parts),
            )
            for found in score.definitions
        ),
        allocations=tuple(replace(found, to_move=None, means={}, flat_share=None, status="suppressed") for found in score.allocations),
    )
    bands = {
        item.code: Bands("middle", "wide apart" if number % 2 else "close together")
        for number, (_, item) in enumerate(answers.instrument.items())
        if isinstance(item, RatingItem | PickItem | DefinitionItem)
    }
    reason = "fewer than five people could stand behind this figure"
    return Released(
        mode=mode,
        audience="team",
        score=quiet,
        bands=bands,
        suppressed=(Suppressed("answers by function", reason), Suppressed("counts of every question", reason)),
    )
