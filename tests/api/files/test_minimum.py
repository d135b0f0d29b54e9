"""`--minimum` against somebody who subtracts what is printed: each attack works on the whole score and not on what is kept."""

import pytest
from msgspec.structs import replace

from api.files.changes_output import since_before
from api.files.minimum import with_minimum
from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.directions import Sealed
from scoring.results import TeamScore
from scoring.wave_change import compare_team_waves
from survey_definitions.schema import AllocationItem, BlockWeights, PickItem
from tests.scoring.tables import instrument, options, rating, team

TWO = instrument(rating("q1"), rating("q2"))


def kept(answers: TeamAnswers, minimum: int = 3) -> TeamScore:
    return with_minimum(score_team(answers), answers, minimum)


def of_functions(*sizes: int, skipped: tuple[str, ...] = ()) -> TeamAnswers:
    """People s0, s1, ..., m0, ..., f0, ... of three functions; who `skipped` did not answer q2."""
    rows = ["respondent function q1 q2"]
    for function, size in zip(("sales", "marketing", "finance"), sizes, strict=False):
        ids = [f"{function[0]}{number}" for number in range(size)]
        rows += [f"{id_} {function} {at % 4 + 1} {'.' if id_ in skipped else at % 3 + 2}" for at, id_ in enumerate(ids)]
    return team("\n".join(rows), TWO)


def test_functions__two_left_out_are_two_people__no_function_to_subtract() -> None:
    assert [function.code for function in score_team(of_functions(5, 1, 1)).functions] == ["sales", "marketing", "finance"]
    assert kept(of_functions(5, 1, 1)).functions == ()
    assert [function.code for function in kept(of_functions(5, 2, 2)).functions] == ["sales"]


def test_functions__one_of_three_answered_an_area__no_mean_of_it() -> None:
    of = instrument(rating("q2"))
    answers = replace(of_functions(4, 4, skipped=("s0", "s1")), instrument=of)
    whole = score_team(answers).functions
    assert whole[0].area_means["clarity"] == pytest.approx((4 + 2) / 2)  # s2 and s3
    for function in kept(answers).functions:
        assert function.area_means == {}  # with marketing's, sales' would follow from the mean of all
        assert function.item_means == {}


def test_functions__all_answered__means_stay() -> None:
    answers = of_functions(4, 4)
    assert [function.area_means for function in kept(answers).functions] == [one.area_means for one in score_team(answers).functions]
    assert len(kept(answers).between) == 1
    assert kept(answers).silo_gap.value is not None


def test_functions__two_of_one_count_for_the_index__their_pair_is_not_shown() -> None:
    rows = ["a sales 1 2", "b sales 4 5", "c sales . .", *(f"{id_} marketing {level} 3" for level, id_ in enumerate("defgh", 1))]
    answers = team("\n".join(["respondent function q1 q2", *rows]), TWO)
    score = score_team(answers)
    assert score.functions[0].within.value == pytest.approx(next(pair.value for pair in score.pairs if (pair.a, pair.b) == ("a", "b")))
    shown = kept(answers)
    assert all(function.within.value is None for function in shown.functions)
    assert shown.between == ()
    assert shown.silo_gap.value is None


def test_area__one_of_its_ratings_of_few_people__not_to_be_solved() -> None:
    answers = team("respondent q1 q2\na 1 5\nb 2 .\nc 3 .\nd 4 .", TWO)
    area = score_team(answers).areas[0]
    first = score_team(answers).item("q1")
    assert first is not None
    assert area.mean is not None
    assert 2 * area.mean - (first.mean or 0) == pytest.approx(5)  # what a gave
    assert (kept(answers).areas[0].mean, kept(answers).areas[0].agreement) == (None, None)


def test_blocks__two_that_the_same_two_answered__no_block_to_subtract() -> None:
    top = PickItem(code="top", text="Which two?", options=options("a b c d e"), pick=2)
    effort = AllocationItem(code="effort", text="Share out.", options=options("new old"))
    of = instrument(rating("q1"), top, effort, weights=BlockWeights(ratings=0.6, priorities=0.2, allocation=0.2, definitions=0))
    rows = "".join(f"p{at} {at % 5 + 1} {'a|b' if at < 2 else '.'} {'new:30|old:70' if at < 2 else '.'}\n" for at in range(5))
    answers = team("respondent q1 top effort\n" + rows, of)
    assert {name: block.n for name, block in score_team(answers).blocks.items()} == {"ratings": 5, "priorities": 2, "allocation": 2}
    shown = kept(answers)
    assert shown.index.value is not None
    assert [block.value for block in shown.blocks.values()] == [None, None, None]


def test_knowledge__without_the_sponsor__the_sponsor_does_not_follow() -> None:
    top = PickItem(code="top", text="Which three?", pick=3, options_from="priorities")
    of = instrument(top, priorities=options("grow keep hire cut build sell"))
    answers = team("respondent top\nboss grow|keep|sell\na grow|cut|sell\nb build|cut|sell\nc grow|keep|hire", of)
    answers = replace(answers, sealed=Sealed(priorities=("grow", "keep", "hire"), by="boss"))
    score = score_team(answers)
    declared = sum(score.priorities[0].counts.get(code, 0) for code in ("grow", "keep", "hire"))
    assert declared - 3 * (score.knowledge[0].mean_named or 0) == pytest.approx(2)  # grow and keep: what the boss named of them
    part = kept(answers).knowledge[0]
    assert (part.mean_named, part.agreement, part.named, part.persons) == (None, None, {}, {})
    assert (part.n, part.all_named) == (3, 1)


def test_nobody_by_id__whatever_field() -> None:
    answers = of_functions(4, 4)
    shown = kept(answers)
    assert (shown.pairs, shown.flags, shown.definitions, shown.allocations, shown.pay_links, shown.rungs) == ((), {}, (), (), (), ())
    assert all(not part.persons for part in (*shown.predictions, *shown.will, *shown.knowledge))


def test_change__one_of_three_new_people_answered_a_question__no_figure_to_subtract() -> None:
    stayers = "\n".join(f"p{at} {at % 5 + 1} {at * 2 % 5 + 1}" for at in range(6))
    before = team(f"respondent q1 q2\n{stayers}", TWO, wave="w1")
    after = team(f"respondent q1 q2\n{stayers}\nx 2 5\ny 3 .\nz 4 .", TWO, wave="w2")
    second = score_team(after).item("q2")
    assert second is not None
    lines = {(moved.code, moved.kind): moved for moved in compare_team_waves(before, after).items}
    stayed = lines["q2", "item_mean"]
    assert (second.mean or 0) * second.n - (stayed.after or 0) * stayed.n == pytest.approx(5)  # what x gave
    change = since_before([before, after], minimum=3).change
    assert change is not None
    assert {moved.code for moved in change.items} == {"q1"}
    assert (change.areas, change.blocks) == ((), ())
