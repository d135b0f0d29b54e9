"""What the sponsor sealed, against what the others named: hand-checked tables, brute force, and the words made of it."""

from itertools import combinations, product

import numpy as np
import pytest
from answers_at_random import random_team
from msgspec.structs import replace
from tables import instrument, options, team

from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.coding import ranks_rows
from scoring.design import ListShape
from scoring.directions import Knowledge, Sealed
from scoring.disagreement import list_delta
from scoring.disclosure import release
from scoring.findings import find
from scoring.pairs import mean_over_pairs
from scoring.results import Finding
from scoring.sealed import direction_p, goals_known_of, holds_all, knowledge_of, quadrant_of, will_of
from scoring.thresholds import AGREED_PRIORITIES_FROM, QUADRANT_PEOPLE, TESTED_UP_TO
from survey_definitions.schema import PickItem, TextItem

TWELVE = "a b c d e f g h i j k l"
ASKED = instrument(
    PickItem(code="held", text="Committed?", options_from="priorities", own=True, none_text="Nothing was agreed", weight=3),
    PickItem(code="wish", text="Chosen?", options_from="priorities", own=True, in_index=False, feeds=("knowledge_and_will",)),
    TextItem(code="goal", text="What is the goal?", form="goal"),
    priorities=options(TWELVE),
)
GOAL = {"measure": "customers", "direction": "up", "amount": 10, "unit": "per cent", "deadline": "2027-Q2"}


def sealed(table: str, *priorities: str, by: str = "", goal: dict[str, object] | None = None) -> TeamAnswers:
    return replace(team(table, ASKED), sealed=Sealed(priorities=priorities, goal=goal or {}, by=by))


def knowledge(answers: TeamAnswers) -> Knowledge:
    (known,) = knowledge_of(answers, answers.respondents)
    return known


def found(answers: TeamAnswers) -> dict[str, Finding]:
    return {f"{one.kind}:{one.subject}": one for one in find(score_team(answers), answers)}


NINE = """
respondent held
chief      a|b|c
p1         a|b|c
p2         c|b|a
p3         a|b|d
p4         a|e|f
p5         g|h|own:peace
p6         none
p7         dk
p8         a|g
"""


def test_knowledge__nine_people__counted_without_the_sponsor_and_who_did_not_answer() -> None:
    """Named of the three by p1..p6, p8: 3, 3, 2, 1, 0, 0, 1."""
    known = knowledge(sealed(NINE, "a", "b", "c", by="chief"))
    assert (known.n, known.left_out, known.all_named, known.none_named) == (7, True, 2, 2)
    assert known.named == {"a": 5, "b": 3, "c": 2}
    assert known.mean_named == pytest.approx(10 / 7)
    assert known.persons == {"p1": 3, "p2": 3, "p3": 2, "p4": 1, "p5": 0, "p6": 0, "p8": 1}
    assert known.chance_named == pytest.approx((6 * 3 + 2) * 3 / (7 * 12))
    assert known.chance_all == pytest.approx(6 / 7 / 220)
    assert found(sealed(NINE, "a", "b", "c", by="chief"))["declared_unknown:held"].sentence == (
        "Of the 7 people beside the sponsor, 2 named all 3 declared priorities. "
        "On average each named 1.4 of 3; lists picked at random would name 0.7."
    )


def test_knowledge__agreement__is_that_of_these_people_with_one_another() -> None:
    """Without the sponsor p1 and p2 are alone: identical lists."""
    table = "respondent held\n chief d|e|f\n p1 a|b|c\n p2 c|b|a"
    assert knowledge(sealed(table, "a", by="chief")).agreement == pytest.approx(1)
    assert knowledge(sealed(table, "a")).agreement == pytest.approx((1 - 2 / 3) / 3)  # corrected overlaps 1, -1/3, -1/3


@pytest.mark.parametrize("priorities", [(), ("zz",)])
def test_knowledge__nothing_sealed_that_is_on_the_list__nothing_said(priorities: tuple[str, ...]) -> None:
    assert knowledge_of(sealed(NINE, *priorities), sealed(NINE).respondents) == ()
    plain = team(NINE, ASKED)
    assert (knowledge_of(plain, plain.respondents), goals_known_of(plain, plain.respondents)) == ((), ())


