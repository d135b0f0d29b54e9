"""How functions see themselves and are seen: by hand, by every dealing of the answers, and kept back like everything by item."""

from itertools import combinations, product

import numpy as np
import pytest
from answers_at_random import random_team
from msgspec.structs import replace
from tables import FIVE, instrument, rating, team

from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.disclosure import release
from scoring.findings import find
from scoring.matrices import View
from scoring.perceptions import gap_at_random, own_side_p, perception_findings, views_of
from scoring.results import Finding
from survey_definitions.loading import load_instrument
from survey_definitions.schema import PerceptionItem

ASKED = instrument(
    PerceptionItem(code="v1", text="How do they work?", levels=FIVE, about=("sales", "marketing")),
    rating("q1", about=("marketing",), weight=2),
    rating("q2"),
)
TABLE = """
respondent function  v1                  q1 q2
a          sales     sales:5|marketing:2 2  3
b          sales     sales:4|marketing:1 1  3
c          marketing sales:2|marketing:4 5  3
d          finance   sales:3|marketing:dk 3 3
e          .         marketing:3         .  3
"""


def views(answers: TeamAnswers) -> dict[tuple[str, str], View]:
    return {(view.item, view.about): view for view in views_of(answers, answers.respondents)}


def found(answers: TeamAnswers) -> dict[str, Finding]:
    return {f"{one.kind}:{one.subject}": one for one in find(score_team(answers), answers)}


def with_functions(table: str) -> TeamAnswers:
    answers = team(table, ASKED)
    people = tuple(replace(one, function="" if one.function == "." else one.function) for one in answers.respondents)
    return replace(answers, respondents=people)


def test_views__own_others_and_by_function() -> None:
    found = views(with_functions(TABLE))
    assert set(found) == {("v1", "sales"), ("v1", "marketing"), ("q1", "marketing")}
    sales = found["v1", "sales"]
    assert (sales.own, sales.own_n, sales.others, sales.others_n, sales.gap) == (4.5, 2, 2.5, 2, 2.0)
    assert sales.by == {"finance": (3.0, 1), "marketing": (2.0, 1)}
    marketing = found["v1", "marketing"]
    assert (marketing.own, marketing.others, marketing.others_n, marketing.gap) == (4.0, 2.0, 3, 2.0)
    assert marketing.by == {"sales": (1.5, 2)}
    plain = found["q1", "marketing"]
    assert (plain.own, plain.own_n, plain.others, plain.others_n, plain.gap) == (5.0, 1, 2.0, 3, 3.0)


def test_views__second_seat__counts_as_own() -> None:
    answers = with_functions(TABLE)
    people = (replace(answers.respondents[0], seats=("marketing",)), *answers.respondents[1:])
    assert views(replace(answers, respondents=people))["v1", "marketing"].own == 3.0


def test_views__others_higher_than_own__gap_below_nought_and_no_finding() -> None:
    answers = with_functions("respondent function v1\n a sales sales:1\n b finance sales:5\n c marketing sales:5")
    assert views(answers)["v1", "sales"].gap == -4.0
    assert not [key for key in found(answers) if key.startswith("perception")]


@pytest.mark.parametrize(
    ("rows", "own", "others", "status"), [("a sales sales:4", 4.0, None, "ok"), ("a finance marketing:3", None, None, "too_few")]
)
def test_views__one_side_or_nobody__no_gap(rows: str, own: float | None, others: float | None, status: str) -> None:
    view = views(with_functions(f"respondent function v1\n {rows}"))["v1", "sales"]
    assert (view.own, view.others, view.gap, view.status) == (own, others, None, status)


def test_views__reversed_rating__turned_round() -> None:
    asked = instrument(rating("q1", about=("sales",), reversed=True))
    (view,) = views_of(answers := team("respondent function q1\n a sales 1\n b finance 5", asked), answers.respondents)
    assert (view.own, view.others) == (5.0, 1.0)


@pytest.mark.parametrize("seed", range(10))
def test_own_side_p__every_choice_of_raters__counted(seed: int) -> None:
    levels = np.random.default_rng(seed).integers(1, 6, 9).astype(float)
    gaps = [abs(levels[list(mine)].mean() - levels[[at for at in range(9) if at not in mine]].mean()) for mine in combinations(range(9), 3)]
    assert own_side_p(levels, 3) == pytest.approx(np.mean(np.array(gaps) >= gaps[0] - 1e-9))


@pytest.mark.parametrize(("n", "own"), [(3, 0), (3, 3), (19, 1), (40, 20)])
def test_own_side_p__nothing_to_compare_or_too_few_or_too_many_ways__none(n: int, own: int) -> None:
    assert own_side_p(np.ones(n), own) is None


def plain_ratings(own: str, others: str) -> str:
    lines = [f"m{at} marketing {level}" for at, level in enumerate(own)] + [f"x{at} finance {level}" for at, level in enumerate(others)]
    return "\n".join(["respondent function q1", *lines])


