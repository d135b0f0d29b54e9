import numpy as np
import pytest

from scoring.chance import _kept_teams, constants, draws_for
from scoring.design import Design, ListShape, mask_key
from scoring.masked_teams import keep_teams
from scoring.random_teams import Habit, random_teams
from scoring.splits import largest_cuts, largest_cuts_of_pairs

MIXED = Design(levels=(5, 5, 7, 3), lists=(ListShape(8, 3), ListShape(6, 6, ordered=True)), parts=(4, 3), terms=((4,), (2, 2, 3)))
DESIGNS = {
    "four blocks": MIXED,
    "cells that cannot differ": Design(levels=(5, 1, 7), lists=(ListShape(3, 3), ListShape(6, 2)), parts=(1, 3), terms=((1,), (2, 1, 3))),
    "ratings": Design(levels=(5,) * 6),
    "definitions": Design(terms=((4,), (2, 2))),
    "a block without weight": Design(levels=(5, 5), parts=(3,), weights=(0.5, 0.5, 0.0, 0.0)),
}


@pytest.mark.parametrize("habit", ["uniform", "ordinary"])
@pytest.mark.parametrize("open_cells", [0.0, 0.05, 0.6])
@pytest.mark.parametrize("name", DESIGNS)
def test_with_mask__same_numbers_drawn__as_composed_from_the_answers(name: str, open_cells: float, habit: Habit) -> None:
    design, n, teams = DESIGNS[name], 5, 40
    mask = np.random.default_rng(4).random((n, sum(design.widths))) >= open_cells
    whole = random_teams(design, n, mask, teams=teams, habit=habit, rng=np.random.default_rng(9))
    kept = keep_teams(design, n, teams=teams, habit=habit, rng=np.random.default_rng(9)).with_mask(mask)
    left, right = np.triu_indices(n, 1)
    assert np.abs(kept.delta.T - whole.delta[:, left, right]).max() < 1e-12
    assert kept.means.keys() == whole.means.keys()
    for block, mean in whole.means.items():
        assert np.abs(kept.means[block] - mean).max() < 1e-12


def test_with_mask__one_pattern_after_another__the_second_as_if_alone() -> None:
    mask = np.random.default_rng(1).random((6, sum(MIXED.widths))) >= 0.2
    kept = keep_teams(MIXED, 6, teams=20, habit="uniform", rng=np.random.default_rng(2))
    alone = kept.with_mask(mask).delta.copy()
    kept.with_mask(~mask)
    kept.with_mask(np.ones_like(mask))
    assert (kept.with_mask(mask).delta == alone).all()


def test_constants__two_patterns__laid_over_the_same_teams() -> None:
    mask = np.ones((5, sum(MIXED.widths)), dtype=bool)
    mask[0, 1] = False
    before = _kept_teams.cache_info().misses
    constants(MIXED, 5), constants(MIXED, 5, mask_key(mask))
    assert _kept_teams.cache_info().misses <= before + 1
    # One open rating of six people-by-item cells in a hundred moves a constant by less than two draws would differ.
    assert abs(constants(MIXED, 5, mask_key(mask)).kappa - constants(MIXED, 5).kappa) < 1 / np.sqrt(draws_for(5))


@pytest.mark.parametrize("n", [2, 3, 4, 7, 11])
def test_largest_cuts_of_pairs__random_teams__as_every_division_tried(n: int) -> None:
    left, right = np.triu_indices(n, 1)
    pairs = np.random.default_rng(n).random((len(left), 50))
    best = np.zeros(50)
    for code in range(1 << (n - 1)):
        side = np.array([code >> person & 1 for person in range(n)])
        best = np.maximum(best, pairs[side[left] != side[right]].sum(axis=0))
    assert largest_cuts_of_pairs(pairs, n) == pytest.approx(best / (n * n // 4))


def test_largest_cuts_of_pairs__one_person_and_many_teams__nought_and_in_portions() -> None:
    assert largest_cuts_of_pairs(np.empty((0, 3)), 1).tolist() == [0.0, 0.0, 0.0]
    n, teams = 14, 70  # more teams than are held at once
    left, right = np.triu_indices(n, 1)
    pairs = np.random.default_rng(5).random((len(left), teams))
    delta = np.zeros((teams, n, n))
    delta[:, left, right] = delta[:, right, left] = pairs.T
    assert largest_cuts_of_pairs(pairs, n) == pytest.approx(largest_cuts(delta))
