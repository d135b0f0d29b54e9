"""The incentive matrix and the goal ladder, by hand from small companies."""

import pytest
from companies import company, paid
from msgspec.structs import replace

from scoring import score_team
from scoring.checks.ladder import path_up
from scoring.pay_matrix import pay_links, rungs_of
from survey_definitions.loading import load_instrument
from survey_definitions.schema import Bank, Measure

FULL = load_instrument("sales-marketing")


def signs(*rows: tuple[str, dict[str, object]], facts: dict[str, object] | None = None) -> dict[str, tuple[int, str]]:
    answers = company(*rows, facts=facts)
    return {f"{link.a}>{link.b}": (link.sign, link.rule) for link in pay_links(answers, answers.respondents)}


def test_links__of_the_story__against_one_way_and_nothing_the_other() -> None:
    assert signs(("business_development", paid("calls_booked")), ("sales", paid("customers_booked"))) == {
        "business_development>sales": (-1, "pay_conflict"),
        "sales>business_development": (0, ""),
    }


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (paid("calls_booked", quality="qualified"), paid("customers_booked"), 0),
        (paid("qualified_calls_booked"), paid("customers_booked"), 1),
        (paid("bookings"), paid("customers_kept"), -1),
        (paid("bookings", quality="kept for a year"), paid("customers_kept"), 0),
        (paid("bookings"), paid("company_goal"), 1),
        (paid("company_goal"), paid("company_goal"), 1),
        (paid("calls_booked"), paid("calls_booked"), 0),
        (paid("cost"), paid("customers_kept"), 0),
    ],
)
def test_links__two_measures__sign(first: dict[str, object], second: dict[str, object], expected: int) -> None:
    assert signs(("sales", first), ("customer_success", second))["sales>customer_success"][0] == expected


def test_links__a_lasting_part_on_the_fact_sheet__no_conflict() -> None:
    rows = (("sales", paid("bookings")), ("customer_success", paid("customers_kept")))
    assert signs(*rows, facts={"fact_lasting_measures": ["sales"]})["sales>customer_success"] == (0, "")
    assert signs(*rows, facts={"fact_lasting_measures": ["marketing"]})["sales>customer_success"] == (-1, "volume_against_keeping")


def test_links__several_people__the_measure_that_most_name_and_how_many() -> None:
    answers = company(
        *[("sales", paid(measure)) for measure in ("profit", "bookings", "bookings")], ("customer_success", paid("customers_kept"))
    )
    (here,) = [link for link in pay_links(answers, answers.respondents) if link.a == "sales"]
    assert (here.a_measure, here.b_measure, here.sign, here.people) == ("bookings", "customers_kept", -1, 3)
    level = company(("sales", paid("bookings")), ("sales", paid("cost")), ("customer_success", paid("customers_kept")))
    assert pay_links(level, level.respondents)[1].a_measure == "bookings"  # level: the conflict is not hidden


def test_links_and_rungs__private_item__left_out() -> None:
    banks = tuple(
        Bank(area=bank.area, title=bank.title, items=tuple(replace(item, private=item.code == "reward_measure") for item in bank.items))
        for bank in FULL.banks
        if bank.area == "reward"
    )
    answers = company(("sales", paid("bookings")), ("customer_success", paid("customers_kept")), of=replace(FULL, banks=banks))
    assert pay_links(answers, answers.respondents) == ()
    assert rungs_of(answers, answers.respondents) == ()


def test_rungs__traced_to_the_goal_with_amounts_and_dates() -> None:
    answers = company(
        ("sales", paid("customers_booked", amount=5, deadline="2027")),
        ("sales", paid("customers_booked")),
        ("marketing", paid("leads")),
        ("finance", {}),
    )
    score = score_team(answers)
    assert [(rung.function, rung.measure, rung.path, rung.people, rung.amounts, rung.deadlines) for rung in score.rungs] == [
        ("marketing", "leads", (), 1, 0, 0),
        ("sales", "customers_booked", ("revenue", "company_goal"), 2, 1, 1),
    ]
    assert [(link.a, link.b, link.sign) for link in score.pay_links] == [("marketing", "sales", 0), ("sales", "marketing", 0)]


@pytest.mark.parametrize(
    ("measure", "path"),
    [
        ("company_goal", ("company_goal",)),
        ("profit", ("company_goal",)),
        ("customer_value_proven", ("customers_kept", "profit", "company_goal")),
        ("calls_booked", ()),
        ("unheard_of", ()),
    ],
)
def test_path__up_the_supports__shortest_and_first_by_code(measure: str, path: tuple[str, ...]) -> None:
    assert path_up(FULL, measure, "company_goal") == path
    turned = replace(FULL, measures=tuple(replace(entry, supports=entry.supports[::-1]) for entry in reversed(FULL.measures)))
    assert path_up(turned, measure, "company_goal") == path


def test_path__a_circle__ends() -> None:
    circle = (Measure(code="a", text="A", kind="outcome", supports=("b",)), Measure(code="b", text="B", kind="outcome", supports=("a",)))
    assert path_up(replace(FULL, measures=circle), "a", "company_goal") == ()
