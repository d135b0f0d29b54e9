import pytest
from companies import company, found, paid

from scoring import TeamAnswers
from scoring.recommending import recommend
from survey_definitions.loading import load_actions


def neighbours(business_development: dict[str, str], sales: dict[str, str]) -> TeamAnswers:
    """The company of the sources: one function is paid for calls that are booked, its neighbour for customers."""
    return company(
        ("business_development", {"reward_measure": business_development}), ("sales", {"reward_measure": sales}), ("finance", {})
    )


def test_calls_booked_and_customers_booked__found__with_both_remedies_of_the_story() -> None:
    answers = neighbours({"measure": "calls_booked"}, {"measure": "customers_booked"})
    (finding,) = found(answers, "incentive_conflict")
    assert (finding.subject, finding.size, finding.severity) == ("calls_booked", 1.0, "high")
    assert finding.sentence == (
        "Business development is paid by “Sales calls booked, whoever they are with”, an activity that feeds “New customers signed”, "
        "by which Sales is paid; no condition of quality is named."
    )
    assert finding.evidence.items == ("reward_measure",)
    assert finding.evidence.n == 2
    assert finding.evidence.values["other_function"] == "sales"
    proposed = [entry.action for entry in recommend(found(answers), load_actions(), answers.instrument)]
    assert {"share_bonus", "pay_for_quality"} <= set(proposed)  # tie the bonus to the company goal; pay only for calls with qualified leads


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"measure": "calls_booked", "quality": "budget and need confirmed"}, {"measure": "customers_booked"}),
        ({"measure": "qualified_calls_booked"}, {"measure": "customers_booked"}),
        ({"measure": "company_goal"}, {"measure": "company_goal"}),
        ({"measure": "customers_booked"}, {"measure": "customers_booked"}),
        ({"measure": "own:calls"}, {"measure": "customers_booked"}),
    ],
    ids=["condition of quality", "outcome measure", "company goal", "same measure", "own wording"],
)
def test_either_remedy__nothing_found(first: dict[str, str], second: dict[str, str]) -> None:
    assert found(neighbours(first, second)) == []


def test_conflict__nobody_of_a_function_answers__its_pay_plan_stands_in() -> None:
    facts = {"fact_pay_business_development": {"measure": "calls_booked"}, "fact_pay_sales": {"measure": "customers_booked"}}
    (finding,) = found(company(("sales", {}), ("product", {}), ("finance", {}), facts=facts), "incentive_conflict")
    assert finding.evidence.items == ("fact_pay_business_development", "fact_pay_sales")
    assert finding.evidence.n == 0
    # Whoever says what decides the pay is heard before the plan.
    said = company(("business_development", paid("company_goal")), ("product", {}), ("finance", {}), facts=facts)
    assert found(said, "incentive_conflict") == []


def test_conflict__half_of_a_function__half_the_size() -> None:
    answers = company(
        ("business_development", paid("calls_booked")), ("business_development", paid("profit")), ("sales", paid("customers_booked"))
    )
    (finding,) = found(answers, "incentive_conflict")
    assert (finding.size, finding.evidence.n) == (0.5, 3)
    assert finding.sentence.startswith("Business development (1 of 2 people) is paid by ")
    assert (finding.evidence.values["named"], finding.evidence.values["people"]) == (1, 2)


@pytest.mark.parametrize("others", [1, 2, 9])
def test_pay__one_of_a_function_names_it__said_of_the_function_only_where_that_is_half(others: int) -> None:
    """Of ten salespeople, the one who is paid by calls booked is not the sales function; nor is one of three who keep customers."""
    sales = [("sales", paid("profit"))] * others + [("sales", paid("bookings"))]
    kept = [("customer_success", paid("customers_kept"))]
    kinds = ("volume_against_retention", "measure_without_goal", "incentive_conflict")
    assert {one.kind for one in found(company(*sales, *kept), *kinds)} == ({"volume_against_retention"} if others == 1 else set())
    calls = [("business_development", paid("profit"))] * others + [("business_development", paid("calls_booked"))]
    assert {one.kind for one in found(company(*calls, ("sales", paid("customers_booked"))), *kinds)} == (
        {"incentive_conflict", "measure_without_goal"} if others == 1 else set()
    )
    keeps = [("customer_success", paid("profit"))] * others + kept
    assert bool(found(company(("sales", paid("bookings")), *keeps, ("finance", {})), "volume_against_retention")) == (others == 1)


def test_pay_plan__one_person_names_another_measure__no_one_of_one() -> None:
    facts = {"fact_pay_sales": {"measure": "bookings"}}
    (finding,) = found(company(("sales", paid("profit")), ("product", {}), ("finance", {}), facts=facts), "pay_misread")
    assert finding.sentence.endswith("; the one person who named what decides the pay there named another measure.")
    (finding,) = found(company(*[("sales", paid("profit"))] * 3, facts=facts), "pay_misread")
    assert finding.sentence.endswith("; all 3 people who named what decides the pay there named another measure.")


