import re

import msgspec
import pytest
from answers_at_random import random_team
from tables import FIVE, WHOLE, instrument, rating, ratings, team

from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.findings import find, order_key
from scoring.results import Finding
from survey_definitions.schema import Instrument, PerceptionItem


def found(table: str, of: Instrument = WHOLE) -> dict[str, Finding]:
    return of_answers(team(table, of))


def of_answers(answers: TeamAnswers) -> dict[str, Finding]:
    return {f"{finding.kind}:{finding.subject}": finding for finding in find(score_team(answers), answers)}


def test_item_split__answers_across_the_scale__said_with_both_differences() -> None:
    finding = found("respondent q1\n a 1\n b 1\n c 5\n d 5", instrument(rating("q1", weight=3)))["item_split:q1"]
    assert finding.sentence == (
        "On “We keep q1” the answers of 4 people run from 1 to 5: two of them differ by 2.7 levels on average, "
        "where random answers would differ by 1.6."
    )
    assert (finding.certainty, finding.weight, finding.size) == ("outside_chance", 3, 1.0)


def test_item_low__and_agreed__by_place_on_the_scale() -> None:
    low = found("respondent q1\n a 2\n b 2\n c 2", instrument(rating("q1")))
    assert low["item_low:q1"].sentence == "“We keep q1” stands at 2.0 of 5 on average of 3 people."
    assert "agreed:q1" not in low
    high = found("respondent q1\n a 4\n b 4\n c 4\n d 5", instrument(rating("q1")))
    assert high["agreed:q1"].sentence == "On “We keep q1” the team sees the same: the answers of 4 people lie between 4 and 5 of 5."
    reversed_item = found("respondent q1\n a 5\n b 5\n c 5", instrument(rating("q1", reversed=True)))
    assert "item_low:q1" in reversed_item


def test_area__low_and_split() -> None:
    assert "area_low:clarity" in found("respondent q01 q02\n a 2 1\n b 2 1\n c 2 1", ratings(2))
    split = found("respondent q01 q02\n a 1 1\n b 5 5\n c 3 1", ratings(2))
    assert split["area_split:clarity"].sentence.startswith("In Clarity the answers of 3 people to 2 statements agree by 0 of 100")


def test_priorities__apart_and_shared__with_the_chance_value() -> None:
    apart = found("respondent top\n a grow|keep|hire\n b cut|build|sell\n c none")["priorities_apart:top"]
    assert apart.sentence == (
        "Two of 3 people share 0.0 of 3 priorities on average; lists picked at random from 6 would share 1.5. "
        "1 person says that nothing was agreed."
    )
    alike = found("respondent top\n a grow|keep|hire\n b grow|keep|hire\n c grow|keep|hire\n d grow|keep|cut")["agreed:top"]
    assert alike.sentence == "Two of 4 people share 2.5 of 3 priorities on average; “Grow” and “Keep” are each named by all 4."


def test_ranking_of_every_option__apart__is_said_of_the_order() -> None:
    """All lists hold the same three, so a number of shared entries would say nothing. Spearman is -1, 1/2 and -1/2."""
    apart = found("respondent order\n a price>speed>care\n b care>speed>price\n c price>care>speed")["priorities_apart:order"]
    assert apart.sentence == "The orders in which 3 people put the priorities agree by 0 of 100, where orders at random give 0."
    assert apart.evidence.values["agreement"] == pytest.approx(-1 / 3)
    assert apart.evidence.values["shared"] is None


def test_definitions__contested_and_missing() -> None:
    many = found("respondent lead\n a name\n b call\n c visit\n d none\n e none")
    assert many["definition_missing:lead"].sentence == "2 of 5 people say that there is no agreed definition of “Lead”."
    assert many["definition_contested:lead"].sentence == (
        "“Lead” means different things to 5 people: 3 meanings are in use, no two of them chose the same one."
    )
    parts = found("respondent won\n a signed;owner=us\n b signed|paid;owner=us\n c signed;owner=us\n d signed;owner=us")
    assert "definition_contested:won" not in parts
    apart = found("respondent won\n a signed;owner=us\n b paid;owner=us\n c signed;owner=us\n d signed|paid;owner=us")
    assert apart["definition_contested:won"].sentence.endswith("“Paid” belongs to it for 2 and not for 2.")


def test_allocation__apart__in_points() -> None:
    finding = found("respondent effort\n a new:100\n b old:100\n c new:90|old:10")["allocation_apart:effort"]
    assert finding.sentence == (
        "On “Where should effort go?” two of 3 people would have to move 67 of 100 points to say the same; "
        "random answers would have to move 33."
    )


def test_goal__named_differently__unknown() -> None:
    table = """
    respondent goal
    a          measure=customers;deadline=2027-06-30
    b          measure=customers;deadline=2027-12-31
    c          measure=calls;deadline=2027-06-30
    """
    assert found(table)["goal_unknown:goal"].sentence == (
        "Asked for the one company goal, 3 people answered and no two name the same measure and deadline."
    )
    assert "goal_unknown:goal" not in found(table.replace("2027-12-31", "2027-06-30").replace("calls", "customers"))


