"""Words by function, their owners, and what is heard: each from a small company's answers."""

import pytest
from companies import company, found

from scoring.recommending import recommend
from scoring.results import Finding
from survey_definitions.loading import load_actions


def lead(*criteria: str, threshold: str = "any", owner: str = "jointly") -> dict[str, object]:
    return {"qualified_lead": {"criteria": list(criteria), "threshold": threshold, "owner": owner}}


def actions_for(*findings: Finding) -> list[str]:
    return [entry.action for entry in recommend(findings, load_actions(), company(("sales", {})).instrument)]


# Criteria


def test_criterion__counted_by_marketing_and_not_by_sales__both_named() -> None:
    marketing, sales = lead("need", "left_details"), lead("need", "money")
    answers = company(
        ("marketing", marketing), ("marketing", marketing), ("sales", sales), ("sales", sales), ("business_development", sales)
    )
    (finding,) = found(answers, "criterion_contested")
    assert finding.sentence == (
        "What belongs to “Qualified lead” differs: “Has left contact details” belongs to it for Marketing and not for Business development "
        "and Sales; “Has money for it” belongs to it for Business development and Sales and not for Marketing."
    )
    assert finding.size == pytest.approx(2 / 9)  # two of eight conditions and one limit
    assert finding.evidence.items == ("qualified_lead",)
    assert finding.evidence.values["money_in"] == 3
    assert actions_for(finding) == ["agree_qualified_lead", "agree_terms"]


def test_criterion__nobody_has_a_function__people_counted() -> None:
    answers = company(("", lead("need")), ("", lead("need")), ("", lead("need", "date")), ("", lead("need", "date")))
    (finding,) = found(answers, "criterion_contested")
    assert (
        finding.sentence == "What belongs to “Qualified lead” differs: “Wants to decide by a named date” belongs to it for 2 and not for 2."
    )


@pytest.mark.parametrize(
    ("counting", "expected"),
    [(0, False), (1, False), (2, True), (4, True), (5, False), (6, False)],
    ids=["nobody", "one of six", "a third", "two thirds", "five of six", "all"],
)
def test_criterion__share_of_one_function__contested_from_a_third_to_two_thirds(counting: int, *, expected: bool) -> None:
    answers = company(*[("sales", lead("need", *(["money"] if at < counting else []))) for at in range(6)])
    assert bool(found(answers, "criterion_contested")) is expected


def test_criterion__a_divided_function_and_one_of_one_mind__the_divided_one_takes_no_side() -> None:
    answers = company(("sales", lead("need", "date")), ("sales", lead("need")), *[("marketing", lead("need", "date"))] * 4)
    assert found(answers, "criterion_contested") == []


def test_limit__functions_set_different_ones__both_said() -> None:
    answers = company(*[("marketing", lead("need", threshold="from_50"))] * 2, *[("sales", lead("need", threshold="from_250"))] * 2)
    (finding,) = found(answers, "criterion_contested")
    assert finding.sentence == "What belongs to “Qualified lead” differs: the limit is “250” for Sales and “50” for Marketing."


def test_criterion__many_contested__three_printed_and_the_rest_counted() -> None:
    every = ("left_details", "wanted_group", "large_enough", "need", "money")
    answers = company(*[("marketing", lead(*every))] * 2, ("sales", lead("date")), ("sales", lead("date")))
    (finding,) = found(answers, "criterion_contested")
    assert finding.sentence.endswith("; 3 more in the same way.")
    assert (finding.evidence.values["more"], finding.evidence.values["contested"]) == (3, 6)


def test_criterion__two_people__nothing() -> None:
    assert found(company(("marketing", lead("need")), ("sales", lead("money")), ("finance", {})), "criterion_contested") == []


# Owners


def owned(*owners: str) -> list[Finding]:
    answers = company(*[("sales", lead("need", owner=owner)) for owner in owners])
    return found(answers, "owner_contested", "owner_missing")


def test_owner__several_named__contested_with_each_count() -> None:
    (finding,) = owned("sales", "sales", "marketing", "nobody", "jointly")
    assert finding.sentence == (
        "Asked who owns “Qualified lead”, 5 people give different answers: “Sales” (2), “Two of them together” (1), “Marketing” (1) "
        "and “Nobody in particular” (1)."
    )
    assert (finding.kind, finding.size) == ("owner_contested", pytest.approx(0.6))
    assert actions_for(finding) == ["name_owners"]


