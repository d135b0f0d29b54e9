"""Checks that hold priorities against effort, commission, targets, people and tools."""

import pytest
from companies import company, found

from scoring import TeamAnswers
from scoring.directions import Sealed
from scoring.recommending import recommend
from survey_definitions.loading import load_actions

KEEP = ["keep_customers", "margin", "people"]
WIN = ["new_customers", "margin", "people"]
NEW = {"close_now": 60, "find_new": 30, "keep": 5, "expand": 5, "build": 0}
OLD = {"close_now": 5, "find_new": 0, "keep": 60, "expand": 30, "build": 5}
EVEN = {"close_now": 20, "find_new": 20, "keep": 20, "expand": 20, "build": 20}


def team(
    priorities: list[list[str] | str], effort: list[dict[str, int]], facts: dict[str, object] | None = None, **more: object
) -> TeamAnswers:
    rows = [("sales", {"priorities_committed": first, "effort_split": second}) for first, second in zip(priorities, effort, strict=True)]
    return company(*rows, facts=facts, **more)


def actions_for(answers: TeamAnswers, kind: str) -> list[str]:
    return [entry.action for entry in recommend(found(answers, kind), load_actions(), answers.instrument, limit=9)]


def test_funding__keeping_is_committed_while_effort_and_commission_go_to_new__said_with_both() -> None:
    answers = team([KEEP, KEEP, KEEP, WIN], [NEW] * 4, {"fact_commission_new": 90})
    (finding,) = found(answers, "priority_not_funded")
    assert finding.sentence == (
        "3 of 4 people name “Lose fewer customers” among what is committed; 5 of 100 points of effort go to work for it on average and "
        "10 percent of the commission is paid for existing customers."
    )
    assert finding.subject == "keep_customers"
    assert finding.evidence.items == ("priorities_committed", "effort_split", "fact_commission_new")
    assert finding.size == pytest.approx(0.75 * max(1 - 0.05 / 0.2, 1 - 2 * 0.1))
    assert {"settle_split", "cover_goals"} <= set(actions_for(answers, "priority_not_funded"))


def test_funding__one_side_alone__said_alone() -> None:
    (effort,) = found(team([KEEP] * 3, [NEW] * 3), "priority_not_funded")
    assert effort.sentence.endswith("; 5 of 100 points of effort go to work for it on average.")
    (pay,) = found(team([KEEP] * 3, [EVEN] * 3, {"fact_commission_new": 100}), "priority_not_funded")
    assert pay.sentence.endswith("; 0 percent of the commission is paid for existing customers.")
    assert pay.size == 1.0
    (win,) = found(team([WIN] * 3, [OLD] * 3, {"fact_commission_new": 0}), "priority_not_funded")
    assert win.sentence.endswith(
        "5 of 100 points of effort go to work for it on average and 0 percent of the commission is paid for new customers."
    )


def test_funding__declared_and_not_committed__said_of_the_declared() -> None:
    answers = team([WIN] * 3, [NEW] * 3, sealed=Sealed(priorities=("keep_customers",)))
    (finding,) = found(answers, "priority_not_funded")
    assert (
        finding.sentence
        == "“Lose fewer customers” is among the declared priorities; 5 of 100 points of effort go to work for it on average."
    )
    assert finding.evidence.items == ("effort_split",)


@pytest.mark.parametrize(
    ("priorities", "effort", "facts"),
    [
        ([KEEP, WIN, WIN, WIN], [NEW] * 4, {"fact_commission_new": 50}),
        ([KEEP] * 4, [EVEN] * 4, {"fact_commission_new": 50}),
        ([KEEP] * 4, [EVEN] * 4, {"fact_commission_new": "dk"}),
        (["none"] * 4, [NEW] * 4, {}),
        ([KEEP, KEEP, "dk", "dk"], [NEW] * 4, {}),
    ],
    ids=["few name it", "funded", "commission not known", "nothing agreed", "two answers"],
)
def test_funding__funded_or_not_held__nothing(
    priorities: list[list[str] | str], effort: list[dict[str, int]], facts: dict[str, object]
) -> None:
    assert found(team(priorities, effort, facts), "priority_not_funded") == []


def test_reading__people_far_apart_on_now_and_later__said_with_the_range() -> None:
    answers = team([KEEP] * 4, [NEW, NEW, OLD, OLD])
    findings = found(answers, "effort_read_apart")
    (new,) = [finding for finding in findings if "winning new customers" in finding.sentence]
    assert new.sentence == "The points of 4 people for winning new customers run from 5 to 90 of 100, 47.5 on average."
    assert new.evidence.values["functions"] == {"sales": 47.5}
    assert new.size == pytest.approx(4 * 0.85 / 6)
    assert len(findings) == 1  # later: 35 against 35
    assert "settle_split" in actions_for(answers, "effort_read_apart")


def test_reading__alike_or_two_answers__nothing() -> None:
    assert found(team([KEEP] * 3, [NEW] * 3), "effort_read_apart") == []
    assert found(company(("sales", {"effort_split": NEW}), ("sales", {"effort_split": OLD}), ("sales", {})), "effort_read_apart") == []