def test_overconfident__five_people__believed_and_found() -> None:
    rows = "\n".join(
        f"{name} {picks} 3"
        for name, picks in zip(
            "abcde", ["grow|keep|hire", "grow|cut|build", "sell|cut|hire", "keep|sell|build", "grow|keep|sell"], strict=True
        )
    )
    finding = found(f"respondent top guess\n{rows}")["overconfident:guess"]
    assert finding.sentence == "5 people believe that a typical colleague shares 3.0 of their priorities; found are 1.2."
    assert finding.evidence.values["predicted"] == 3
    four = "\n".join(rows.splitlines()[:4])
    assert "overconfident:guess" not in found(f"respondent top guess\n{four}")


def two_functions(sales: str, marketing: str) -> str:
    """Four people each, one column a rating: digits are the levels of one person."""
    rows = [("sales", levels) for levels in sales.split()] + [("marketing", levels) for levels in marketing.split()]
    width = len(rows[0][1])
    head = "respondent function " + " ".join(f"q{number:02d}" for number in range(1, width + 1))
    lines = [f"{chr(97 + at)} {function} {' '.join(levels)}" for at, (function, levels) in enumerate(rows)]
    return "\n".join([head, *lines])


def test_functions_apart__tested_overall_and_alone__named() -> None:
    table = two_functions("112 121 211 112", "443 442 354 444")
    every = found(table, ratings(3))
    assert "functions_apart:functions" in every
    finding = every["functions_apart:q01"]
    assert finding.sentence.endswith("Sales at 1.2, Marketing at 3.8.")
    assert finding.certainty == "tested"
    # 8! / (4! 4! 2!) = 35 labelings, of which only the given one has so small a sum of squares within.
    assert finding.evidence.values["p"] == pytest.approx(1 / 35)
    assert finding.evidence.values["tests"] == 3


def test_functions_apart__one_rating_only__not_named_where_the_whole_is_not_apart() -> None:
    # Beside q01 five ratings on which each function gives 1, 5, 2 and 4 once.
    table = two_functions("115245 151452 124521 242114", "314541 352152 321425 445214")
    every = found(table, ratings(6))
    assert "functions_apart:functions" not in every
    assert "functions_apart:q01" not in every


def test_functions_apart__three_and_three__cannot_be_tested_so_not_said() -> None:
    table = "respondent function q01\n" + "\n".join(
        f"{name} {'sales' if name in 'abc' else 'marketing'} {1 if name in 'abc' else 5}" for name in "abcdef"
    )
    assert not any(key.startswith("functions_apart") for key in found(table, ratings(1)))


def test_functions_apart__tested__certain() -> None:
    rows = "\n".join(
        f"{name} {'sales' if name in 'abcd' else 'marketing'} {1 if name in 'abcd' else 5} {2 + (name in 'aceg')}" for name in "abcdefgh"
    )
    finding = found(f"respondent function q01 q02\n{rows}", ratings(2))["functions_apart:functions"]
    assert finding.certainty == "tested"
    assert "(p = 0.029)" in finding.sentence


def test_perception__own_view_above_the_others() -> None:
    view = PerceptionItem(code="v1", text="How do they work?", levels=FIVE)
    table = """
    respondent function  v1
    a          sales     sales:5
    b          marketing sales:2|marketing:3
    c          finance   sales:1|marketing:3
    d          finance   sales:1|marketing:3
    """
    finding = found(table, instrument(view))["perception_gap:v1"]
    assert finding.sentence == "On “How do they work?” Sales sees itself at 5.0 of 5, 3 colleagues of other functions at 1.3."


def test_evidence_symptoms_and_numbers() -> None:
    all_found = found("respondent written blame hours\n a no yes 2\n b partly yes 4\n c dk yes 24\n d yes no 48")
    assert all_found["evidence_missing:written"].sentence == "“It is written down”: of 4 people, 1 says yes, 1 partly, 1 does not know."
    assert all_found["symptom_common:blame"].sentence.startswith("3 of 4 people have heard or seen this")
    assert all_found["item_split:hours"].sentence == "On “After how many hours?” the answers of 4 people run from 2 to 48 hours."


def test_words__at_their_edges() -> None:
    """Everybody alike, nobody at all: no figure that says less than a word."""
    same = found("respondent top q01\n a grow|keep|hire 4\n b keep|grow|hire 4\n c hire|keep|grow 4")["agreed:top"]
    assert same.sentence == "All 3 people name the same priorities: “Grow”, “Keep” and “Hire”."
    nobody = found("respondent written\n a no\n b partly\n c no")["evidence_missing:written"]
    assert nobody.sentence == "“It is written down”: of 3 people, nobody says yes, 1 partly, nobody does not know."
    word = found("respondent lead\n a name\n b name\n c name")["agreed:lead"]
    assert word.sentence == "3 people use “Lead” in the same sense."


PAY = """
respondent function  pay
a          sales     measure=customers
b          marketing measure=calls
c          finance   {}
"""


