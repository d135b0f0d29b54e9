"""The explanation, checked from its own text: each printed equation is worked out again, and nothing kept back comes through it."""

import json
import math
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from answers_at_random import random_team
from tables import WHOLE, instrument, options, rating, ratings, team

from scoring import score_team
from scoring.answers import Respondent, TeamAnswers
from scoring.certainties import Camps
from scoring.equations import equation, evaluate, number
from scoring.explained_certainty import explain_people
from scoring.explaining import explain, explanation_text
from scoring.findings import find
from scoring.levels import band_of
from scoring.results import LEVELS
from survey_definitions.schema import AllocationItem, DefinitionItem, Option, PickItem, RankingItem

EQUATION = re.compile(r"((?:min|max|floor|[\d.()×+−/, ])+) = (−?\d+(?:\.\d+)?)")
ALL = instrument(
    *[rating(f"q{at:02d}") for at in range(1, 10)],
    rating("scale"),
    PickItem(code="top", text="Which two?", options=options("grow keep hire cut build"), pick=2, none_text="Nothing"),
    RankingItem(code="order", text="In which order?", options=options("price speed care"), rank=3),
    AllocationItem(code="effort", text="Where to?", options=options("new old both")),
    DefinitionItem(code="lead", text="What is a lead?", term="Lead", options=options("name call visit")),
    DefinitionItem(code="won", text="What is won?", term="Won", criteria=options("signed paid"), owner=options("us them both")),
    core=("q01", "q02", "top"),
)


def told(answers: TeamAnswers, **more: Any) -> str:
    score = score_team(answers)
    return explanation_text(score, explain(score, answers, find(score, answers), **more))


def equations(text: str) -> list[tuple[str, str]]:
    return [(found[1].strip(" ,"), found[2]) for found in EQUATION.finditer(text)]


def holds(expression: str, result: str) -> bool:
    """The left side from its printed figures, rounded as the right side is printed; a half may go either way."""
    value = eval(expression.replace("×", "*").replace("−", "-"), {"min": min, "max": max, "floor": math.floor})  # noqa: S307 - arithmetic that the pattern let through
    places = len(result.partition(".")[2])
    return abs(value - float(result.replace("−", "-"))) <= 0.5 * 10**-places + 1e-9


@pytest.mark.parametrize("of", [WHOLE, ALL, ratings(3)], ids=["every type", "two of each", "ratings"])
@pytest.mark.parametrize(("n", "invited", "missing"), [(2, 2, 0.0), (3, 4, 0.0), (4, 4, 0.3), (5, 8, 0.1), (7, 7, 0.0), (18, 20, 0.05)])
def test_explanation__every_printed_equation__holds_as_printed(of: Any, n: int, invited: int, missing: float) -> None:
    text = told(msgspec.structs.replace(random_team(of, n, 10 * n, missing=missing), invited=invited))
    found = equations(text)
    assert len(found) == text.count(" = ")
    assert len(found) >= 8
    assert [line for line in found if not holds(*line)] == []


CASE = json.loads((Path(__file__).parent / "reference_cases" / "091_index_mixed_n3.json").read_text())


def worked_example() -> TeamAnswers:
    """The three executives of the page's worked example, as answers to an instrument of the same shape."""
    given = CASE["input"]
    twelve = tuple(Option(code=f"p{at:02d}", text=f"P{at}") for at in range(12))
    five = tuple(Option(code=f"part{at}", text=f"Part {at}") for at in range(5))
    of = instrument(
        *[rating(f"q{at}") for at in range(1, 7)],
        PickItem(code="top", text="Which three?", options=twelve, pick=3),
        AllocationItem(code="effort", text="Where to?", options=five, total=100),
        *[DefinitionItem(code=f"term{at}", text="?", term=f"T{at}", options=options("a b c d")) for at in range(3)],
    )
    values = {}
    for id_, levels, ranks, shares, terms in zip(
        ("ada", "bo", "cy"), given["R"], given["P_midranks"], given["A_shares"], given["D"], strict=True
    ):
        values[id_] = {
            **{f"q{at}": int(level) for at, level in enumerate(levels, start=1)},
            "top": [f"p{at:02d}" for at, rank in enumerate(ranks) if rank == 2],
            "effort": {f"part{at}": share * 100 for at, share in enumerate(shares)},
            **{f"term{at}": "abcd"[int(option)] for at, option in enumerate(terms)},
        }
    people = tuple(Respondent(id=id_) for id_ in values)
    return TeamAnswers(team="worked", wave="", instrument=of, respondents=people, values=values, invited=3, ask_all=True)


