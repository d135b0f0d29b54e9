import json

import msgspec
import numpy as np
import pytest
from answers_at_random import random_team
from tables import WHOLE, instrument, options, ratings, team

from scoring import score_team
from scoring.disagreement import ratings_delta
from scoring.levels import Standing, borderline, level_of, shown
from scoring.results import Band
from scoring.splits import deepest_split
from survey_definitions.schema import Bank, DefinitionItem, PickItem, RatingItem


@pytest.mark.parametrize("n", [2, 3, 4, 7, 12, 17])
def test_index__identical_answers__hundred(n: int) -> None:
    one = random_team(WHOLE, 1, 5)
    same = random_team(WHOLE, n, 5)
    values = {person.id: {**one.values["p000"], "lead": "call"} for person in same.respondents}
    found = score_team(msgspec.structs.replace(same, values=values)).index
    assert (found.value, found.average, found.across_split, found.shown) == (100.0, 100.0, 100.0, 100)


@pytest.mark.parametrize("seed", range(6))
def test_index__people_items_and_options_reordered__same_bytes(seed: int) -> None:
    answers = random_team(WHOLE, 7, seed, missing=0.1)
    bank = WHOLE.banks[0]
    turned = msgspec.structs.replace(
        answers,
        respondents=tuple(reversed(answers.respondents)),
        values=dict(reversed(answers.values.items())),
        instrument=msgspec.structs.replace(WHOLE, banks=(msgspec.structs.replace(bank, items=tuple(reversed(bank.items))),)),
    )
    first, second = score_team(answers), score_team(turned)
    assert msgspec.json.encode(first.index) == msgspec.json.encode(second.index)
    assert msgspec.json.encode(first.pairs) == msgspec.json.encode(second.pairs)


def test_index__options_renamed_alike_for_all__same_value() -> None:
    table = """
    respondent  top             lead
    a           grow|keep|hire  call
    b           grow|cut|build  name
    c           keep|hire|sell  call
    """
    renamed = table.replace("grow", "X").replace("sell", "grow").replace("X", "sell").replace("call", "visit")
    first, second = score_team(team(table)).index.value, score_team(team(renamed)).index.value
    assert first == pytest.approx(second, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_index__every_scale_reversed__same_value(seed: int) -> None:
    answers = random_team(ratings(6), 6, seed)
    turned = {id_: {code: 6 - level for code, level in given.items()} for id_, given in answers.values.items()}
    assert score_team(answers).index.value == pytest.approx(
        score_team(msgspec.structs.replace(answers, values=turned)).index.value, abs=1e-9
    )


@pytest.mark.parametrize("seed", range(40))
def test_average_and_split__one_cell_closer__never_lower(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 10))
    upper = np.triu(rng.random((n, n)) * 3, 1)
    i, j = sorted(rng.choice(n, 2, replace=False))
    closer = upper.copy()
    closer[i, j] *= rng.random()
    assert closer.sum() < upper.sum()
    assert deepest_split(closer + closer.T).value <= deepest_split(upper + upper.T).value + 1e-12


@pytest.mark.parametrize("seed", range(10))
def test_contributions__add_up_to_what_is_missing(seed: int) -> None:
    score = score_team(random_team(WHOLE, 6, seed, missing=0.2 if seed % 2 else 0.0))
    index = score.index
    assert sum(index.contributions.values()) == pytest.approx(100 - index.average, abs=1e-9)
    assert index.value == min(index.average, index.across_split)
    assert index.basis.split("+") == list(index.contributions)
    assert np.mean([pair.value for pair in score.pairs]) == pytest.approx(index.average, abs=1e-9)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_index__very_few_people__a_status_and_no_exception(n: int) -> None:
    score = score_team(random_team(WHOLE, n, 1))
    json.dumps(msgspec.to_builtins(score), allow_nan=False)  # the library's own JSON would write NaN as null
    assert score.index.level is None
    assert (score.index.value is None) == (n < 2)
    assert score.status == ("ok" if n == 2 else "too_few")
    assert score.silo_gap.status == "too_few"