@pytest.mark.parametrize(("rows", "n", "status"), [("", 0, "too_few"), ("\n p1 a|b|c", 1, "too_few"), ("\n p1 a|b|c\n p2 none", 2, "ok")])
def test_knowledge__very_few_people__counts_without_a_word_for_the_team(rows: str, n: int, status: str) -> None:
    known = knowledge(sealed("respondent held\n chief a|b|c" + rows, "a", "b", "c", by="chief"))
    assert (known.n, known.status, known.quadrant) == (n, status, None)


def test_direction_p__every_other_choice__counted_by_hand() -> None:
    """Lists AB, AB, AC of four options: votes 3, 2, 1, 0. Of six pairs only AB has 5 votes, and only AB is held by two people."""
    picks = np.array([[1.0, 1, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0]])
    assert direction_p(picks, [0, 1]) == (pytest.approx(1 / 6), pytest.approx(1 / 6))
    assert direction_p(picks, [0, 2]) == (pytest.approx(2 / 6), pytest.approx(2 / 6))
    assert direction_p(np.ones((3, 60)), [0, 1, 2, 3]) == (None, None)


@pytest.mark.parametrize("seed", range(8))
def test_direction_p__declared_at_random__at_most_one_choice_in_twenty_is_beyond_chance(seed: int) -> None:
    """Over every set that could have been declared, p is below any level in no more than that share, however people answer."""
    rng = np.random.default_rng(seed)
    picks = (rng.random((6, 9)) < rng.random(9)).astype(float)
    for which in (0, 1):
        values = [direction_p(picks, list(choice))[which] or 0.0 for choice in combinations(range(9), 3)]
        for level in (0.05, 0.2, 0.5):
            assert np.mean([p <= level for p in values]) <= level + 1e-12


@pytest.mark.parametrize(("length", "declared", "size"), [(3, 3, 12), (2, 3, 6), (4, 2, 6), (6, 3, 6)])
def test_holds_all__every_list__counted(length: int, declared: int, size: int) -> None:
    lists = list(combinations(range(size), length))
    assert holds_all(length, declared, size) == pytest.approx(sum(set(range(declared)) <= set(one) for one in lists) / len(lists))


def quadrant(rows: str, *priorities: str) -> str | None:
    lines = "\n".join(f"p{number} {cell}" for number, cell in enumerate(rows.split()))
    return knowledge(sealed(f"respondent held\n{lines}", *priorities)).quadrant


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ("a|b|c a|b|c a|b|c a|b|c a|b|d", "together_on_declared"),
        ("d|e|f d|e|f d|e|f d|e|f d|e|g", "together_elsewhere"),
        ("a|d|e a|d|e a|d|e a|d|e a|d|e", "together_elsewhere"),  # one of the three declared
        ("a|b|e a|b|e a|b|e a|b|e a|b|e", None),  # two of three: 28 of 220 choices do as well
        ("a|b|c d|e|f g|h|i j|k|l a|d|g", "apart_some_on_declared"),  # one person: only 5 of 220 choices are held by anybody
        ("a|b|c a|b|c d|e|f g|h|i j|k|l", "apart_some_on_declared"),
        ("d|e|f d|e|g g|h|i j|k|l a|h|k", "apart_nobody_on_declared"),
        ("a|b|c a|b|c a|b|c a|b|c", None),  # four people
    ],
)
def test_quadrant__small_teams__by_hand(rows: str, word: str | None) -> None:
    assert quadrant(rows, "a", "b", "c") == word


def test_quadrant__apart_and_one_holds_both__as_many_hold_a_fifth_of_all_choices__nothing_said() -> None:
    """Of the 66 pairs of twelve, 15 are on one of these lists; A and B together are named three times, as are many pairs."""
    assert quadrant("a|b|c d|e|f g|h|i j|k|l a|d|g", "a", "b") is None


