"""Allocations: distances, chance, flat answers."""

import numpy as np
import pytest
from scipy.spatial.distance import jensenshannon

from scoring.allocations import (
    allocation_agreement,
    chance_variation,
    divergence,
    divergence_of_all,
    flat_share,
    is_flat,
    shares,
    total_variation,
)


def test_distances__random_allocations__are_those_of_scipy() -> None:
    points = np.random.default_rng(2).dirichlet(np.ones(5), size=6) * 100
    for i in range(6):
        for j in range(6):
            assert divergence(points)[i, j] == pytest.approx(jensenshannon(points[i], points[j], base=2) ** 2, abs=1e-12)
            assert total_variation(points)[i, j] == pytest.approx(np.abs(points[i] - points[j]).sum() / 200)


def test_divergence__two_allocations__general_form_is_the_pair() -> None:
    points = [[70, 20, 10], [0, 50, 50]]
    assert divergence_of_all(points) == pytest.approx(divergence(points)[0, 1])


def test_agreement__random_allocations__average_to_nothing() -> None:
    rng = np.random.default_rng(4)
    for parts in (2, 5, 8):
        drawn = np.array([allocation_agreement(rng.dirichlet(np.ones(parts), size=4)) for _ in range(2_000)])
        assert abs(drawn.mean()) < 4 * drawn.std() / np.sqrt(2_000)


@pytest.mark.parametrize("points", [[], [[100]], [[50, 50]], [[100], [100]], [[0, 0], [50, 50]], [[None, None], [50, 50]]])
def test_agreement__nothing_to_compare__is_none(points: list[list[float | None]]) -> None:
    assert allocation_agreement(points) is None


def test_shares__sum_off_by_more_than_one_percent__are_missing() -> None:
    assert np.isnan(shares([[50, 48.9], [-10, 110]], total=100)).all()
    assert shares([[50, 49]], total=100).sum() == pytest.approx(1)


def test_flat__at_five_points_away__is_no_longer_flat() -> None:
    assert is_flat([[30, 25, 25, 20], [29, 25, 25, 21], [None, None, None, None]]).tolist() == [False, True, False]
    assert flat_share([]) is None
    assert chance_variation(0) is None
