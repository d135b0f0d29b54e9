"""A team of one mind that works well, with a fact sheet to match, is told of strengths only."""

from typing import Any

import pytest
from companies import company, found

from scoring.recommending import recommend
from survey_definitions.loading import load_actions, load_instrument
from survey_definitions.schema import (
    AllocationItem,
    DefinitionItem,
    EvidenceItem,
    Item,
    NumberItem,
    PerceptionItem,
    PickItem,
    PredictionItem,
    RatingItem,
    SymptomItem,
    TextItem,
)

FULL = load_instrument("sales-marketing")
GOAL = {
    "measure": "revenue",
    "direction": "up",
    "amount": 10,
    "unit": "percent",
    "deadline": "2027-12-31",
    "quality": "churn below 5 percent",
}
SPLIT = {"close_now": 30, "find_new": 25, "keep": 20, "expand": 15, "build": 10}
PRIORITIES = ["new_customers", "sell_more", "keep_customers"]
# What a sheet of a well-run company says where "yes", every option or a middling number would not do.
SHEET = {
    "fact_pressure": {"answer": "no", "evidence": ""},
    "fact_churn_base": "could_leave",
    "fact_commission_new": 50,
    "fact_nurture_owner": "marketing",
    "fact_planning_owner": "sales",
    "fact_analytics_owner": "operations",
    "fact_action_owner": "chair",
}


def well(item: Item) -> Any:  # noqa: C901, PLR0911 - one line an item type
    """What a person of this team answers, and what the fact sheet says."""
    if isinstance(item, RatingItem):
        return item.size
    if isinstance(item, PerceptionItem):
        return dict.fromkeys(item.about or tuple(function.code for function in FULL.functions), item.size)
    if isinstance(item, PickItem):
        return PRIORITIES if item.options_from == "priorities" else [option.code for option in item.options]
    if isinstance(item, AllocationItem):
        return SPLIT
    if isinstance(item, DefinitionItem):
        if item.options:
            return item.options[0].code
        threshold = {"threshold": item.threshold.options[0].code} if item.threshold else {}
        return {"criteria": [item.criteria[0].code], "owner": item.owner[0].code, **threshold}
    if isinstance(item, PredictionItem):
        return {"picks": 3, "area": 5, "goal": 6}[item.of]
    if isinstance(item, EvidenceItem):
        return {"answer": "yes", "evidence": "shown"}
    if isinstance(item, SymptomItem):
        return {"heard": False, "by": []}
    if isinstance(item, NumberItem):
        return max(item.minimum, min(item.maximum, 50 if item.unit == "percent" else 4))
    if isinstance(item, TextItem) and item.form == "goal":
        return GOAL
    return {"measure": "company_goal"} if isinstance(item, TextItem) and item.form == "incentive" else None


ROWS = [(function.code, {item.code: well(item) for _, item in FULL.items()}) for function in FULL.functions[:7]]


@pytest.mark.parametrize("facts", [{}, {fact.code: well(fact) for fact in FULL.facts} | SHEET], ids=["no fact sheet", "fact sheet"])
def test_checks__of_one_mind_and_well_run__find_strengths_only(facts: dict[str, object]) -> None:
    answers = company(*ROWS, facts=facts)
    assert [finding.sentence for finding in found(answers) if finding.kind != "agreed"] == []
    assert recommend(found(answers), load_actions(), FULL, private=True) == ()


def test_checks__nobody_answers_anything__find_nothing() -> None:
    assert found(company(("sales", {}), ("marketing", {}), ("finance", {}))) == []
