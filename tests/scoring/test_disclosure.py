import itertools
import json

import msgspec
import pytest
from answers_at_random import random_team
from tables import WHOLE, instrument, options, rating, ratings, team

from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.disclosure import NOT_IN_TOTALS, reduced, release
from scoring.findings import find
from scoring.grids import Grid, band_numbers, bands_of, grid_for, is_safe
from scoring.released import MODES, Bands, Position, Released
from survey_definitions.schema import AllocationItem

TABLE = """
respondent name     function  q01 q02 q03 q04 top             effort        guess written blame v1
zz_anna    Annabel  sales     1   2   4   5   grow|keep|hire  new:80|old:20 3     yes     yes   sales:5
zz_bert    Bertram  marketing 5   2   4   1   grow|cut|build  new:30|old:70 3     no      yes   sales:1
zz_cleo    Cleopatra finance  3   2   4   4   own:Zanzibar    new:60|old:40 2     no      yes   sales:2
zz_dora    Dorothea sales     2   2   5   4   keep|hire|sell  new:90|old:10 3     no      no    sales:4
zz_emil    Emilio   marketing 4   3   4   2   grow|keep|sell  new:40|old:60 3     partly  yes   sales:1
zz_fred    Frederic finance   2   2   4   3   grow|hire|sell  new:20|old:80 3     partly  no    sales:3
"""


def released(answers: TeamAnswers, mode: str, audience: str = "team") -> Released:
    score = score_team(answers)
    return release(score, answers, find(score, answers), mode=mode, audience=audience)


def text_of(found: Released) -> str:
    return msgspec.json.encode(found).decode()


NAMES = ("Annabel", "zz_anna", "Cleopatra", "zz_cleo")


@pytest.mark.parametrize(
    ("mode", "audience", "named"),
    [
        ("named", "team", True),
        ("named", "consultant", True),
        ("function", "team", False),
        ("function", "consultant", False),
        ("mixed", "team", False),
        ("mixed", "consultant", True),
        ("consultant", "team", False),
        ("consultant", "consultant", True),
        ("aggregate", "team", False),
        ("aggregate", "consultant", False),
    ],
)
def test_release__planted_names__only_where_the_mode_attributes(mode: str, audience: str, *, named: bool) -> None:
    text = text_of(released(team(TABLE), mode, audience))
    assert all((name in text) is named for name in NAMES)


@pytest.mark.parametrize("mode", MODES)
def test_release__private_item__never_to_the_team(mode: str) -> None:
    answers = team(TABLE)
    assert any(finding.subject == "v1" for finding in find(score_team(answers), answers))
    assert '"v1"' not in text_of(released(answers, mode))


@pytest.mark.parametrize("mode", ["mixed", "named", "consultant"])
def test_release__private_item__to_the_consultant(mode: str) -> None:
    found = released(team(TABLE), mode, "consultant")
    assert any(finding.private for finding in found.findings)


def test_named__everything_with_names() -> None:
    found = released(team(TABLE), "named")
    assert found.positions["q04"] == (
        Position("Bertram", 1),
        Position("Emilio", 2),
        Position("Frederic", 3),
        Position("Cleopatra", 4),
        Position("Dorothea", 4),
        Position("Annabel", 5),
    )
    assert Position("Cleopatra", ("own:Zanzibar",)) in found.picks["top"]
    assert found.score.index.split is not None
    assert len(found.score.pairs) == 15
    assert all(not guess.persons for guess in found.score.predictions)


def test_function__by_function_and_nothing_by_person() -> None:
    found = released(team(TABLE), "function")
    assert {position.label for position in found.positions["q04"]} == {"Sales", "Marketing", "Finance"}
    assert found.names == {}
    assert (found.score.pairs, found.score.index.split, found.score.flags) == ((), None, {})
    assert {entry.what for entry in found.suppressed} == {"pairs", "split"}
    assert found.score.functions[0].item_means["q04"] == 4.5


