"""The rule for fewer than six people: simulated teams in which nothing happened."""

import numpy as np
import pytest

from scoring.design import Design, ListShape
from scoring.disagreement import allocation_delta, list_delta, ratings_delta, term_delta
from scoring.null_change import draw_around, null_change, share_at
from scoring.random_teams import compose_drawn, random_teams

MIXED = Design(levels=(5,) * 10 + (7,) * 4, lists=(ListShape(10, 3), ListShape(5, 5, True)), parts=(5,), terms=((4,), (2, 2, 3)))


def changes(design: Design, n: int, share: float, teams: int) -> tuple[np.ndarray, np.ndarray]:
    drawn = draw_around(design, n, share=share, teams=teams, waves=2, rng=np.random.default_rng(77))
    mask = np.ones((n, sum(design.widths)), dtype=bool)
    upper = np.triu_indices(n, 1)
    first, second = (100 * (1 - compose_drawn(design, wave, mask).delta[:, upper[0], upper[1]].mean(axis=1)) for wave in drawn)
    return second - first, (first + second) / 2


def test_draws__nothing_shared__uniform_answers_in_every_kind_of_question() -> None:
    (drawn,) = draw_around(MIXED, 2, share=0.0, teams=20_000, waves=1, rng=np.random.default_rng(1))
    kinds = [
        ratings_delta(drawn.ratings, MIXED.levels),
        *[list_delta(ranks) for ranks in drawn.lists],
        *[allocation_delta(shares) for shares in drawn.allocations],
        *[term_delta(x, options) for x, options in zip(drawn.terms, MIXED.terms, strict=True)],
    ]
    for delta in kinds:
        assert delta[:, 0, 1].mean() == pytest.approx(1.0, abs=4 * delta[:, 0, 1].std() / np.sqrt(20_000))
    assert [np.mean(drawn.ratings[..., 0] == level) for level in range(1, 6)] == pytest.approx([0.2] * 5, abs=0.01)


def test_draws__everything_shared__the_same_answers_in_both_waves() -> None:
    first, second = draw_around(MIXED, 3, share=1.0, teams=5, waves=2, rng=np.random.default_rng(1))
    assert (first.ratings == second.ratings).all()
    assert (first.ratings == first.ratings[:, :1]).all()
    assert all((a == b).all() for a, b in zip(first.lists, second.lists, strict=True))


@pytest.mark.parametrize("average", [20.0, 50.0, 80.0])
def test_share__of_an_observed_average__gives_it(average: float) -> None:
    _, mean = changes(MIXED, 4, share_at(MIXED, average), 4_000)
    assert mean.mean() == pytest.approx(average, abs=1.5)


@pytest.mark.parametrize("n", [3, 4, 5])
@pytest.mark.parametrize("habit", ["uniform", "ordinary"])
def test_rule__independent_people_in_two_waves__at_most_five_in_a_hundred_pass(n: int, habit: str) -> None:
    mask, upper = np.ones((n, sum(MIXED.widths)), dtype=bool), np.triu_indices(n, 1)
    rng = np.random.default_rng(n)
    waves = []
    for _ in (1, 2):
        composed = random_teams(MIXED, n, mask, teams=2_000, habit=habit, rng=rng)  # type: ignore[arg-type] # one of the two
        waves.append(100 * (1 - composed.delta[:, upper[0], upper[1]].mean(axis=1)))
    passed = [abs(b - a) >= null_change(MIXED, mask, mask, (a + b) / 2).average for a, b in zip(*waves, strict=True)]
    assert np.mean(passed) <= 0.05


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_rule__teams_around_a_truth__at_most_five_in_a_hundred_pass(share: float) -> None:
    mask = np.ones((4, sum(MIXED.widths)), dtype=bool)
    passed = [
        abs(step) >= null_change(MIXED, mask, mask, mean).average for step, mean in zip(*changes(MIXED, 4, share, 2_000), strict=True)
    ]
    assert np.mean(passed) <= 0.05


def test_rule__open_cells__ask_for_a_larger_change_the_same_in_both_directions() -> None:
    full = np.ones((4, sum(MIXED.widths)), dtype=bool)
    gaps = full.copy()
    gaps[0, :10] = gaps[1, 4:14] = False
    assert null_change(MIXED, full, gaps, 30.0).average > null_change(MIXED, full, full, 30.0).average
    assert null_change(MIXED, full, gaps, 30.0) == null_change(MIXED, gaps[::-1], full[::-1], 30.0)


def test_rule__table_of_the_design__half_of_what_separates_people_lasting() -> None:
    # 20 ratings and 12 ranks at an A of about 30: SD of the change 10.8, 7.9, 6.3, 5.6, 4.8 for n = 4, 6, 8, 10, 12 (scoring, 11.2).
    # A lasting half is a second common part, the person's own: answers correlate by it between that person's waves.
    rng = np.random.default_rng(3)
    share, teams = 0.3, 1_500
    found = []
    for n in (4, 6, 8, 10, 12):
        deltas = []
        truth = [rng.standard_normal((teams, 1, k)) for k in (20, 12)]
        own = [rng.standard_normal((teams, n, k)) for k in (20, 12)]
        for _ in (1, 2):
            hidden = [
                np.sqrt(share) * t + np.sqrt((1 - share) / 2) * (o + rng.standard_normal(o.shape)) for t, o in zip(truth, own, strict=True)
            ]
            x = np.searchsorted([-0.8416, -0.2533, 0.2533, 0.8416], hidden[0]) + 1.0
            ranks = 12.0 - hidden[1].argsort(axis=-1).argsort(axis=-1)
            deltas.append((0.3 * ratings_delta(x, (5,) * 20) + 0.4 * list_delta(ranks)) / 0.7)
        upper = np.triu_indices(n, 1)
        steps = 100 * (deltas[0] - deltas[1])[:, upper[0], upper[1]].mean(axis=1)
        found.append(steps.std())
    assert found == pytest.approx([10.8, 7.9, 6.3, 5.6, 4.8], rel=0.15)
