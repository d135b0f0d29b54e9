"""Sentences on changes: every number from the figures, plurals and edges right, and nothing where nothing can be told."""

import re

import pytest
from msgspec.structs import replace

from scoring.change_patterns import change_findings, sentence_of, steady_sentence
from scoring.changes import Moved, WaveChange
from scoring.wave_change import compare_team_waves
from tests.scoring.answers_at_random import random_team
from tests.scoring.tables import WHOLE, instrument, ratings, team


def change(points: float, **more: object) -> WaveChange:
    """Nine of nine stayed; A moved by `points`."""
    whole = {"verdict": "moved" if points > 0 else "worse", "p": 0.0195, "before": 40.0, "after": 40.0 + points}
    average = Moved(kind="average", change=points, n=9, **(whole | {k: v for k, v in more.items() if k in Moved.__struct_fields__}))
    rest = {name: value for name, value in more.items() if name in WaveChange.__struct_fields__ and name not in {"before", "after"}}
    return WaveChange(team="t", before="Q1", after="Q2", n_stayers=9, average=average, **rest)


def only(found: WaveChange) -> str:
    (finding,) = change_findings(found, random_team(WHOLE, 3, 1))
    return finding.sentence


MOVED_BACK = Moved(kind="index", before=30.4, after=-2.0)
WHO = "The 9 people who answered both times stand "
OTHER_WAY = " Across the deepest split they moved the other way: the index itself stood at 30 and stands at \N{MINUS SIGN}2."


@pytest.mark.parametrize(
    ("points", "more", "sentence"),
    [
        (12.4, {}, "12 points closer than in Q1 (p = 0.019)."),
        (-1.2, {}, "1 point further apart than in Q1 (p = 0.019)."),
        (0.4, {"p": 0.0001}, "less than 1 point closer than in Q1 (p below 0.001)."),
        (30.0, {"p": None, "by_rule": True}, "30 points closer than in Q1 (by rule, not by test)."),
        (10.0, {"p": None, "before": None, "after": None}, "about 10 points closer than in Q1 (tested)."),
        (12.0, {"p": 0.02, "p_method": "rounded"}, "12 points closer than in Q1 (p at most 0.02)."),
        (0.0, {"p": None, "before": None, "after": None, "verdict": "worse"}, "slightly further apart than in Q1 (tested)."),
        (
            8.0,
            {"opposite": True, "index": Moved(kind="index", before=30.4, after=-2.0)},
            "8 points closer than in Q1 (p = 0.019)." + OTHER_WAY,
        ),
    ],
)
def test_sentence__of_the_whole__says_what_stands_and_how_sure(points: float, more: dict[str, object], sentence: str) -> None:
    assert only(change(points, **more)) == WHO + sentence


def test_finding__kinds_certainty_and_strength() -> None:
    answers = random_team(WHOLE, 3, 1)
    closer, apart, ruled = (
        change_findings(found, answers)[0] for found in (change(12.0), change(-12.0), change(12.0, by_rule=True, p=None))
    )
    assert [(f.kind, f.certainty, f.severity) for f in (closer, apart, ruled)] == [
        ("moved_closer", "tested", ""),
        ("moved_apart", "tested", "low"),
        ("moved_closer", "outside_chance", ""),
    ]


@pytest.mark.parametrize("verdict", ["not_distinguishable", "not_testable"])
def test_finding__nothing_to_tell__none_of_the_whole_nor_of_single_questions(verdict: str) -> None:
    moved = Moved(
        kind="item_agreement", code="q01", before=0.1, after=0.9, change=0.8, n=9, p=0.004, p_adjusted=0.04, family=10, verdict="moved"
    )
    assert change_findings(change(12.0, verdict=verdict, items=(moved,)), random_team(WHOLE, 3, 1)) == ()
    assert change_findings(WaveChange(team="t", before="a", after="b"), random_team(WHOLE, 3, 1)) == ()


