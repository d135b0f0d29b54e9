"""What the fact sheet says, alone or beside answers: each check from a small table of facts."""

from collections.abc import Mapping
from typing import Any

import pytest
from fact_sheets import actions_for, answer, said

from scoring.checks.packaged import packaged_checks
from survey_definitions.fact_rules import AgreementSections, FactEvidence, TermsUnwritten
from survey_definitions.loading import load_actions, load_instrument, packaged_instruments

# Owners


@pytest.mark.parametrize(
    ("fact", "choice", "kind", "sentence"),
    [
        (
            "fact_planning_owner",
            "each",
            "owner_contested",
            "No one function answers for the annual plan of marketing and sales: the fact sheet says “Each head for the own plan”.",
        ),
        ("fact_analytics_owner", "dk", "owner_missing", "The fact sheet names nobody who answers for the figures of marketing and sales."),
        ("fact_nurture_owner", "none", "owner_missing", "The fact sheet names nobody who answers for leads that are not ready."),
        (
            "fact_action_owner",
            "none",
            "owner_missing",
            "The fact sheet names nobody who answers for the list of actions from joint reviews.",
        ),
    ],
)
def test_sheet_owner__several_or_nobody__said(fact: str, choice: str, kind: str, sentence: str) -> None:
    (finding,) = said({fact: choice})
    assert (finding.kind, finding.subject, finding.sentence) == (kind, fact, sentence)
    assert "name_owners" in actions_for(finding)


def test_sheet_owner__one_function_or_written_parts__nothing() -> None:
    assert said({"fact_planning_owner": "sales", "fact_nurture_owner": "by_part", "fact_action_owner": "chair"}) == []


# The agreement


@pytest.mark.parametrize(
    ("word", "size", "sentence"),
    [
        ("no", 1.0, "There is no written agreement on what marketing and sales do for each other, by the fact sheet."),
        ("dk", 0.5, "Whether there is a written agreement on what marketing and sales do for each other is not known, by the fact sheet."),
    ],
)
def test_agreement__none__one_finding_and_no_sections(word: str, size: float, sentence: str) -> None:
    facts = {
        "fact_sla_exists": answer(word),
        "fact_sla_why": answer("no"),
        "fact_sla_signed_sales": answer("no" if word == "no" else "yes"),
    }
    (finding,) = said(facts)
    assert (finding.kind, finding.size, finding.sentence) == ("sla_missing", size, sentence)
    assert actions_for(finding) == ["sign_sla"]


def test_agreement__sections_that_lack_something__named_with_their_share() -> None:
    facts = {
        "fact_sla_exists": answer("yes"),
        "fact_sla_why": answer("yes"),
        "fact_sla_conflict": answer("no"),
        "fact_sla_topics": answer("yes"),
        "fact_sla_assets": answer("partly"),
        "fact_leads_written": "dk",
        "fact_contact_hours_written": 24,
    }
    (finding,) = said(facts, "sla_section_missing")
    assert finding.sentence == (
        "The agreement on what marketing and sales do for each other lacks something in 2 of its 5 sections: "
        "how both talk and settle disputes and what marketing owes."
    )
    assert finding.size == pytest.approx(2.5 / 6)  # no, not known and half of one, of six clauses
    assert set(finding.evidence.items) == {"fact_sla_conflict", "fact_sla_topics", "fact_sla_assets", "fact_leads_written"}
    assert actions_for(finding) == ["complete_sla"]


def test_agreement__five_sections__hold_every_clause_of_the_sheet() -> None:
    (rule,) = (rule for rule in packaged_checks().rules if isinstance(rule, AgreementSections))
    clauses = {code for section in rule.sections for code in section.facts}
    fed = {fact.code for fact in load_instrument("sales-marketing").facts if "sla_clauses" in fact.feeds}
    assert fed - clauses == {rule.exists}
    assert len(rule.sections) == 5


# Words in writing


@pytest.mark.parametrize(
    ("words", "sentence", "size"),
    [
        (
            {"responder": "no", "opportunity": "dk", "nurture": "partly", "other": "yes"},
            (
                "Not in writing, of 4 words that marketing and sales share: “responder” and “opportunity”; "
                "only in part: “what is done with leads that are not ready”."
            ),
            0.625,
        ),
        ({"responder": "no"}, "Not in writing, of 1 word that marketing and sales share: “responder”.", 1.0),
        (
            {"opportunity": "partly", "other": "yes"},
            "In writing only in part, of 2 words that marketing and sales share: “opportunity”.",
            0.25,
        ),
    ],
)
def test_terms__not_in_writing__listed(words: Mapping[str, str], sentence: str, size: float) -> None:
    (finding,) = said({f"fact_term_{word}": answer(given) for word, given in words.items()}, "terms_unwritten")
    assert (finding.sentence, finding.size, finding.subject) == (sentence, pytest.approx(size), "fact_language_listed")
    assert "agree_terms" in actions_for(finding)


