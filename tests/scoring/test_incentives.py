import pytest

from scoring import Respondent, TeamAnswers, score_team
from scoring.findings import find
from scoring.recommending import recommend
from survey_definitions.loading import load_actions, load_instrument


def paid(business_development: dict[str, str], sales: dict[str, str]) -> TeamAnswers:
    """The company of the sources: one function is paid for calls that are booked, its neighbour for customers."""
    people = [
        Respondent(id="a", function="business_development"),
        Respondent(id="b", function="sales"),
        Respondent(id="c", function="finance"),
    ]
    values = {"a": {"reward_measure": business_development}, "b": {"reward_measure": sales}, "c": {}}
    return TeamAnswers(
        team="t", wave="w", instrument=load_instrument("sales-marketing"), respondents=tuple(people), values=values, invited=3, ask_all=True
    )


def test_calls_booked_and_customers_booked__found_with_an_action() -> None:
    answers = paid({"measure": "calls_booked"}, {"measure": "customers_booked"})
    (finding,) = find(score_team(answers), answers)
    assert (finding.kind, finding.subject, finding.size) == ("incentive_conflict", "calls_booked", 1.0)
    assert finding.sentence.startswith("Business development is paid by ")
    assert finding.evidence.values["other_function"] == "sales"
    assert "share_bonus" in [entry.action for entry in recommend((finding,), load_actions(), answers.instrument)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"measure": "calls_booked", "quality": "budget and need confirmed"}, {"measure": "customers_booked"}),
        ({"measure": "qualified_calls_booked"}, {"measure": "customers_booked"}),
        ({"measure": "customers_booked"}, {"measure": "customers_booked"}),
        ({"measure": "own:calls"}, {"measure": "customers_booked"}),
    ],
    ids=["condition of quality", "outcome measure", "same measure", "own wording"],
)
def test_either_remedy__nothing_found(first: dict[str, str], second: dict[str, str]) -> None:
    answers = paid(first, second)
    assert find(score_team(answers), answers) == ()
