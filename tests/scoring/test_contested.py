import pytest
from msgspec.structs import replace
from tables import instrument, options, rating, ratings, team

from scoring import score_team
from scoring.contested import contested_priorities
from scoring.results import Contested, TeamScore
from survey_definitions.schema import PickItem

LIST = instrument(PickItem(code="top", text="Which two?", options=options("a b c d e f"), pick=2, none_text="None"))


def items(score: TeamScore) -> list[str]:
    return [one.item for one in score.contested_items]


def priorities(rows: str) -> dict[str, float]:
    lines = "\n".join(f"p{number} {cell}" for number, cell in enumerate(rows.split()))
    found = score_team(team(f"respondent top\n{lines}", LIST)).contested_priorities
    return {one.option: one.value for one in found}


def test_item__lowest_agreement__named_with_the_chance_band_beside_it() -> None:
    """q02: variance 16/3 of 2; q01: 1/3 of 2."""
    score = score_team(team("respondent q01 q02\n a 1 1\n b 1 5\n c 2 5", ratings(2)))
    (found,) = score.contested_items
    assert (found.item, found.n, found.option) == ("q02", 3, "")
    assert found.value == pytest.approx(1 - 16 / 3 / 2)
    assert found.chance_band is not None
    assert found.beyond_chance is (found.value < found.chance_band.low)


def test_item__opposed_halves_of_ten__beyond_chance() -> None:
    rows = "\n".join(f"p{at} {1 if at % 2 else 5}" for at in range(10))
    assert score_team(team(f"respondent q01\n{rows}", ratings(1))).contested_items[0].beyond_chance


def test_item__answered_by_two__is_not_looked_at() -> None:
    assert items(score_team(team("respondent q01 q02\n a 1 1\n b 2 5\n c 2 .", ratings(2)))) == ["q01"]


@pytest.mark.parametrize(("count", "named"), [(2, ["q01", "q02"]), (4, [])])
def test_item__ties__all_of_few_and_none_of_many(count: int, named: list[str]) -> None:
    codes = " ".join(f"q{at:02d}" for at in range(1, count + 1))
    table = "\n".join(
        [f"respondent {codes}", *(f"{name} " + " ".join([level] * count) for name, level in (("a", "1"), ("b", "3"), ("c", "4")))]
    )
    assert items(score_team(team(table, ratings(count)))) == named


def test_item__all_agree__nothing_is_contested() -> None:
    assert items(score_team(team("respondent q01\n a 3\n b 3\n c 3", ratings(1)))) == []


def test_item__private__never_named() -> None:
    asked = instrument(rating("q01"), rating("q02", private=True))
    assert items(score_team(team("respondent q01 q02\n a 1 1\n b 2 5\n c 2 1", asked))) == ["q01"]


def test_priority__picks__share_of_the_disagreement() -> None:
    """Votes of a to f: 4, 2, 1, 1, 0, 0 of four lists of two; the variance of a 0/1 vote is v (4 - v), so 0, 4, 3, 3: b has 4/10."""
    assert priorities("a|b a|b a|c a|d") == {"b": pytest.approx(0.4)}


@pytest.mark.parametrize(
    ("rows", "named"),
    [("a|b a|b a|b", set()), ("a|b a|b", set()), ("a|b c|d e|f", set()), ("a|b a|b a|c", {"b", "c"}), ("a|b none none", set())],
)
def test_priority__agreement_few_people_and_ties(rows: str, named: set[str]) -> None:
    assert set(priorities(rows)) == named


def test_shares__sum_to_one_and_are_exact_only_with_lists_of_one_length() -> None:
    for rows, exact in (("a|b c|d a|c", True), ("a c|d a|c", False)):
        lines = "\n".join(f"p{number} {cell}" for number, cell in enumerate(rows.split()))
        (score,) = score_team(team(f"respondent top\n{lines}", LIST)).priorities
        assert sum(score.contested_shares.values()) == pytest.approx(1)
        assert score.contested_exact is exact


def test_priority__list_outside_the_index__is_not_looked_at() -> None:
    answers = team("respondent top\n p1 a|b\n p2 a|c\n p3 a|b", LIST)
    score = score_team(answers)
    (bank,) = LIST.banks
    outside = replace(LIST, banks=(replace(bank, items=(replace(bank.items[0], in_index=False),)),))
    assert contested_priorities(answers, score.priorities) == score.contested_priorities != ()
    assert contested_priorities(replace(answers, instrument=outside), score.priorities) == ()
    assert all(isinstance(one, Contested) for one in score.contested_priorities)