def test_finding__single_questions_and_areas__only_beside_a_change_of_the_whole() -> None:
    common = {"n": 9, "p": 0.004, "p_adjusted": 0.04, "family": 11, "p_method": "exact"}
    items = (
        Moved(kind="item_agreement", code="q01", before=-0.127, after=0.9, change=1.027, verdict="moved", **common),
        Moved(kind="item_mean", code="q02", before=3.5, after=2.04, change=-1.46, verdict="worse", **common),
        Moved(kind="item_mean", code="q03", before=2.0, after=2.1, change=0.1, verdict="not_distinguishable", **common),
    )
    areas = (Moved(kind="area_mean", code="clarity", before=3.0, after=2.5, change=-0.5, verdict="worse", **common),)
    found = change_findings(change(12.0, items=items, areas=areas, comparable=("q01", "q02")), random_team(WHOLE, 3, 1))
    assert [(f.kind, f.subject) for f in found[1:]] == [("item_worse", "clarity"), ("item_moved", "q01"), ("item_worse", "q02")]
    among = "(p = 0.040 among 11 figures compared)."
    area, agreement, mean = (f.sentence for f in found[1:])
    assert area == f"On Clarity the 9 people who answered both times stand at 2.5 of 5 on average; in Q1 it was 3.0 {among}"
    assert agreement == (
        "On “We keep q01” the answers of the 9 people who answered both times lie closer together: they agree by 90 of 100, "
        f"where 0 is what random answers give; in Q1 it was \N{MINUS SIGN}13 {among}"
    )
    assert mean == f"On “We keep q02” the 9 people who answered both times stand at 2.0 of 5 on average; in Q1 it was 3.5 {among}"
    assert found[1].evidence.items == ("q01", "q02")


def test_steady__one_sentence_for_the_report() -> None:
    said = steady_sentence(change(3.2, verdict="not_distinguishable"))
    assert said == "The 9 people who answered both times stand 3 points closer than in Q1, within the range of ordinary fluctuation."
    assert steady_sentence(change(0.0, verdict="not_distinguishable")).startswith(
        "The 9 people who answered both times stand exactly as close as in"
    )
    assert ", by rule, not by test." in steady_sentence(change(3.2, verdict="not_distinguishable", by_rule=True))
    assert steady_sentence(change(12.0)) == steady_sentence(WaveChange(team="t", before="a", after="b")) == ""


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("a", "fewer than two people answered both times."),
        ("ab", "2 people answered both times; of so few no change is told."),
        ("abc", "The 3 people who answered both times stand"),
    ],
)
def test_sentence__of_any_change__one_even_where_nothing_is_told(people: str, said: str) -> None:
    table = "respondent q01 q02\na 1 5\nb 4 2\nc 3 3\nd 2 2"
    after = "respondent q01 q02\n" + "\n".join(f"{who} 3 3" for who in people) + "\ny 1 2\nz 5 3"
    found = compare_team_waves(team(table, ratings(2), wave="Q1"), team(after, ratings(2), wave="Q2"))
    assert sentence_of(found).startswith(said)


def test_sentences__of_teams_at_random__hold_no_causes_and_only_numbers_from_the_evidence() -> None:
    said = 0
    for seed in range(12):
        before = random_team(WHOLE, 7, seed)
        same = {person.id: before.values[before.respondents[0].id] for person in before.respondents}
        together = compare_team_waves(replace(before, wave="one"), replace(before, values=same, wave="two"))
        for finding in change_findings(together, before):
            said += 1
            assert not re.search("because|due to|after the|thanks|caused|led to", finding.sentence)
            told = set(re.findall(r"\d+(?:\.\d+)?", re.sub("“[^”]*”", "", finding.sentence)))
            values = [v for v in finding.evidence.values.values() if isinstance(v, int | float)] + [finding.evidence.n]
            scaled = [*values, *(100 * v for v in values)]
            known = {f"{abs(v):.{digits}f}" for v in scaled for digits in (0, 1, 3)} | {"0", "100", "0.001"}
            assert told <= known, finding.sentence
    assert said > 0


def test_finding__private_question__for_the_consultant_only() -> None:
    of = instrument(*[replace(item, private=item.code == "q01") for _, item in ratings(2).items()])
    moved = Moved(
        kind="item_mean", code="q01", before=1.0, after=4.0, change=3.0, n=9, p=0.004, p_adjusted=0.008, family=4, verdict="moved"
    )
    found = change_findings(change(12.0, items=(moved,)), replace(random_team(WHOLE, 3, 1), instrument=of))
    assert [finding.private for finding in found] == [False, True]
