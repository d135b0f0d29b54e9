"""Faultlines: every split by hand, and what shuffled attributes give."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.faultlines import Attribute, attribute_distances, faultline

WORDS = st.sampled_from(["sales", "finance", "product"])
PEOPLE = st.integers(3, 7).flatmap(
    lambda n: st.tuples(
        st.lists(WORDS, min_size=n, max_size=n),
        st.lists(st.sampled_from(["north", "south"]), min_size=n, max_size=n),
        st.lists(st.integers(0, 20).map(float), min_size=n, max_size=n),
    )
)


def strongest(people: tuple[Attribute, ...]) -> float:
    """Fau from coordinates: dummies over the square root of 2, numbers over their standard deviation; all splits in turn."""
    columns = []
    for values in people:
        if isinstance(values[0], str):
            columns += [[float(value == word) / np.sqrt(2) for value in values] for word in set(values)]
        else:
            spread = np.std(np.array(values, dtype=float), ddof=1)
            columns.append([float(value or 0) / (spread or 1) for value in values])
    point = np.array(columns).T
    total = ((point - point.mean(axis=0)) ** 2).sum()
    best = 0.0
    for sides in product([0, 1], repeat=len(point)):
        side = np.array(sides)
        if 0 < side.sum() < len(side):
            within = sum(((point[side == s] - point[side == s].mean(axis=0)) ** 2).sum() for s in (0, 1))
            best = max(best, 1 - within / total)
    return best


@given(PEOPLE)
def test_strength__any_team__is_the_best_of_all_splits(people: tuple[Attribute, ...]) -> None:
    found = faultline(people)
    if all(len(set(values)) == 1 for values in people):
        assert (found.strength, found.status) == (None, "no_variation")
    else:
        assert found.strength == pytest.approx(strongest(people))


@given(PEOPLE, st.randoms(use_true_random=False))
def test_strength__people_and_attributes_reordered__stays(people: tuple[Attribute, ...], chance: np.random.Generator) -> None:
    order = list(range(len(people[0])))
    chance.shuffle(order)
    again = faultline([[values[place] for place in order] for values in reversed(people)])
    assert again.strength == pytest.approx(faultline(people).strength)


def test_members__two_clean_sides__are_the_smaller_one() -> None:
    found = faultline([["sales", "sales", "finance", "sales", "finance"], [1, 2, 20, 1, 21]])
    assert found.members == (2, 4)
    assert found.n == 5


def test_members__somebody_unknown__are_named_by_their_own_places() -> None:
    found = faultline([["sales", None, "sales", "finance", "finance", "sales"], ["a", "b", "a", "b", "b", "a"]])
    assert (found.members, found.n, found.strength) == ((3, 4), 5, 1.0)


def test_chance__independent_attributes_of_five__is_far_from_nothing() -> None:
    people = [["a", "a", "b", "b", "c"], ["x", "y", "x", "y", "x"], [1.0, 7.0, 3.0, 9.0, 5.0]]
    found = faultline(people, rng=np.random.default_rng(1))
    assert found.chance is not None
    assert found.chance > 0.5
    assert found.p is not None
    assert found.p > 0.05


def test_p__ten_people_on_two_clean_sides__is_the_least_that_can_be() -> None:
    found = faultline([["a"] * 5 + ["b"] * 5, ["x"] * 5 + ["y"] * 5, [1] * 5 + [9] * 5], rng=np.random.default_rng(1))
    assert (found.strength, found.p, found.p_min) == (1.0, 0.001, 0.001)


def test_p__random_teams__is_rarely_small() -> None:
    rng = np.random.default_rng(4)
    small = 0
    for _ in range(300):
        people = [rng.choice(list("abc"), 7).tolist(), rng.choice(list("xy"), 7).tolist(), rng.normal(size=7).tolist()]
        p = faultline(people, rng=rng, draws=99).p
        small += p is not None and p <= 0.05
    assert small / 300 < 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)


@pytest.mark.parametrize(
    ("people", "status"),
    [
        ([], "too_few"),
        ([[], []], "too_few"),
        ([["a", "b"], ["x", "y"]], "too_few"),
        ([["a", "b", "a"]], "too_few"),
        ([["a", "b", None], ["x", "y", "z"]], "too_few"),
        ([["a", "b", "a"], ["x", "y", ""]], "too_few"),
        ([["a", "a", "a"], [1, 1, 1]], "no_variation"),
        ([["a", "b"] * 9, list(range(18))], "not_testable"),
    ],
)
def test_strength__nothing_to_split__is_none(people: list[Attribute], status: str) -> None:
    found = faultline(people, rng=np.random.default_rng(1))
    assert (found.strength, found.p, found.status) == (None, None, status)


def test_distances__unknown_and_constant_attributes__are_missing_and_nothing() -> None:
    assert attribute_distances([["a", None, "b"]])[0, 2] == 1
    assert np.isnan(attribute_distances([["a", None, "b"]])[0, 1])
    assert attribute_distances([[4, 4, 4]]).tolist() == [[0.0] * 3] * 3
    assert attribute_distances([]).shape == (0, 0)
