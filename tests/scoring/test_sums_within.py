"""Sums within functions: every way to them against plain addition."""

import numpy as np
import pytest

from scoring import sums_within as module
from scoring.labelings import draw_labelings, list_labelings
from scoring.sums_within import sums_of_listed, sums_within

SIZES = [(2, 2), (1, 3), (4, 3, 3), (3, 2, 2, 2, 1), (5, 1, 1, 1), (2,) * 6, (6, 5)]


def squares(n: int) -> np.ndarray:
    points = np.random.default_rng(n).normal(size=(n, 3))
    return ((points[:, None] - points) ** 2).sum(axis=2)


def added(square: np.ndarray, labels: np.ndarray) -> list[float]:
    found = []
    for row in labels:
        people = [np.flatnonzero(row == g) for g in range(row.max() + 1)]
        found.append(sum(square[i, j] / len(group) for group in people for i in group for j in group if i < j))
    return found


@pytest.mark.parametrize("sizes", SIZES)
def test_listed__every_labeling__as_added_up(sizes: tuple[int, ...]) -> None:
    square = squares(sum(sizes))
    assert sums_of_listed(square, sizes) == pytest.approx(added(square, list_labelings(sizes)))


def test_listed__too_many_to_keep__the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    square = squares(10)
    kept = sums_of_listed(square, (4, 3, 3))
    monkeypatch.setattr(module, "_KEPT", 100)
    assert sums_of_listed(square, (4, 3, 3)) == pytest.approx(kept)


@pytest.mark.parametrize("sizes", [*SIZES, (70, 60), (40, 1, 1, 1), (12,) * 9])
def test_drawn__whichever_way_is_taken__as_added_up(sizes: tuple[int, ...]) -> None:
    square = squares(sum(sizes))
    labels = draw_labelings(sizes, np.random.default_rng(1), draws=30)
    expected = added(square, labels)
    assert module._look_up(square, labels, sizes) == pytest.approx(expected)
    assert module._multiply(square, labels, sizes) == pytest.approx(expected)
    assert sums_within(square, labels, sizes) == pytest.approx(expected)


def test_drawn__more_labelings_than_are_looked_up_at_once__none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    square, sizes = squares(12), (3, 3, 2, 2, 2)
    labels = draw_labelings(sizes, np.random.default_rng(1), draws=50)
    monkeypatch.setattr(module, "_ROWS", 7)
    assert module._look_up(square, labels, sizes) == pytest.approx(added(square, labels))


@pytest.mark.parametrize("sizes", [(3, 2), (2, 1, 1), (60, 60)])
def test_drawn__no_disagreement_within__nought(sizes: tuple[int, ...]) -> None:
    labels = np.repeat(np.arange(len(sizes)), sizes)[None]
    square = (labels[0][:, None] != labels[0]).astype(float)
    assert sums_within(square, labels, sizes) == pytest.approx(0.0, abs=1e-12 * square.sum())
