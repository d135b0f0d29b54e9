from collections.abc import Mapping

import pytest
from msgspec.structs import replace
from tables import instrument, rating, ratings, team

from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.coding import code_team
from scoring.disclosure import release
from scoring.findings import find
from scoring.pace import paces_of
from scoring.screening import screen

FOUR = """
respondent q01 q02 q03 q04
a 1 2 3 4
b 2 2 3 4
c 5 1 5 1
d 1 2 3 5
"""


def timed(seconds: Mapping[str, float], table: str = FOUR) -> TeamAnswers:
    return replace(team(table, ratings(4)), seconds={id_: {"clarity": time} for id_, time in seconds.items()})


def test_pace__seconds_of_the_pages_over_ratings_given() -> None:
    answers = timed({"a": 40, "b": 3}, FOUR.replace("b 2 2 3 4", "b 2 . dk 4"))
    assert paces_of(answers) == {"a": 10, "b": 1}


def test_pace__time_without_a_rating_or_rating_without_a_time__not_named() -> None:
    answers = timed({"a": 40, "b": 3}, FOUR.replace("a 1 2 3 4", "a . . . ."))
    assert paces_of(replace(answers, seconds={"a": {"clarity": 5}, "b": {"elsewhere": 1}})) == {}
    assert paces_of(team(FOUR, ratings(4))) == {}


def test_too_fast__below_two_seconds_an_item__ratings_left_out_and_flagged() -> None:
    """Without c, who went through four items in five seconds, three people nearly agree."""
    score = score_team(timed({"a": 60, "b": 8, "c": 5}))
    assert score.flags == {"too_fast": ("c",)}
    assert score.index.average > 90
    assert score.item("q01").n == 4  # items always use all answers
    assert score_team(timed({"a": 60, "b": 8, "c": 8})).flags == {}


def test_too_fast__floor_of_the_caller__counts() -> None:
    answers = timed({"a": 60, "b": 40, "c": 20, "d": 60})
    assert screen(code_team(answers), paces_of(answers), floor=6.0).flags == {"too_fast": ("c",)}
    assert screen(code_team(answers), paces_of(answers)).flags == {}


def test_too_fast__more_than_half_of_them__no_index() -> None:
    score = score_team(timed({"a": 4, "b": 4, "c": 4, "d": 60}))
    assert score.flags == {"too_fast": ("a", "b", "c")}
    assert (score.index.status, score.index.value) == ("void", None)
    assert score.index.level_reason == "most people gave every rating the same level, or rated faster than anybody reads"
    assert score_team(timed({"a": 4, "b": 4, "d": 60})).index.status == "ok"  # half are not more than half


def test_too_fast__and_straight_liners__count_together() -> None:
    head = "respondent " + " ".join(f"q{number:02d}" for number in range(1, 9))
    table = f"{head}\na 1 2 3 4 5 1 2 3\nb 1 1 1 1 1 1 1 1\nc 3 3 3 3 3 3 3 3\nd 1 2 3 4 5 1 2 4\ne 2 2 3 4 5 1 2 3"
    answers = team(table, ratings(8))
    assert score_team(answers).index.status == "ok"
    hurried = score_team(replace(answers, seconds={"d": {"clarity": 4.0}}))
    assert hurried.flags == {"straight_lining": ("b", "c"), "too_fast": ("d",)}
    assert hurried.index.status == "void"


def test_too_fast__where_all_ratings_are_identical__nobody() -> None:
    same = "respondent q01 q02 q03 q04\n a 1 2 3 4\n b 1 2 3 4\n c 1 2 3 4"
    score = score_team(timed({"a": 1, "b": 1, "c": 1}, same))
    assert (score.flags, score.index.value) == ({}, 100)


def test_too_fast__time_in_another_area__does_not_count() -> None:
    two = instrument(rating("q01"), rating("q02"))
    other = replace(two.banks[0], area="other", title="Other", items=(rating("z1"), rating("z2")))
    both = replace(two, banks=(*two.banks, other))
    answers = team("respondent q01 q02 z1 z2\n a 1 2 3 4\n b 2 2 3 4\n c 1 2 3 5", both)
    times = {"a": {"clarity": 1.0}, "b": {"clarity": 2.0, "other": 30.0}}
    assert paces_of(replace(answers, seconds=times)) == {"a": 0.5, "b": 8.0}


@pytest.mark.parametrize("mode", ["function", "mixed", "consultant", "aggregate"])
def test_too_fast__who_it_was__told_to_no_team(mode: str) -> None:
    answers = timed({"a": 60, "b": 8, "c": 5})
    score = score_team(answers)
    assert release(score, answers, find(score, answers), mode=mode, audience="team").score.flags == {}
