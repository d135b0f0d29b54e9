"""Change between two waves: against scoring every exchange anew, by properties, and at the edges."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.changes import Moved, WaveChange
from scoring.verdicts import judged_together
from scoring.wave_change import compare_team_waves
from survey_definitions.schema import BlockWeights, Option, PickItem
from tests.scoring.answers_at_random import random_team
from tests.scoring.tables import WHOLE, instrument, options, rating, ratings, team


def two_waves(n: int, seed: int, *, missing: float = 0.0, of: Any = WHOLE) -> tuple[TeamAnswers, TeamAnswers]:
    first, second = (random_team(of, n, 100 * seed + which, missing=missing) for which in (1, 2))
    return replace(first, wave="w1"), replace(second, wave="w2")


def exchanged(before: TeamAnswers, after: TeamAnswers, swaps: tuple[int, ...]) -> tuple[TeamAnswers, TeamAnswers]:
    first, second = dict(before.values), dict(after.values)
    for person, swap in zip(before.respondents, swaps, strict=True):
        if swap:
            first[person.id], second[person.id] = second[person.id], first[person.id]
    return replace(before, values=first), replace(after, values=second)


@pytest.mark.parametrize(("n", "missing"), [(6, 0.0), (6, 0.08), (7, 0.12)])
def test_change__every_exchange_scored_anew__same_change_p_and_detectable(n: int, missing: float) -> None:
    before, after = two_waves(n, n, missing=missing)
    scores = [[score_team(one) for one in exchanged(before, after, swaps)] for swaps in product((0, 1), repeat=n)]
    steps = np.array([second.index.average - first.index.average for first, second in scores])
    found = compare_team_waves(before, after)
    assert found.n_stayers == n
    assert found.average.change == pytest.approx(steps[0], abs=1e-9)
    assert found.average.p == pytest.approx(np.mean(np.abs(steps) >= abs(steps[0]) - 1e-9))
    assert found.average.detectable == pytest.approx(1.96 * np.sqrt(np.mean(steps**2)), abs=1e-9)
    assert found.index.before == pytest.approx(scores[0][0].index.value, abs=1e-9)
    assert found.index.after == pytest.approx(scores[0][1].index.value, abs=1e-9)
    by_block = np.array([[second.blocks[b].value - first.blocks[b].value for b in second.blocks] for first, second in scores])
    for at, block in enumerate(scores[0][1].blocks):
        moved = next(moved for moved in found.blocks if moved.code == block)
        assert moved.change == pytest.approx(by_block[0, at], abs=1e-9)
        assert moved.detectable == pytest.approx(1.96 * np.sqrt(np.mean(by_block[:, at] ** 2)), abs=1e-9)


def test_change__single_questions_and_areas__as_scored_anew_with_every_exchange() -> None:
    n = 6
    before, after = two_waves(n, 3)
    scores = [[score_team(one) for one in exchanged(before, after, swaps)] for swaps in product((0, 1), repeat=n)]
    found = compare_team_waves(before, after)
    assert {moved.kind for moved in found.items} == {"item_agreement", "item_mean"}
    for moved in found.items:
        name = "agreement" if moved.kind == "item_agreement" else "mean"
        steps = np.array([getattr(second.item(moved.code), name) - getattr(first.item(moved.code), name) for first, second in scores])
        assert moved.change == pytest.approx(steps[0], abs=1e-9)
        assert moved.detectable == pytest.approx(1.96 * np.sqrt(np.mean(steps**2)), abs=1e-9)
    for moved in found.areas:
        name = moved.kind.removeprefix("area_")
        steps = np.array([getattr(second.areas[0], name) - getattr(first.areas[0], name) for first, second in scores])
        assert moved.change == pytest.approx(steps[0], abs=1e-9)
        assert moved.p == pytest.approx(np.mean(np.abs(steps) >= abs(steps[0]) - 1e-9))


# Six people on two ratings; in w2 two of them, c and f, are gone and g has come.
BEFORE = """
respondent q01 q02
a          1   5
b          5   1
c          3   3
d          1   4
e          5   2
f          1   1
"""
AFTER = """
respondent q01 q02
a          3   3
b          3   3
d          3   2
e          3   3
g          1   1
"""


def test_change__people_came_and_went__stayers_and_composition_add_up() -> None:
    before, after = team(BEFORE, ratings(2), wave="w1"), team(AFTER, ratings(2), wave="w2")
    found = compare_team_waves(before, after)
    stayed = [replace(one, respondents=tuple(p for p in one.respondents if p.id in "abde")) for one in (before, after)]
    parts = [score_team(one).index.average for one in stayed]
    assert found.stayers == ("a", "b", "d", "e")
    assert (found.n_stayers, found.left, found.joined) == (4, 2, 1)
    assert found.total == pytest.approx(score_team(after).index.average - score_team(before).index.average)
    assert found.by_stayers == pytest.approx(parts[1] - parts[0])
    assert found.by_stayers + found.by_composition == pytest.approx(found.total)
    # a, b, d, e on q01: 1 5 1 5, then all 3; q02: 5 1 4 2, then 3 3 2 3. Squares of pairs sum to 64, 0, 40, 3; E0 = 4, six pairs.
    assert found.by_stayers == pytest.approx(100 * ((64 + 40) - (0 + 3)) / 2 / 6 / 4)


def test_change__four_stayers__by_rule_and_nothing_else_decided() -> None:
    found = compare_team_waves(team(BEFORE, ratings(2), wave="w1"), team(AFTER, ratings(2), wave="w2"))
    assert (found.average.by_rule, found.average.p, found.average.verdict) == (True, None, "moved")
    assert found.index.by_rule
    assert abs(found.average.change) >= found.average.detectable > 0
    assert {moved.verdict for moved in (*found.blocks, *found.areas, *found.items)} == {"not_testable"}


def test_change__same_answers_twice__nothing_moved_whatever_the_size() -> None:
    for n in (3, 6, 16):
        before, _ = two_waves(n, 1)
        found = compare_team_waves(before, replace(before, wave="w2"))
        assert (found.average.change, found.average.verdict) == (0.0, "not_distinguishable")
        assert not found.opposite
        assert all(moved.verdict in {"not_distinguishable", "not_testable"} for moved in found.items)


def test_change__of_one_mind_both_times__no_rule_makes_it_a_change() -> None:
    same = "respondent q01 q02\na 3 4\nb 3 4\nc 3 4"
    found = compare_team_waves(team(same, ratings(2), wave="w1"), team(same, ratings(2), wave="w2"))
    assert (found.average.change, found.average.verdict, found.average.detectable > 0) == (0.0, "not_distinguishable", True)


def test_change__eight_people_come_to_agree__moved_and_another_level_announced() -> None:
    before = replace(random_team(ratings(7), 8, 1), wave="w1")
    close = {person.id: {f"q{j:02d}": 2 + j % 3 for j in range(1, 8)} for person in before.respondents}
    assert (score_team(before).index.level, score_team(replace(before, values=close)).index.level) == ("far apart", "in step")
    found = compare_team_waves(before, replace(before, values=close, wave="w2"))
    assert (found.average.after, found.average.verdict) == (100.0, "moved")
    assert found.average.p == 2 / 2**8
    assert found.level_changed
    back = compare_team_waves(replace(before, values=close), replace(before, wave="w2"))
    assert (back.average.verdict, back.level_changed) == ("worse", True)


LISTS = instrument(
    *[rating(f"q{number:02d}") for number in range(1, 4)],
    PickItem(code="top", text="Which?", options_from="priorities", pick=2),
    priorities=options("grow keep hire cut"),
    core=("q01", "q02", "q03", "top"),
)


def relisted(entries: str) -> Any:
    return replace(LISTS, priorities=options(entries))


def test_change__list_of_other_entries__compared_by_itself_and_in_no_tested_figure() -> None:
    before, after = two_waves(8, 1, of=LISTS)
    new = replace(after, instrument=relisted("grow keep hire sell"))
    values = {id_: {code: value if code != "top" else [v.replace("cut", "sell") for v in value] for code, value in given.items()}
              for id_, given in after.values.items()}  # fmt: skip
    found = compare_team_waves(before, replace(new, values=values))
    assert found.relisted == ("top",)
    assert "top" in found.comparable
    assert found.entered == ("q01", "q02", "q03")
    block = next(moved for moved in found.blocks if moved.code == "priorities")
    # The entry was only renamed, so the block's values are those of the unchanged list; what is missing is the test.
    plain = next(moved for moved in compare_team_waves(before, after).blocks if moved.code == "priorities")
    assert (block.before, block.after) == pytest.approx((plain.before, plain.after))
    assert (block.p, block.verdict) == (None, "not_testable")
    only = compare_team_waves(*(replace(one, instrument=ratings(3)) for one in (before, after)))
    assert found.average.change == pytest.approx(only.average.change)


def test_change__same_entries_in_another_order__changes_nothing() -> None:
    before, after = two_waves(7, 2, of=LISTS)
    moved = compare_team_waves(before, replace(after, instrument=relisted("cut hire grow keep")))
    assert moved.average == compare_team_waves(before, after).average
    assert moved.relisted == ()


def test_change__list_of_another_length__left_out() -> None:
    before, after = two_waves(7, 2, of=LISTS)
    moved = compare_team_waves(before, replace(after, instrument=relisted("grow keep hire cut sell")))
    assert (moved.changed, moved.relisted, moved.entered) == (("top",), (), ("q01", "q02", "q03"))


def test_change__reworded_question__left_out_and_named() -> None:
    before, after = two_waves(7, 2, of=ratings(4))
    items = [rating("q01", version=2), *[rating(f"q{number:02d}") for number in range(2, 5)]]
    found = compare_team_waves(before, replace(after, instrument=instrument(*items)))
    assert (found.changed, found.entered) == (("q01",), ("q02", "q03", "q04"))


def test_change__core_only__rests_on_the_core_of_both() -> None:
    before, after = two_waves(7, 4)
    found = compare_team_waves(before, after, core_only=True)
    assert (found.basis, found.entered) == ("core", ("q01", "q02", "q04", "top"))
    assert found.average.change == pytest.approx(score_team(after).core_index.average - score_team(before).core_index.average)


def test_change__other_weights_or_blocks__nothing_is_compared() -> None:
    before, after = two_waves(7, 5)
    weighed = replace(after, instrument=replace(WHOLE, weights=BlockWeights(ratings=0.5)))
    # All but one skip the allocation in w2, so that no pair is left in its block.
    alone = {id_: given if id_ == "p000" else {k: v for k, v in given.items() if k != "effort"} for id_, given in after.values.items()}
    for other in (weighed, replace(after, values=alone)):
        found = compare_team_waves(before, other)
        assert (found.status, found.average, found.items, found.blocks) == ("basis_changed", None, (), ())


@pytest.mark.parametrize(("kept", "status"), [(0, "too_few"), (1, "too_few"), (2, "ok")])
def test_change__hardly_anybody_stayed__says_so(kept: int, status: str) -> None:
    before, after = two_waves(6, 6)
    people = tuple(replace(p, id=p.id if i < kept else f"new{i}") for i, p in enumerate(after.respondents))
    values = {new.id: after.values[old.id] for new, old in zip(people, after.respondents, strict=True)}
    found = compare_team_waves(before, replace(after, respondents=tuple(sorted(people, key=lambda p: p.id)), values=values))
    assert (found.n_stayers, found.status) == (kept, status)
    assert found.total == pytest.approx(score_team(after).index.average - score_team(before).index.average)
    assert found.average is None or (found.average.verdict, found.average.by_rule) == ("not_testable", False)


def test_change__nobody_answered_or_nothing_in_common__a_status_and_no_exception() -> None:
    before, after = two_waves(4, 1)
    nobody = replace(after, respondents=(), values={})
    assert compare_team_waves(before, nobody).status == "too_few"
    assert compare_team_waves(nobody, nobody).status == "too_few"
    assert compare_team_waves(before, replace(after, instrument=instrument(rating("other")))).status == "not_testable"
    one_tick = {person.id: {f"q{j:02d}": 3 + (i == 0) for j in range(1, 10)} for i, person in enumerate(after.respondents)}
    flat = replace(after, instrument=ratings(9), values=one_tick)
    assert compare_team_waves(replace(before, instrument=ratings(9), values=one_tick), flat).status == "void"


def test_change__reversed_rating__more_mature_is_the_good_direction() -> None:
    item = rating("q01", reversed=True)
    table = "respondent q01\n" + "\n".join(f"p{i} {{}}" for i in range(8))
    before = team(table.format(*[5, 4, 5, 4, 5, 4, 5, 4]), instrument(item), wave="w1")
    after = team(table.format(*[2, 1, 2, 1, 2, 1, 2, 1]), instrument(item), wave="w2")
    found = {moved.kind: moved for moved in compare_team_waves(before, after).items}
    assert (found["item_mean"].change, found["item_mean"].verdict) == (-3.0, "moved")
    assert found["item_agreement"].verdict == "not_distinguishable"
    area = next(moved for moved in compare_team_waves(before, after).areas if moved.kind == "area_mean")
    assert (area.change, area.verdict) == (3.0, "moved")


def mirrored(change: WaveChange) -> list[tuple[Any, ...]]:
    lines: list[Moved] = [
        change.average,
        change.index,
        *sorted((*change.blocks, *change.areas, *change.items), key=lambda m: (m.kind, m.code)),
    ]
    return [(m.kind, m.code, m.p, m.n, m.detectable) for m in lines]


@settings(max_examples=25, deadline=None)
@given(n=st.integers(2, 9), seed=st.integers(0, 10_000), missing=st.sampled_from([0.0, 0.2]))
def test_change__waves_the_other_way_round__every_sign_turns(n: int, seed: int, missing: float) -> None:
    before, after = two_waves(n, seed, missing=missing)
    there, back = compare_team_waves(before, after), compare_team_waves(after, before)
    assert there.status == back.status
    if there.average is None or there.average.change is None:
        return
    assert back.average.change == pytest.approx(-there.average.change, abs=1e-9)
    assert back.total == pytest.approx(-there.total, abs=1e-9)
    assert (back.joined, back.left) == (there.left, there.joined)
    turned = {"moved": "worse", "worse": "moved"}
    assert back.average.verdict == turned.get(there.average.verdict, there.average.verdict)
    for one, other in zip(mirrored(there), mirrored(back), strict=True):
        assert one[:2] == other[:2]
        assert [value for value in one[2:] if value is not None] == pytest.approx([value for value in other[2:] if value is not None])


@settings(max_examples=15, deadline=None)
@given(n=st.integers(3, 8), seed=st.integers(0, 10_000), order=st.randoms(use_true_random=False))
def test_change__people_in_another_order__not_a_bit_differs(n: int, seed: int, order: Any) -> None:
    before, after = two_waves(n, seed, missing=0.1)
    mixed = [replace(one, respondents=tuple(order.sample(one.respondents, one.n))) for one in (before, after)]
    assert compare_team_waves(*mixed) == compare_team_waves(before, after)


def test_change__sixteen_people__drawn_exchanges_with_the_same_p_each_time() -> None:
    before, after = two_waves(17, 1)
    found = compare_team_waves(before, after)
    assert (found.average.p_method, found.average.p_min) == ("mc", 1 / 10_000)
    assert found == compare_team_waves(before, after)


def test_family__smallest_p_out_of_reach__not_run_and_ordered_by_size() -> None:
    few = [
        (Moved(kind="item_mean", code=code, change=size, p=2 / 64, p_min=2 / 64), 1, size)
        for code, size in zip("abcd", (1, -3, 2, 0), strict=True)
    ]
    found = judged_together(few)
    assert [(moved.code, moved.verdict, moved.p) for moved in found] == [(c, "not_testable", None) for c in "bcad"]
    assert judged_together([]) == ()


def test_change__entries_with_the_same_code_and_another_text__are_other_entries() -> None:
    before, after = two_waves(6, 3, of=LISTS)
    entries = (Option(code="grow", text="Shrink"), *LISTS.priorities[1:])
    assert compare_team_waves(before, replace(after, instrument=replace(LISTS, priorities=entries))).relisted == ("top",)