def test_finding__plain_rating__only_where_dealing_the_answers_anew_says_so() -> None:
    """Two of seven: 5, 5 against 1, 2, 1, 2, 1 comes up once in 21; a single own rater among four never says anything."""
    finding = found(with_functions(plain_ratings("55", "12121")))["perception_gap:q1"]
    assert finding.sentence == "On “We keep q1” Marketing sees itself at 5.0 of 5, 5 colleagues of other functions at 1.4."
    assert finding.certainty == "tested"
    assert "perception_gap:q1" not in found(with_functions(plain_ratings("5", "1111")))
    assert "perception_gap:q1" not in found(with_functions(plain_ratings("54", "15312")))


@pytest.mark.parametrize(
    ("gap", "own", "others", "levels"), [(0.5, 2, 2, 5), (2.0, 2, 3, 5), (4 / 3, 3, 2, 4), (-1.0, 1, 2, 5), (-4.0, 2, 2, 5), (4.0, 1, 3, 5)]
)
def test_gap_at_random__every_table_of_answers__counted(gap: float, own: int, others: int, levels: int) -> None:
    tables = [(table[:own], table[own:]) for table in product(range(1, levels + 1), repeat=own + others)]
    reaching = sum(sum(here) / own - sum(there) / others >= gap - 1e-9 for here, there in tables)
    assert gap_at_random(gap, own, others, levels) == pytest.approx(reaching / len(tables))


@pytest.mark.parametrize(
    ("own", "others", "said"),
    [
        (["sales:5"], ["sales:2", "sales:3"], False),  # one level above 10 of 125 times and more
        (["sales:5", "sales:4"], ["sales:2", "sales:3"], False),
        (["sales:5"], ["sales:1", "sales:1"], True),  # once in 125
        (["sales:5", "sales:5"], ["sales:2", "sales:2", "sales:1"], True),
    ],
)
def test_finding__perception__only_where_random_answers_would_hardly_reach_it(own: list[str], others: list[str], said: bool) -> None:
    rows = [f"s{at} sales {value}" for at, value in enumerate(own)] + [f"x{at} finance {value}" for at, value in enumerate(others)]
    asked = instrument(PerceptionItem(code="v1", text="How do they work?", levels=FIVE, about=("sales",)))
    gaps = found(team("respondent function v1\n" + "\n".join(rows), asked))
    assert ("perception_gap:v1" in gaps) == said
    if said:
        assert (gaps["perception_gap:v1"].certainty, gaps["perception_gap:v1"].evidence.values["levels"]) == ("outside_chance", 5)


def test_finding__one_rare_gap_among_many_views__not_said() -> None:
    """Once in 125 on one view of twelve is what chance alone gives: 12 / 125 is above one in twenty."""
    asked = instrument(*[PerceptionItem(code=f"v{at:02d}", text=f"How is work {at}?", levels=FIVE, about=("sales",)) for at in range(12)])
    rest = " ".join(["sales:3"] * 11)
    head = " ".join(f"v{at:02d}" for at in range(12))
    answers = team(f"respondent function {head}\n a sales sales:5 {rest}\n b finance sales:1 {rest}\n c finance sales:1 {rest}", asked)
    assert views(answers)["v00", "sales"].gap == 4.0
    assert not [key for key in found(answers) if key.startswith("perception")]


@pytest.mark.parametrize("n", [5, 8, 15])
def test_finding__teams_that_tick_at_random__in_at_most_one_of_twenty(n: int) -> None:
    asked = load_instrument("sales-marketing", depth=True)
    teams = [random_team(asked, n, seed) for seed in range(200)]
    told = sum(bool(perception_findings(one, one.respondents, views_of(one, one.respondents))) for one in teams)
    assert told <= 17  # of 200 at one in twenty: more comes up in fewer than one of a hundred runs


@pytest.mark.parametrize(
    ("mode", "audience", "codes"), [("function", "team", {"q1"}), ("named", "consultant", {"q1", "v1"}), ("aggregate", "team", set())]
)
def test_release__private_perception__to_the_consultant_only(mode: str, audience: str, codes: set[str]) -> None:
    asked = instrument(PerceptionItem(code="v1", text="How?", levels=FIVE, private=True), rating("q1", about=("sales",)))
    answers = team("respondent function v1 q1\n a sales sales:5 1\n b finance sales:2 4\n c finance sales:1 4", asked)
    score = score_team(answers)
    shown = release(score, answers, find(score, answers), mode=mode, audience=audience).score.views
    assert {view.item for view in shown} == codes


def test_release__mixed__protected_items_stay_out_of_the_matrix() -> None:
    asked = instrument(PerceptionItem(code="v1", text="How?", levels=FIVE, sensitivity="protected"), rating("q1", about=("sales",)))
    answers = team("respondent function v1 q1\n a sales sales:5 1\n b finance sales:2 4\n c finance sales:1 4", asked)
    score = score_team(answers)
    assert {view.item for view in release(score, answers, (), mode="mixed", audience="team").score.views} == {"q1"}


def test_order_of_people__turned_round__changes_nothing() -> None:
    answers = with_functions(TABLE)
    assert score_team(answers) == score_team(replace(answers, respondents=tuple(reversed(answers.respondents))))
