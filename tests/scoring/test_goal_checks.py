"""Checks on goals: what they state, where they exclude each other, and who knows whose."""

import pytest
from companies import company, found
from msgspec.structs import replace
from tables import FIVE, instrument, rating, team

from scoring.checks.goal_contradictions import contradict
from scoring.recommending import recommend
from survey_definitions.loading import load_actions
from survey_definitions.schema import EvidenceItem, PerceptionItem

WHOLE = {"measure": "revenue", "direction": "up", "amount": 10, "unit": "percent", "deadline": "2027-12-31"}


def told(*goals: dict[str, object], facts: dict[str, object] | None = None):
    return company(*[("sales", {"goal": goal} if goal else {}) for goal in goals], facts=facts)


def test_goal_parts__too_few_state_all__counted_by_part() -> None:
    (finding,) = found(
        told(WHOLE, {"measure": "revenue", "amount": 10}, {"sentence": "Grow"}, {"measure": "revenue", "deadline": "2027"}),
        "goal_incomplete",
    )
    assert finding.sentence == (
        "Of 4 people who wrote down the company goal, 1 named a measure, an amount with its unit and a date; "
        "3 named a measure, 1 an amount, 2 a date."
    )
    assert (finding.size, finding.evidence.n, finding.weight) == (0.75, 4, 3)
    assert "set_goal" in [entry.action for entry in recommend([finding], load_actions(), told(WHOLE).instrument)]


def test_goal_parts__nobody__said_without_a_nought() -> None:
    (finding,) = found(told({"sentence": "Grow"}, {"sentence": "Win"}, {"measure": "profit"}), "goal_incomplete")
    assert finding.sentence.startswith(
        "Of 3 people who wrote down the company goal, nobody named all of measure, amount with its unit, and date;"
    )
    assert finding.size == 1.0


@pytest.mark.parametrize(
    "goals",
    [[WHOLE, WHOLE, WHOLE], [WHOLE, WHOLE, {"sentence": "Grow"}], [{"sentence": "Grow"}, {"sentence": "Win"}, {}], [{}, {}, {}]],
    ids=["all whole", "two of three whole", "two wrote one", "nobody wrote one"],
)
def test_goal_parts__enough_or_too_few_people__nothing(goals: list[dict[str, object]]) -> None:
    assert found(told(*goals), "goal_incomplete") == []


def test_goal_parts__an_amount_of_nought__is_an_amount() -> None:
    assert found(told(*[WHOLE | {"amount": 0}] * 3), "goal_incomplete") == []


@pytest.mark.parametrize(
    ("facts", "sentence", "subject"),
    [
        ({"fact_goal_written": {"answer": "no"}}, "This year's company goal is not written down, by the fact sheet.", "fact_goal_written"),
        ({"fact_goal_amount": "no"}, "The written company goal states no amount, by the fact sheet.", "fact_goal_amount"),
        (
            {"fact_goal_written": "yes", "fact_goal_amount": "no", "fact_goal_deadline": "no"},
            "The written company goal states no amount and no date, by the fact sheet.",
            "fact_goal_amount",
        ),
    ],
)
def test_goal_written__by_the_fact_sheet__said(facts: dict[str, object], sentence: str, subject: str) -> None:
    (finding,) = [finding for finding in found(told({}, {}, {}, facts=facts)) if finding.kind == "goal_incomplete"]
    assert (finding.sentence, finding.subject, finding.evidence.n) == (sentence, subject, 0)


@pytest.mark.parametrize("word", ["yes", "partly", "dk"])
def test_goal_written__no_plain_no__nothing(word: str) -> None:
    facts = dict.fromkeys(("fact_goal_written", "fact_goal_amount", "fact_goal_deadline"), word)
    assert found(told({}, {}, {}, facts=facts), "goal_incomplete") == []


def test_contradiction__same_measure__other_amounts_and_dates() -> None:
    answers = told(WHOLE, WHOLE | {"amount": 20}, WHOLE | {"deadline": "2028"}, {"measure": "profit"})
    (finding,) = found(answers, "goal_contradicted")
    assert (
        finding.sentence
        == "3 of 4 people measure the company goal by “Revenue of the company” and name 2 different amounts and 2 different dates."
    )
    assert (finding.size, finding.evidence.n) == (0.75, 3)
    assert finding.evidence.values == {"measure": "revenue", "amounts": 2, "deadlines": 2, "people": 3, "of": 4, "pairs": 1.0}
    assert "set_goal" in [entry.action for entry in recommend([finding], load_actions(), answers.instrument)]


