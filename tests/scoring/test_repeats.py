"""A matter is told once: by the finding that says most, where and as severely as the weightiest of those that say it."""

import pytest
from companies import company
from fact_sheets import answer, said

from scoring import score_team
from scoring.findings import find
from scoring.repeats import TELLS_TOO, tells, told_once
from scoring.results import Evidence, Finding, Severity
from survey_definitions.checks.catalogue import FINDING_KINDS


def one(kind: str, subject: str, *items: str, severity: Severity = "low") -> Finding:
    evidence = Evidence(items=items or (subject,), n=5, values={}, formula="")
    return Finding(kind=kind, subject=subject, sentence=f"{kind} {subject}", size=0.5, weight=1, evidence=evidence, severity=severity)


@pytest.mark.parametrize(
    ("findings", "kept"),
    [
        ([one("item_split", "hours"), one("hours_apart", "hours", "fact", "hours")], ["hours_apart"]),
        ([one("item_split", "other"), one("hours_apart", "hours")], ["item_split", "hours_apart"]),
        ([one("symptom_common", "s"), one("symptom_cause", "s"), one("vanity_exposed", "s", "s", "fact")], ["vanity_exposed"]),
        ([one("symptom_common", "s"), one("complaint_undecided", "word", "r", "s")], ["complaint_undecided"]),
        ([one("goal_contradicted", "goal"), one("goal_unknown", "goal"), one("declared_unknown", "goal")], ["declared_unknown"]),
        ([one("declared_unknown", "list"), one("goal_unknown", "goal")], ["declared_unknown", "goal_unknown"]),
        ([one("agreed", "list", severity=""), one("together_elsewhere", "list", severity="high")], ["together_elsewhere"]),
        (
            [one("evidence_missing", "term"), one("evidence_missing", "x"), one("terms_unwritten", "list", "term")],
            ["terms_unwritten", "evidence_missing"],
        ),
        ([one("definition_missing", "word"), one("definition_contested", "word")], ["definition_missing", "definition_contested"]),
    ],
)
def test_told_once__what_another_says_too__left_out(findings: list[Finding], kept: list[str]) -> None:
    assert [finding.kind for finding in told_once(findings)] == kept
    assert {finding.kind for finding in told_once(reversed(findings))} == set(kept)


def test_told_once__takes_the_place_and_the_severity_of_the_weightiest() -> None:
    findings = [one("definition_contested", "word", severity="high"), one("item_low", "q"), one("criterion_contested", "word")]
    assert [(finding.kind, finding.severity) for finding in told_once(findings)] == [("criterion_contested", "high"), ("item_low", "low")]


def test_told_once__a_strength_that_a_gap_belies__left_out_and_lends_no_place() -> None:
    findings = [one("agreed", "word", severity=""), one("item_low", "q", severity="high"), one("criterion_contested", "word")]
    assert [(finding.kind, finding.severity) for finding in told_once(findings)] == [("item_low", "high"), ("criterion_contested", "low")]


def test_told_once__nothing_to_tell_it__all_kept() -> None:
    findings = (one("goal_contradicted", "goal"), one("evidence_missing", "x"))
    assert told_once(findings) == findings
    assert told_once(()) == ()


def test_table__names_kinds_that_exist_and_leads_round_in_no_circle() -> None:
    below = {kind: {*others} for kind, others in TELLS_TOO.items()}
    assert set(below) | set().union(*below.values()) <= set(FINDING_KINDS)
    for _ in FINDING_KINDS:
        below = {kind: others | {further for other in others for further in below.get(other, ())} for kind, others in below.items()}
    assert not [kind for kind, others in below.items() if kind in others]


def test_fact_sheet__words_not_in_writing__said_once() -> None:
    told = told_once(said({"fact_term_four_tests": answer("no"), "fact_profile_written": answer("no")}))
    assert [finding.kind for finding in told if "fact_term_four_tests" in finding.evidence.items] == ["terms_unwritten"]
    assert [finding.subject for finding in told if finding.kind == "evidence_missing"] == ["fact_profile_written"]


def test_answers__hours_that_lie_apart__said_once() -> None:
    """Two functions believe in 2 and in 48 hours: once as hours apart, not again as a question on which answers differ."""
    hours = [
        ("marketing", {"lead_first_contact_hours": 2}),
        ("sales", {"lead_first_contact_hours": 48}),
        ("sales", {"lead_first_contact_hours": 48}),
    ]
    answers = company(*hours)
    found = find(score_team(answers), answers)
    assert {finding.kind for finding in found if finding.subject == "lead_first_contact_hours"} == {"item_split", "hours_apart"}
    assert [finding.kind for finding in told_once(found)] == ["hours_apart"]
    assert tells(*sorted(found, key=lambda finding: finding.kind))
