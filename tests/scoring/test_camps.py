import re

import numpy as np
import pytest
from answers_at_random import random_team
from tables import WHOLE, instrument, options, team

from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.camp_free import camp_limit, draw_camp_free
from scoring.camps import comes_apart, looseness
from scoring.chance import constants
from scoring.design import Design, Floats, ListShape
from scoring.disclosure import release
from scoring.findings import find
from scoring.publishing import designs_of
from scoring.random_teams import Drawn, compose_drawn, draw_teams
from scoring.results import Finding
from scoring.splits import deepest_split, largest_cuts
from survey_definitions.loading import load_instrument
from survey_definitions.schema import PickItem

LISTS = instrument(PickItem(code="top", text="Which three?", options=options("a b c d e f g h i j k l")))
SALES, MARKETING = "a|b|c", "d|e|f"
SHIPPED = designs_of(load_instrument("sales-marketing"))[0]
SINGLE = {
    "picks": Design(lists=(ListShape(12, 3),)),
    "ranks": Design(lists=(ListShape(8, 8, ordered=True),)),
    "ratings": Design(levels=(5,) * 24),
    "parts": Design(parts=(5,)),
    "terms": Design(terms=((4,),) * 4),
}
ALL = {"whole": SHIPPED, **SINGLE}


def camps_found(answers: TeamAnswers) -> Finding | None:
    return next((finding for finding in find(score_team(answers), answers) if finding.kind == "camps"), None)


def lists(*rows: str) -> TeamAnswers:
    """One row a person: "function list" or a list alone."""
    split = [row.split() if " " in row else ["", row] for row in rows]
    table = "\n".join(f"p{number:02d} {function or '.'} {given}" for number, (function, given) in enumerate(split))
    answers = team(f"respondent name top\n{table}", LISTS)
    people = tuple(type(person)(id=person.id, function=row[0]) for person, row in zip(answers.respondents, split, strict=True))
    return TeamAnswers(team="t", wave="w", instrument=LISTS, respondents=people, values=answers.values, invited=len(people), ask_all=True)


def test_camps__three_against_three_lists__as_by_hand() -> None:
    """Disjoint lists of 3 of 12 disagree by 4/3: nine of fifteen pairs do, A = 100 (1 - 4/3 * 9/15) = 20; C = 4/3."""
    answers = lists(SALES, SALES, SALES, MARKETING, MARKETING, MARKETING)
    score = score_team(answers)
    camps = score.camps
    assert score.index.average == pytest.approx(20)
    assert camps.penalty == pytest.approx(20 - 100 * (1 - 4 / 3 / score.index.kappa))
    assert (camps.found, camps.smaller, camps.larger, camps.status) == (True, 3, 3, "ok")
    assert camps.limit < 15
    finding = camps_found(answers)
    assert finding.sentence == (
        f"The team stands in two camps: across its deepest split people agree {camps.penalty:.0f} points less than any two of them do "
        f"on average; of teams without camps, 95 % stay at {camps.limit:.0f} or below."
    )
    assert (finding.certainty, finding.subject, finding.weight) == ("outside_chance", "camps", 2)
    assert finding.size == pytest.approx(camps.penalty / 50)


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ((SALES, MARKETING, MARKETING), "too_few"),
        ((SALES,), "too_few"),
        ((SALES,) * 6, "no_variation"),
        ((SALES,) * 7 + (MARKETING,), "ok"),  # somebody who stands alone is no camp
        ((SALES,) * 6 + (MARKETING, "g|h|i"), "ok"),  # nor are two, each in a way of their own
    ],
)
def test_camps__one_alone_or_nobody_apart__none(rows: tuple[str, ...], status: str) -> None:
    answers = lists(*rows)
    camps = score_team(answers).camps
    assert (camps.found, camps.status) == (False, status)
    assert camps_found(answers) is None


def test_camps__of_two_functions__followed_with_an_exact_p() -> None:
    """Eight people in two functions of four: 35 ways to deal them, one of which is this one."""
    apart = score_team(lists(*[f"sales {SALES}"] * 4, *[f"marketing {MARKETING}"] * 4))
    assert (apart.camps.agreement, apart.camps.p_method, apart.camps.follows_function) == (1.0, "exact", True)
    assert apart.camps.p == pytest.approx(1 / 35)
    across = score_team(lists(*[f"sales {SALES}", f"marketing {SALES}", f"sales {MARKETING}", f"marketing {MARKETING}"] * 2))
    assert across.camps.found
    assert not across.camps.follows_function
    assert across.camps.agreement < 0


def test_camps__of_six_in_two_functions__cannot_be_tested() -> None:
    """Ten ways to deal three and three: the smallest p is a tenth."""
    camps = score_team(lists(*[f"sales {SALES}"] * 3, *[f"marketing {MARKETING}"] * 3)).camps
    assert (camps.found, camps.p, camps.p_min, camps.follows_function) == (True, None, 0.1, False)


def test_finding__that_follows_function__names_those_of_three_and_more_and_no_sizes() -> None:
    answers = lists(*[f"marketing {MARKETING}"] * 4, *[f"sales {SALES}"] * 5, f"finance {SALES}")
    finding = camps_found(answers)
    assert finding.certainty == "tested"
    assert finding.sentence.endswith(
        "The line runs between functions, with Sales mainly on one side and Marketing mainly on the other (p = "
        f"{finding.evidence.values['p']:.3f})."
    )
    assert finding.evidence.values["functions_here"] == ["Sales"]
    assert "Finance" not in finding.sentence
    printed = [float(number) for number in re.findall(r"\d+\.?\d*", finding.sentence.replace("95 %", ""))]
    values = [value for value in finding.evidence.values.values() if isinstance(value, float)]
    assert all(any(abs(number - value) <= 0.5 for value in values) for number in printed)


