"""Attacks on a release: every set of answers is tried against its figures. Each works on the whole, and not on what is shown."""

import itertools
from typing import Any

import msgspec
import pytest
from tables import instrument, options, rating, team

from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.directions import Sealed
from scoring.disclosure import release
from scoring.findings import find
from scoring.released import Released
from scoring.results import TeamScore
from survey_definitions.schema import PickItem, PredictionItem, TextItem


def released(answers: TeamAnswers, mode: str, audience: str = "team") -> Released:
    score = score_team(answers)
    return release(score, answers, find(score, answers), mode=mode, audience=audience)


def text_of(found: Released) -> str:
    return msgspec.json.encode(found).decode()


SECRET = """
respondent name function  q01 q02 v2
zz_anna    Ann  sales     1   2   5
zz_bert    Ben  marketing 3   2   1
zz_cleo    Cleo finance   4   4   2
zz_dora    Dora finance   2   5   4
"""


@pytest.mark.parametrize("mode", ["named", "function"])
def test_release__private_rating__not_to_be_solved_from_pairs_areas_or_index(mode: str) -> None:
    """Anna knows the open answers of all, and her own private one; she tries every set that the others may have given."""
    answers = team(SECRET, instrument(rating("q01"), rating("q02"), rating("v2", private=True)))

    def fitting(found: TeamScore, audience: str) -> list[tuple[int, ...]]:
        fits = []
        for levels in itertools.product(range(1, 6), repeat=3):
            own = dict(zip(["zz_bert", "zz_cleo", "zz_dora"], levels, strict=True))
            values = {id_: given | {"v2": own.get(id_, 5)} for id_, given in answers.values.items()}
            tried = released(msgspec.structs.replace(answers, values=values), mode, audience).score
            fits += [levels] if (tried.pairs, tried.areas, tried.between) == (found.pairs, found.areas, found.between) else []
        return fits

    # What the consultant sees in place of the team gives the answers away, so the attack is one.
    assert fitting(released(answers, mode, "consultant").score, "consultant") == [(1, 2, 4)]
    assert len(fitting(released(answers, mode).score, "team")) == 125


@pytest.mark.parametrize("mode", ["consultant", "aggregate"])
def test_totals__private_rating__enters_no_total_of_the_team(mode: str) -> None:
    of = instrument(rating("q01"), rating("q02"), rating("v2", private=True))
    rows = "".join(f"p{at} {at % 5 + 1} {at % 4 + 1} {{}}\n" for at in range(6))
    ways = [team("respondent q01 q02 v2\n" + rows.format(*levels), of) for levels in ((1, 5, 1, 5, 1, 5), (3,) * 6)]
    assert len({released(way, mode, "consultant").score.index.value for way in ways}) == 2
    assert len({text_of(released(way, mode)) for way in ways}) == 1


GOALS = """
respondent function  q01 same
zz_anna    sales     1   2
zz_bert    marketing 3   3
zz_cleo    finance   4   1
zz_dora    sales     2   0
zz_emil    finance   2   3
"""


@pytest.mark.parametrize(
    ("mode", "kept_back"), [("mixed", {"sensitivity": "protected"}), ("mixed", {"private": True}), ("named", {"private": True})]
)
def test_release__prediction_of_a_goal_that_is_kept_back__does_not_tell_who_names_the_same(mode: str, kept_back: dict[str, Any]) -> None:
    goal = TextItem(code="goal", text="What is the goal?", form="goal", **kept_back)
    answers = team(GOALS, instrument(rating("q01"), goal, PredictionItem(code="same", text="How many?", of="goal", target="goal")))
    shown = []
    for second in ("calls", "customers"):
        measures = dict(zip(answers.values, ["calls", second, "calls", "calls", "customers"], strict=True))
        values = {id_: given | {"goal": {"measure": measures[id_]}} for id_, given in answers.values.items()}
        changed = msgspec.structs.replace(answers, values=values)
        assert score_team(changed).predictions[0].found is not None
        shown.append(text_of(released(changed, mode)))
    assert shown[0] == shown[1]


SPONSOR = """
respondent function  top
zz_boss    sales     grow|keep|sell
zz_bert    sales     cut|build|sell
zz_cleo    finance   grow|keep|cut
zz_dora    finance   grow|build|sell
zz_emil    marketing grow|hire|sell
"""


@pytest.mark.parametrize("mode", ["function", "mixed"])
def test_knowledge__sponsor_is_one_of_two_in_a_function__whose_list_is_whose_cannot_be_worked_out(mode: str) -> None:
    lists = PickItem(code="top", text="Which three?", pick=3, options_from="priorities")
    answers = team(SPONSOR, instrument(lists, priorities=options("grow keep hire cut build sell")))
    answers = msgspec.structs.replace(answers, sealed=Sealed(priorities=("grow", "keep", "hire"), by="zz_boss"))
    values = answers.values
    other = msgspec.structs.replace(answers, values=values | {"zz_boss": values["zz_bert"], "zz_bert": values["zz_boss"]})
    # The attack: the lists of sales are shown without a name, and only one way to deal them out fits the figures without the sponsor.
    assert score_team(answers).knowledge[0].agreement != score_team(other).knowledge[0].agreement
    shown = [released(one, mode) for one in (answers, other)]
    assert shown[0].picks == shown[1].picks
    assert shown[0].score.knowledge == shown[1].score.knowledge
    assert shown[0].findings == shown[1].findings
    assert (shown[0].score.knowledge[0].n, shown[0].score.knowledge[0].all_named) == (4, 0)


def test_knowledge__sponsor_alone_in_a_function__figures_stay() -> None:
    lists = PickItem(code="top", text="Which three?", pick=3, options_from="priorities")
    answers = team(
        SPONSOR.replace("zz_bert    sales    ", "zz_bert    marketing"),
        instrument(lists, priorities=options("grow keep hire cut build sell")),
    )
    answers = msgspec.structs.replace(answers, sealed=Sealed(priorities=("grow", "keep", "hire"), by="zz_boss"))
    found = released(answers, "function")
    assert found.score.knowledge[0].mean_named == 5 / 4
    assert any(finding.kind == "declared_unknown" for finding in found.findings)


@pytest.mark.parametrize("mode", ["named", "function", "mixed"])
def test_predictions__one_guess_below_the_others__does_not_follow_whose_it_is(mode: str) -> None:
    """The mean says that one of six guessed 2, the others 3. That the gap is tested would say that all guessed above what was found."""
    lists = PickItem(code="top", text="Which three?", options=options("a b c d e f g h i j k l"), pick=3)
    of = instrument(rating("q01"), lists, PredictionItem(code="guess", text="How many?", of="picks", target="top"))
    rows = "".join(f"p{at} {at % 5 + 1} {'a|d|e' if at == 5 else 'a|b|c'} {{}}\n" for at in range(6))
    ways = [team("respondent q01 top guess\n" + rows.format(*(2 if at == low else 3 for at in range(6))), of) for low in range(6)]
    tested = [[one.certainty for one in find(score_team(way), way) if one.kind == "overconfident"] for way in ways]
    assert tested == [["descriptive"]] * 5 + [["tested"]]  # the attack
    shown = [released(way, mode) for way in ways]
    assert [[one.certainty for one in found.findings if one.kind == "overconfident"] for found in shown] == [["descriptive"]] * 6
    assert len({repr((found.score.predictions, found.findings)) for found in shown}) == 1
