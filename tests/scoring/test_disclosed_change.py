"""What leaves of a change, by mode and audience, and what two waves together must not tell."""

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.disclosure import compare_released, release_change, stricter_mode, trend_released
from scoring.released import MODES
from scoring.wave_change import compare_team_waves
from tests.scoring.answers_at_random import random_team
from tests.scoring.tables import WHOLE, ratings, team


def waves(n: int = 8, *, gone: int = 0, came: int = 0) -> tuple[TeamAnswers, TeamAnswers]:
    """The last `gone` are missing in the second wave, where `came` are new."""
    before, after = random_team(WHOLE, n, 1), random_team(WHOLE, n - gone + came, 2)
    ids = [f"p{i:03d}" for i in range(n - gone)] + [f"q{i:03d}" for i in range(came)]
    people = tuple(replace(person, id=id_) for person, id_ in zip(after.respondents, ids, strict=True))
    values = {new.id: after.values[old.id] for new, old in zip(people, after.respondents, strict=True)}
    return replace(before, wave="w1"), replace(after, wave="w2", respondents=people, values=values)


def by_threes(wave: TeamAnswers) -> TeamAnswers:
    """Three of sales, three of marketing, and those of finance, in the order of their ids: whoever goes or comes is of finance."""
    of = ("sales", "sales", "sales", "marketing", "marketing", "marketing")
    people = (replace(person, function=of[at] if at < len(of) else "finance") for at, person in enumerate(wave.respondents))
    return replace(wave, respondents=tuple(people))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("audience", ["team", "consultant"])
def test_ids__only_where_the_mode_attributes(mode: Any, audience: Any) -> None:
    found = compare_released(*waves(), mode=mode, audience=audience)
    named = mode == "named" or (audience == "consultant" and mode in {"mixed", "consultant"})
    assert bool(found.stayers) == named
    assert ("p001" in str(msgspec.to_builtins(found))) == named


def test_named__team__all_but_private_questions() -> None:
    found = compare_released(*waves(), mode="named", audience="team")
    whole = compare_released(*waves(), mode="named", audience="consultant")
    assert whole == compare_team_waves(*waves())
    assert "v1" in whole.comparable
    assert "v1" not in found.comparable
    assert found.average == whole.average


@pytest.mark.parametrize("mode", ["named", "function"])
def test_private_rating__team__in_no_figure_of_a_change(mode: Any) -> None:
    before, after = waves()
    items = tuple(replace(item, private=True) if item.code == "q01" else item for _, item in WHOLE.items())
    before, after = (replace(wave, instrument=replace(WHOLE, banks=(replace(WHOLE.banks[0], items=items),))) for wave in (before, after))
    other = replace(after, values={id_: given | {"q01": 6 - given["q01"]} for id_, given in after.values.items()})
    for audience, same in (("team", True), ("consultant", False)):
        found = [compare_released(before, later, mode=mode, audience=audience) for later in (after, other)]
        assert (found[0] == found[1]) is same


def test_private_rating__team__not_in_the_trend() -> None:
    items = tuple(replace(item, private=True) if item.code == "q01" else item for _, item in WHOLE.items())
    of = replace(WHOLE, banks=(replace(WHOLE.banks[0], items=items),))
    four = tuple(replace(random_team(of, 6, seed), wave=f"w{seed}") for seed in range(1, 5))
    last = replace(four[3], values={id_: given | {"q01": 6 - given["q01"]} for id_, given in four[3].values.items()})
    found = [trend_released(waves_, mode="named", audience="team") for waves_ in (four, (*four[:3], last))]
    assert found[0] is not None
    assert found[0].values
    assert found[0] == found[1]


def test_mixed__team__as_if_protected_questions_had_never_been_asked() -> None:
    before, after = waves()
    found = compare_released(before, after, mode="mixed", audience="team")
    other = {id_: given | {"q04": 6 - given["q04"]} for id_, given in after.values.items()}
    assert found == compare_released(before, replace(after, values=other), mode="mixed", audience="team")
    assert "q04" not in {*found.comparable, *found.entered, *(moved.code for moved in found.items)}
    # The attack that this stops succeeds on the change of all answers.
    assert compare_team_waves(before, after).average != compare_team_waves(before, replace(after, values=other)).average


def test_mixed__protected_in_one_wave_only__kept_back_in_both() -> None:
    before, after = waves()
    items = tuple(replace(item, sensitivity="protected") if item.code == "q01" else item for _, item in WHOLE.items())
    stricter = replace(before, instrument=replace(WHOLE, banks=(replace(WHOLE.banks[0], items=items),)))
    assert "q01" not in compare_released(stricter, after, mode="mixed", audience="team").entered