@pytest.mark.parametrize(("choice", "missing"), [("none", 1), ("dk", 1), ("training", 0)])
def test_terms__a_word_with_meanings_to_tick__missing_where_none_is_agreed(choice: str, missing: int) -> None:
    assert len(said({"fact_enablement": choice}, "terms_unwritten")) == missing


def test_terms__of_the_rule__are_those_of_the_sheet() -> None:
    (rule,) = (rule for rule in packaged_checks().rules if isinstance(rule, TermsUnwritten))
    assert {term.fact for term in rule.terms} == {
        fact.code for fact in load_instrument("sales-marketing").facts if "definition_gap" in fact.feeds
    } | {"fact_enablement"}


# Shared figures

ALL = ["growth", "new_customers", "lead_generation", "hand_over", "qualification"]


def test_figures__without_definition_owner_or_report__each_says_what_it_lacks() -> None:
    facts = {
        "fact_shared_defined": ALL[:4],
        "fact_shared_owned": ALL[:3],
        "fact_shared_marketing": ALL,
        "fact_shared_sales": ["growth", "new_customers", "qualification"],
    }
    (finding,) = said(facts, "metric_unowned")
    assert finding.sentence == (
        "Not everything is settled for 3 of 5 figures that marketing and sales share: "
        "“Hand-over of leads” has no one person who answers for it and no place in the report of sales; "
        "“Leads that qualify” has no single definition in writing and no one person who answers for it; "
        "“Number of leads” has no place in the report of sales."
    )
    assert finding.size == pytest.approx(5 / 20)
    assert actions_for(finding) == ["own_numbers"]


def test_figures__none_owned__more_than_three_are_counted() -> None:
    (finding,) = said({"fact_shared_owned": "none", "fact_shared_defined": "dk"}, "metric_unowned")
    assert finding.sentence.endswith("; 2 more figures lack something too.")
    assert (finding.size, finding.evidence.items) == (1.0, ("fact_shared_owned",))


@pytest.mark.parametrize("facts", [{"fact_shared_owned": ALL}, {"fact_shared_owned": "dk"}, {"fact_sla_why": answer("yes")}])
def test_figures__whole_or_not_known__nothing(facts: Mapping[str, Any]) -> None:
    assert said(facts, "metric_unowned") == []


# Single facts


@pytest.mark.parametrize(
    ("word", "size", "ending"),
    [
        ("no", 0.25, "The fact sheet says no."),
        ("dk", 0.25, "The fact sheet says that this is not known."),
        ("partly", 0.125, "only partly."),
    ],
)
def test_fact__not_confirmed__a_small_finding_that_calls_for_its_action(word: str, size: float, ending: str) -> None:
    (finding,) = said({"fact_notes_required": answer(word)}, "evidence_missing")
    assert finding.sentence.startswith("“Must the notes of the first talk be in the record before the hand-over?” ")
    assert finding.sentence.endswith(ending)
    assert (finding.size, finding.severity, finding.evidence.items) == (size, "low", ("fact_notes_required",))
    assert "pass_on_notes" in actions_for(finding)


def test_fact__yes_or_blank__nothing() -> None:
    assert said({"fact_notes_required": answer("yes"), "fact_kept_for_later": None}, "evidence_missing") == []


@pytest.mark.parametrize(("pressure", "expected"), [("yes", 1), ("partly", 1), ("dk", 1), ("no", 0)])
def test_fact__of_a_quarter_of_pressure__only_where_there_was_one(pressure: str, expected: int) -> None:
    facts = {"fact_pressure": answer(pressure), "fact_called_first": answer("no")}
    assert len(said(facts, "evidence_missing")) == expected


def test_facts__that_an_action_asks_for__each_call_for_it_where_the_sheet_says_no() -> None:
    facts_of = {fact.code for name in packaged_instruments() for fact in load_instrument(name).facts}
    asking = {
        (action.code, subject)
        for action in load_actions().actions
        for trigger in action.when
        for subject in trigger.subjects
        if trigger.finding == "evidence_missing" and subject in facts_of
    }
    (rule,) = (rule for rule in packaged_checks().rules if isinstance(rule, FactEvidence))
    single = {code for group in rule.groups for code in group.facts}
    told = {subject for _, subject in asking} - single
    # The agreement, its words and the quality of visits are told by checks of their own, and those call for the same actions.
    for subject in sorted(told):
        exists = {"fact_sla_exists": answer("yes")} if subject != "fact_sla_exists" else {}
        called = actions_for(*said(exists | {subject: answer("no")}), limit=50)
        assert {action for action, code in asking if code == subject} <= set(called), subject


def test_bad_sheet__every_fact_no__says_much_and_stays_below_what_people_answered() -> None:
    facts = {fact.code: answer("no") for fact in load_instrument("sales-marketing").facts if fact.type == "Y"}
    findings = said(facts)
    single = [finding for finding in findings if finding.kind == "evidence_missing"]
    assert len(single) == 37  # of a goal that is not written nobody asks for amount and date
    assert {finding.severity for finding in single} == {"low"}
    assert findings[-len(single) :] == single