@pytest.mark.parametrize(("size", "lengths"), [(3, (1, 2)), (4, (1, 2, 3)), (5, (2,))])
def test_quadrant__five_people_at_random__agree_as_high_as_the_aim_in_fewer_than_one_team_of_twenty(
    size: int, lengths: tuple[int, ...]
) -> None:
    """Every team of five lists of one length, looked at; so the aim needs no chance band of its own from five people on."""
    codes = list(TWELVE.split()[:size])
    for length in lengths:
        lists = ranks_rows(ListShape(size, length, ordered=False), codes, [list(one) for one in combinations(codes, length)])
        delta = list_delta(np.array(lists))
        agreed = [1 - delta[np.ix_(one, one)][np.triu_indices(QUADRANT_PEOPLE, 1)].mean() for one in product(range(len(lists)), repeat=5)]
        assert np.mean(np.round(agreed, 9) >= AGREED_PRIORITIES_FROM) <= TESTED_UP_TO


def test_quadrant__teams_at_random__said_to_be_on_what_was_declared_in_at_most_one_of_twenty() -> None:
    words = []
    for seed in range(300):
        answers = replace(random_team(ASKED, 8, seed), sealed=Sealed(priorities=("a", "b", "c")))
        words.append(knowledge(answers).quadrant)
    assert sum(word in {"together_on_declared", "apart_some_on_declared"} for word in words) <= 2 * 0.05 * 300
    assert not any(str(word).startswith("together") for word in words)


def test_quadrant__own_agreement_unknown__nothing_said() -> None:
    assert quadrant_of(Knowledge(code="held", declared=("a",), n=9, mean_named=1.0, p_named=0.0, p_all=0.0), 12) is None


def test_together_elsewhere__sure_of_other_things__said_with_counts_by_option_only() -> None:
    """Fifteen pairs share three, thirteen two: 71 / 28 of three, less a quarter, of three quarters."""
    rows = "\n".join(f"p{number} d|e|{other}" for number, other in enumerate("ffffffga"))
    finding = found(sealed(f"respondent held\nchief a|b|c\n{rows}", "a", "b", "c", by="chief"))["together_elsewhere:held"]
    assert finding.sentence == (
        "The 8 people beside the sponsor agree with one another on what comes first, by 79 of 100, but not on what was declared: "
        "of the 3 declared priorities each names 0.1 on average. Instead, “D” and “E” are each named by 8 of the team."
    )
    assert (finding.severity, finding.certainty) == ("high", "outside_chance")


def test_knowledge__everybody_names_everything__no_finding() -> None:
    rows = "\n".join(f"p{number} a|b|c" for number in range(5))
    assert not {key for key in found(sealed(f"respondent held\n{rows}", "a", "b", "c")) if key.startswith(("declared", "together"))}


@pytest.mark.parametrize(
    ("priorities", "words"), [(("a",), "1 named the declared priority."), (("a", "b"), "nobody named both declared priorities.")]
)
def test_declared_unknown__one_or_two_declared__worded_as_such(priorities: tuple[str, ...], words: str) -> None:
    said = found(sealed("respondent held\n p1 a|d|e\n p2 d|e|f\n p3 none", *priorities))["declared_unknown:held"].sentence
    assert words in said
    assert said.startswith("Of the 3 people, ")


def test_declared_unknown__not_one_named__nobody_and_no_nought() -> None:
    said = found(sealed("respondent held\n p1 d|e|f\n p2 d|e|f\n p3 e|f|g", "a", "b"))["declared_unknown:held"].sentence
    assert said.startswith("Of the 3 people, nobody named a single one of the 2 declared priorities. Lists picked at random would name ")
    assert said.endswith(" on average.")


def test_goal_known__everybody_wrote_one__all() -> None:
    rows = "respondent goal\n a measure=customers\n b measure=calls\n c measure=calls"
    said = found(sealed(rows, goal={"measure": "customers"}))["declared_unknown:goal"].sentence
    assert said == "Of the 3 people, all wrote down a company goal, and 1 named the measure of the declared one."


GOALS = """
respondent goal
chief      measure=customers;amount=10;unit=per_cent;deadline=2027-Q2
p1         measure=customers;amount=10;unit=Per_Cent;deadline=2027-06-30
p2         measure=customers;amount=12;unit=per_cent;deadline=2027-06
p3         measure=customers;deadline=2027-12-31
p4         measure=calls;deadline=2027-Q2
p5         measure=own:happiness
p6         .
"""


def test_goal_known__part_by_part__deadlines_by_their_last_day() -> None:
    (known,) = goals_known_of(answers := sealed(GOALS, by="chief", goal=GOAL), answers.respondents)
    assert (known.asked, known.n, known.same_measure, known.same_deadline, known.same_amount) == (6, 5, 3, 2, 1)
    assert found(answers)["declared_unknown:goal"].sentence == (
        "Of the 6 people beside the sponsor, 5 wrote down a company goal, and 3 named the measure of the declared one, 2 with its date."
    )