@pytest.mark.parametrize(
    ("facts", "end", "size"),
    [
        ({"fact_goals_in_targets": ["new"]}, "it has no share in the targets of salespeople.", 1.0),
        ({"fact_goals_in_targets": ["keep"], "fact_goals_in_coverage": "none"}, "no salespeople are assigned to it.", 0.5),
        (
            {"fact_goals_in_targets": "none", "fact_goals_in_coverage": ["new", "expand"]},
            "it has no share in the targets of salespeople and no salespeople are assigned to it.",
            1.0,
        ),
    ],
)
def test_coverage__priority_in_no_list__named(facts: dict[str, object], end: str, size: float) -> None:
    answers = team([KEEP] * 3, [EVEN] * 3, facts)
    (finding,) = found(answers, "goal_not_covered")
    assert finding.sentence == f"All 3 people name “Lose fewer customers” among what is committed; {end}"
    assert finding.size == size
    assert "cover_goals" in actions_for(answers, "goal_not_covered")


@pytest.mark.parametrize("facts", [{}, {"fact_goals_in_targets": ["keep"]}, {"fact_goals_in_targets": "dk"}])
def test_coverage__covered_or_not_known__nothing(facts: dict[str, object]) -> None:
    assert found(team([KEEP] * 3, [EVEN] * 3, facts), "goal_not_covered") == []


def test_fit__new_customers_first_and_few_to_win_them__said() -> None:
    facts = {"fact_hunters": 20, "fact_prospect_budget": 30}
    answers = team([WIN, WIN, KEEP], [EVEN] * 3, facts)
    (finding,) = found(answers, "roles_unfit")
    assert finding.sentence == (
        "2 of 3 people name “Win more new customers” among what is committed; 20 percent of salespeople won new customers in an "
        "earlier post and 30 percent of the marketing budget goes to people who are not yet customers."
    )
    assert finding.size == pytest.approx(2 / 3 * 0.8)
    assert "list_skills" in actions_for(answers, "roles_unfit")
    (effort,) = found(team([KEEP] * 3, [NEW] * 3, {"fact_hunters": 0}), "roles_unfit")
    assert effort.sentence == (
        "3 people give 90 of 100 points of effort to winning new customers on average; "
        "0 percent of salespeople won new customers in an earlier post."
    )


@pytest.mark.parametrize(
    ("priorities", "effort", "facts"),
    [
        ([WIN] * 3, NEW, {"fact_hunters": 31, "fact_prospect_budget": 60}),
        ([KEEP] * 3, OLD, {"fact_hunters": 10}),
        ([WIN] * 3, NEW, {}),
    ],
    ids=["fit", "another strategy", "not known"],
)
def test_fit__fitting_or_not_known__nothing(priorities: list[list[str]], effort: dict[str, int], facts: dict[str, object]) -> None:
    assert found(team(priorities, [effort] * 3, facts), "roles_unfit") == []


TOOLS = {"fact_tools_in_use": ["automation", "scoring", "playbooks"]}


def rated(level: int, count: int = 6) -> dict[str, int]:
    return dict.fromkeys(("skills_enough", "handover_process", "roles_clear", "accountability", "help_given", "people_fit")[:count], level)


def test_tools__many_in_use_while_people_and_process_are_low__said() -> None:
    answers = company(("sales", rated(1)), ("sales", rated(2)), ("marketing", rated(2)), facts=TOOLS)
    (finding,) = found(answers, "tools_without_people")
    assert finding.sentence == (
        "3 of 4 tools are in use; on 6 questions about skills, roles and working together, 3 people stand at 1.7 of 5 on average."
    )
    assert finding.size == pytest.approx(1 - (5 / 3 - 1) / 4)
    assert "work_before_tools" in actions_for(answers, "tools_without_people")


@pytest.mark.parametrize(
    ("rows", "facts"),
    [
        ([rated(3)] * 3, TOOLS),
        ([rated(1)] * 3, {"fact_tools_in_use": ["record", "scoring"]}),
        ([rated(1)] * 3, {"fact_tools_in_use": "dk"}),
        ([rated(1, 2)] * 3, TOOLS),
        ([rated(1), rated(1), {}], TOOLS),
    ],
    ids=["not low", "few tools", "not known", "two questions", "two people"],
)
def test_tools__otherwise__nothing(rows: list[dict[str, int]], facts: dict[str, object]) -> None:
    assert found(company(*[("sales", row) for row in rows], facts=facts), "tools_without_people") == []


def test_pressure__a_plain_yes__flagged_low() -> None:
    rows = [("sales", {}), ("sales", {}), ("finance", {})]
    answers = company(*rows, facts={"fact_pressure": {"answer": "yes", "evidence": "board report"}})
    (finding,) = found(answers, "under_pressure")
    assert (finding.severity, finding.weight) == ("low", 1)
    assert finding.sentence == (
        "The market or the numbers fell sharply in the last six months, by the fact sheet; this round was answered in that time."
    )
    assert "hold_criteria" in actions_for(answers, "under_pressure")
    for word in ("partly", "no", "dk"):
        assert found(company(*rows, facts={"fact_pressure": word}), "under_pressure") == []
