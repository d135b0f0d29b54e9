"""A trend over four and more waves: against listing every order by hand, and at the edges."""

from itertools import permutations, product
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.coding import code_team
from scoring.screening import screen
from scoring.stayers import average_of, composed_of
from scoring.trend import trend
from tests.scoring.answers_at_random import random_team
from tests.scoring.tables import WHOLE, ratings


def waves(n: int, count: int, *, of: Any = WHOLE, missing: float = 0.0) -> list[TeamAnswers]:
    return [replace(random_team(of, n, 10 * n + which, missing=missing), wave=f"w{which}") for which in range(count)]


def core_average(one: TeamAnswers) -> float:
    """A of the core items of one wave by itself."""
    composed = composed_of(screen(code_team(one).only(one.instrument.core)))
    assert composed is not None
    return average_of(composed[1])


def core_slope(given: list[TeamAnswers]) -> float:
    return float(np.polyfit(range(len(given)), [core_average(one) for one in given], 1)[0])


@pytest.mark.parametrize("missing", [0.0, 0.1])
def test_trend__two_people__p_of_every_order_scored_anew(missing: float) -> None:
    given = waves(2, 4, missing=missing)
    ids = [person.id for person in given[0].respondents]
    slopes = []
    for first, second in product(permutations(range(4)), repeat=2):
        mixed = [
            replace(one, values={ids[0]: given[a].values[ids[0]], ids[1]: given[b].values[ids[1]]})
            for one, a, b in zip(given, first, second, strict=True)
        ]
        slopes.append(core_slope(mixed))
    found = trend(given)
    assert found.values == pytest.approx([score_team(one).core_index.average for one in given])
    assert found.slope == pytest.approx(core_slope(given))
    assert found.p == pytest.approx(np.mean(np.abs(slopes) >= abs(core_slope(given)) - 1e-9))
    assert (found.p_method, found.p_min) == ("exact", 2 / 576)


def test_trend__seven_people__drawn_p_near_that_of_other_draws() -> None:
    given = waves(7, 5)
    found = trend(given)
    assert found == trend([replace(one, respondents=one.respondents[::-1]) for one in given])
    rng = np.random.default_rng(5)
    ids = [person.id for person in given[0].respondents]
    slopes = []
    for _ in range(150):
        orders = {id_: rng.permutation(5) for id_ in ids}
        slopes.append(
            core_slope([replace(one, values={id_: given[orders[id_][at]].values[id_] for id_ in ids}) for at, one in enumerate(given)])
        )
    assert found.p == pytest.approx(np.mean(np.abs(slopes) >= abs(found.slope)), abs=0.13)


def test_trend__people_grow_together__sign_and_smallest_p() -> None:
    rows = [[1, 5, 2, 4, 3, 1], [2, 5, 2, 4, 3, 2], [3, 4, 3, 4, 3, 2], [3, 3, 3, 3, 3, 3], [3, 3, 3, 3, 3, 3]]
    people = random_team(
        ratings(
            2,
        ),
        6,
        1,
    )
    of = replace(ratings(2), core=("q01", "q02"))
    given = [
        replace(
            people,
            instrument=of,
            wave=f"w{at}",
            values={p.id: {"q01": level, "q02": level} for p, level in zip(people.respondents, row, strict=True)},
        )
        for at, row in enumerate(rows)
    ]
    found = trend(given)
    assert found.values[-1] == 100.0
    assert found.slope > 0
    assert found.p < 0.05
    back = trend(given[::-1])
    assert back.slope == pytest.approx(-found.slope)


def test_trend__only_those_of_every_wave_and_the_core_items() -> None:
    given = waves(5, 4)
    given[2] = replace(given[2], respondents=given[2].respondents[1:])
    found = trend(given)
    assert found.stayers == ("p001", "p002", "p003", "p004")
    assert found.entered == ("q01", "q02", "q04", "top")


def test_trend__same_answers_in_every_wave__flat_with_p_one() -> None:
    one = waves(5, 1)[0]
    found = trend([replace(one, wave=f"w{at}") for at in range(4)])
    assert (found.slope, found.p) == (pytest.approx(0.0, abs=1e-12), 1.0)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (waves(5, 3), "too_few"),
        ([], "too_few"),
        (waves(1, 4), "too_few"),
        (waves(0, 4), "not_testable"),
        ([replace(one, instrument=replace(WHOLE, core=())) for one in waves(5, 4)], "not_testable"),
    ],
)
def test_trend__too_little_to_compare__says_so(given: list[TeamAnswers], status: str) -> None:
    found = trend(given)
    assert (found.status, found.slope, found.p) == (status, None, None)