@pytest.mark.parametrize(
    ("third", "expected"),
    [("measure=customers;quality=kept", True), (".", True)],
)
def test_incentives__activity_feeds_a_colleagues_measure__conflict(third: str, *, expected: bool) -> None:
    all_found = found(PAY.format(third))
    assert ("incentive_conflict:calls" in all_found) is expected
    assert all_found["incentive_conflict:calls"].sentence.startswith(
        "Marketing is paid by “Calls booked”, an activity that feeds “Customers booked”, by which "
    )


@pytest.mark.parametrize(
    "table",
    [
        PAY.format(".").replace("measure=calls", "measure=calls;quality=qualified"),
        PAY.format(".").replace("measure=calls", "measure=customers"),
        PAY.format(".").replace("a          sales     measure=customers", "a          sales     measure=calls"),
        PAY.format(".").replace("marketing measure=calls", "sales     measure=calls"),
    ],
    ids=["condition of quality", "same outcome", "nobody paid by the fed measure", "one function"],
)
def test_incentives__harmless__no_conflict(table: str) -> None:
    assert not any(kind.startswith("incentive_conflict") for kind in found(table))


@pytest.mark.parametrize("seed", range(8))
def test_find__every_figure_in_a_sentence__stands_in_its_evidence(seed: int) -> None:
    answers = random_team(WHOLE, 6, seed)
    for finding in find(score_team(answers), answers):
        texts = re.sub(r"“[^”]*”", "", finding.sentence)
        known = {finding.evidence.n}
        for value in finding.evidence.values.values():
            if isinstance(value, int | float):
                known |= {round(value, 1), round(value), round(value, 3)}
        figures = [float(figure) for figure in re.findall(r"\d+(?:\.\d+)?", texts)]
        outside = [figure for figure in figures if not any(abs(figure - value) < 0.0501 for value in known)]
        assert [figure for figure in outside if figure not in (0.0, 100.0)] == [], finding.sentence


def test_find__order__certain_first_then_large_times_weight() -> None:
    answers = random_team(WHOLE, 8, 3)
    findings = find(score_team(answers), answers)
    assert list(findings) == sorted(findings, key=order_key)
    assert all(0 <= finding.size <= 1 for finding in findings)
    assert not any("below chance" in finding.sentence for finding in findings)


def test_find__two_people__nothing() -> None:
    answers = random_team(WHOLE, 2, 3)
    assert find(score_team(answers), answers) == ()


def test_find__people_in_another_order__same_bytes() -> None:
    answers = random_team(WHOLE, 7, 5)
    turned = msgspec.structs.replace(answers, respondents=tuple(reversed(answers.respondents)))
    assert msgspec.json.encode(find(score_team(answers), answers)) == msgspec.json.encode(find(score_team(turned), turned))


def test_find__private_item__finding_marked_private() -> None:
    item = rating("q1", private=True)
    assert found("respondent q1\n a 1\n b 1\n c 1", instrument(item))["item_low:q1"].private


@pytest.mark.parametrize("n", [6, 8, 15])
def test_item_split__teams_that_tick_at_random__rare_on_any_question_in_at_most_one_of_twenty(n: int) -> None:
    """Two dozen questions: on one of them some team always looks rare, so each is held against a twenty-fourth of one in twenty."""
    kinds = [
        {finding.certainty for finding in find(score_team(one), one) if finding.kind == "item_split"}
        for one in (random_team(ratings(24), n, seed) for seed in range(200))
    ]
    assert sum("outside_chance" in certainties for certainties in kinds) <= 17


def test_item_split__of_several_questions__says_of_how_many() -> None:
    rows = "\n".join(f"{name} {1 if name < 'g' else 5} {3 + (name > 'd')}" for name in "abcdefghijkl")
    ends = found(f"respondent q01 q02\n{rows}", ratings(2))["item_split:q01"]
    assert ends.sentence.endswith("; fewer than one random team in twenty stands so far apart on any of 2 questions.")
    assert ends.evidence.values["questions"] == 2


def test_item_split__six_people_at_both_ends__rarer_than_by_chance() -> None:
    """Three ones and three fives: r_wg = 1 - 4.8 / 2 = -1.4. Three twos and three fours give .4 and are told as before."""
    ends = found("respondent q1\n a 1\n b 1\n c 1\n d 5\n e 5\n f 5", instrument(rating("q1")))["item_split:q1"]
    assert ends.sentence.endswith("random answers would differ by 1.6; fewer than one random team in twenty stands so far apart.")
    assert ends.evidence.values["polarised"] is True
    assert ends.certainty == "outside_chance"
    wide = found("respondent q1\n a 1\n b 2\n c 2\n d 4\n e 4\n f 5", instrument(rating("q1")))["item_split:q1"]
    assert wide.sentence.endswith("where random answers would differ by 1.6.")
    five = found("respondent q1\n a 1\n b 1\n c 1\n d 5\n e 5", instrument(rating("q1")))["item_split:q1"]
    assert five.evidence.values["polarised"] is False