def test_mixed__open_items_by_function_protected_as_bands() -> None:
    found = released(team(TABLE), "mixed")
    assert "q04" not in found.positions
    assert {position.label for position in found.positions["q01"]} == {"Sales", "Marketing", "Finance"}
    assert found.bands == {"q04": Bands("upper half", "far apart"), "blame": Bands("", "heard by three or more")}
    line = found.score.item("q04")
    assert (line.status, line.mean, line.counts, line.n) == ("suppressed", None, {}, 6)
    assert all("q04" not in function.item_means for function in found.score.functions)
    assert found.score.areas[0].mean == pytest.approx((17 + 13 + 25) / 18)
    assert found.score.areas[0].items == 3
    open_only = score_team(reduced(team(TABLE), lambda item: item.code not in {"q04", "v1", "blame", "note"}))
    assert found.score.blocks["ratings"].value == open_only.blocks["ratings"].value
    assert found.score.index.value == open_only.index.value
    assert NOT_IN_TOTALS in found.suppressed


@pytest.mark.parametrize("level", [1, 3, 5])
def test_mixed__protected_answers_in_the_same_bands__nothing_differs(level: int) -> None:
    """Any total that holds protected answers, however rounded, fails here: one person's step shows next to the open answers."""
    answers = team(TABLE)
    texts = set()
    for levels in ([level] * 6, [*[level] * 5, level + (1 if level < 3 else -1)]):
        values = {person.id: {**answers.values[person.id], "q04": own} for person, own in zip(answers.respondents, levels, strict=True)}
        found = released(msgspec.structs.replace(answers, values=values), "mixed")
        assert found.bands["q04"].divergence == "close together"
        texts.add(text_of(msgspec.structs.replace(found, bands={}, findings=())))
    assert len(texts) == 1


def test_mixed__who_gave_which_protected_answer__shows_nowhere() -> None:
    answers = team(TABLE)
    given = [answers.values[person.id]["q04"] for person in answers.respondents]
    texts = set()
    for turned in itertools.islice(itertools.permutations(given), 0, 720, 60):
        values = {person.id: {**answers.values[person.id], "q04": level} for person, level in zip(answers.respondents, turned, strict=True)}
        texts.add(text_of(released(msgspec.structs.replace(answers, values=values), "mixed")))
    assert len(texts) == 1


def test_mixed__findings__from_open_items_and_bands_only() -> None:
    answers = team(TABLE.replace("Annabel  sales     1   2   4   5", "Annabel  sales     1   2   4   1"))
    for finding in released(answers, "mixed").findings:
        if "q04" in finding.evidence.items or "blame" in finding.evidence.items:
            assert set(finding.evidence.values) == {"level", "divergence"}
        assert "v1" not in finding.evidence.items


@pytest.mark.parametrize(("n", "bands"), [(2, 0), (3, 1), (4, 1), (5, 1)])
def test_mixed__very_few_people__less_and_less_of_protected_items(n: int, bands: int) -> None:
    of = instrument(*[rating(f"q{number:02d}") for number in range(1, 4)], rating("q04", sensitivity="protected"))
    found = released(random_team(of, n, 4), "mixed")
    assert len(found.bands) == bands
    assert found.score.index.value == score_team(reduced(random_team(of, n, 4), lambda item: item.code != "q04")).index.value
    if n == 3:
        assert found.bands["q04"].level == ""
    assert len(found.positions["q01"]) == n


def test_mixed__no_protected_item__index_exact() -> None:
    answers = random_team(ratings(8), 5, 1)
    assert released(answers, "mixed").score.index.value == score_team(answers).index.value


@pytest.mark.parametrize(
    ("mode", "n", "shown"), [("consultant", 2, False), ("consultant", 3, True), ("aggregate", 4, False), ("aggregate", 5, True)]
)
def test_totals__to_the_nearest_five_and_nothing_else(mode: str, n: int, *, shown: bool) -> None:
    found = released(random_team(WHOLE, n, 2), mode)
    score = found.score
    assert (score.index.value is not None) is shown
    assert (score.items, score.areas, score.functions, score.pairs, score.priorities, score.predictions) == ((),) * 6
    assert (found.findings, found.positions, found.picks, found.bands, found.names) == ((), {}, {}, {}, {})
    for value in (score.index.value, score.core_index.value, *[block.value for block in score.blocks.values()]):
        assert value is None or value % 5 == 0
    assert (score.index.average, score.index.across_split, score.index.leave_one_out, score.index.level) == (None, None, None, None)