@pytest.mark.parametrize(("others", "said"), [(3, True), (6, True), (7, False)])
def test_contradiction__measure_of_few__said_from_a_third_and_by_their_share(others: int, said: bool) -> None:
    """Three of six, of nine and of ten people measure the goal by revenue, each with another amount."""
    revenue = [("sales", {"goal": {"measure": "revenue", "amount": amount, "unit": "percent"}}) for amount in (1, 2, 3)]
    rest = [("product", {"goal": {"measure": "own:mine"}})] * others
    told = found(company(*revenue, *rest), "goal_contradicted")
    assert [finding.size for finding in told] == ([pytest.approx(3 / (3 + others))] if said else [])


def test_contradiction__direction__said() -> None:
    (finding,) = found(told(WHOLE, WHOLE, WHOLE | {"direction": "down"}), "goal_contradicted")
    assert finding.sentence == "All 3 people measure the company goal by “Revenue of the company” and name 2 directions."
    assert round(finding.size, 9) == round(2 / 3, 9)


@pytest.mark.parametrize(
    ("one", "other", "parts"),
    [
        ({"amount": 10, "unit": "%"}, {"amount": 10.0, "unit": " % "}, ()),
        ({"amount": 10, "unit": "%"}, {"amount": 12, "unit": "euros"}, ()),
        ({"amount": 10}, {"amount": 12}, ("amount",)),
        ({"deadline": "2027"}, {"deadline": "2027-Q4"}, ()),
        ({"deadline": "2027-Q4"}, {"deadline": "2027-12-31"}, ()),
        ({"deadline": "2027-Q3"}, {"deadline": "2027-Q4"}, ("deadline",)),
        ({"deadline": "2027-06"}, {"deadline": "2027-06-15"}, ()),
        (
            {"direction": "up", "amount": 1, "deadline": "2027"},
            {"direction": "down", "amount": 2, "deadline": "2028"},
            ("direction", "amount", "deadline"),
        ),
        ({}, {}, ()),
    ],
)
def test_contradict__pairs_of_goals__parts_that_exclude_each_other(
    one: dict[str, object], other: dict[str, object], parts: tuple[str, ...]
) -> None:
    assert contradict(one, other) == parts
    assert contradict(other, one) == parts


def test_contradiction__two_people_or_one_in_six_pairs__nothing() -> None:
    assert found(told(WHOLE, WHOLE | {"amount": 20}, {"measure": "profit"}), "goal_contradicted") == []
    # One of seven people differs: 6 of 21 pairs, below a third.
    assert found(told(*[WHOLE] * 6, WHOLE | {"amount": 20}), "goal_contradicted") == []


KNOWS = PerceptionItem(
    code="peer_goals", text="How well could you state this function's goal?", levels=FIVE, feeds=("who_knows_whose_goal",)
)
PEERS = """
respondent function  peer_goals
a          sales     sales:5|marketing:2|finance:4
b          marketing sales:2|marketing:5|finance:4
c          finance   sales:2|marketing:2|finance:5
d          finance   sales:1|marketing:4|finance:5
"""


def test_peers__others_cannot_state_a_functions_goal__named() -> None:
    findings = [finding for finding in found(team(PEERS, instrument(KNOWS))) if finding.kind == "goals_unknown_to_peers"]
    (finding,) = findings
    assert finding.sentence == (
        "On “How well could you state this function's goal?”, 3 people of other functions put Sales at 1.7 of 5 on average."
    )
    assert finding.evidence.values["function"] == "sales"
    assert finding.evidence.n == 3  # Marketing stands at 8/3; Finance is rated by two people only
    assert "read_each_others_goals" in [entry.action for entry in recommend(findings, load_actions(), instrument(KNOWS))]


def test_peers__fact_that_goals_stand_in_no_one_document__added() -> None:
    of = replace(instrument(KNOWS), facts=(EvidenceItem(code="fact_goals_in_one_place", text="Do they?", fact=True),))
    answers = replace(team(PEERS, of), facts={"fact_goals_in_one_place": {"answer": "no"}})
    (finding,) = found(answers, "goals_unknown_to_peers")
    assert finding.sentence.endswith("at 1.7 of 5 on average; the goals of all functions do not stand in one document.")
    assert finding.evidence.items == ("peer_goals", "fact_goals_in_one_place")


def test_peers__rating_that_feeds_the_same_check__counted() -> None:
    of = instrument(rating("known", feeds=("who_knows_whose_goal",)))
    (finding,) = found(team("respondent known\n a 1\n b 2\n c 2\n d 5", of), "goals_unknown_to_peers")
    assert finding.sentence == "On “We keep known”, 3 of 4 people answer with level 2 or lower of 5."
    assert finding.size == 0.75
    assert found(team("respondent known\n a 3\n b 2\n c 2\n d 5", of), "goals_unknown_to_peers") == []
    assert found(team("respondent known\n a 1\n b 1\n c 1", instrument(rating("known"))), "goals_unknown_to_peers") == []


def test_peers__private_item__finding_marked_private() -> None:
    private = replace(KNOWS, private=True)
    assert all(finding.private for finding in found(team(PEERS, instrument(private)), "goals_unknown_to_peers"))