@pytest.mark.parametrize(
    ("table", "basis", "status"),
    [
        ("respondent q01 q02\n a 1 5\n b 2 5\n c 3 4", "ratings", "basis_changed"),
        ("respondent top\n a grow|keep\n b grow|keep|cut\n c none", "priorities", "basis_changed"),
        ("respondent q01 top\n a 1 .\n b . grow|keep\n c . .", "", "too_few"),
        ("respondent q01 q02\n a dk dk\n b dk dk", "", "too_few"),
        ("respondent effort\n a new:50|old:50\n b new:50|old:50\n c new:50|old:50", "allocation", "basis_changed"),
        ("respondent lead\n a none\n b none\n c none", "definitions", "basis_changed"),
    ],
)
def test_index__some_blocks_only__says_what_it_rests_on(table: str, basis: str, status: str) -> None:
    found = score_team(team(table)).index
    assert (found.basis, found.status) == (basis, status)


def test_index__nobody_agreed_anything__below_random_by_design() -> None:
    found = score_team(team("respondent lead\n a none\n b none\n c none")).index
    assert found.average == pytest.approx(100 * (1 - 1.5))


def test_index__two_hundred_people__searched_and_finite() -> None:
    score = score_team(random_team(WHOLE, 200, 3, missing=0.05))
    assert score.index.split is not None
    assert not score.index.split.exact
    assert score.pairs == ()
    assert abs(score.index.value) < 10
    json.dumps(msgspec.to_builtins(score), allow_nan=False)  # the library's own JSON would write NaN as null


def test_index__straight_liners__leave_the_ratings_and_are_flagged() -> None:
    nine = ratings(9)
    rows = "\n".join(
        f"{name} {' '.join(levels)}" for name, levels in [("a", "123451234"), ("b", "223451234"), ("c", "333333333"), ("d", "123451232")]
    )
    head = "respondent " + " ".join(f"q{number:02d}" for number in range(1, 10))
    score = score_team(team(f"{head}\n{rows}", nine))
    assert score.flags == {"straight_lining": ("c",)}
    assert score.index.average > 80
    assert score.item("q01").n == 4
    most = "\n".join(f"{name} {' '.join(level * 9)}" for name, level in [("a", "1"), ("b", "2"), ("c", "3"), ("d", "3")])
    assert score_team(team(f"{head}\n{most}", nine)).index.status == "void"
    same = "\n".join(f"{name} {' '.join('4' * 9)}" for name in "abcd")
    assert score_team(team(f"{head}\n{same}", nine)).index.value == 100


def test_index__people_who_answered_little__do_not_count() -> None:
    table = """
    respondent q01 q02 q03 q04
    a          1   2   3   4
    b          1   2   3   5
    c          5   .   .   .
    """
    score = score_team(team(table, instrument(*[item for _, item in WHOLE.items() if isinstance(item, RatingItem)])))
    assert (score.n, score.index.n) == (3, 2)
    assert score.item("q01").n == 3


def test_core_index__items_of_the_core_only() -> None:
    score = score_team(team("respondent q01 q02 q03 q04\n a 1 1 1 1\n b 1 1 5 1\n c 1 1 3 1"))
    assert score.core_index.value == 100
    assert score.index.value < 100
    assert score_team(random_team(ratings(3), 3, 1)).core_index.status == "void"


def test_ratings_delta__scales_of_different_length__each_over_its_own_chance() -> None:
    delta = ratings_delta(np.array([[1.0, 1.0], [5.0, 7.0], [np.nan, 1.0]]), (5, 7))
    assert delta[0, 1] == pytest.approx((16 / 4 + 36 / 8) / 2)
    assert delta[0, 2] == 0


