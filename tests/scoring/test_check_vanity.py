"""Praise of figures beside the facts that look one step further."""

from collections.abc import Mapping
from typing import Any

import pytest
from companies import Row
from fact_sheets import actions_for, answer, said


def praising(heard: int, of: int = 4) -> tuple[Row, ...]:
    return tuple(("finance", {"symptom_churn_claim": {"heard": at < heard, "by": []}}) for at in range(of))


HEARD = (
    "3 of 4 people have heard or seen this in the last three months: “Fewer lost customers were reported, without saying how they were "
    "counted”. The next question is “What kind of loss is counted, divided by what, and how was it lowered?” "
)


@pytest.mark.parametrize(
    ("heard", "facts", "size", "sentence"),
    [
        (3, {}, 0.375, HEARD + "and no fact sheet answers it."),
        (
            3,
            {"fact_churn_kind": "revenue", "fact_churn_base": "all", "fact_churn_lowered": "One year contracts."},
            0.75,
            HEARD + "and the fact sheet leaves open: “What is the loss divided by?”.",
        ),
        (
            3,
            {"fact_churn_kind": "revenue", "fact_churn_base": "could_leave"},
            0.75,
            HEARD + "and the fact sheet leaves open: “If fewer customers were lost, what was done to reach that?”.",
        ),
        (
            0,
            {"fact_churn_kind": "none", "fact_churn_base": "could_leave"},
            0.25,
            (
                "The fact sheet cannot fully answer “What kind of loss is counted, divided by what, and how was it lowered?” "
                "It leaves open: “What is counted when lost business is reported?”."
            ),
        ),
    ],
    ids=["heard alone", "heard and a bad choice", "heard and a blank fact", "sheet alone"],
)
def test_vanity__question_behind_the_figure__and_what_is_known(heard: int, facts: Mapping[str, Any], size: float, sentence: str) -> None:
    (finding,) = said(facts, "vanity_exposed", rows=praising(heard))
    assert (finding.sentence, finding.size) == (sentence, pytest.approx(size))
    assert "check_vanity" in actions_for(finding)


@pytest.mark.parametrize(
    ("heard", "facts"),
    [
        (2, {}),
        (3, {"fact_churn_kind": "revenue", "fact_churn_base": "could_leave", "fact_churn_lowered": "Better help."}),
        (0, {"fact_churn_kind": "revenue", "fact_churn_base": "could_leave"}),
        (0, {"fact_leads_written": 400}),
        (0, {}),
    ],
    ids=["heard by two", "the sheet answers all", "not heard and answered", "blank", "no sheet"],
)
def test_vanity__answered_or_not_heard__nothing(heard: int, facts: Mapping[str, Any]) -> None:
    assert said(facts, "vanity_exposed", rows=praising(heard)) == []


@pytest.mark.parametrize(
    ("facts", "opened"),
    [
        ({"fact_visits_converted": "dk"}, True),
        ({"fact_visits_converted": 12.5, "fact_visit_quality": answer("no")}, True),
        ({"fact_visits_converted": 12.5, "fact_visit_quality": answer("yes")}, False),
        ({"fact_bookings_revenue": "dk", "fact_revenue_retained": 80}, True),
        ({"fact_customers_active": 4100}, False),
        ({"fact_customers_active": "dk"}, True),
    ],
)
def test_vanity__by_the_sheet_alone__from_half_of_the_facts_open(facts: Mapping[str, Any], *, opened: bool) -> None:
    assert bool(said(facts, "vanity_exposed")) is opened