def test_explanation__worked_example_of_the_page__its_figures_in_lines_that_can_be_redone() -> None:
    text = told(worked_example())
    for line in (
        # From the answers of two people: 8 steps squared over 4 and 6 items, one pick of three shared, TV .37, two terms of three.
        "(1 × 0 × 0 + 4 × 1 × 1 + 1 × 2 × 2) / 4 / 6 = 0.3333",
        "12 / (12 − 3) × (1 − 1 / 3) = 0.8889",
        "(0.15 + 0.14 + 0.08 + 0.37 + 0.00) / 2 = 0.3700",
        "0.3000 × 0.3333 + 0.4000 × 0.8889 + 0.1500 × 0.8325 + 0.1500 × 0.8889 = 0.7138",
        # The figures of the page, with kappa as decision 47 corrects it.
        "(0.7138 + 0.5116 + 0.5716) / 3 = 0.5990",
        "100 × (1 − 0.5990) = 40.10",
        "= 61.11",
        "= 40.74",
        "= 25.38",
        "= 11.11",
        "0.71376 + 0.57157 = 1.2853",
        "1.2853 / 2 = 0.6427",
        "most of it is priorities",
        "no level below 5 people",
    ):
        assert line in text, line
    kappa = float(re.search(r"same cells: ([\d.]+)", text)[1])
    across = float(re.search(r"0\.6427 / [\d.]+\) = ([\d.]+)", text)[1])
    assert (kappa, across) == (pytest.approx(1.083, abs=0.01), pytest.approx(40.7, abs=0.6))
    assert f"min(40.10, {across:.2f}) = {min(40.10, across):.2f}" in text
    contributions = [float(found) for found in re.findall(r"  \w+ [\d.]+ × \(100 − [\d.]+\) = ([\d.]+)", text)]
    assert contributions == [pytest.approx(value, abs=0.06) for value in (11.7, 23.7, 11.2, 13.3)]


@pytest.mark.parametrize("seed", range(30))
def test_explained_gates__against_the_word_that_was_said__some_gate_holds_it_back_or_none(seed: int) -> None:
    one = random_team(ALL, 1, seed).values["p000"]
    drawn = random_team(ALL, 5 + seed % 4, seed)
    # Shared answers to some degree, so that words of all kinds come up.
    values = {
        id_: {
            code: one.get(code, value) if (at * 7 + len(code) * seed) % 10 < seed % 11 else value
            for at, (code, value) in enumerate(own.items())
        }
        for id_, own in drawn.values.items()
    }
    answers = msgspec.structs.replace(drawn, values=values, invited=drawn.n + seed % 3)
    score = score_team(answers)
    index = score.index
    text = told(answers)
    held = re.findall(r"^  held back: (.*)$", text, re.MULTILINE)
    if index.value is None:
        assert "No index" in text
        return
    own = LEVELS[band_of(index.value)]
    assert f"by itself is “{own}”" in text
    assert bool(held) == (index.level != own)
    assert (f"Level: {index.level}" if index.level else f"Level: none. Reason: {index.level_reason}.") in text


