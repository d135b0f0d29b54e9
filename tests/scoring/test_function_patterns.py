"""The permutation test of single ratings between functions, against a plain walk through every labeling."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.function_patterns import label_swap_p


def plain_p(levels: list[float], labels: list[int]) -> float:
    """Share of all orders of the labels with a sum of squares within at most that found."""

    def within(order: tuple[int, ...]) -> float:
        total = 0.0
        for function in set(order):
            mine = [level for level, one in zip(levels, order, strict=True) if one == function and level == level]  # noqa: PLR0124
            total += sum((level - sum(mine) / len(mine)) ** 2 for level in mine)
        return total

    found = within(tuple(labels))
    every = [within(order) for order in permutations(labels)]
    return sum(value <= found + 1e-9 for value in every) / len(every)


@pytest.mark.parametrize(
    ("levels", "labels"),
    [
        ([1, 1, 2, 5, 4, 5], [0, 0, 0, 1, 1, 1]),
        ([1, 1, 2, 5, 4, 5], [0, 0, 1, 1, 2, 2]),
        ([1, 3, 2, 5, 1, 5, 2], [0, 0, 1, 1, 2, 2, 2]),
        ([3, 3, 3, 3, 3, 3], [0, 0, 0, 1, 1, 1]),
        ([1, np.nan, 2, 5, 4, np.nan], [0, 0, 0, 1, 1, 1]),
    ],
    ids=["two functions", "pairs", "unequal", "all alike", "two open"],
)
def test_label_swap_p__every_labeling__as_walked(levels: list[float], labels: list[int]) -> None:
    assert label_swap_p(np.array(levels)[:, None], np.array(labels), seed=1)[0] == pytest.approx(plain_p(levels, labels))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=6, max_size=6), st.sampled_from([[0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2], [0, 1, 1, 1, 1, 1]]))
def test_label_swap_p__any_levels__as_walked(levels: list[int], labels: list[int]) -> None:
    x = np.array(levels, dtype=np.float64)[:, None]
    assert label_swap_p(x, np.array(labels), seed=1)[0] == pytest.approx(plain_p([float(v) for v in levels], labels))


def test_label_swap_p__many_people__drawn_and_never_zero() -> None:
    labels = np.repeat(np.arange(4), 10)
    levels = np.column_stack([labels + 1.0, np.tile([1.0, 2.0, 4.0, 5.0], 10)])
    p = label_swap_p(levels, labels, seed=7)
    assert p[0] == pytest.approx(1 / 10_000)
    assert p[1] > 0.2