def test_volume__against_keeping_without_a_lasting_part__found() -> None:
    rows = [("sales", paid("bookings")), ("customer_success", paid("customers_kept")), ("finance", {})]
    (finding,) = found(company(*rows), "volume_against_retention")
    assert finding.sentence == (
        "Sales is paid by “Value of contracts signed”, Customer success by “Customers kept, or lost, over a year”; "
        "no lasting part of the pay of Sales is named."
    )
    assert (finding.subject, finding.size) == ("bookings", 1.0)
    assert found(company(*rows, facts={"fact_lasting_measures": ["sales"]}), "volume_against_retention") == []
    assert found(company(*rows, facts={"fact_lasting_measures": "none"}), "volume_against_retention") == [finding]
    actions = [entry.action for entry in recommend([finding], load_actions(), company(*rows).instrument)]
    assert "add_long_term_measure" in actions


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (paid("bookings", quality="paid back if the customer leaves within a year"), paid("customers_kept")),
        (paid("revenue"), paid("customers_kept")),
        (paid("bookings"), paid("revenue")),
    ],
    ids=["condition", "no volume", "nobody keeps"],
)
def test_volume__harmless__nothing(first: dict[str, object], second: dict[str, object]) -> None:
    assert found(company(("sales", first), ("customer_success", second), ("finance", {})), "volume_against_retention") == []


def test_volume__two_functions_keep__the_one_of_which_more_are_paid_by_it_is_named() -> None:
    answers = company(
        ("sales", paid("bookings")),
        ("customer_success", paid("customers_kept")),
        ("customer_success", paid("profit")),
        ("product", paid("expansion")),
    )
    (finding,) = found(answers, "volume_against_retention")
    assert (finding.evidence.values["other_function"], finding.size) == ("product", 1.0)


def test_volume__both_in_one_function__nothing() -> None:
    answers = company(("sales", paid("bookings")), ("sales", paid("customers_kept")), ("finance", {}))
    assert found(answers, "volume_against_retention") == []


def test_ladder__measure_without_a_line_to_the_goal__named_with_people_and_functions() -> None:
    answers = company(("sales", paid("sales_talks")), ("marketing", paid("sales_talks")), ("marketing", paid("profit")))
    (finding,) = found(answers, "measure_without_goal")
    assert finding.sentence == (
        "“Value of the possible sales in progress” decides the pay of 2 people in Marketing and Sales; "
        "no line of measures leads from it to the company goal."
    )
    assert (finding.size, finding.evidence.n) == (2 / 3, 3)
    one = company(("sales", paid("leads")), ("marketing", {}), ("finance", {}))
    assert found(one, "measure_without_goal")[0].sentence.startswith(
        "“Leads: people who left their contact details” decides the pay of 1 person in Sales; "
    )
    assert "ladder_goals" in [entry.action for entry in recommend([finding], load_actions(), answers.instrument)]


def test_ladder__by_the_pay_plan_alone__says_so() -> None:
    answers = company(("product", {}), ("product", {}), ("finance", {}), facts={"fact_pay_marketing": {"measure": "website_visits"}})
    (finding,) = found(answers, "measure_without_goal")
    assert finding.sentence == (
        "By the pay plan, “Visits to the website” decides the pay in Marketing; no line of measures leads from it to the company goal."
    )


def test_pay_plan__beside_what_people_name__counted() -> None:
    facts = {"fact_pay_sales": {"measure": "bookings"}}
    answers = company(("sales", paid("bookings")), ("sales", paid("own:my own")), ("sales", {}), ("marketing", paid("profit")), facts=facts)
    (finding,) = found(answers, "pay_misread")
    assert finding.sentence == (
        "The pay plan of Sales says “Value of contracts signed”; 1 of 2 people who named what decides the pay there named another measure."
    )
    assert (finding.size, finding.evidence.n, finding.evidence.items) == (0.5, 2, ("reward_measure", "fact_pay_sales"))
    alike = company(("sales", paid("bookings")), ("sales", {}), ("marketing", {}), facts=facts)
    assert found(alike, "pay_misread") == []
    assert "compare_pay_plans" in [entry.action for entry in recommend([finding], load_actions(), answers.instrument)]


EMPTY = [("product", {}), ("product", {}), ("finance", {})]


def test_churn__over_all_customers_while_most_are_bound__found() -> None:
    facts = {"fact_churn_base": "all", "fact_long_contracts": 70}
    (finding,) = found(company(*EMPTY, facts=facts), "contract_hides_churn")
    assert (finding.subject, finding.size) == ("fact_churn_base", 0.7)
    assert finding.sentence == "Lost business is counted over all customers, and 70 percent of them have a contract of a year or more."
    (lowered,) = found(
        company(*EMPTY, facts=facts | {"fact_churn_lowered": "Moved everybody to Annual contracts."}), "contract_hides_churn"
    )
    assert lowered.sentence.endswith("asked how losses were lowered, the fact sheet speaks of contracts.")
    assert "define_churn" in [entry.action for entry in recommend([finding], load_actions(), company(*EMPTY).instrument)]


@pytest.mark.parametrize(
    "facts",
    [
        {"fact_churn_base": "could_leave", "fact_long_contracts": 70},
        {"fact_churn_base": "all", "fact_long_contracts": 49},
        {"fact_churn_base": "all"},
        {"fact_churn_base": "dk", "fact_long_contracts": 70},
        {"fact_churn_base": "all", "fact_long_contracts": "dk"},
    ],
)
def test_churn__told_apart_or_not_known__nothing(facts: dict[str, object]) -> None:
    assert found(company(*EMPTY, facts=facts), "contract_hides_churn") == []