def test_consultant__team__a_rounded_step_and_a_word() -> None:
    found = compare_released(*waves(), mode="consultant", audience="team")
    whole = compare_team_waves(*waves()).average
    assert found.average.verdict == whole.verdict
    assert found.average.change == 5 * round(whole.change / 5)
    assert [getattr(found.average, name) for name in ("before", "after", "p", "p_min", "p_adjusted", "detectable")] == [None] * 6
    assert (found.index, found.blocks, found.areas, found.items, found.total, found.by_stayers) == (None, (), (), (), None, None)


def test_aggregate__both_audiences__two_totals_and_never_a_verdict() -> None:
    for audience in ("team", "consultant"):
        found = compare_released(*waves(gone=2, came=3), mode="aggregate", audience=audience)  # type: ignore[arg-type]
        assert (found.total_before % 5, found.total_after % 5) == (0, 0)
        assert (found.n_stayers, found.joined, found.left, found.average, found.total, found.by_stayers) == (0, 0, 0, None, None, None)
        few = compare_released(*waves(4), mode="aggregate", audience=audience)  # type: ignore[arg-type]
        assert (few.total_before, few.total_after, few.status) == (None, None, "suppressed")


@pytest.mark.parametrize(
    ("gone", "came", "kept"), [(0, 0, True), (1, 0, False), (2, 0, False), (3, 0, True), (0, 1, False), (3, 2, False), (3, 3, True)]
)
@pytest.mark.parametrize("mode", ["function", "mixed"])
def test_few_came_or_went__no_figure_of_the_stayers_alone(mode: Any, gone: int, came: int, kept: bool) -> None:
    found = compare_released(*(by_threes(wave) for wave in waves(9, gone=gone, came=came)), mode=mode, audience="team")
    assert (bool(found.items), found.by_stayers is not None) == (kept, kept)
    if not kept:
        assert found.average.change % 5 == 0


def test_one_person_went__the_attack_by_difference__works_on_the_whole_and_not_on_what_is_shown() -> None:
    before, after = waves(6, gone=1)
    line = next(moved for moved in compare_team_waves(before, after).items if (moved.code, moved.kind) == ("q01", "item_mean"))
    everybody = score_team(before).item("q01")
    worked_out = everybody.mean * everybody.n - line.before * line.n
    assert worked_out == pytest.approx(before.values["p005"]["q01"])
    shown = compare_released(before, after, mode="function", audience="team")
    assert not [moved for moved in (*shown.items, *shown.areas) if moved.before is not None]


@pytest.mark.parametrize("mode", ["function", "mixed"])
def test_one_of_each_function_went__which_dot_was_whose__not_worked_out(mode: Any) -> None:
    """Each function shows the dots 1 and 5. Who went gave 15 in all, so each of the three gave 5, and each who stayed gave 1."""
    table = "respondent function q01 q02\na sales 1 2\nb marketing 1 3\nc finance 1 4\nx sales 5 2\ny marketing 5 3\nz finance 5 4"
    before = team(table, ratings(2), wave="w1")
    after = replace(before, wave="w2", respondents=before.respondents[:3])
    line = next(moved for moved in compare_team_waves(before, after).items if (moved.code, moved.kind) == ("q01", "item_mean"))
    everybody = score_team(before).item("q01")
    assert everybody.mean * 6 - line.before * line.n == pytest.approx(15)
    shown = compare_released(before, after, mode=mode, audience="team")
    assert (shown.items, shown.areas, shown.blocks, shown.index, shown.total_before) == ((), (), (), None, None)
    # The other way to deal them out, in which those who went gave 1, is shown alike but for the rounded whole.
    assert shown.average.before is None


def test_one_of_three_new_people_answered_a_question__no_line_area_or_block_of_it() -> None:
    before, after = (by_threes(wave) for wave in waves(9, gone=3, came=3))
    only = {
        id_: {code: v for code, v in given.items() if code != "q01" or id_ not in {"q001", "q002"}} for id_, given in after.values.items()
    }
    after = replace(after, values=only)
    line = next(moved for moved in compare_team_waves(before, after).items if (moved.code, moved.kind) == ("q01", "item_mean"))
    everybody = score_team(after).item("q01")
    assert everybody.mean * everybody.n - line.after * line.n == pytest.approx(after.values["q000"]["q01"])
    shown = compare_released(before, after, mode="function", audience="team")
    assert shown.items
    assert "q01" not in {moved.code for moved in shown.items}
    assert "ratings" not in {moved.code for moved in shown.blocks}
    assert shown.areas == ()