def test_definition__criteria_threshold_owner__averaged_over_parts_then_terms() -> None:
    term = DefinitionItem(code="won", text="Won?", term="Won", criteria=options("signed paid"), owner=options("us them we"))
    values = {"a": {"won": {"criteria": ["signed"], "owner": "us"}}, "b": {"won": {"criteria": ["signed", "paid"], "owner": "them"}}}
    answers = msgspec.structs.replace(team("respondent won\n a .\n b .", instrument(term)), values=values)
    assert score_team(answers).index.average == pytest.approx(100 * (1 - (0 + 2 + 1.5) / 3))


def test_picks__own_wording__matches_nobody() -> None:
    pick = PickItem(code="top", text="Which?", options=options("a b c d e f"), pick=2, own=True)
    answers = team("respondent top\n x a|own:z\n y a|own:z\n w own:z", instrument(pick))
    score = score_team(answers)
    assert score.priorities[0].own == ("z",)
    assert [pair.value for pair in score.pairs] == pytest.approx([-50.0, -50.0, 100.0])


def standing(value: float, n: int = 10, **more: object) -> Standing:
    given = {"invited": n, "blocks": {}, "block_sd": {}, "limit": -100.0, "leave_one_out": Band(value, value)} | more
    return Standing(value=value, n=n, **given)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (-5, "far apart"),
        (19.999, "far apart"),
        (19.9999999, "partly shared"),
        (40, "mostly shared"),
        (60, "shared"),
        (80, "in step"),
        (100, "in step"),
    ],
)
def test_level__by_value(value: float, word: str) -> None:
    assert level_of(standing(value)) == (word, "")


@pytest.mark.parametrize(
    ("given", "word", "reason"),
    [
        (standing(70, 4), None, "no level below 5"),
        (standing(70, 6, leave_one_out=Band(58, 72)), None, "would change the level"),
        (standing(70, 8, leave_one_out=Band(58, 72)), "shared", ""),
        (standing(30, limit=32.0), None, "ordinary answering habits"),
        (standing(10, limit=32.0), "far apart", ""),
        (standing(90, invited=13), "shared", "80 %"),
        (standing(90, invited=20), None, "60 %"),
        (standing(85, blocks={"ratings": 90, "definitions": 30}, block_sd={"ratings": 5, "definitions": 5}), "shared", "definitions"),
        (standing(85, blocks={"definitions": 10}, block_sd={"definitions": 5}), "mostly shared", "definitions"),
        (standing(85, blocks={"definitions": 10}, block_sd={"definitions": 25}), "in step", ""),
    ],
)
def test_level__every_gate(given: Standing, word: str | None, reason: str) -> None:
    found, why = level_of(given)
    assert found == word
    assert reason in why


@pytest.mark.parametrize(
    ("given", "expected"),
    [(standing(55, 10), False), (standing(56, 10), True), (standing(50, 4), True), (standing(50, 10, leave_one_out=Band(38, 55)), True)],
)
def test_borderline__near_a_threshold_or_hanging_on_one_person(given: Standing, *, expected: bool) -> None:
    assert borderline(given) is expected


@pytest.mark.parametrize(("value", "printed"), [(-3.2, 0), (39.9999999, 40), (39.99, 39), (99.9, 99), (100.0, 100)])
def test_shown__rounded_down_never_negative(value: float, printed: int) -> None:
    assert shown(value) == printed


def test_average__camps_and_dissenter__split_reading_is_the_lower_one() -> None:
    camps = "respondent top\n" + "\n".join(f"{name} {'grow|keep|hire' if name in 'abc' else 'cut|build|sell'}" for name in "abcdef")
    index = score_team(team(camps)).index
    assert index.across_split < index.average
    assert set(index.split.members) == set("def")


def test_bank__two_of_one_area__one_line() -> None:
    two = instrument(RatingItem(code="q1", text="One.", points=5))
    two = msgspec.structs.replace(
        two, banks=(*two.banks, Bank(area="clarity", title="More", items=(RatingItem(code="q2", text="Two.", points=5),)))
    )
    score = score_team(team("respondent q1 q2\n a 1 5\n b 3 5", two))
    assert [(area.code, area.mean, area.items) for area in score.areas] == [("clarity", 3.5, 2)]