def test_explanation__too_few_answers_and_a_straight_liner__named_with_what_they_gave() -> None:
    table = """
    respondent  q01 q02 q03 q04 q05 q06 q07 q08 q09  scale  top        effort
    ana         1   2   3   4   5   4   3   2   1    2      grow|keep  new:50|old:30|both:20
    ben         3   3   3   3   3   3   3   3   3    3      grow|hire  new:10|old:30|both:60
    cy          2   2   3   4   5   5   3   2   1    1      keep|hire  new:50|old:30|both:20
    dot         2   .   .   .   .   .   .   .   .    .      .          .
    """
    text = told(team(table, ALL, invited=5))
    assert "5 were asked, 4 sent answers, 3 count for the index." in text
    assert "dot does not count: ratings 1 of 10, priorities 0 of 1 and allocation 0 of 1." in text
    assert "ben gave every rating the same level" in text
    assert "2 people are missing" in text


@pytest.mark.parametrize("n", [0, 1])
def test_explanation__nobody_to_compare__says_so(n: int) -> None:
    assert "No index: too few people" in told(random_team(WHOLE, n, 1))


def test_explanation__all_alike__hundred_and_no_split() -> None:
    one = random_team(ratings(3), 1, 5).values["p000"]
    same = random_team(ratings(3), 6, 5)
    text = told(msgspec.structs.replace(same, values=dict.fromkeys(same.values, one)))
    assert "there is no split" in text
    assert "max(0, floor(100.00)) = 100" in text


def test_explanation__findings__with_items_values_and_formula() -> None:
    answers = random_team(WHOLE, 6, 3)
    score = score_team(answers)
    first = next(finding for finding in find(score, answers) if finding.kind != "agreed")
    text = told(answers)
    assert f"1. {first.sentence}" in text
    assert f"from {', '.join(first.evidence.items)}; n {first.evidence.n}; formula: {first.evidence.formula}" in text


def test_explanation__with_a_minimum__names_nobody_and_no_function() -> None:
    answers = random_team(WHOLE, 6, 3)
    text = told(answers, minimum=4)
    assert "p00" not in text
    assert all(function.text.casefold() not in text.casefold() for function in WHOLE.functions)
    assert "on one side" not in text or re.search(r"has (\d+) on one side", text)[1] >= "4"


def test_equation__digits__as_many_as_the_result_needs() -> None:
    assert equation("{} / {}", [2, 3], 2 / 3, places=4) == "2 / 3 = 0.6667"
    assert equation("1 − {}", [-0.25], 1.25) == "1 − (−0.2500) = 1.25"
    assert equation("floor({})", [39.99996], 39, digits=2) == "floor(39.99996) = 39"
    assert number(-0.0, 2) == "0.00"
    with pytest.raises(ValueError, match="not arithmetic"):
        evaluate("__import__('os')")


@pytest.mark.parametrize(
    ("camps", "said"),
    [
        (Camps(penalty=30.0, limit=4.0, found=True, smaller=3, larger=3), "Two camps."),
        (Camps(penalty=4.0, limit=4.0, smaller=3, larger=3), "Not above it: no camps are said."),
        (Camps(penalty=9.9, limit=4.0, smaller=3, larger=3), "Above it, but camps are said from 10 points on."),
        (Camps(penalty=30.0, limit=4.0, smaller=1, larger=5), "Above it, but one side is a single person, which is no camp."),
        (
            Camps(penalty=30.0, limit=4.0, smaller=3, larger=3),
            "Above it, but the looser side does not hold together: camps disagree within at most 0.75 of across.",
        ),
    ],
)
def test_explanation__camps__names_the_condition_that_fails(camps: Camps, said: str) -> None:
    score = score_team(random_team(ratings(6), 6, 1))
    index = msgspec.structs.replace(score.index, average=40.0, across_split=40.0 - (camps.penalty or 0.0))
    lines = explain_people(msgspec.structs.replace(score, index=index, camps=camps))
    assert lines[-1].endswith(said)