def test_trend__one_of_each_function_left__no_figure_of_the_stayers() -> None:
    four = tuple(replace(random_team(WHOLE, 9, seed), wave=f"w{seed}") for seed in range(4))
    without = {"p000", "p001", "p002"}  # one of each function
    shorter = tuple(person for person in four[3].respondents if person.id not in without)
    found = trend_released((*four[:3], replace(four[3], respondents=shorter)), mode="function", audience="team")
    assert found is not None
    assert (found.values, found.slope, found.p, found.n, found.status) == ((), None, None, 6, "suppressed")


def test_one_person_skipped_a_question_once__no_line_of_it() -> None:
    before, after = waves(6)
    skipped = {id_: {code: v for code, v in given.items() if (id_, code) != ("p005", "q01")} for id_, given in after.values.items()}
    shown = compare_released(before, replace(after, values=skipped), mode="function", audience="team")
    assert "q01" not in {moved.code for moved in shown.items}
    assert "q02" in {moved.code for moved in shown.items}
    assert shown.areas == ()


def test_who_of_a_function_gave_which_answer__two_ways_with_the_same_dots__are_shown_alike() -> None:
    # a to f are of one function: its dots are 2 and 4 before, 3 and 5 after, whoever rose by one and whoever by three.
    table = "respondent function q01 q02\n" + "\n".join(f"{who} sales {{}} {1 + at % 5}" for at, who in enumerate("abcdefgh"))
    rises = [4, 2, 4, 2, 4, 2, 4, 2]
    one = team(table.format(*rises), ratings(2), wave="w1"), team(table.format(*[5, 3, 5, 3, 5, 3, 5, 3]), ratings(2), wave="w2")
    other = one[0], team(table.format(*[3, 5, 5, 3, 5, 3, 5, 3]), ratings(2), wave="w2")
    exact = [next(m for m in compare_team_waves(*pair).items if (m.code, m.kind) == ("q01", "item_mean")) for pair in (one, other)]
    assert exact[0].detectable != exact[1].detectable
    shown = [
        next(m for m in compare_released(*pair, mode="function", audience="team").items if (m.code, m.kind) == ("q01", "item_mean"))
        for pair in (one, other)
    ]
    assert [m.detectable for m in shown] == [None, None]
    assert all(m.p is None or m.p in {0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0} for m in shown)


def test_stricter__every_two_modes__shows_no_more_than_either() -> None:
    assert [stricter_mode("named", mode, "team") for mode in MODES] == list(MODES)
    assert [stricter_mode("aggregate", mode, audience) for mode in MODES for audience in ("team", "consultant")] == ["aggregate"] * 10
    assert stricter_mode("mixed", "function", "team") == "mixed"
    assert stricter_mode("mixed", "function", "consultant") == "function"


def test_unknown_mode_or_audience__refused() -> None:
    change = compare_team_waves(*waves())
    for mode, audience in (("open", "team"), ("named", "board")):
        with pytest.raises(ValueError, match="use one of"):
            release_change(change, mode=mode, audience=audience)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="use one of"):
        compare_released(*waves(), mode="open", audience="team")  # type: ignore[arg-type]


def test_trend__by_mode__ids_figures_or_nothing() -> None:
    four = tuple(replace(random_team(WHOLE, 5, seed), wave=f"w{seed}") for seed in range(4))
    assert trend_released(four, mode="named", audience="team").stayers
    shown = trend_released(four, mode="mixed", audience="team")
    assert (shown.stayers, len(shown.values), "q04" in shown.entered) == ((), 4, False)
    for mode, audience in (("consultant", "team"), ("aggregate", "team"), ("aggregate", "consultant")):
        assert trend_released(four, mode=mode, audience=audience) is None  # type: ignore[arg-type]
    without_finance = tuple(person for person in four[0].respondents if person.function != "finance")
    assert len(without_finance) == 4
    shorter = (replace(four[0], respondents=without_finance), *four[1:])
    kept = trend_released(shorter, mode="function", audience="team")
    assert (kept.values, kept.slope is not None) == ((), True)
    assert (
        trend_released(tuple(replace(w, respondents=w.respondents[:2]) for w in four), mode="function", audience="team").status
        == "suppressed"
    )