@pytest.mark.parametrize(
    ("owners", "kinds"),
    [
        (("sales", "sales", "sales"), []),
        (("sales", "sales", "marketing"), []),  # two thirds name the same
        (("sales", "sales", "marketing", "marketing"), ["owner_contested"]),
        (("nobody", "nobody", "nobody"), ["owner_missing"]),
        (("nobody", "nobody", "sales", "sales", "sales", "sales"), ["owner_missing"]),
        (("nobody", "sales", "sales"), []),  # one voice
        (("sales", "marketing"), []),  # two people
    ],
)
def test_owner__by_answers__contested_missing_or_neither(owners: tuple[str, ...], kinds: list[str]) -> None:
    assert [finding.kind for finding in owned(*owners)] == kinds


def test_owner__a_third_say_nobody__said_in_the_words_of_the_answer() -> None:
    (finding,) = owned("nobody", "nobody", "sales", "sales", "sales", "sales")
    assert finding.sentence == "2 of 6 people answer “Nobody in particular” when asked who owns “Qualified lead”."
    assert finding.size == pytest.approx(1 / 3)


# What is heard


def hearing(*heard: str, **answers: object) -> dict[str, object]:
    codes = ("symptom_leads_bad", "symptom_cannot_close", "symptom_traffic", "symptom_kept_back")
    return {code: {"heard": code in heard, "by": []} for code in codes} | answers


def test_symptom__heard_while_its_definition_is_contested__a_place_to_look_at() -> None:
    terms = ("giver_says", "date", "list", "giver_says")
    answers = company(
        *[("finance", hearing("symptom_leads_bad", ready_to_hand_over=term, knowledge_passed=1, customers_chosen=5)) for term in terms]
    )
    (finding,) = found(answers, "symptom_cause")
    assert finding.sentence == (
        "4 of 4 people have heard or seen this in the last three months: “People said that the leads they are given are no good”. "
        "Places to look at: “Ready to hand over” means different things to people; "
        "“How much of what one function learns about a customer reaches the next?” is rated low."
    )
    assert finding.evidence.items == ("symptom_leads_bad", "ready_to_hand_over", "knowledge_passed")
    assert "test_complaint" in actions_for(finding)


@pytest.mark.parametrize(("heard", "level"), [(2, 1), (4, 5)], ids=["heard by two of four", "everything behind it stands well"])
def test_symptom__heard_by_few_or_nothing_weak_behind_it__nothing(heard: int, level: int) -> None:
    rows = [
        ("finance", hearing(*(["symptom_kept_back"] if at < heard else []), knowledge_passed=level, help_given=level)) for at in range(4)
    ]
    assert found(company(*rows), "symptom_cause") == []


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ([{"priorities_committed": [code]} for code in ("new_customers", "margin", "systems")], "the lists given to “Which three"),
        ([{"ready_to_hand_over": code} for code in ("none", "none", "list")], "“Ready to hand over” has no agreed definition"),
        ([{"customers_chosen": level} for level in (1, 5, 5)], "on “How is it settled which customers we want?” the answers are far apart"),
    ],
)
def test_symptom__each_kind_of_place__in_its_own_words(values: list[dict[str, object]], place: str) -> None:
    (finding,) = found(company(*[("finance", hearing("symptom_leads_bad", **row)) for row in values]), "symptom_cause")
    assert f"Places to look at: {place}" in finding.sentence


def test_complaints__both_heard__cannot_be_told_apart() -> None:
    answers = company(*[("finance", hearing("symptom_leads_bad", "symptom_cannot_close"))] * 3, ("people", hearing("symptom_leads_bad")))
    (finding,) = found(answers, "complaint_undecided")
    assert finding.sentence == (
        "Both are heard: “People said that the leads they are given are no good” by 4 of 4 people, "
        "and “People said that good leads are not turned into customers” by 3 of 4 people. "
        "Answers cannot tell which of the two is nearer to the facts; a sample of cases that both sides read together can."
    )
    assert (finding.size, finding.weight) == (0.75, 2)
    assert actions_for(finding) == ["test_complaint"]


WIDE_APART = (("need", "large_enough", "left_details"), ("money", "wanted_group"), ("date", "decides", "ready_to_change"))


def test_complaints__both_heard_while_the_word_is_contested__said_too() -> None:
    both = hearing("symptom_leads_bad", "symptom_cannot_close")
    answers = company(*[("sales", both | lead(*criteria)) for criteria in WIDE_APART])
    (finding,) = found(answers, "complaint_undecided")
    assert "least of all while “Qualified lead” is not agreed; a sample" in finding.sentence
    assert finding.evidence.items == ("symptom_leads_bad", "symptom_cannot_close", "qualified_lead")


def test_complaints__one_of_them_heard_by_two__nothing() -> None:
    answers = company(*[("finance", hearing("symptom_leads_bad", "symptom_cannot_close"))] * 2, ("people", hearing("symptom_leads_bad")))
    assert found(answers, "complaint_undecided") == []