def test_goal_known__parts_left_open_by_the_sponsor__are_not_compared() -> None:
    (known,) = goals_known_of(answers := sealed(GOALS, by="chief", goal={"measure": "customers"}), answers.respondents)
    assert (known.same_measure, known.same_deadline, known.same_amount) == (3, 3, 3)


@pytest.mark.parametrize("goal", [{"sentence": "Be good"}, {"measure": "own:happiness"}])
def test_goal_known__sealed_in_own_words__matches_nothing_and_says_so(goal: dict[str, object]) -> None:
    (known,) = goals_known_of(answers := sealed(GOALS, goal=goal), answers.respondents)
    assert (known.status, known.same_measure) == ("not_testable", 0)
    assert "declared_unknown:goal" not in found(answers)


WISHES = """
respondent held    wish
p1         a|b|c   a|d|e
p2         a|b|c   a|d|f
p3         a|b     a|b
p4         none    d|e|f
p5         a|b|c   .
"""


def test_will__own_lists__entries_kept_dropped_and_added() -> None:
    """Kept by p1, p2, p3: 1, 1, 2 of three places. Chance (9 + 9 + 4) / (3 * 12)."""
    (will,) = will_of(answers := team(WISHES, ASKED), answers.respondents)
    assert (will.n, will.places, will.all_kept) == (3, 3, 1)
    assert will.shared == pytest.approx(4 / 3)
    assert will.chance_shared == pytest.approx(22 / 36)
    assert (will.dropped, will.added) == ({"b": 2, "c": 2}, {"d": 2, "e": 1, "f": 1})
    assert found(answers)["will_differs:wish"].sentence == (
        "Of the 3 priorities that each of 3 people holds to be committed, 1.3 on average would be that person's own choice. "
        "“B” and “C” are each held committed and not chosen by 2. “D” would be chosen instead by 2."
    )


def test_will__everybody_would_choose_what_is_committed__no_finding() -> None:
    assert "will_differs:wish" not in found(team("respondent held wish\n p1 a|b|c a|b|c\n p2 a|b|d a|b|d\n p3 e|f|g e|f|h", ASKED))


def test_not_knowing_and_not_wanting__are_two_findings() -> None:
    """All know what was declared and nobody wants it; and the other way round."""
    rows = "\n".join(f"p{number} a|b|c d|e|f" for number in range(5))
    assert {"will_differs:wish"} == {k for k in found(sealed(f"respondent held wish\n{rows}", "a", "b", "c")) if k[:4] in {"will", "decl"}}
    rows = "\n".join(f"p{number} d|e|f d|e|f" for number in range(5))
    keys = {k for k in found(sealed(f"respondent held wish\n{rows}", "a", "b", "c")) if k[:4] in {"will", "decl"}}
    assert keys == {"declared_unknown:held"}


@pytest.mark.parametrize("mode", ["mixed", "function"])
def test_release__without_names__no_count_that_tells_the_sponsors_answer_apart(mode: str) -> None:
    answers = sealed(NINE, "a", "b", "c", by="chief")
    score = score_team(answers)
    (known,) = release(score, answers, find(score, answers), mode=mode, audience="team").score.knowledge
    assert (known.persons, known.named, known.all_named, known.n) == ({}, {}, 2, 7)


def test_order_of_people__turned_round__changes_nothing() -> None:
    answers = sealed(GOALS.replace("goal\n", "goal\n"), "a", by="chief", goal=GOAL)
    turned = replace(answers, respondents=tuple(reversed(answers.respondents)))
    assert score_team(answers) == score_team(turned)


def test_agreement__as_in_the_block_of_priorities__is_one_less_mean_disagreement() -> None:
    answers = sealed(NINE, "a", "b", "c")
    rows = ranks_rows(ListShape(12, 3, ordered=False), TWELVE.split(), [answers.value(one, "held") for one in answers.respondents])
    delta = mean_over_pairs(list_delta(np.array(rows), nothing_shared=12 / 9))
    assert knowledge(answers).agreement == pytest.approx(1 - (delta or 0.0))