def test_finding__of_functions_of_two__says_that_the_line_follows_them_and_no_more() -> None:
    """Where three pairs of colleagues stand against three, 20 of the 924 ways to choose six people keep every pair together."""
    rows = [f"f{number} {SALES if number < 3 else MARKETING}" for number in (0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5)]
    answers = lists(*rows)
    assert score_team(answers).camps.p == pytest.approx(20 / 924)
    finding = camps_found(answers)
    assert finding.sentence.endswith(" or below. The line runs between functions (p = 0.022).")
    assert "functions_here" not in finding.evidence.values


@pytest.mark.parametrize("mode", ["function", "mixed"])
def test_release__where_nobody_is_named__shows_camps_without_sizes_or_sides(mode: str) -> None:
    answers = lists(*[f"sales {SALES}"] * 5, *[f"marketing {MARKETING}"] * 4)
    score = score_team(answers)
    shown = release(score, answers, find(score, answers), mode=mode, audience="team")
    assert (shown.score.camps.found, shown.score.camps.smaller, shown.score.camps.larger) == (True, 0, 0)
    (finding,) = [finding for finding in shown.findings if finding.kind == "camps"]
    assert not {4, 5} & {value for value in finding.evidence.values.values() if isinstance(value, int)}
    for hidden in ("consultant", "aggregate"):
        kept = release(score, answers, find(score, answers), mode=hidden, audience="team")
        assert kept.findings == ()
        assert kept.score.camps.penalty is None


def test_looseness__side_of_one__holds_together_with_nobody() -> None:
    delta = np.array([[0.0, 1, 1], [1, 0, 0], [1, 0, 0]])
    assert looseness(delta, np.array([True, False, False])) == float("inf")
    assert looseness(np.zeros((4, 4)), np.array([True, True, False, False])) == float("inf")


def test_camps__two_hundred_people__searched() -> None:
    camps = score_team(random_team(WHOLE, 200, 3)).camps
    assert (camps.status, camps.found) == ("heuristic", False)


def share_called(design: Design, n: int, drawn: Drawn) -> float:
    """The share of drawn teams that are said to stand in camps."""
    delta = compose_drawn(design, drawn, np.ones((n, sum(design.widths)), dtype=np.bool_)).delta
    kappa = constants(design, n).kappa
    average = 100 * (1 - delta[:, *np.triu_indices(n, 1)].mean(axis=1))
    penalty = average - 100 * (1 - largest_cuts(delta) / kappa)
    called = 0
    for number in np.flatnonzero(penalty >= 10):
        side = np.asarray(deepest_split(delta[number]).side, dtype=np.bool_)
        limit = camp_limit(design, n, average=float(average[number]), kappa=kappa)
        called += comes_apart(delta[number], side, penalty=float(penalty[number]), limit=limit)
    return called / len(delta)


def noise_of_each_member(teams: int, n: int, rng: np.random.Generator) -> Floats:
    """Members whose noise differs by a factor of e either way around that of their team."""
    coherence = rng.random((teams, 1))
    return 1 / (1 + (1 - coherence) / coherence * np.exp(rng.standard_normal((teams, n))))


def one_apart(teams: int, n: int, rng: np.random.Generator) -> Floats:
    coherence = np.repeat(rng.random((teams, 1)), n, axis=1)
    coherence[:, 0] = 0.0
    return coherence


@pytest.mark.parametrize("n", [4, 5, 8, 15])
@pytest.mark.parametrize("design", ALL.values(), ids=ALL)
def test_camps__teams_without_any__called_so_in_one_of_twenty_at_most(design: Design, n: int) -> None:
    """Three standard errors of 2,000 teams allowed. None of the four kinds is what the limit was made from."""
    rng = np.random.default_rng(100 + n)
    kinds = {
        "uniform": draw_teams(design, n, teams=2_000, habit="uniform", rng=rng),
        "ordinary": draw_teams(design, n, teams=2_000, habit="ordinary", rng=rng),
        "uneven": draw_camp_free(design, noise_of_each_member(2_000, n, rng), rng),
        "one apart": draw_camp_free(design, one_apart(2_000, n, rng), rng),
    }
    found = {kind: share_called(design, n, drawn) for kind, drawn in kinds.items()}
    assert {kind: share for kind, share in found.items() if share > 0.05 + 3 * (0.05 * 0.95 / 2_000) ** 0.5} == {}


def two_camps(design: Design, n: int, coherence: float, teams: int, rng: np.random.Generator) -> Drawn:
    """One truth for all, of which half the team holds the opposite: scales and lists turned round, other options."""
    drawn = draw_camp_free(design, np.full((teams, n), coherence), rng)
    half = n // 2
    for column, m in enumerate(design.levels):
        drawn.ratings[:, :half, column] = m + 1 - drawn.ratings[:, :half, column]
    for rows in (*drawn.lists, *drawn.allocations):
        rows[:, :half] = rows[:, :half, ::-1].copy()
    for x, counts in zip(drawn.terms, design.terms, strict=True):
        x[:, :half] = (x[:, :half] + 1) % np.asarray(counts)
    return drawn


@pytest.mark.parametrize("n", [6, 8, 15])
@pytest.mark.parametrize(
    ("name", "coherence"), [("whole", 0.6), ("ratings", 0.6), ("terms", 0.7), *[(k, 0.95) for k in ("picks", "ranks", "parts")]]
)
def test_camps__two_of_equal_size__mostly_found(name: str, coherence: float, n: int) -> None:
    """One list or one allocation tells less than many ratings, and the truth that is turned round may be much its own opposite."""
    rng = np.random.default_rng(200 + n)
    assert share_called(ALL[name], n, two_camps(ALL[name], n, coherence, 300, rng)) > 0.7
