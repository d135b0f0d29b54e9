"""What was written beside what people believe and what was measured."""

from collections.abc import Mapping
from typing import Any

import pytest
from companies import Row
from fact_sheets import NOBODY_SAYS, actions_for, said


def believing(marketing: float, sales: float) -> tuple[Row, ...]:
    hours = {"marketing": marketing, "sales": sales}
    return tuple((function, {"lead_first_contact_hours": hours[function]}) for function in ("marketing", "marketing", "sales", "sales"))


def test_hours__sides_apart__written_believed_and_measured_in_one_sentence() -> None:
    facts = {"fact_contact_hours_written": 24, "fact_contact_hours_measured": 60.5}
    (finding,) = said(facts, "hours_apart", rows=believing(72, 8))
    assert finding.sentence == (
        "Hours until sales first contacts a lead: 24 as written, 8 as believed by Sales, 72 as believed by Marketing, 60.5 as measured."
    )
    assert finding.size == pytest.approx(1 - 8 / 72)
    assert (finding.subject, finding.evidence.n) == ("lead_first_contact_hours", 4)
    assert finding.evidence.values == {"written": 24, "measured": 60.5, "believed_marketing": 72, "believed_sales": 8}
    assert actions_for(finding) == ["set_response_time"]


@pytest.mark.parametrize(
    ("rows", "facts", "sentence"),
    [
        (believing(24, 48), {}, "24 as believed by Marketing, 48 as believed by Sales."),
        (believing(24, 24), {"fact_contact_hours_measured": 48}, "24 as believed by Marketing and Sales, 48 as measured."),
        (believing(24, 24), {"fact_contact_hours_written": 12}, "12 as written, 24 as believed by Marketing and Sales."),
        (believing(24, 0), {}, "0 as believed by Sales, 24 as believed by Marketing."),
        (NOBODY_SAYS, {"fact_contact_hours_written": 4, "fact_contact_hours_measured": 9}, "4 as written, 9 as measured."),
    ],
)
def test_hours__a_factor_of_two__whatever_is_known_is_printed(rows: tuple[Row, ...], facts: Mapping[str, Any], sentence: str) -> None:
    (finding,) = said(facts, "hours_apart", rows=rows)
    assert finding.sentence == f"Hours until sales first contacts a lead: {sentence}"


@pytest.mark.parametrize(
    ("rows", "facts"),
    [
        (believing(24, 47), {}),
        (believing(0, 0), {"fact_contact_hours_written": 0}),
        (believing(24, 48)[1:3], {}),  # two people
        (believing(24, 24), {"fact_contact_hours_written": "dk"}),
    ],
    ids=["below a factor of two", "at once", "too few", "not known"],
)
def test_hours__near_each_other_or_not_known__nothing(rows: tuple[Row, ...], facts: Mapping[str, Any]) -> None:
    assert said(facts, "hours_apart", rows=(*rows, ("finance", {}))) == []


def test_hours__nobody_has_a_function__one_side() -> None:
    rows = tuple(("", {"lead_first_contact_hours": hours}) for hours in (10, 20, 90))
    (finding,) = said({"fact_contact_hours_written": 4}, "hours_apart", rows=rows)
    assert finding.sentence == "Hours until sales first contacts a lead: 4 as written, 20 as believed."


@pytest.mark.parametrize(
    ("facts", "sentence", "size", "action"),
    [
        (
            {"fact_leads_written": 400, "fact_leads_measured": 250},
            "Leads from marketing in a quarter: 400 as written, 250 as measured.",
            0.375,
            "settle_promises",
        ),
        (
            {"fact_revenue_share_written": 30, "fact_revenue_share_measured": 12},
            "Percent of closed revenue that began with marketing: 30 as written, 12 as measured.",
            0.6,
            "measure_contribution",
        ),
        (
            {"fact_close_rate_written": 20, "fact_close_rate_measured": 0},
            "Percent won of the sales talks that marketing brought: 20 as written, 0 as measured.",
            1.0,
            "settle_promises",
        ),
        (
            {"fact_delivery_hours_written": 24, "fact_delivery_hours_measured": 30},
            "Hours until marketing passes a lead to sales: 24 as written, 30 as measured.",
            0.2,
            "set_response_time",
        ),
    ],
)
def test_promise__missed_by_more_than_a_tenth__both_figures(facts: Mapping[str, Any], sentence: str, size: float, action: str) -> None:
    (finding,) = said(facts, "written_not_kept")
    assert (finding.sentence, finding.size) == (sentence, pytest.approx(size))
    assert action in actions_for(finding)


@pytest.mark.parametrize(
    "facts",
    [
        {"fact_leads_written": 400, "fact_leads_measured": 360},
        {"fact_leads_written": 400, "fact_leads_measured": 900},
        {"fact_leads_written": 0, "fact_leads_measured": 0},
        {"fact_leads_written": 400},
        {"fact_leads_written": 400, "fact_leads_measured": "dk"},
        {"fact_delivery_hours_written": 24, "fact_delivery_hours_measured": 2},
    ],
    ids=["by a tenth", "exceeded", "nothing promised", "not measured", "not known", "faster"],
)
def test_promise__kept_or_not_known__nothing(facts: Mapping[str, Any]) -> None:
    assert said(facts, "written_not_kept") == []


def test_promise__hours_a_factor_of_two_late__said_once() -> None:
    findings = said({"fact_delivery_hours_written": 24, "fact_delivery_hours_measured": 48}, "written_not_kept", "hours_apart")
    assert [finding.kind for finding in findings] == ["hours_apart"]