@pytest.mark.parametrize("mode", ["consultant", "aggregate"])
def test_totals__block_of_one_question__kept_back(mode: str) -> None:
    split = AllocationItem(code="split", text="Share out.", options=options("now later"))
    table = "respondent q1 q2 split\n" + "\n".join(f"p{number} {number % 5 + 1} 3 now:70|later:30" for number in range(6))
    found = released(team(table, instrument(rating("q1"), rating("q2"), split)), mode)
    assert found.score.blocks["allocation"].value is None
    assert found.score.blocks["allocation"].status == "suppressed"
    assert found.score.blocks["ratings"].value is not None
    assert any("one question" in cell.reason for cell in found.suppressed)


@pytest.mark.parametrize("mode", ["consultant", "aggregate"])
def test_totals__index_of_one_question__kept_back(mode: str) -> None:
    """Shown, 100 would say that everybody gave q2 the level that the reader gave it."""
    table = "respondent q1 q2\n" + "\n".join(f"p{number} {number % 5 + 1} 3" for number in range(6))
    core = released(team(table, instrument(rating("q1"), rating("q2"), core=("q2",))), mode)
    assert (core.score.core_index.value, core.score.core_index.status) == (None, "suppressed")
    assert core.score.index.value is not None
    assert "the core index" in {cell.what for cell in core.suppressed}
    whole = released(team(table, instrument(rating("q1", in_index=False), rating("q2"))), mode)
    assert (whole.score.index.value, whole.score.index.shown) == (None, None)
    assert "the index" in {cell.what for cell in whole.suppressed}


@pytest.mark.parametrize("mode", ["named", "function", "mixed"])
def test_predictions__fewer_than_five_people__not_to_the_team(mode: str) -> None:
    guesses = released(random_team(WHOLE, 4, 2), mode).score.predictions
    assert all(guess.predicted is None for guess in guesses)
    assert all(guess.predicted is not None for guess in released(random_team(WHOLE, 5, 2), mode).score.predictions if guess.of == "picks")


def test_release__unknown_mode__said_with_what_is_known() -> None:
    answers = random_team(WHOLE, 3, 1)
    with pytest.raises(ValueError, match="mode 'open' for 'team': use one of mixed, named"):
        release(score_team(answers), answers, (), mode="open", audience="team")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("audience", ["team", "consultant"])
@pytest.mark.parametrize("n", [0, 1, 2, 3, 6])
def test_release__any_size__can_be_written(mode: str, audience: str, n: int) -> None:
    json.dumps(msgspec.to_builtins(released(random_team(WHOLE, n, n, missing=0.2), mode, audience)), allow_nan=False)


@pytest.mark.parametrize("n", range(4, 13))
def test_grid__five_levels__every_colleague_keeps_two_possible_answers(n: int) -> None:
    grid = grid_for(n, 5)
    assert grid is not None
    assert is_safe(n, 5, grid)
    assert grid.divergences <= (2 if n == 4 else 3)


def test_grid__planted_leak__found() -> None:
    # With as many level bands as a mean has values, the walk must find the leak that it exists to find.
    assert not is_safe(4, 2, Grid(2, 2))
    assert grid_for(3, 5) is None


@pytest.mark.parametrize(
    ("levels", "bands"),
    [
        ([4, 4, 4, 4, 5], Bands("upper half", "close together")),
        ([1, 1, 2, 2, 3], Bands("lower half", "close together")),
        ([1, 1, 5, 5, 5], Bands("upper half", "far apart")),
        ([3, 3, 3, 3, 3], Bands("lower half", "close together")),
        ([2, 3, 4, 4, 5], Bands("upper half", "some way apart")),
    ],
)
def test_bands__five_people(levels: list[int], bands: Bands) -> None:
    assert bands_of(levels, 5) == bands
    assert band_numbers(sum(levels), sum(x * x for x in levels), 5, 5, Grid(1, 2))[0] == 0
